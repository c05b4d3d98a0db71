#include "metrics/group.hpp"

#include "base/parallel.hpp"
#include "base/text.hpp"
#include "geom/units.hpp"

#include <algorithm>
#include <cmath>
#include <limits>

namespace mulens::metrics {
namespace {

using table::Column;

constexpr const char* money_names[] = {
    "tax_paid", "tax", "output", "value_added", "revenue", "rd", "fixed_investment_with_land"};
constexpr const char* quantity_names[] = {"employees", "energy_tce", "electricity_wan_kwh", "emissions_t"};
constexpr double largest_money_wan = 9e11;

const Column* number_column(const table::Table& table, std::string_view name) {
    const Column* column = table.find(name);
    return column == nullptr || column->is_text() ? nullptr : column;
}

/// Text columns as small codes, so that no row compares text.
struct Codes {
    std::vector<std::string> names;
    std::vector<std::uint32_t> of_row;  // empty: every row has code 0
    [[nodiscard]] std::uint32_t operator[](Row row) const { return of_row.empty() ? 0 : of_row[row]; }
};

Codes codes_of(const table::Table& table, const std::string& name) {
    Codes out;
    const Column* column = name.empty() ? nullptr : table.find(name);
    if (column == nullptr || !column->is_text()) {
        out.names = {""};
        return out;
    }
    std::map<std::string, std::uint32_t, std::less<>> known;
    const auto code_of = [&](std::string_view text) {
        if (const auto it = known.find(text); it != known.end()) return it->second;
        const auto code = static_cast<std::uint32_t>(out.names.size());
        known.emplace(text, code);
        out.names.emplace_back(text);
        return code;
    };
    out.of_row.resize(table.rows());
    if (column->store().mode() == table::TextStore::Mode::dictionary) {
        std::vector<std::uint32_t> of_entry(column->store().entries());
        for (std::uint32_t i = 0; i < of_entry.size(); ++i) of_entry[i] = code_of(column->store().entry(i));
        for (Row row = 0; row < table.rows(); ++row) out.of_row[row] = of_entry[column->store().code(row)];
    } else {
        for (Row row = 0; row < table.rows(); ++row) out.of_row[row] = code_of(column->text(row));
    }
    if (out.names.empty()) out.names = {""};
    return out;
}

std::uint32_t code_in(const Codes& codes, std::string_view text) {
    for (std::uint32_t i = 0; i < codes.names.size(); ++i)
        if (codes.names[i] == text) return i;
    return std::numeric_limits<std::uint32_t>::max();
}

/// From "rows that belong just here" to sums that hold the inner ones too.
void cumulate(GroupSummary& group) {
    group.assessed.add(group.large);
    group.in_scope.add(group.assessed);
    group.all.add(group.in_scope);
}

struct Membership {
    std::string name;
    double share;
};

std::vector<Membership> memberships(std::string_view text) {
    std::vector<Membership> out;
    for (const std::string& part : split(text, ';')) {
        const std::size_t colon = part.rfind(':');
        if (colon == std::string::npos || colon == 0) continue;
        const double share = parse_number(std::string_view(part).substr(colon + 1)).value_or(0);
        if (share > 0) out.push_back({part.substr(0, colon), share});
    }
    return out;
}

class Summariser {
  public:
    Summariser(const table::Table& table, const SummaryRequest& request)
        : table_(table),
          request_(request),
          area_(number_column(table, request.area_column)),
          mu_(request.area_column.ends_with("_mu")),
          tax_(number_column(table, "tax")),
          scope_(codes_of(table, "scope")),
          scale_(codes_of(table, "scale_class")),
          in_code_(code_in(scope_, "in")),
          large_code_(code_in(scale_, "规上")) {
        for (const char* name : money_names)
            if (const Column* column = number_column(table, name)) {
                columns_.money.emplace_back(name);
                money_.push_back(column);
            }
        for (const char* name : quantity_names)
            if (const Column* column = number_column(table, name)) {
                columns_.quantity.emplace_back(name);
                quantity_.push_back(column);
            }
    }

    [[nodiscard]] const SummaryColumns& columns() const { return columns_; }
    [[nodiscard]] bool counts(Row row) const { return request_.counted.empty() || request_.counted[row] != 0; }

    [[nodiscard]] GroupSummary empty(std::string name) const {
        Totals t;
        t.fen.assign(money_.size(), 0);
        t.quantity.resize(quantity_.size());
        t.given.assign(money_.size() + quantity_.size(), 0);
        return {std::move(name), t, t, t, t};
    }

    /// Adds to the innermost sum the row belongs to; cumulate() hands it on to the outer ones.
    void add(Row row, double share, GroupSummary& group) const {
        const bool in = scope_.of_row.empty() || scope_[row] == in_code_;
        if (!in) return add_to(group.all, row, share);
        if (request_.assessed.empty() || request_.assessed[row] == 0) return add_to(group.in_scope, row, share);
        add_to(scale_[row] == large_code_ ? group.large : group.assessed, row, share);
    }

  private:
    void add_to(Totals& t, Row row, double share) const {
        ++t.rows;
        const double area = area_ == nullptr ? table::none : area_->number(row);
        if (std::isfinite(area))
            t.area_m2.add((mu_ ? geom::m2_from_mu(area) : area) * share);
        else
            ++t.area_missing;
        if (tax_ == nullptr || std::isnan(tax_->number(row))) ++t.tax_missing;
        for (std::size_t i = 0; i < money_.size(); ++i) {
            const double wan = money_[i]->number(row);
            if (!(std::abs(wan) < largest_money_wan)) continue;
            ++t.given[i];
            const std::int64_t fen = fen_from_wan(wan);
            t.fen[i] += share == 1 ? fen : std::llround(static_cast<double>(fen) * share);
        }
        for (std::size_t i = 0; i < quantity_.size(); ++i) {
            const double value = quantity_[i]->number(row);
            if (!(std::abs(value) < 9e15)) continue;
            ++t.given[money_.size() + i];
            t.quantity[i].add(value * share);
        }
    }

    const table::Table& table_;
    const SummaryRequest& request_;
    const Column* area_;
    bool mu_;
    const Column* tax_;
    Codes scope_, scale_;
    std::uint32_t in_code_, large_code_;
    SummaryColumns columns_;
    std::vector<const Column*> money_, quantity_;
};

/// Asked-for groups first, then the others by text, "" last.
std::vector<GroupSummary> ordered(std::map<std::string, GroupSummary> groups, const SummaryRequest& request,
                                  const Summariser& summariser) {
    std::vector<GroupSummary> out;
    for (const auto& name : request.order) {
        const auto it = groups.find(name);
        out.push_back(it == groups.end() ? summariser.empty(name) : std::move(it->second));
        if (it != groups.end()) groups.erase(it);
    }
    for (auto& [name, group] : groups)
        if (!name.empty()) out.push_back(std::move(group));
    if (const auto none = groups.find(""); none != groups.end()) out.push_back(std::move(none->second));
    return out;
}

}  // namespace

void Totals::add(const Totals& other) {
    rows += other.rows;
    area_m2.add(other.area_m2);
    area_missing += other.area_missing;
    tax_missing += other.tax_missing;
    for (std::size_t i = 0; i < fen.size(); ++i) fen[i] += other.fen[i];
    for (std::size_t i = 0; i < quantity.size(); ++i) quantity[i].add(other.quantity[i]);
    for (std::size_t i = 0; i < given.size(); ++i) given[i] += other.given[i];
}

void GroupSummary::add(const GroupSummary& other) {
    large.add(other.large);
    assessed.add(other.assessed);
    in_scope.add(other.in_scope);
    all.add(other.all);
}

Summary summarise(const table::Table& table, const SummaryRequest& request) {
    const Summariser summariser(table, request);
    const Codes groups = codes_of(table, request.group_column);
    std::vector<GroupSummary> empty;
    for (const auto& name : groups.names) empty.push_back(summariser.empty(name));
    const unsigned threads = std::max(1U, request.threads);
    std::vector<std::vector<GroupSummary>> of_worker(threads);
    // Whole numbers add up to the same whatever worker had which chunk.
    parallel_chunks(threads, table.rows(), 65536,
                    [&](std::uint64_t, std::uint64_t first, std::uint64_t last, unsigned worker) {
                        auto& mine = of_worker[worker];
                        if (mine.empty()) mine = empty;
                        for (auto row = static_cast<Row>(first); row < last; ++row)
                            if (summariser.counts(row)) summariser.add(row, 1.0, mine[groups[row]]);
                    });
    std::map<std::string, GroupSummary> sums;
    Summary out;
    out.columns = summariser.columns();
    out.total = summariser.empty("");
    for (std::size_t g = 0; g < empty.size(); ++g) {
        GroupSummary sum = empty[g];
        for (const auto& mine : of_worker)
            if (!mine.empty()) sum.add(mine[g]);
        cumulate(sum);
        out.total.add(sum);
        if (sum.all.rows > 0) sums.emplace(sum.group, std::move(sum));
    }
    out.groups = ordered(std::move(sums), request, summariser);
    return out;
}

Summary summarise_overlap(const table::Table& table, const SummaryRequest& request) {
    const Summariser summariser(table, request);
    const Codes texts = codes_of(table, "platforms");
    std::vector<std::vector<Membership>> of_text;
    for (const auto& text : texts.names) of_text.push_back(memberships(text));
    std::map<std::string, GroupSummary> sums;
    std::vector<std::vector<std::pair<GroupSummary*, double>>> targets(
        of_text.size());  // map nodes stay where they are
    for (std::size_t i = 0; i < of_text.size(); ++i)
        for (const auto& [name, share] : of_text[i])
            targets[i].emplace_back(&sums.try_emplace(name, summariser.empty(name)).first->second, share);
    for (Row row = 0; row < table.rows(); ++row) {
        if (!summariser.counts(row)) continue;
        for (const auto& [sum, share] : targets[texts[row]]) summariser.add(row, share, *sum);
    }
    for (auto& [name, sum] : sums) cumulate(sum);
    Summary out;
    out.exclusive = false;
    out.columns = summariser.columns();
    out.total = summariser.empty("");
    out.groups = ordered(std::move(sums), request, summariser);
    return out;
}

double sum_of(std::string_view column, const SummaryColumns& columns, const Totals& totals) {
    for (std::size_t i = 0; i < columns.money.size(); ++i)
        if (columns.money[i] == column)
            return totals.given[i] == 0 ? table::none : static_cast<double>(totals.fen[i]) / 1e6;
    for (std::size_t i = 0; i < columns.quantity.size(); ++i)
        if (columns.quantity[i] == column)
            return totals.given[columns.money.size() + i] == 0 ? table::none : totals.quantity[i].value();
    return table::none;
}

double area_mu_of(const Totals& totals) { return geom::mu_from_m2(totals.area_m2.value()); }

Value ratio_of_sums(const Metric& metric, const SummaryColumns& columns, const Totals& totals) {
    if (metric.parcel_denominator.empty()) return {table::none, table::Status::not_applicable};
    const bool by_area = metric.parcel_denominator == "area_basis_mu";
    const double below = by_area ? area_mu_of(totals) : sum_of(metric.parcel_denominator, columns, totals);
    return divide(sum_of(metric.numerator, columns, totals), below);
}

}  // namespace mulens::metrics
