// The assembly problem of a run: arrays for assembly.hpp out of the parcels table.
#pragma once

#include "plan/assembly.hpp"
#include "table/table.hpp"

#include <string>
#include <vector>

namespace mulens::plan {

/// What a run gives; everything pointed at must outlive the case.
struct AssemblyLand {
    const table::Table* parcels = nullptr;
    const geom::Polygons* geometry = nullptr;
    const Adjacency* adjacency = nullptr;
    std::vector<double> constraint_share;  ///< of a parcel's area under constraints; empty = none
    std::vector<double> renewal_share;     ///< … in renewal areas
    std::vector<Row> candidates;           ///< plots to put together, before the rules
    bool by_condition = false;             ///< the user said which; else suspected low-efficient or idle plots
};

struct AssemblyRules {
    bool exclude_constrained = true;
    bool exclude_renewal = false;
    double most_share = 0.1;    ///< a plot with more of its area under a constraint (in a renewal area) is left out
    double tax_reference = -1;  ///< 万元/亩; negative = median of the plots in scope that have tax
};

struct Tally {
    std::size_t plots = 0;
    double mu = 0;
    void add(double area_mu) {
        ++plots;
        if (area_mu > 0) mu += area_mu;
    }
};

struct AssemblyCase {
    AssemblyInput input;
    double tax_reference = 0;
    Tally asked;        ///< candidates before the rules
    Tally constrained;  ///< left out for a constraint
    Tally renewal;      ///< left out for a renewal area
    Tally unusable;     ///< left out without geometry or area
};

/// True where a plot is low-efficient, or idle in law's sense (not started for a year or two, suspended for one).
[[nodiscard]] bool low_or_idle(const table::Table& parcels, Row row);
/// Text keys → numbers in order of first sight; blank = `blank`.
[[nodiscard]] std::vector<std::uint32_t> numbered(const table::Column* column, Row rows, std::uint32_t blank);
/// Median of tax_per_mu over plots in scope; 0 where none has it.
[[nodiscard]] double median_tax_per_mu(const table::Table& parcels);

/// Throws Error(usage) where there is no candidate.
[[nodiscard]] AssemblyCase assembly_case(const AssemblyLand& land, const AssemblyRules& rules);

}  // namespace mulens::plan
