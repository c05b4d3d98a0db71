#include "rules/units.hpp"

#include <algorithm>
#include <cmath>
#include <map>

namespace mulens::rules {
namespace {

std::uint32_t root(std::vector<std::uint32_t>& parent, std::uint32_t at) {
    while (parent[at] != at) at = parent[at] = parent[parent[at]];
    return at;
}

void join(std::vector<std::uint32_t>& parent, std::uint32_t a, std::uint32_t b) {
    a = root(parent, a);
    b = root(parent, b);
    parent[std::max(a, b)] = std::min(a, b);
}

/// A firm that is always judged on its own: in a 小微园 and the like, or a tenant with land enough.
bool stands_alone(const FirmsInput& input, Row firm, bool tenant) {
    const auto& rule = input.scheme->co_located;
    if (holds_value(input.firms->text("park_kind", firm), rule.exceptions)) return true;
    return tenant && input.firms->number(area_column(*input.firms), firm) >= rule.stand_alone_mu;
}

std::vector<Link> by_parcel(std::span<const Link> links) {
    std::vector<Link> sorted(links.begin(), links.end());
    std::stable_sort(sorted.begin(), sorted.end(), [](const Link& a, const Link& b) {
        return a.parcel != b.parcel ? a.parcel < b.parcel : a.enterprise < b.enterprise;
    });
    return sorted;
}

}  // namespace

std::vector<std::uint32_t> merge_units(const FirmsInput& input, const std::vector<Standing>& standing,
                                       bool merge_plots) {
    const Row rows = input.firms->rows();
    std::vector<std::uint32_t> parent(rows);
    for (Row row = 0; row < rows; ++row) parent[row] = row;
    const auto joins = [&](Row firm) { return standing[firm] == Standing::assessed; };
    if (!input.scheme->co_located.merge_groups.empty()) {
        std::map<std::string, Row, std::less<>> first;
        for (Row row = 0; row < rows; ++row) {
            const auto name = input.firms->text("group_name", row);
            if (name.empty() || !joins(row) || !holds_value(name, input.scheme->co_located.merge_groups)) continue;
            const auto [it, added] = first.try_emplace(std::string(name), row);
            if (!added) join(parent, it->second, row);
        }
    }
    if (merge_plots) {
        Row parcel = no_row;
        Row first = no_row;
        for (const Link& link : by_parcel(input.links)) {
            if (link.parcel != parcel) {
                parcel = link.parcel;
                first = no_row;
            }
            if (!joins(link.enterprise) || stands_alone(input, link.enterprise, link.tenant)) continue;
            if (first == no_row)
                first = link.enterprise;
            else
                join(parent, first, link.enterprise);
        }
    }
    for (Row row = 0; row < rows; ++row) parent[row] = root(parent, row);
    return parent;
}

std::vector<Row> owners_of_tenants(const FirmsInput& input, const std::vector<Standing>& standing) {
    const Row rows = input.firms->rows();
    const auto scales = scales_of(*input.firms);
    std::vector<Row> owner(rows, no_row);
    std::vector<double> best(rows, -1);
    std::vector<std::uint8_t> owns(rows, 0);
    for (const Link& link : input.links) owns[link.enterprise] |= link.tenant ? 0 : 1;
    const auto sorted = by_parcel(input.links);
    for (std::size_t begin = 0; begin < sorted.size();) {
        std::size_t end = begin;
        const Link* holder = nullptr;
        for (; end < sorted.size() && sorted[end].parcel == sorted[begin].parcel; ++end)
            if (!sorted[end].tenant && (holder == nullptr || sorted[end].share > holder->share)) holder = &sorted[end];
        for (std::size_t i = begin; i < end && holder != nullptr; ++i) {
            const Row firm = sorted[i].enterprise;
            if (!sorted[i].tenant || owns[firm] != 0 || scales[firm] != Scale::below) continue;
            if (standing[firm] != Standing::assessed || stands_alone(input, firm, true)) continue;
            if (sorted[i].share <= best[firm]) continue;
            best[firm] = sorted[i].share;
            owner[firm] = holder->enterprise;
        }
        begin = end;
    }
    return owner;
}

Subjects merged_subjects(const config::Scheme& scheme, const Subjects& firms, const std::vector<std::uint32_t>& units,
                         NumberColumns& columns) {
    Subjects out = firms;
    const std::uint8_t above = class_index(scheme, Scale::above);
    for (Row row = 0; row < firms.rows; ++row) {
        if (units[row] == row) continue;
        out.counts[row] = 0;
        if (above != no_class && firms.scale_class[row] == above) out.scale_class[units[row]] = above;
        if (!out.points.empty()) out.points[units[row]] += firms.points[row];
    }
    for (auto& measure : out.measures) {
        if (!measure.has_parts) continue;
        std::vector<double> numerator(firms.rows, table::none);
        std::vector<double> denominator(firms.rows, table::none);
        const auto add = [](double& sum, double value) {
            if (!std::isnan(value)) sum = std::isnan(sum) ? value : sum + value;
        };
        for (Row row = 0; row < firms.rows; ++row) {
            add(numerator[units[row]], measure.numerator[row]);
            add(denominator[units[row]], measure.denominator[row]);
        }
        std::vector<double> ratio(firms.rows, table::none);
        for (Row row = 0; row < firms.rows; ++row)
            if (units[row] == row) ratio[row] = ratio_of(numerator[row], denominator[row]);
        measure.numerator = table::NumberView(columns.keep(std::move(numerator)));
        measure.denominator = table::NumberView(columns.keep(std::move(denominator)));
        measure.ratio = table::NumberView(columns.keep(std::move(ratio)));
    }
    return out;
}

FirmStage stage_firms(const FirmsInput& input) {
    const Row rows = input.firms->rows();
    const auto mode = input.scheme->co_located.mode;
    FirmStage out;
    find_standing(input, out.base);
    auto& standing = out.base.standing;
    if (mode == config::CoLocated::owner_grade) {
        out.owner = owners_of_tenants(input, standing);
        for (Row row = 0; row < rows; ++row)
            if (out.owner[row] != no_row) standing[row] = Standing::follows;
    }
    out.columns = std::make_unique<NumberColumns>(*input.firms);
    out.firms = subjects_of(*input.scheme, *input.firms, *out.columns);
    for (Row row = 0; row < rows; ++row) out.firms.counts[row] = standing[row] == Standing::assessed ? 1 : 0;
    out.base.unit = merge_units(input, standing, mode == config::CoLocated::merge_and_share);
    for (Row row = 0; row < rows && !out.merges; ++row) out.merges = out.base.unit[row] != row;
    out.subjects = out.merges ? merged_subjects(*input.scheme, out.firms, out.base.unit, *out.columns) : out.firms;
    return out;
}

}  // namespace mulens::rules
