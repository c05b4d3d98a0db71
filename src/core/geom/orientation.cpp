#include "geom/orientation.hpp"

#include <array>
#include <cstddef>

namespace mulens::geom {
namespace {

// A number as head + tail without loss.
struct Split {
    double head;
    double tail;
};

Split difference(double a, double b) {
    const double head = a - b;
    const double b_virtual = a - head;
    const double a_virtual = head + b_virtual;
    return {head, (a - a_virtual) + (b_virtual - b)};
}

// A sum of doubles kept exactly, components by growing magnitude and without overlap.
class Expansion {
  public:
    void add(double term) {
        std::size_t kept = 0;
        for (std::size_t i = 0; i < size_; ++i) {
            const double sum = term + parts_[i];
            const double virtual_part = sum - term;
            const double rest = (term - (sum - virtual_part)) + (parts_[i] - virtual_part);
            if (rest != 0) parts_[kept++] = rest;
            term = sum;
        }
        if (term != 0) parts_[kept++] = term;
        size_ = kept;
    }
    void add_product(double a, double b) {
        const double head = a * b;
        add(std::fma(a, b, -head));
        add(head);
    }
    [[nodiscard]] int sign() const {
        if (size_ == 0) return 0;
        return parts_[size_ - 1] > 0 ? 1 : -1;
    }

  private:
    std::array<double, 32> parts_{};
    std::size_t size_ = 0;
};

}  // namespace

int orientation_exact(Point a, Point b, Point c) {
    const Split ax = difference(a.x, c.x);
    const Split ay = difference(a.y, c.y);
    const Split bx = difference(b.x, c.x);
    const Split by = difference(b.y, c.y);
    Expansion det;
    for (const double u : {ax.head, ax.tail})
        for (const double v : {by.head, by.tail})
            if (u != 0 && v != 0) det.add_product(u, v);
    for (const double u : {ay.head, ay.tail})
        for (const double v : {bx.head, bx.tail})
            if (u != 0 && v != 0) det.add_product(-u, v);
    return det.sign();
}

}  // namespace mulens::geom
