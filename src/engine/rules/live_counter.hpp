// Sums for LiveCounts. What a result needs again and again is kept as whole numbers: 1e-9 m² and 分.
#pragma once

#include "base/exact.hpp"
#include "rules/live.hpp"

namespace mulens::rules {

class LiveCounter {
  public:
    /// `input` must outlive the object.
    explicit LiveCounter(const LiveInput& input);

    /// Parcels that count; empty: all.
    void set_shown(std::vector<std::uint8_t> shown);
    /// Sums that neither weights nor tests change. To be called when standings or the shown parcels changed.
    void count_land(const LiveStanding& standing);
    /// The saved result, which the others differ from in few rows. To be called when it or the shown parcels changed.
    void count_saved(const std::vector<char>& grade, const std::vector<std::uint8_t>& low, unsigned threads);
    /// Counts by grade, and moves from the saved grades.
    void count_grades(const std::vector<char>& grade, const std::vector<char>& saved, unsigned threads);
    /// Counts of low-efficient parcels, and all the rest as it stands.
    [[nodiscard]] LiveCounts count_low(const std::vector<std::uint8_t>& low, const std::vector<std::uint8_t>& saved,
                                       unsigned threads) const;

  private:
    /// Land in 1e-9 m² and money in 分 of one denominator.
    struct Money {
        Int128 nano = 0, tax = 0, output = 0;
        std::uint64_t rows = 0, tax_given = 0, output_given = 0;
        void add(const Money& other);
        [[nodiscard]] double mu() const;
        [[nodiscard]] double tax_wan() const;
        [[nodiscard]] double output_wan() const;
    };
    struct Land {
        Money all, in_scope, assessed, large;
        std::uint64_t idle = 0;
        Int128 idle_nano = 0;
        void add(const Land& other);
    };
    struct Moves {
        std::array<std::array<std::uint64_t, 7>, 7> rows{};  ///< [saved][now]
        std::array<std::array<Int128, 7>, 7> nano{};
        void add(const Moves& other);
    };
    struct Low {
        std::uint64_t now = 0, gained = 0, lost = 0;
        Int128 now_nano = 0, gained_nano = 0, lost_nano = 0;
        void add(const Low& other);
    };

    [[nodiscard]] bool is_shown(std::size_t row) const { return shown_.empty() || shown_[row] != 0; }
    void add_shares(const LiveStanding& standing);
    [[nodiscard]] static LiveSums sums_of(const std::string& name, const Land& land, const Moves& moves,
                                          const Low& low);

    const LiveInput* input_;
    std::vector<std::string> names_;       ///< of platforms, in the order of the result
    std::vector<std::uint16_t> platform_;  ///< per parcel: index into names_
    std::vector<std::int64_t> nano_;       ///< per parcel; 0 where it has no area
    std::vector<std::uint8_t> shown_;
    std::vector<Land> land_;
    std::vector<Moves> moves_, saved_moves_;
    std::vector<Low> saved_low_;
};

}  // namespace mulens::rules
