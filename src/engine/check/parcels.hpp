// Parcels made ready for measuring: valid geometry, unique codes, one row a plot, three areas (method §2.1, §2.4).
//
// Guarantees: afterwards parcel_id is unique and never blank; geometry is valid or absent; columns geometry_status,
// area_m2, area_mu, area_deed_mu, area_basis_m2, area_basis_mu and area_basis (and area_ellipsoid_m2 where asked for)
// exist. Rows keep their source order; only merged duplicates leave. Same result for any number of threads.
#pragma once

#include "base/diagnostics.hpp"
#include "base/progress.hpp"
#include "config/project.hpp"
#include "geom/index.hpp"
#include "table/layer.hpp"

#include <functional>
#include <vector>

namespace mulens::check {

struct CheckOptions {
    unsigned threads = 1;
    config::AreaBasis area_basis = config::AreaBasis::automatic;
    /// Per source of the layer: is it a district-wide platform's file? Missing entries mean no.
    std::vector<bool> district_wide;
    /// Ellipsoid area in m² of a row of the layer as it is after merging; empty: not computed. Called from any thread.
    std::function<double(const table::Layer&, Row)> ellipsoid_area;
    // The limits below are the program's defaults, not law, but for the two that method §2 fixes.
    double same_plot_share = 0.9;     ///< method §2.4: of the smaller
    double deed_gap_share = 0.05;     ///< method §2.1
    double overlap_m2 = 1;            ///< overlaps up to this are digitising noise
    double overlap_share = 0.001;     ///< … or up to this share of the smaller
    double sliver_mu = 0.02;          ///< smaller and thin: a sliver
    double sliver_compactness = 0.2;  ///< 4π·area ÷ perimeter² below this is thin (a circle has 1, a square 0.79)
};

struct Overlap {
    Row a = 0;  ///< rows after merging, a < b
    Row b = 0;
    double area_m2 = 0;
    bool operator==(const Overlap&) const = default;
};

struct ParcelCheck {
    std::vector<Row> kept;          ///< new row → row as read
    std::vector<Row> new_row;       ///< row as read → new row (of the plot it was merged into)
    std::vector<Overlap> overlaps;  ///< every pair whose interiors meet, also below the limits of a finding
    geom::BoxIndex index;           ///< over the boxes of the new rows
    /// Per new row: does its interior meet another's?
    [[nodiscard]] std::vector<bool> overlapping() const;
    Row repaired = 0;
    Row quarantined = 0;
    Row empty = 0;
    Row merged = 0;
};

/// Throws Stopped where the user asked to stop.
ParcelCheck check_parcels(table::Layer& parcels, const CheckOptions& options, Diagnostics& diagnostics,
                          Progress& progress);

}  // namespace mulens::check
