// Plots in a grid with survey noise, as a problem for the assembly.
#pragma once

#include "geom/area.hpp"
#include "geom/units.hpp"
#include "plan/assembly.hpp"

#include <cmath>
#include <random>
#include <string>

namespace mulens::test {

/// width × height squares of `side` metres; every corner of every plot is off by up to `noise` on its own.
inline geom::Polygons noisy_grid(int width, int height, double side, double noise, std::mt19937_64& random) {
    geom::Polygons out;
    std::uniform_real_distribution<double> off(-noise, noise);
    for (int y = 0; y < height; ++y)
        for (int x = 0; x < width; ++x) {
            const double west = 40'520'000 + x * side;
            const double south = 3'350'000 + y * side;
            const double corners[4][2] = {{0, 0}, {side, 0}, {side, side}, {0, side}};
            double first_x = 0;
            double first_y = 0;
            for (int c = 0; c < 4; ++c) {
                const double px = west + corners[c][0] + off(random);
                const double py = south + corners[c][1] + off(random);
                if (c == 0) {
                    first_x = px;
                    first_y = py;
                }
                out.add_point(px, py);
            }
            out.add_point(first_x, first_y);
            out.end_ring();
            out.end_polygon();
            out.end_feature();
        }
    return out;
}

struct GridCase {
    geom::Polygons land;
    plan::Adjacency adjacency;
    plan::AssemblyInput input;

    GridCase(int width, int height, std::uint64_t seed, double candidate_share, int owners, int platforms = 1) {
        std::mt19937_64 random(seed);
        std::uniform_real_distribution<double> unit(0, 1);
        land = noisy_grid(width, height, 100, 0.05, random);
        Progress progress;
        adjacency = plan::find_adjacency(land, {}, progress);
        input.adjacency = &adjacency;
        for (Row row = 0; row < land.size(); ++row) {
            input.candidate.push_back(unit(random) < candidate_share ? 1 : 0);
            input.may_join.push_back(1);
            input.low.push_back(unit(random) < 0.8 ? 1 : 0);
            const double m2 = geom::feature_area_m2(land, row);
            input.area_m2.push_back(m2);
            input.area_mu.push_back(geom::mu_from_m2(m2) * (0.5 + unit(random)));
            input.perimeter_m.push_back(geom::feature_perimeter_m(land, row));
            input.tax.push_back(unit(random) < 0.2 ? std::nan("") : 200 * unit(random));
            const auto owner = static_cast<std::uint32_t>(unit(random) * (owners + 1));
            input.owner.push_back(owner == static_cast<std::uint32_t>(owners) ? plan::unknown_owner : owner);
            input.platform.push_back(static_cast<std::uint32_t>(unit(random) * platforms));
        }
    }
    GridCase(const GridCase&) = delete;
    GridCase& operator=(const GridCase&) = delete;
};

}  // namespace mulens::test
