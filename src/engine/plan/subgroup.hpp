// The best connected sub-group of one component (assembly.hpp says what best means): exactly by looking at every
// connected set within the limits, or by greedy growth and local search with a proven bound. Not thread safe; one
// object a thread.
#pragma once

#include "plan/assembly.hpp"

#include <cstdint>
#include <vector>

namespace mulens::plan {

/// A score as it is compared: rounded to 1e-9, so that the order of sums does not decide.
[[nodiscard]] std::int64_t rank_score(double score);
/// Fills parts and score from the sums.
void finish(Figures& figures, const AssemblyOptions& options);

/// Plots of one component under local numbers, with sums that follow single plots in and out.
class Component {
  public:
    /// `plots` ascending and connected; `graph_row` gives the neighbours that count.
    Component(const AssemblyInput& input, const AssemblyOptions& options, std::vector<Row> plots);

    struct Link {
        std::uint32_t to = 0;
        double shared_m = 0;
    };
    [[nodiscard]] std::uint32_t size() const { return static_cast<std::uint32_t>(plots_.size()); }
    [[nodiscard]] Row row(std::uint32_t i) const { return plots_[i]; }
    [[nodiscard]] const std::vector<Link>& links(std::uint32_t i) const { return links_[i]; }

    void clear();
    void add(std::uint32_t i);
    void drop(std::uint32_t i);
    [[nodiscard]] bool in(std::uint32_t i) const { return in_[i] != 0; }
    [[nodiscard]] std::size_t count() const { return count_; }
    /// May i come in without breaking max_mu or max_owners?
    [[nodiscard]] bool fits(std::uint32_t i) const;
    /// Large enough, small enough, few owners.
    [[nodiscard]] bool feasible() const;
    [[nodiscard]] Figures figures() const;
    [[nodiscard]] std::vector<std::uint32_t> members() const;
    /// Is the set without i still connected? Takes the set as connected with it.
    [[nodiscard]] bool connected_without(std::uint32_t i) const;
    /// No connected set within the limits scores more; 0 where none can reach min_mu.
    [[nodiscard]] double bound() const;

  private:
    const AssemblyInput& input_;
    const AssemblyOptions& options_;
    std::vector<Row> plots_;
    std::vector<std::vector<Link>> links_;
    std::vector<std::uint32_t> owner_;        // local number
    std::vector<std::uint32_t> owner_plots_;  // by local owner: plots in the set
    std::vector<std::uint8_t> in_;
    Figures sums_;
    std::size_t count_ = 0;
};

struct Best {
    bool found = false;
    std::vector<std::uint32_t> members;  ///< ascending
    Figures figures;
    bool exact = false;
    double bound = 0;
};
[[nodiscard]] Best best_subgroup(Component& component, const AssemblyOptions& options, Progress& progress);

}  // namespace mulens::plan
