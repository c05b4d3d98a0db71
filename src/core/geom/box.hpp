// Axis-parallel boxes. An empty box holds nothing and meets nothing.
#pragma once

#include <algorithm>
#include <limits>

namespace mulens::geom {

struct Point {
    double x = 0;
    double y = 0;
    bool operator==(const Point&) const = default;
};

struct Box {
    double min_x = std::numeric_limits<double>::infinity();
    double min_y = std::numeric_limits<double>::infinity();
    double max_x = -std::numeric_limits<double>::infinity();
    double max_y = -std::numeric_limits<double>::infinity();

    [[nodiscard]] bool empty() const { return !(min_x <= max_x && min_y <= max_y); }
    void add(double x, double y) {
        min_x = std::min(min_x, x);
        min_y = std::min(min_y, y);
        max_x = std::max(max_x, x);
        max_y = std::max(max_y, y);
    }
    void add(const Box& b) {
        min_x = std::min(min_x, b.min_x);
        min_y = std::min(min_y, b.min_y);
        max_x = std::max(max_x, b.max_x);
        max_y = std::max(max_y, b.max_y);
    }
    /// True where the closed boxes share a point.
    [[nodiscard]] bool meets(const Box& b) const {
        return min_x <= b.max_x && b.min_x <= max_x && min_y <= b.max_y && b.min_y <= max_y;
    }
    [[nodiscard]] bool contains(const Box& b) const {
        return min_x <= b.min_x && b.max_x <= max_x && min_y <= b.min_y && b.max_y <= max_y;
    }
    [[nodiscard]] bool contains(double x, double y) const {
        return min_x <= x && x <= max_x && min_y <= y && y <= max_y;
    }
    bool operator==(const Box&) const = default;
};

}  // namespace mulens::geom
