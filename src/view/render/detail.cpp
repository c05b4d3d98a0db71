#include "render/detail.hpp"

namespace mulens::render {
namespace {

// A joined range stays small enough to be drawn in one slice of a frame.
constexpr std::uint64_t joined_indices = 3 * 16384;

void add(Plan& plan, const Range& range) {
    if (range.count == 0) return;
    plan.triangles += range.count / 3;
    if (!plan.ranges.empty()) {
        Range& last = plan.ranges.back();
        if (last.coarse == range.coarse && last.first + last.count == range.first &&
            last.count + range.count <= joined_indices) {
            last.count += range.count;
            last.box.add(range.box);
            return;
        }
    }
    plan.ranges.push_back(range);
}

}  // namespace

Plan plan_mesh(const scene::Mesh& mesh, const View& view, const geom::Box& within, Detail detail, double coarse_below) {
    Plan plan;
    double features = 0;
    for (const auto& chunk : mesh.chunks) {
        if (!chunk.box.meets(within)) continue;
        features += chunk.features;
        plan.typical_m += chunk.typical_m * chunk.features;
        const double samples = chunk.typical_m / view.m_per_sample;
        if (detail == Detail::fitting && samples < overview_below_samples && mesh.overview.width > 0) {
            plan.overview = true;
            continue;
        }
        const bool coarse = detail == Detail::fitting && samples < coarse_below && chunk.coarse_count > 0;
        if (coarse)
            add(plan, {chunk.coarse_first, chunk.coarse_count, true, chunk.box});
        else
            add(plan, {chunk.first, chunk.count, false, chunk.box});
    }
    if (features > 0) plan.typical_m /= features;
    return plan;
}

}  // namespace mulens::render
