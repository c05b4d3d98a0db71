#include "rules/decisions.hpp"

#include "base/text.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cmath>
#include <map>
#include <set>

namespace mulens::rules {
namespace {

DecisionKind kind_of(std::string_view text) {
    static const std::array<std::pair<std::string_view, DecisionKind>, 6> names{{
        {"核实", DecisionKind::verify},
        {"排除", DecisionKind::exclude},
        {"认定", DecisionKind::confirm},
        {"销号", DecisionKind::clear},
        {"更正", DecisionKind::correct},
        {"备注", DecisionKind::remark},
    }};
    for (const auto& [name, kind] : names)
        if (text == name) return kind;
    return DecisionKind::unknown;
}

using RowsByKey = std::map<std::string, std::vector<Row>, std::less<>>;

/// Rows that a decision's key names. Only the keys that decisions use are kept: a look-up a row, no copies.
RowsByKey rows_by_key(const table::Table& rows, const std::vector<std::string>& key_columns,
                      const std::vector<Decision>& decisions) {
    RowsByKey out;
    for (const auto& d : decisions)
        if (!d.key.empty()) out.try_emplace(d.key);
    if (out.empty()) return out;
    for (const auto& name : key_columns) {
        const table::Column* column = rows.find(name);
        if (column == nullptr || !column->is_text()) continue;
        for (Row row = 0; row < rows.rows(); ++row) {
            const auto it = out.find(column->text(row));
            if (it != out.end() && (it->second.empty() || it->second.back() != row)) it->second.push_back(row);
        }
    }
    for (auto& [key, list] : out) {
        std::sort(list.begin(), list.end());
        list.erase(std::unique(list.begin(), list.end()), list.end());
    }
    return out;
}

std::optional<double> parse_value(table::Kind kind, std::string_view text) {
    if (trimmed(text).empty()) return table::none;  // a blank new value takes the old one away
    if (kind == table::Kind::date) {
        const auto date = parse_date(trimmed(text));
        return date ? std::optional(day_number(*date)) : std::nullopt;
    }
    if (kind == table::Kind::boolean) {
        const auto word = trimmed(text);
        if (word == "是" || word == "1" || word == "true") return 1;
        if (word == "否" || word == "0" || word == "false") return 0;
        return std::nullopt;
    }
    return parse_number(text);
}

class Corrector {
  public:
    Corrector(const table::Table& from, const std::vector<std::string>& keys, const std::vector<Decision>& decisions)
        : table(from), rows(rows_by_key(from, keys, decisions)), count(from.rows(), 0) {}

    /// True where the key and the field are here.
    bool applies(const Decision& d) const { return hits(d) != nullptr && table.has(d.field); }
    const std::vector<Row>* hits(const Decision& d) const {
        const auto it = rows.find(d.key);
        return it == rows.end() || it->second.empty() ? nullptr : &it->second;
    }
    /// "" or what is wrong with the value.
    std::string apply(const Decision& d) {
        const table::Column& column = table.at(d.field);
        std::string trouble;
        const auto year = table.find("year");
        const auto wanted = [&](Row row) {
            return !d.valid_year || year == nullptr || year->is_text() || std::isnan(year->number(row)) ||
                   year->number(row) == *d.valid_year;
        };
        if (column.is_text()) {
            std::vector<std::string> values;
            for (Row row = 0; row < table.rows(); ++row) values.emplace_back(column.text(row));
            for (const Row row : *hits(d)) {
                if (!wanted(row)) continue;
                if (!d.old_value.empty() && values[row] != d.old_value) trouble = differs(d, values[row]);
                values[row] = d.new_value;
                ++count[row];
            }
            table.set(d.field, table::Column::texts(values, column.store().mode()));
            return trouble;
        }
        const auto value = parse_value(column.kind(), d.new_value);
        if (!value)
            return fmt::format("the new value \"{}\" of {} cannot be read; it was not applied", d.new_value, d.field);
        std::vector<double> values = column.values();
        const double old = parse_value(column.kind(), d.old_value).value_or(table::none);
        for (const Row row : *hits(d)) {
            if (!wanted(row)) continue;
            if (!std::isnan(old) && !(std::abs(values[row] - old) <= 1e-6 * std::max(1.0, std::abs(old))))
                trouble = differs(d, number_text(values[row]));
            values[row] = *value;
            ++count[row];
        }
        table.set(d.field, table::Column::numbers(std::move(values), column.kind()));
        return trouble;
    }

    table::Table table;
    RowsByKey rows;
    std::vector<double> count;

  private:
    static std::string differs(const Decision& d, std::string_view now) {
        return fmt::format("{} was {} when this was decided and is {} in the data now; check the decision", d.field,
                           d.old_value, now.empty() ? "blank" : now);
    }
};

Finding finding_of(const Decision& d, const std::string& file, const char* code, Severity severity,
                   std::string message) {
    Finding f;
    f.code = code;
    f.severity = severity;
    f.layer = "decisions";
    f.file = file;
    f.row = d.row;
    f.subject = d.key;
    f.field = d.field;
    f.message = std::move(message);
    return f;
}

}  // namespace

std::vector<Decision> read_decisions(const table::Table* decisions, std::optional<int> year) {
    std::vector<Decision> out;
    if (decisions == nullptr) return out;
    for (Row row = 0; row < decisions->rows(); ++row) {
        const auto text = [&](const char* name) { return std::string(trimmed(decisions->text(name, row))); };
        Decision d;
        d.row = row;
        d.key = normalised_key(decisions->text("key", row));
        d.kind_text = text("decision_kind");
        d.kind = kind_of(d.kind_text);
        d.field = text("field");
        d.old_value = text("old_value");
        d.new_value = text("new_value");
        d.reason = text("reason");
        d.evidence = text("evidence");
        d.person = text("person");
        if (const double date = decisions->number("date", row); !std::isnan(date)) d.date = from_day_number(date);
        if (const double valid = decisions->number("valid_year", row); !std::isnan(valid))
            d.valid_year = static_cast<int>(valid);
        if (d.valid_year && year && *d.valid_year != *year) continue;
        out.push_back(std::move(d));
    }
    std::stable_sort(out.begin(), out.end(), [](const Decision& a, const Decision& b) { return a.date < b.date; });
    return out;
}

Corrected apply_corrections(const table::Table& parcels, const table::Table& enterprises,
                            const std::vector<Decision>& decisions, const std::string& file, Diagnostics& diagnostics) {
    Corrector land(parcels, {"parcel_id"}, decisions);
    Corrector firms(enterprises, {"credit_code", "ent_id"}, decisions);
    Corrected out;
    for (const Decision& d : decisions) {
        if (land.hits(d) == nullptr && firms.hits(d) == nullptr) {
            diagnostics.add(finding_of(d, file, "decision_target_missing", Severity::warning,
                                       fmt::format("no parcel or enterprise has the key {}; the decision ({}) has no "
                                                   "effect: correct its key or withdraw it",
                                                   d.key, d.kind_text)));
            continue;
        }
        if (d.kind == DecisionKind::unknown)
            diagnostics.add(finding_of(d, file, "decision_kind_unknown", Severity::warning,
                                       fmt::format("the decision on {} is of the kind \"{}\" and has no effect: write "
                                                   "核实, 排除, 认定, 销号, 更正 or 备注",
                                                   d.key, d.kind_text)));
        if (d.kind != DecisionKind::correct) continue;
        Corrector* target = land.applies(d) ? &land : firms.applies(d) ? &firms : nullptr;
        if (target == nullptr) {
            diagnostics.add(
                finding_of(d, file, "decision_target_missing", Severity::warning,
                           fmt::format("{} has no field {}; the correction was not applied", d.key, d.field)));
            continue;
        }
        const std::string trouble = target->apply(d);
        ++out.applied;
        if (!trouble.empty()) diagnostics.add(finding_of(d, file, "decision_value", Severity::warning, trouble));
    }
    out.parcels = std::move(land.table);
    out.enterprises = std::move(firms.table);
    out.parcels.set("override_count", table::Column::numbers(std::move(land.count)));
    out.enterprises.set("override_count", table::Column::numbers(std::move(firms.count)));
    return out;
}

Exclusions find_exclusions(const table::Table& rows, const std::vector<std::string>& key_columns,
                           const std::vector<Decision>& decisions) {
    Exclusions out;
    out.appraisal.assign(rows.rows(), 0);
    out.low = out.idle = out.appraisal;
    const auto by_key = rows_by_key(rows, key_columns, decisions);
    for (const Decision& d : decisions) {
        // A later 核实 or 认定 takes an exclusion back.
        const bool excludes = d.kind == DecisionKind::exclude;
        if (!excludes && d.kind != DecisionKind::verify && d.kind != DecisionKind::confirm) continue;
        const auto it = by_key.find(d.key);
        if (it == by_key.end()) continue;
        for (const Row row : it->second) {
            out.any |= excludes;
            const std::uint8_t value = excludes ? 1 : 0;
            if (d.field == "low_efficiency")
                out.low[row] = value;
            else if (d.field == "idle_status")
                out.idle[row] = value;
            else
                out.appraisal[row] = out.low[row] = value;
        }
    }
    return out;
}

table::Column review_status(const table::Table& rows, const std::vector<std::string>& key_columns,
                            const std::vector<Decision>& decisions, const std::vector<std::uint8_t>& suspected) {
    std::vector<std::uint32_t> codes(rows.rows());
    for (Row row = 0; row < rows.rows(); ++row) codes[row] = suspected[row] != 0 ? 1 : 0;
    const auto by_key = rows_by_key(rows, key_columns, decisions);
    for (const Decision& d : decisions) {  // in date order: the latest is written last
        std::uint32_t code = 0;
        if (d.kind == DecisionKind::verify) code = 2;
        if (d.kind == DecisionKind::confirm) code = 3;
        if (d.kind == DecisionKind::exclude) code = 4;
        if (d.kind == DecisionKind::clear) code = 5;
        const auto it = by_key.find(d.key);
        if (code == 0 || it == by_key.end()) continue;
        for (const Row row : it->second) codes[row] = code;
    }
    return table::Column::texts(
        table::TextStore::coded({"", "疑似", "核实中", "认定", "排除", "已整治(销号)"}, std::move(codes)));
}

}  // namespace mulens::rules
