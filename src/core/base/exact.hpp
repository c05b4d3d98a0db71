// Exact sums. Money is kept in 分 (1/100 元), group areas in 1e-9 m² in 128 bits, so that any order gives the same sum.
#pragma once

#include <cmath>
#include <cstdint>
#include <string>
#include <vector>

namespace mulens {

__extension__ using Int128 = __int128;

/// std::llround without the library call: sums of millions of rows spend their time there. Exact: below 4e15 the part
/// after the point of a double is exact.
[[nodiscard]] inline std::int64_t nearest(double value) {
    if (!(value < 4e15 && value > -4e15)) return std::llround(value);
    const auto whole = static_cast<std::int64_t>(value);
    const double rest = value - static_cast<double>(whole);
    return whole + (rest >= 0.5 ? 1 : 0) - (rest <= -0.5 ? 1 : 0);
}

/// 万元 → 分, rounded half away from zero. 1 万元 = 1 000 000 分. NaN must be filtered by the caller.
[[nodiscard]] inline std::int64_t fen_from_wan(double wan_yuan) { return nearest(wan_yuan * 1e6); }
[[nodiscard]] inline double wan_from_fen(std::int64_t fen) { return static_cast<double>(fen) / 1e6; }

/// A sum of doubles rounded to 1e-9 each: associative, so tiles and threads agree.
class ExactSum {
  public:
    void add(double value) {
        // Split before scaling: above 2^53 a product would lose the last digits.
        const auto whole = static_cast<std::int64_t>(value);
        sum_ += static_cast<Int128>(whole) * 1'000'000'000 + nearest((value - static_cast<double>(whole)) * 1e9);
    }
    void add(const ExactSum& other) { sum_ += other.sum_; }
    /// The sum as a whole number of 1e-9, and back.
    [[nodiscard]] Int128 billionths() const { return sum_; }
    [[nodiscard]] static ExactSum of_billionths(Int128 sum) {
        ExactSum out;
        out.sum_ = sum;
        return out;
    }
    [[nodiscard]] double value() const {
        const auto whole = static_cast<std::int64_t>(sum_ / 1'000'000'000);
        const auto rest = static_cast<std::int64_t>(sum_ % 1'000'000'000);
        return static_cast<double>(whole) + static_cast<double>(rest) * 1e-9;
    }
    [[nodiscard]] bool zero() const { return sum_ == 0; }
    bool operator==(const ExactSum&) const = default;

  private:
    Int128 sum_ = 0;
};

/// Splits `total` (分) in proportion to `weights` (≥ 0, finite) by the largest remainder; equal remainders go to the
/// lower index, so sort by parcel_id first. The parts sum to `total` exactly. All weights zero: all parts zero.
[[nodiscard]] std::vector<std::int64_t> split_largest_remainder(std::int64_t total, const std::vector<double>& weights);

}  // namespace mulens
