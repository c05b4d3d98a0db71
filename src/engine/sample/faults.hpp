// What is planted and where. The planner looks for plots that suit; the planting step changes the block or its rows and
// writes the truth, so the truth never comes from running the checks.
#pragma once

#include "base/progress.hpp"
#include "sample/block.hpp"

#include <cstdint>
#include <map>
#include <string>
#include <vector>

namespace mulens::sample {

enum class Fault : std::uint8_t {
    bow_tie,
    duplicate,
    overlap,
    sliver,
    missing_id,
    flat_geometry,
    no_geometry,
    code_reused,
    blank_use,
    deed_gap,
    wrong_file,
    unknown_platform,
    building_twice,
    buildings_overlap,
    no_floors,
    building_bow_tie,
    bad_credit_code,
    firm_twice,
    negative_value,
    blank_tax,
    missing_key,
    dangling_parcel,
    dangling_firm,
    share_sum,
    contract_dangling,
    contract_dates,
    bare_second_plot,
    idle_case
};

struct Planted {
    Fault fault{};
    std::uint32_t block = 0;
    int plot = 0;
    int other = -1;   ///< another plot, or the place in the ring
    int variant = 0;  ///< which idle case
};

using Plan = std::map<std::uint32_t, std::vector<Planted>>;

[[nodiscard]] Plan plan_faults(const Layout& layout, const Calibration& calibration, Progress& progress);
/// The block with the changes that touch more than one file (the bare second plot).
[[nodiscard]] BlockData planted_block(const Layout& layout, std::uint32_t block, const Calibration& calibration,
                                      const Plan& plan);
/// The planted faults of a plot.
[[nodiscard]] const Planted* fault_at(const Plan& plan, std::uint32_t block, int plot, Fault fault);
[[nodiscard]] bool untouched(const Plan& plan, std::uint32_t block, int plot);

// Broken geometry.
[[nodiscard]] Ring with_bow_tie(const Ring& ring, std::size_t corner);
/// The middle of edge `edge` moved 4 m outward.
[[nodiscard]] Ring with_bulge(const Ring& ring, std::size_t edge);
/// A thin plot along the block's longest edge, in the road.
[[nodiscard]] Ring sliver_beside(const Ring& block);
/// The edge of `ring` that it shares whole with `other`; −1 where there is none of 30 m or more.
[[nodiscard]] int shared_edge(const Ring& ring, const Ring& other);
/// A corner with long edges on both sides; −1 = none.
[[nodiscard]] int roomy_corner(const Ring& ring, double least);

}  // namespace mulens::sample
