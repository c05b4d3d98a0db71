// Assessed area 评价用地面积 of the enterprises of one parcel = registered + rented in − rented out (1e-9 m²).
#pragma once

#include "ledger/share.hpp"
#include "ledger/split.hpp"
#include "table/column.hpp"

#include <cmath>
#include <cstdint>
#include <span>
#include <vector>

namespace mulens::ledger {

/// What the links say: m², NaN = not given.
struct AreaClaim {
    double land_m2;
    double floor_m2;
};

struct AreaScratch {
    std::vector<AreaClaim> claims;
    std::vector<std::int64_t> weights, parts;
    SplitScratch split;
};

/// Owners (and enterprises of unknown relation) hold the parcel by their weights as registered land. A tenant's land is
/// the rented land area, else floor area ÷ the parcel's FAR, else its share of the parcel; what tenants rent leaves the
/// owners. Where a parcel has an owner the assessed areas sum to its basis area exactly. Tenants never get more than
/// the parcel: their areas are scaled down then, and true is returned.
template <typename Before>
bool assessed_area(std::int64_t basis_nano, double far, std::span<const Share> shares,
                   std::span<const std::int64_t> whole, std::span<AreaStep> steps, AreaScratch& s, Before&& before) {
    const std::size_t n = shares.size();
    if (basis_nano == 0) return false;
    const auto is_tenant = [&](std::size_t i) { return shares[i].relation == Relation::tenant; };
    std::int64_t owner_weight = 0;
    std::size_t owners = 0;
    Int128 rented = 0;
    for (std::size_t i = 0; i < n; ++i) {
        if (!is_tenant(i)) {
            ++owners;
            owner_weight |= whole[i];
            continue;
        }
        const auto [land, floor] = s.claims[i];
        AreaStep& step = steps[i];
        double area = table::none;
        if (land > 0) {
            step.how = AreaHow::rented_land_area;
            area = land;
        } else if (floor > 0 && far > 0) {
            step.how = AreaHow::rented_floor_over_far;
            step.floor_m2 = floor;
            area = floor / far;
        }
        if (std::isfinite(area) && area < 9e9) {
            step.in_nano = std::llround(area * 1e9);
        } else {
            step.how = AreaHow::rented_share;
            step.in_nano = shares[i].land_nano;
        }
        rented += step.in_nano;
    }
    const bool cut = rented > basis_nano;
    s.weights.assign(n, 0);
    s.parts.assign(n, 0);
    if (cut) {
        for (std::size_t i = 0; i < n; ++i) s.weights[i] = is_tenant(i) ? steps[i].in_nano : 0;
        split_exact(basis_nano, s.weights, s.parts, s.split, before);
        for (std::size_t i = 0; i < n; ++i)
            if (is_tenant(i)) steps[i].in_nano = s.parts[i];
        rented = basis_nano;
    }
    if (owners == 0) return cut;
    for (std::size_t i = 0; i < n; ++i) s.weights[i] = is_tenant(i) ? 0 : (owner_weight == 0 ? 1 : whole[i]);
    split_exact(basis_nano, s.weights, s.parts, s.split, before);
    for (std::size_t i = 0; i < n; ++i) {
        if (is_tenant(i)) continue;
        steps[i].how = AreaHow::registered;
        steps[i].in_nano = s.parts[i];
        s.weights[i] = s.parts[i];
    }
    // Split by registered land, so that no owner lets out more than it holds.
    split_exact(static_cast<std::int64_t>(rented), s.weights, s.parts, s.split, before);
    for (std::size_t i = 0; i < n; ++i)
        if (!is_tenant(i)) steps[i].out_nano = s.parts[i];
    return cut;
}

}  // namespace mulens::ledger
