#include "read/mapping.hpp"

#include "base/error.hpp"
#include "read/files.hpp"
#include "read/names.hpp"

#include <algorithm>
#include <array>
#include <optional>
#include <set>

namespace mulens::read {
namespace {

using config::FieldSpec;
using config::LayerCatalogue;
using config::LayerSpec;

constexpr std::array investment_fields{"fixed_investment_with_land", "invested_excl_land",
                                       "total_investment_excl_land"};
constexpr std::array bare_investment{"投资额", "投资总额", "总投资额", "总投资", "已投资额", "投资"};

/// Lower is better; a field takes the column of the best rank, and two of the same rank are an error.
enum Rank : int { exact = 0, alias = 1, alias_with_unit = 2, cut_name = 3, no_match = 9 };

struct Match {
    Rank rank = no_match;
    std::optional<Unit> unit;
};

/// Canonical names carry their unit (deed_area_m2); a header may carry another one (deed_area_mu).
std::string without_unit(const FieldSpec& field) {
    const std::string_view name = field.name;
    for (const std::string_view end : {"_m2", "_tce", "_wan_kwh", "_t", "_m", "_share"})
        if (name.ends_with(end) && field.kind != config::FieldKind::text && field.kind != config::FieldKind::key)
            return folded_name(name.substr(0, name.size() - end.size()));
    return folded_name(name);
}

std::vector<std::string> names_of(const FieldSpec& field) {
    std::vector<std::string> names{folded_name(field.name)};
    if (field.kind == config::FieldKind::area) names.push_back(without_unit(field));
    for (const auto& text : field.aliases) names.push_back(folded_name(text));
    return names;
}

bool among(const std::vector<std::string>& names, const std::string& text) {
    return std::find(names.begin(), names.end(), text) != names.end();
}

/// A unit written without brackets at the end: 税收万元, tax_wan.
Match suffix_match(const FieldSpec& field, const std::vector<std::string>& names, const std::string& folded) {
    for (std::size_t at = folded.size(); at-- > 1;) {
        if ((static_cast<unsigned char>(folded[at]) & 0xC0U) == 0x80U) continue;
        if (folded.size() - at > 24) break;
        if (folded[at] == '1') continue;  // 容积率上限1 is a column's number, no unit
        const std::string head = folded.substr(0, at);
        if (!among(names, head) && head != without_unit(field)) continue;
        if (auto unit = find_unit(dimension_of(field), folded.substr(at))) return {alias_with_unit, std::move(unit)};
    }
    return {};
}

Match match(const FieldSpec& field, const SourceColumn& column) {
    const std::string folded = folded_name(column.name);
    if (folded.empty()) return {};
    if (folded == folded_name(field.name)) return {exact, std::nullopt};
    const auto names = names_of(field);
    if (among(names, folded)) return {alias, std::nullopt};
    const NameAndUnit parts = bracket_unit(folded);
    if (!parts.unit.empty() && (among(names, parts.name) || parts.name == without_unit(field)))
        if (auto unit = find_unit(dimension_of(field), parts.unit)) return {alias_with_unit, std::move(unit)};
    if (dimension_of(field) != Dimension::none)
        if (Match m = suffix_match(field, names, folded); m.rank != no_match) return m;
    if (!column.cut) return {};
    const std::size_t wide = wide_characters(column.name);
    const bool long_enough = wide >= 3 || (wide == 0 && column.name.size() == 10);
    if (!long_enough) return {};
    for (const auto& name : names)
        if (name.size() > folded.size() && name.starts_with(folded)) return {cut_name, std::nullopt};
    return {};
}

std::string list_of(const std::vector<SourceColumn>& columns) {
    std::string out;
    for (std::size_t i = 0; i < columns.size() && i < 40; ++i) out += (i == 0 ? "" : ", ") + columns[i].name;
    if (columns.size() > 40) out += ", …";
    return out.empty() ? "none" : out;
}

Unit unit_from_option(const LayerSpec& spec, const FieldSpec& field, const std::string& text) {
    if (auto unit = find_unit(dimension_of(field), text)) return *unit;
    throw Error::make(ExitCode::usage, "{}: \"{}\" is no unit for {}.{}; use one of {}", shown(spec), text, spec.role,
                      field.name, units_of(dimension_of(field)));
}

class Mapper {
  public:
    Mapper(const LayerCatalogue& layer, const LayerSpec& spec, const std::vector<SourceColumn>& columns)
        : layer_(layer), spec_(spec), columns_(columns), taken_(columns.size(), false), best_(layer.fields.size()) {}

    FieldMap run() {
        check_names();
        take_explicit();
        refuse_bare_investment();
        for (const Rank rank : {exact, alias, cut_name}) take_matches(rank);
        FieldMap map = finish();
        check_required(map);
        return map;
    }

  private:
    struct Choice {
        int column = -1;
        std::optional<Unit> unit;
    };

    void check_names() const {
        for (const auto* names : {&spec_.fields, &spec_.units})
            for (const auto& [field, value] : *names)
                if (layer_.find(field) == nullptr) {
                    std::string known;
                    for (const auto& f : layer_.fields) known += (known.empty() ? "" : ", ") + f.name;
                    throw Error::make(ExitCode::usage, "{}: {} has no field \"{}\"; its fields are {}", shown(spec_),
                                      spec_.role, field, known);
                }
    }

    void take(std::size_t field, int column, std::optional<Unit> unit) {
        best_[field] = {column, std::move(unit)};
        taken_[static_cast<std::size_t>(column)] = true;
    }

    void take_explicit() {
        for (std::size_t f = 0; f < layer_.fields.size(); ++f) {
            const auto it = spec_.fields.find(layer_.fields[f].name);
            if (it == spec_.fields.end()) continue;
            const int column = find_column(it->second);
            if (column < 0)
                throw Error::make(ExitCode::usage,
                                  "{}: there is no column \"{}\" for {}.{}; the columns are: {} (--map {}.{}=COLUMN)",
                                  shown(spec_), it->second, spec_.role, it->first, list_of(columns_), spec_.role,
                                  it->first);
            const NameAndUnit parts = bracket_unit(folded_name(columns_[static_cast<std::size_t>(column)].name));
            take(f, column, parts.unit.empty() ? std::nullopt : find_unit(dimension_of(layer_.fields[f]), parts.unit));
        }
    }

    [[nodiscard]] int find_column(const std::string& name) const {
        for (std::size_t c = 0; c < columns_.size(); ++c)
            if (columns_[c].name == name) return static_cast<int>(c);
        const std::string folded = folded_name(name);
        for (std::size_t c = 0; c < columns_.size(); ++c)
            if (folded_name(columns_[c].name) == folded) return static_cast<int>(c);
        for (std::size_t c = 0; c < columns_.size(); ++c)
            if (columns_[c].cut && columns_[c].name.size() >= 9 && name.starts_with(columns_[c].name))
                return static_cast<int>(c);
        return -1;
    }

    /// 投资额 with or without the land price are different things: it must be said which (method §3.6).
    void refuse_bare_investment() const {
        std::string options;
        for (const char* name : investment_fields) {
            if (layer_.find(name) == nullptr) continue;
            if (spec_.fields.contains(name)) return;
            options += (options.empty() ? "" : " or ") + fmt::format("--map {}.{}=", spec_.role, name);
        }
        if (options.empty()) return;
        for (std::size_t c = 0; c < columns_.size(); ++c) {
            if (taken_[c]) continue;
            const NameAndUnit parts = bracket_unit(folded_name(columns_[c].name));
            if (std::find(bare_investment.begin(), bare_investment.end(), parts.name) == bare_investment.end() ||
                (!parts.unit.empty() && !find_unit(Dimension::money, parts.unit)))
                continue;
            throw Error::make(ExitCode::usage,
                              "{}: column \"{}\" does not say whether the land price is in it; say which it is: {}{}",
                              shown(spec_), columns_[c].name, options, columns_[c].name);
        }
    }

    /// Rank alias stands for alias and alias_with_unit.
    void take_matches(Rank rank) {
        const auto same = [rank](Rank r) { return r == rank || (rank == alias && r == alias_with_unit); };
        std::vector<std::vector<int>> fields_of(columns_.size());
        std::vector<std::vector<int>> columns_of(layer_.fields.size());
        for (std::size_t f = 0; f < layer_.fields.size(); ++f) {
            if (best_[f].column >= 0) continue;
            for (std::size_t c = 0; c < columns_.size(); ++c) {
                if (taken_[c] || !same(match(layer_.fields[f], columns_[c]).rank)) continue;
                fields_of[c].push_back(static_cast<int>(f));
                columns_of[f].push_back(static_cast<int>(c));
            }
        }
        // A cut name that could be two fields says nothing.
        if (rank == cut_name)
            for (auto& columns : columns_of)
                std::erase_if(columns, [&](int c) { return fields_of[static_cast<std::size_t>(c)].size() > 1; });
        for (std::size_t f = 0; f < columns_of.size(); ++f) {
            if (columns_of[f].empty()) continue;
            if (columns_of[f].size() > 1) refuse_two(layer_.fields[f], columns_of[f]);
            const int c = columns_of[f].front();
            if (taken_[static_cast<std::size_t>(c)]) continue;
            take(f, c, match(layer_.fields[f], columns_[static_cast<std::size_t>(c)]).unit);
        }
    }

    void refuse_two(const FieldSpec& field, const std::vector<int>& columns) const {
        std::string names;
        for (const int c : columns)
            names += (names.empty() ? "\"" : " and \"") + columns_[static_cast<std::size_t>(c)].name + "\"";
        throw Error::make(ExitCode::usage, "{}: the columns {} could all be {}.{}; say which one: --map {}.{}=COLUMN",
                          shown(spec_), names, spec_.role, field.name, spec_.role, field.name);
    }

    [[nodiscard]] FieldMap finish() const {
        FieldMap map;
        for (std::size_t f = 0; f < layer_.fields.size(); ++f) {
            if (best_[f].column < 0) continue;
            const FieldSpec& field = layer_.fields[f];
            MappedField mapped;
            mapped.field = &field;
            mapped.column = best_[f].column;
            mapped.source = columns_[static_cast<std::size_t>(mapped.column)].name;
            if (const auto it = spec_.units.find(field.name); it != spec_.units.end())
                mapped.unit = unit_from_option(spec_, field, it->second);
            else if (best_[f].unit)
                mapped.unit = *best_[f].unit;
            else
                assume_unit(mapped);
            map.fields.push_back(std::move(mapped));
        }
        for (std::size_t c = 0; c < columns_.size(); ++c)
            if (!taken_[c]) map.unmapped.push_back(columns_[c].name);
        return map;
    }

    static void assume_unit(MappedField& mapped) {
        switch (dimension_of(*mapped.field)) {
            case Dimension::money:
                mapped.unit = {"万元", 1, 1};
                mapped.unit_assumed = true;
                break;
            case Dimension::area:
                mapped.unit = {"m²", 1, 1};
                break;
            default:
                break;
        }
    }

    void check_required(const FieldMap& map) const {
        if (columns_.empty() && !(layer_.required.empty() && layer_.required_any.empty()))
            throw Error::make(ExitCode::usage, "{}: has no attribute columns at all; add one that holds {}.{}",
                              shown(spec_), spec_.role,
                              layer_.required.empty() ? layer_.required_any.front() : layer_.required.front());
        for (const auto& field : layer_.required)
            if (map.find(field) == nullptr)
                throw Error::make(ExitCode::usage,
                                  "{}: no column was found for {}.{}; its columns are: {}; name it with --map "
                                  "{}.{}=COLUMN",
                                  shown(spec_), spec_.role, field, list_of(columns_), spec_.role, field);
        if (layer_.required_any.empty()) return;
        std::string names;
        for (const auto& field : layer_.required_any) {
            if (map.find(field) != nullptr) return;
            names += (names.empty() ? "" : ", ") + field;
        }
        throw Error::make(ExitCode::usage,
                          "{}: none of {} was found for {}; its columns are: {}; name one with --map {}.{}=COLUMN",
                          shown(spec_), names, spec_.role, list_of(columns_), spec_.role, layer_.required_any.front());
    }

    const LayerCatalogue& layer_;
    const LayerSpec& spec_;
    const std::vector<SourceColumn>& columns_;
    std::vector<bool> taken_;
    std::vector<Choice> best_;
};

}  // namespace

const MappedField* FieldMap::find(std::string_view field) const {
    for (const auto& mapped : fields)
        if (mapped.field->name == field) return &mapped;
    return nullptr;
}

FieldMap map_fields(const config::LayerCatalogue& layer, const config::LayerSpec& spec,
                    const std::vector<SourceColumn>& columns) {
    return Mapper(layer, spec, columns).run();
}

}  // namespace mulens::read
