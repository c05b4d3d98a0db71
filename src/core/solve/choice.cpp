#include "solve/choice.hpp"

#include <algorithm>
#include <cmath>
#include <limits>

namespace mulens::solve {
namespace {

constexpr std::uint32_t nothing = std::numeric_limits<std::uint32_t>::max();

struct Point {
    double cost, gain;
    std::uint32_t item;  ///< nothing = none of the class
};
/// From one point of a class's hull to the next.
struct Step {
    double cost, gain, slope;
    std::uint32_t of, item;
};

/// The upper hull from the cheapest point on: costs and gains rise, gain per cost falls.
void hull_of(std::vector<Point>& points) {
    std::sort(points.begin(), points.end(), [](const Point& a, const Point& b) {
        if (a.cost != b.cost) return a.cost < b.cost;
        return a.gain != b.gain ? a.gain > b.gain : a.item > b.item;  // of equals, none of the class
    });
    std::size_t size = 0;
    for (const Point& p : points) {
        if (size > 0 && p.gain <= points[size - 1].gain) continue;
        while (size > 1) {
            const Point &a = points[size - 2], &b = points[size - 1];
            if ((b.gain - a.gain) * (p.cost - b.cost) > (p.gain - b.gain) * (b.cost - a.cost)) break;
            --size;
        }
        points[size++] = p;
    }
    points.resize(size);
}

class Chooser {
  public:
    Chooser(std::span<const Item> items, const std::vector<bool>& must, double limit)
        : items_(items), must_(must), now_(must.size(), Point{0, 0, nothing}), left_(limit) {}

    Choice solve() {
        begin();
        Choice out;
        out.feasible = left_ >= 0;
        if (!out.feasible) return out;
        const double rest = walk();
        fill();
        out.take.assign(items_.size(), 0);
        for (const Point& p : now_) {
            if (p.item == nothing) continue;
            out.take[p.item] = 1;
            out.value += p.gain;
            out.cost += p.cost;
        }
        out.bound = std::max(out.value, relaxed_ + rest);
        return out;
    }

  private:
    void begin() {
        std::vector<Point> points;
        for (std::uint32_t c = 0, i = 0; c < must_.size(); ++c) {
            points.clear();
            if (!must_[c]) points.push_back({0, 0, nothing});
            for (; i < items_.size() && items_[i].of == c; ++i) points.push_back({items_[i].cost, items_[i].gain, i});
            if (points.empty()) {
                left_ = -1;  // a class that must give an item and has none
                return;
            }
            hull_of(points);
            now_[c] = points.front();
            left_ -= now_[c].cost;
            relaxed_ += now_[c].gain;
            double slope = std::numeric_limits<double>::infinity();
            for (std::size_t k = 1; k < points.size(); ++k) {
                const double cost = points[k].cost - points[k - 1].cost, gain = points[k].gain - points[k - 1].gain;
                slope = std::min(slope, gain / cost);  // a step is never before the one it builds on
                steps_.push_back({cost, gain, slope, c, points[k].item});
            }
        }
        std::stable_sort(steps_.begin(), steps_.end(), [](const Step& a, const Step& b) { return a.slope > b.slope; });
    }

    /// Steps in order of gain per cost while they fit. Returns what the relaxation gains beyond `relaxed_`.
    double walk() {
        std::vector<bool> stopped(must_.size(), false);
        double rest = 0;
        bool whole = true;
        for (const Step& s : steps_) {
            if (whole && s.cost > left_) {
                rest = s.gain * left_ / s.cost;
                whole = false;
            }
            if (whole) relaxed_ += s.gain;
            if (stopped[s.of] || s.cost > left_) {
                stopped[s.of] = true;
                continue;
            }
            left_ -= s.cost;
            now_[s.of] =
                s.item == nothing ? Point{0, 0, nothing} : Point{items_[s.item].cost, items_[s.item].gain, s.item};
        }
        return rest;
    }

    /// What is left goes to the change of one class that gains most, as long as there is one.
    void fill() {
        for (std::size_t round = 0; round < 50 && std::isfinite(left_); ++round) {
            double best = 0;
            std::uint32_t at = nothing;
            for (std::uint32_t i = 0; i < items_.size(); ++i) {
                const Point& p = now_[items_[i].of];
                if (items_[i].gain - p.gain <= best || items_[i].cost - p.cost > left_) continue;
                best = items_[i].gain - p.gain;
                at = i;
            }
            if (at == nothing) return;
            Point& p = now_[items_[at].of];
            left_ -= items_[at].cost - p.cost;
            p = {items_[at].cost, items_[at].gain, at};
        }
    }

    std::span<const Item> items_;
    const std::vector<bool>& must_;
    std::vector<Point> now_;  ///< per class
    std::vector<Step> steps_;
    double left_, relaxed_ = 0;
};

}  // namespace

Choice choose_items(std::span<const Item> items, const std::vector<bool>& must, double limit) {
    return Chooser(items, must, limit).solve();
}

}  // namespace mulens::solve
