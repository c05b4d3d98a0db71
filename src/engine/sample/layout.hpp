// Where things lie: river, regions (seven block platforms and four clusters), roads, canals and street blocks.
// EPSG:4549 metres. Made from the facts and the seed; the same for any number of threads.
#pragma once

#include "base/progress.hpp"
#include "config/facts.hpp"
#include "sample/river.hpp"
#include "sample/sample.hpp"

#include <cstdint>
#include <string>
#include <vector>

namespace mulens::sample {

struct Region {
    int platform = 0;  ///< whose file its plots stand in
    std::string name;
    Point centre;
    double plot_factor = 1;
    double rotation = 0;  ///< radians
    Ring plan;            ///< before the warp
    Ring border;          ///< as drawn, convex or nearly so
};

struct Block {
    Ring ring;  ///< convex or nearly so, counter-clockwise
    std::uint32_t region = 0;
    std::uint32_t street = 0;
    double area_m2 = 0;
    double quality = 1;  ///< of what stands there: firms of a block resemble each other
};

struct Road {
    Point from, to;
    double width_m = 0;
};

struct Layout {
    config::DistrictFacts facts;
    std::uint64_t seed = 0;
    double scale = 1;
    bool big = false;     ///< above scale 20: plain files only
    bool filled = false;  ///< the regions fill the frame
    double grow_x = 1, grow_y = 1;
    Box frame;
    River river;
    Warp warp;
    std::vector<Region> regions;
    std::vector<Point> street_seeds;
    std::vector<Block> blocks;
    std::vector<Road> roads;
    std::vector<Ring> canals;
    double plot_area_m2 = 0;  ///< size above which a plot is split, before the region's factor
    double mean_plot_m2 = 0;  ///< mean size that results

    [[nodiscard]] Point place(Point p) const;  ///< a position of the real frame in the grown one
    [[nodiscard]] std::uint64_t wanted_parcels() const;
    [[nodiscard]] const config::PlatformFact& platform_of(const Block& b) const {
        return facts.platforms[static_cast<std::size_t>(regions[b.region].platform)];
    }
};

[[nodiscard]] Layout make_layout(const SampleOptions& options, Progress& progress);

}  // namespace mulens::sample
