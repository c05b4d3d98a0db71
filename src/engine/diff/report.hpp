// A comparison as a report: tables diff_causes, diff_square, diff_marks (with map: entered or left the list of
// suspected low-efficient plots, else moved by which cause), diff_plots (with map, coloured by cause), diff_firms,
// diff_entered, diff_cuts, diff_matrix; sentences in Chinese and English; facts.
//
// Counts: a unit counts under the platform of B, or of A where it is only there, with the land and tax of that side;
// so 宗, 亩 and 万元 of diff_matrix add up to all units of both sides. Units graded at neither end stand in the matrix
// only.
#pragma once

#include "diff/compare.hpp"
#include "table/report.hpp"

#include <string>

namespace mulens::diff {

/// The tables of both runs, for names and platforms, and the shapes of the plots.
struct Shown {
    const table::Table* a_parcels = nullptr;
    const table::Table* b_parcels = nullptr;
    const table::Table* a_firms = nullptr;
    const table::Table* b_firms = nullptr;
    const geom::Polygons* b_shapes = nullptr;  ///< null: no map
    Words a_name, b_name;                      ///< "qiantang.toml, 2023, demo"
    int a_scheme_year = 0, b_scheme_year = 0;  ///< of the data that the schemes judge; 0 = not said
};

[[nodiscard]] table::Report diff_report(const Difference& d, const Shown& shown);

}  // namespace mulens::diff
