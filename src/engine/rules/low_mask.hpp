// The low-efficiency tests as bits: one word a parcel, one bit a test. When a test's limit moves only its bit is made
// again; combinations, "never alone" and idle land are settled in one pass. The same verdicts as
// find_low_efficiency(), without its lists. Not thread safe; the same result for any number of threads.
#pragma once

#include "rules/low_efficiency.hpp"

#include <cstdint>
#include <memory>
#include <vector>

namespace mulens::rules {

inline constexpr std::size_t most_low_tests = 32;

class LowMask {
  public:
    /// What the tests look at besides the grade. Everything pointed at must outlive the object or the next look_at().
    struct Facts {
        const std::vector<std::uint8_t>* in_scope = nullptr;
        const std::vector<std::uint8_t>* excluded = nullptr;
        const std::vector<std::uint8_t>* not_idle = nullptr;
        const std::vector<std::uint8_t>* judged = nullptr;
        const std::vector<Scale>* scale = nullptr;
        const std::vector<IdleStatus>* idle = nullptr;
        const std::vector<std::uint8_t>* under_construction = nullptr;
        const std::vector<char>* previous = nullptr;  ///< empty: none
    };
    LowMask(const table::Table& parcels, std::optional<Date> as_of);
    LowMask(const LowMask&) = delete;  // points into itself
    LowMask& operator=(const LowMask&) = delete;

    /// New facts: everything is made again at the next update().
    void look_at(const Facts& facts);
    /// Brings the bits up to date. Error(usage) for more than 32 tests.
    void update(const config::Scheme& scheme, const std::vector<char>& grade, bool grades_changed, unsigned threads);
    /// Verdicts of all parcels for the scheme of the last update().
    void settle(std::vector<std::uint8_t>& low, std::vector<std::uint32_t>& hits, std::vector<double>& shortfall,
                unsigned threads) const;
    /// The figure that test `t` looks at; NaN where it has none.
    [[nodiscard]] double value(std::size_t t, Row row) const;

  private:
    struct Combination {
        std::uint32_t bit = 0, needs = 0;
        bool never = false;
    };
    void remake(std::size_t t, const std::vector<char>& grade, unsigned threads);
    void forget_flat();
    [[nodiscard]] const table::Column* figure_of(const config::LowTest& test);
    void combine();

    const table::Table* parcels_;
    table::Column stopped_months_;
    std::vector<std::unique_ptr<table::Column>> made_;  ///< ratios that the table has no column of
    const table::Column* area_;                         ///< may be null
    Facts facts_;
    bool all_new_ = true;
    std::vector<std::uint8_t> kind_;  ///< per parcel: bits of RowKind
    std::vector<std::uint32_t> raw_;  ///< per parcel: tests that hit, each on its own
    std::vector<config::LowTest> tests_;
    std::vector<const table::Column*> figures_;  ///< null: none
    // Numbers side by side of the test whose limit is being dragged; those of the others are not kept.
    std::size_t flat_for_ = most_low_tests;
    std::unique_ptr<table::FlatNumbers> flat_, flat_area_;
    std::vector<Combination> combinations_;
    std::uint32_t sufficient_ = 0;
};

}  // namespace mulens::rules
