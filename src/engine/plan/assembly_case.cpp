#include "plan/assembly_case.hpp"

#include "base/error.hpp"
#include "geom/area.hpp"

#include <algorithm>
#include <cmath>
#include <unordered_map>

namespace mulens::plan {
namespace {

std::vector<double> numbers(const table::Table& parcels, const char* name) {
    const table::Column* column = parcels.find(name);
    if (column != nullptr && !column->is_text()) return column->values();
    return std::vector<double>(parcels.rows(), table::none);
}

double share_at(const std::vector<double>& shares, Row row) { return row < shares.size() ? shares[row] : 0; }

}  // namespace

bool low_or_idle(const table::Table& parcels, Row row) {
    if (parcels.number("low_efficiency", row) == 1) return true;
    const auto idle = parcels.text("idle_status", row);
    return idle == "not_started_1y" || idle == "not_started_2y" || idle == "suspended_1y";
}

std::vector<std::uint32_t> numbered(const table::Column* column, Row rows, std::uint32_t blank) {
    std::vector<std::uint32_t> out(rows, blank);
    if (column == nullptr || !column->is_text()) return out;
    std::unordered_map<std::string, std::uint32_t> numbers;  // looked up only, never walked
    for (Row row = 0; row < rows; ++row) {
        const auto text = column->text(row);
        if (text.empty()) continue;
        out[row] = numbers.try_emplace(std::string(text), static_cast<std::uint32_t>(numbers.size())).first->second;
    }
    return out;
}

double median_tax_per_mu(const table::Table& parcels) {
    std::vector<double> values;
    for (Row row = 0; row < parcels.rows(); ++row) {
        const double value = parcels.number("tax_per_mu", row);
        if (!std::isnan(value) && parcels.text("scope", row) != "out") values.push_back(value);
    }
    if (values.empty()) return 0;
    const auto middle = values.begin() + static_cast<std::ptrdiff_t>(values.size() / 2);
    std::nth_element(values.begin(), middle, values.end());
    return std::max(0.0, *middle);
}

AssemblyCase assembly_case(const AssemblyLand& land, const AssemblyRules& rules) {
    const table::Table& parcels = *land.parcels;
    const Row rows = parcels.rows();
    AssemblyCase out;
    AssemblyInput& in = out.input;
    in.adjacency = land.adjacency;
    in.area_mu = numbers(parcels, "area_basis_mu");
    in.area_m2 = numbers(parcels, "area_m2");
    in.tax = numbers(parcels, "tax");
    in.owner = numbered(parcels.find("owner"), rows, unknown_owner);
    in.platform = numbered(parcels.find("platform"), rows, unknown_owner);
    in.candidate.assign(rows, 0);
    in.may_join.assign(rows, 0);
    in.low.assign(rows, 0);
    in.perimeter_m.assign(rows, 0);
    for (const Row row : land.candidates) in.candidate[row] = 1;
    for (Row row = 0; row < rows; ++row) {
        in.low[row] = low_or_idle(parcels, row) ? 1 : 0;
        const bool in_scope = parcels.text("scope", row) != "out";
        const bool constrained = share_at(land.constraint_share, row) > rules.most_share;
        const bool renewal = share_at(land.renewal_share, row) > rules.most_share;
        const bool usable = in.area_mu[row] > 0 && in.area_m2[row] > 0 && land.geometry->has_geometry(row);
        const bool barred = !usable || (rules.exclude_constrained && constrained) || (rules.exclude_renewal && renewal);
        if (usable) in.perimeter_m[row] = geom::feature_perimeter_m(*land.geometry, row);
        if (in.candidate[row] != 0) {
            out.asked.add(in.area_mu[row]);
            if (!usable)
                out.unusable.add(in.area_mu[row]);
            else if (rules.exclude_constrained && constrained)
                out.constrained.add(in.area_mu[row]);
            else if (rules.exclude_renewal && renewal)
                out.renewal.add(in.area_mu[row]);
        }
        if (barred)
            in.candidate[row] = 0;
        else
            in.may_join[row] = in_scope ? 1 : 0;
    }
    if (out.asked.plots == 0)
        throw Error(ExitCode::usage, land.by_condition
                                         ? "--candidates: no plot meets this condition, there is nothing to assemble"
                                         : "no plot is low-efficient or idle, there is nothing to assemble: choose the "
                                           "plots yourself (--candidates CONDITION)");
    out.tax_reference = rules.tax_reference >= 0 ? rules.tax_reference : median_tax_per_mu(parcels);
    return out;
}

}  // namespace mulens::plan
