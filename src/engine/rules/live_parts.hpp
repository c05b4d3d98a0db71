// The stages of a live session, each with what it keeps between results. Only live*.cpp include this.
#pragma once

#include "rules/live_compare.hpp"
#include "rules/live_counter.hpp"
#include "rules/low_mask.hpp"
#include "rules/score_figures.hpp"
#include "rules/units.hpp"

#include <atomic>

namespace mulens::rules {

/// Blocks that are used again once nobody else holds them: no fresh memory a frame.
template <typename T>
class Spare {
  public:
    [[nodiscard]] std::shared_ptr<T> take() {
        for (const auto& block : blocks_)
            if (block.use_count() == 1) {
                std::atomic_thread_fence(std::memory_order_acquire);
                return block;
            }
        if (blocks_.size() == most_) blocks_.erase(blocks_.begin());
        blocks_.push_back(std::make_shared<T>());
        return blocks_.back();
    }

  private:
    static constexpr std::size_t most_ = 5;
    std::vector<std::shared_ptr<T>> blocks_;
};

struct LiveSession::Parts {
    explicit Parts(LiveInput given, const Parts* like = nullptr);

    LiveInput in;
    std::vector<Decision> decisions;
    std::shared_ptr<const config::Scheme> now;  ///< what the caches below are for
    std::shared_ptr<const LiveResult> saved, latest;
    std::uint64_t generation = 0;
    bool stale_standing = true, stale_low = true, stale_counts = true;

    // live_standing.cpp
    Exclusions land, firms_out;
    std::vector<std::uint8_t> in_scope;  ///< per parcel, by the scope of `scoped`
    std::shared_ptr<const config::Scheme> scoped;
    std::shared_ptr<LiveStanding> standing;
    FirmStage firms;
    Subjects merged;  ///< co_located = both; else no rows
    std::vector<std::uint32_t> merged_unit;
    enum class Shows : std::uint8_t { nothing, ungraded, grade, owner };
    std::vector<Shows> shows;      ///< per firm: where its grade comes from
    std::vector<char> veto;        ///< per firm: best grade that is left
    std::vector<Row> followers;    ///< firms judged with a lower row
    std::vector<char> base_grade;  ///< per parcel, before scores
    Benchmarks benchmarks;
    std::vector<ClassFigures> firm_figures, merged_figures, parcel_figures;  ///< by class
    void find_standing(const std::shared_ptr<const config::Scheme>& trial);

    // live_scores.cpp
    Spare<LiveGrades> spare_grades;
    std::vector<std::vector<std::int64_t>> firm_keys;  ///< by class, along firm_figures
    std::shared_ptr<LiveGrades> grades;
    void find_grades(const config::Scheme& scheme);
    void score_firms(const config::Scheme& scheme);
    void show_firms(const config::Scheme& scheme);
    void score_merged(const config::Scheme& scheme);
    void score_parcels(const config::Scheme& scheme);

    // live.cpp
    LowMask low_mask;
    std::optional<LiveCounter> counter;  ///< none where counts are not asked for
    Spare<LiveResult> spare_results;
    [[nodiscard]] std::shared_ptr<const LiveResult> evaluate(std::shared_ptr<const config::Scheme> scheme);
    [[nodiscard]] LiveCounts count(const std::vector<std::uint8_t>& low, bool standings, bool scores);
    void exclude();
    [[nodiscard]] FirmsInput firms_input(const config::Scheme& scheme) const;
};

}  // namespace mulens::rules
