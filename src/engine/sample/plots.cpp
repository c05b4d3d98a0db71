#include "sample/block.hpp"
#include "sample/rng.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>

namespace mulens::sample {
namespace {

struct Leaf {
    Ring ring, core;
    bool road = false;
};

/// Splits a block into plots along its own axes, unevenly, now and then with a step in the border.
class Splitter {
  public:
    Splitter(Rng& rng, double threshold) : rng_(rng), threshold_(threshold) {}

    std::vector<Leaf> run(const Ring& block, bool inner_road) {
        const Point axis = main_direction(block);
        if (inner_road) {
            const Cut cut = choose(block, axis);
            const double half = rng_.between(4.5, 7.5);
            const auto upper = split(block, cut.line.shifted(half));
            if (!upper.first.empty()) {
                const auto lower = split(upper.second, cut.line.shifted(-half));
                if (!lower.first.empty() && signed_area(upper.first) > 3000 && signed_area(lower.second) > 3000) {
                    divide(upper.first, axis);
                    leaves_.push_back({lower.first, lower.first, true});
                    divide(lower.second, axis);
                    return std::move(leaves_);
                }
            }
        }
        divide(block, axis);
        return std::move(leaves_);
    }

  private:
    struct Cut {
        Line line;
        double length = 0;
        double shorter = 0;
    };

    Cut choose(const Ring& ring, Point axis) {
        const Point cross{-axis.y, axis.x};
        const Extent along = extent_along(ring, axis), across = extent_along(ring, cross);
        const bool cut_along = along.size() * rng_.between(0.8, 1.2) < across.size();
        const Extent& range = cut_along ? across : along;
        const Point way = cut_along ? cross : axis;
        const double t = range.low + range.size() * (0.5 + rng_.between(-0.19, 0.19));
        const double tilt = rng_.chance(0.35) ? rng_.between(-0.09, 0.09) : rng_.between(-0.012, 0.012);
        const Point middle = centroid(ring);
        const double off = t - (middle.x * way.x + middle.y * way.y);
        const Point turned{way.x * std::cos(tilt) - way.y * std::sin(tilt),
                           way.x * std::sin(tilt) + way.y * std::cos(tilt)};
        return {Line{{middle.x + way.x * off, middle.y + way.y * off}, {-turned.y, turned.x}},
                std::max(along.size(), across.size()), std::min(along.size(), across.size())};
    }

    void divide(const Ring& ring, Point axis) {
        const double area = signed_area(ring);
        const double stop = threshold_ * rng_.spread(0.5);
        const Cut cut = choose(ring, axis);
        if (area < stop || area < 1600 || cut.length < 44) {
            leaves_.push_back({ring, ring, false});
            return;
        }
        if (area < 2.0 * stop && cut.shorter > 50 && rng_.chance(0.3)) {
            const double step = std::min(0.22 * cut.length, cut.shorter * rng_.between(0.15, 0.35));
            if (const auto jog = jog_split(ring, cut.line, rng_.chance(0.5) ? step : -step)) {
                leaves_.push_back({jog->left, jog->left_core, false});
                leaves_.push_back({jog->right, jog->right_core, false});
                return;
            }
        }
        auto [left, right] = split(ring, cut.line);
        if (left.size() < 4 || right.size() < 4 || signed_area(left) < 500 || signed_area(right) < 500) {
            leaves_.push_back({ring, ring, false});
            return;
        }
        divide(left, axis);
        divide(right, axis);
    }

    Rng& rng_;
    double threshold_;
    std::vector<Leaf> leaves_;
};

enum class BlockKind { industrial, living, school };

Use choose_use(Rng& rng, BlockKind kind, double area) {
    const double u = rng.unit();
    if (kind == BlockKind::school) return area > 9000 ? Use::school : Use::green;
    if (kind == BlockKind::living)
        return u < 0.72 ? Use::dormitory : u < 0.84 ? Use::green : u < 0.9 ? Use::substation : Use::school;
    if (u < 0.06) return Use::storage;
    if (u < 0.085) return Use::dormitory;
    if (u < 0.097 && area < 20000) return Use::substation;
    if (u < 0.115) return Use::green;
    return Use::industry;
}

std::string code_for(const Layout& layout, const std::string& system, Use use, Rng& rng) {
    for (const auto& fact : layout.facts.land_uses)
        if (fact.system == system && fact.use == name_of(use))
            return fact.codes[static_cast<std::size_t>(rng.below(static_cast<int>(fact.codes.size())))];
    return "";
}

/// 宗地代码: 县 6, 地籍区 3, 地籍子区 3, GB (国有建设用地), 顺序号 5. Unique over the sample.
std::string parcel_code(const Layout& layout, const Block& block, std::uint64_t number) {
    const std::uint64_t zone = 1 + block.region + layout.regions.size() * (number / 100000);
    // A big sample needs more than 999 子区 a street: the tens of the 地籍区 (streets are 001 to 007) carry them.
    const std::string& street = layout.facts.streets[block.street].code;
    const std::uint64_t district = std::stoull(street.substr(6)) + 10 * (zone / 1000);
    return fmt::format("{}{:03d}{:03d}GB{:05d}", street.substr(0, 6), district, zone % 1000, number % 100000);
}

}  // namespace

const char* name_of(Use use) {
    static constexpr const char* names[] = {"industry",   "storage", "road", "dormitory",
                                            "substation", "school",  "green"};
    return names[static_cast<std::size_t>(use)];
}

double Plot::gfa_m2() const {
    double sum = 0;
    for (const Building& b : buildings) sum += signed_area(b.ring) * std::max(1, b.floors);
    return sum;
}

std::vector<Plot> make_plots(const Layout& layout, std::uint32_t index) {
    const Block& block = layout.blocks[index];
    Rng rng(layout.seed, {2, index});
    const double u = rng.unit();
    const BlockKind kind = u < 0.81 ? BlockKind::industrial : u < 0.965 ? BlockKind::living : BlockKind::school;
    const double threshold = layout.plot_area_m2 * layout.regions[block.region].plot_factor *
                             (kind == BlockKind::industrial ? rng.between(0.6, 1.5) : rng.between(0.8, 1.6));
    const bool road = kind == BlockKind::industrial && block.area_m2 > 70000 && rng.chance(0.35);
    std::vector<Leaf> leaves = Splitter(rng, threshold).run(block.ring, road);

    std::vector<Ring> rings;
    rings.reserve(leaves.size());
    for (const Leaf& leaf : leaves) rings.push_back(leaf.ring);
    insert_shared_vertices(rings);
    std::vector<Plot> plots;
    plots.reserve(leaves.size());
    const std::string& system = layout.platform_of(block).file.codes;
    for (std::size_t i = 0; i < leaves.size() && i < 100; ++i) {
        Plot plot;
        plot.ring = std::move(rings[i]);
        round_mm(plot.ring);
        plot.core = std::move(leaves[i].core);
        plot.area_m2 = signed_area(plot.ring);
        plot.use = leaves[i].road ? Use::road : choose_use(rng, kind, plot.area_m2);
        plot.code = code_for(layout, system, plot.use, rng);
        plot.parcel_id = parcel_code(layout, block, index * 100ULL + i);
        const double gap = rng.between(-0.004, 0.004);
        plot.deed_dm2 = std::llround(plot.area_m2 * (1 + gap) * 100);
        plots.push_back(std::move(plot));
    }
    return plots;
}

BlockData make_block(const Layout& layout, std::uint32_t block, const Calibration& calibration, Detail detail) {
    BlockData data;
    data.block = block;
    data.plots = make_plots(layout, block);
    if (detail == Detail::plots) return data;
    Rng rng(layout.seed, {3, block});
    for (Plot& plot : data.plots) plot.vacant = rng.chance(0.045) && plot.use == Use::industry;
    if (detail == Detail::all) add_buildings(layout, block, data.plots);
    add_firms(layout, calibration, data);
    return data;
}

}  // namespace mulens::sample
