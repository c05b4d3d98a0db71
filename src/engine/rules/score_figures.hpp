// Scores again and again for other weights, caps and missing rules: figures are divided by their yardsticks once, then
// weighted by a pass that compilers turn into vector code. Gives the very bits of score_rows().
// One figure a row and indicator is kept: 8 bytes each. Const access is thread safe.
#pragma once

#include "base/exact.hpp"
#include "rules/ranking.hpp"
#include "rules/score.hpp"

#include <array>
#include <cstdint>
#include <limits>
#include <vector>

namespace mulens::rules {

/// A score that is none, as a key.
inline constexpr std::int64_t no_key = std::numeric_limits<std::int64_t>::min();
/// The rows of one class.
class ClassFigures {
  public:
    /// Rows of class `c` for which `wanted[row]` is not 0. Empty where the class is not scored.
    ClassFigures(const config::Scheme& scheme, const Subjects& subjects, const ClassBenchmarks& benchmarks,
                 std::uint8_t c, const std::vector<std::uint8_t>& wanted, unsigned threads);

    [[nodiscard]] const std::vector<Row>& rows() const { return rows_; }
    /// 1 = stands in ranks and quotas; along rows().
    [[nodiscard]] const std::vector<std::uint8_t>& counts() const { return counts_; }
    /// Mean score of the rows that count and have the indicator, as find_benchmarks() gives it.
    [[nodiscard]] double mean_score(const config::Indicator& indicator, std::size_t index, unsigned threads) const;
    /// Rounded scores of rows first…last−1 of rows(), in 1e-9; no_key = not scored. At most block_rows rows.
    void score(const config::ScoreClass& scale_class, const std::vector<double>& mean_scores, std::size_t first,
               std::size_t last, std::int64_t* keys) const;

    static constexpr std::size_t block_rows = 1024;

  private:
    std::vector<Row> rows_;
    std::vector<std::uint8_t> counts_;
    std::vector<double> points_;                ///< empty: none
    std::vector<std::vector<double>> figures_;  ///< by indicator: x ÷ yardstick, or the place from minimum to maximum
};

/// Keys at given places of the rows that count, without sorting: place 1 = the highest.
class KeyRanking {
  public:
    KeyRanking(const std::vector<std::int64_t>& keys, const std::vector<std::uint8_t>& counts);
    [[nodiscard]] std::uint64_t size() const { return n_; }
    [[nodiscard]] std::int64_t key_at(std::uint64_t place) const;

  private:
    [[nodiscard]] std::size_t bucket(std::int64_t key) const {
        return static_cast<std::size_t>((static_cast<std::uint64_t>(highest_) - static_cast<std::uint64_t>(key)) >>
                                        shift_);
    }
    const std::vector<std::int64_t>* keys_;
    const std::vector<std::uint8_t>* counts_;
    std::int64_t highest_ = 0;
    unsigned shift_ = 0;
    std::uint64_t n_ = 0;
    std::vector<std::uint32_t> sizes_;
};

/// ClassCut::grade_of() for keys.
class KeyCut {
  public:
    explicit KeyCut(const ClassCut& cut);
    /// '-' where no cut is published or there is no score.
    [[nodiscard]] char operator()(std::int64_t key) const {
        if (none_ || key == no_key) return '-';
        for (std::size_t i = 0; i < count_; ++i)
            if (key >= limits_[i].key) return limits_[i].grade;
        return 'D';
    }

  private:
    struct Limit {
        std::int64_t key = 0;
        char grade = 'D';
    };
    std::array<Limit, 8> limits_{};
    std::size_t count_ = 0;
    bool none_ = false;
};

}  // namespace mulens::rules
