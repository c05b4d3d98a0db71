// Ranks and cut lines (method §4.2). Deterministic: ties are equal scores after rounding to 1e-9.
#pragma once

#include "config/scheme.hpp"

#include "base/ids.hpp"

#include <cstdint>
#include <functional>
#include <limits>
#include <span>
#include <vector>

namespace mulens::rules {

struct Ranked {
    std::int64_t key = 0;  ///< score in 1e-9
    Row row = 0;
};
/// Highest score first; equal scores in row order.
void sort_ranked(std::vector<Ranked>& rows);
/// Of sorted rows: 1 + number of rows with a higher score.
[[nodiscard]] std::vector<std::uint32_t> ranks_of(const std::vector<Ranked>& sorted);

/// ceil(cumulative × n), safe against the last bit of the product; 0 where nobody is to have the grade.
[[nodiscard]] std::uint64_t quota_position(double cumulative, std::uint64_t n);

/// The cut lines that result for one class. A grade nobody can have is at +∞.
struct ClassCut {
    std::string scale_class;
    config::CutMode mode = config::CutMode::none;
    std::uint64_t n = 0;  ///< firms that were ranked
    struct Line {
        char grade = 'A';
        config::Op op = config::Op::greater_equal;
        double score = std::numeric_limits<double>::infinity();
        std::uint64_t position = 0;             ///< quota: place in the ranking that sets the line
        double cumulative = config::not_given;  ///< quota: share of firms down to and including the grade
    };
    std::vector<Line> lines;  ///< best first
    /// A, B, C or D; '-' where no cut is published or the score is NaN.
    [[nodiscard]] char grade_of(double score) const;
};
[[nodiscard]] ClassCut find_cut(const config::Cut& cut, const std::string& scale_class,
                                const std::vector<Ranked>& sorted);
/// The same for `n` ranked rows of which only the score at a place is asked for: key_at(place), place 1 = the best.
[[nodiscard]] ClassCut find_cut(const config::Cut& cut, const std::string& scale_class, std::uint64_t n,
                                const std::function<std::int64_t(std::uint64_t)>& key_at);

}  // namespace mulens::rules
