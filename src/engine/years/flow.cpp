#include "years/flow.hpp"

#include <algorithm>
#include <array>
#include <cmath>
#include <map>
#include <tuple>

namespace mulens::years {
namespace {

constexpr std::array<const char*, 9> states{"A", "B", "C", "D", "ungraded", "not_evaluated", "out", "new", "gone"};

std::size_t place_of(std::string_view state) {
    return static_cast<std::size_t>(std::find(states.begin(), states.end(), state) - states.begin());
}

struct Cell {
    std::uint64_t plots = 0;
    ExactSum mu;
};

class Flow {
  public:
    void add(const std::string& platform, std::string_view before, std::string_view after, std::uint64_t plots,
             double mu) {
        if (before == "out" && (after == "out" || after == "gone")) return;
        if (after == "out" && before == "new") return;
        for (const std::string& name : {std::string(), platform.empty() ? std::string("未归口") : platform}) {
            Cell& cell = cells_[{name, place_of(before), place_of(after)}];
            cell.plots += plots;
            if (std::isfinite(mu)) cell.mu.add(mu);
        }
    }
    [[nodiscard]] std::vector<FlowCell> take() const {
        std::vector<FlowCell> out;
        for (const auto& [key, cell] : cells_)
            out.push_back(
                {std::get<0>(key), states[std::get<1>(key)], states[std::get<2>(key)], cell.plots, cell.mu.value()});
        return out;
    }

  private:
    std::map<std::tuple<std::string, std::size_t, std::size_t>, Cell> cells_;
};

}  // namespace

std::vector<FlowCell> grade_flow(const History& history, std::size_t step) {
    const Lineage& lineage = history.steps[step];
    const table::Table &before = history.years[step].plots, &after = history.years[step + 1].plots;
    Flow flow;
    for (Row row = 0; row < after.rows(); ++row) {
        const std::string platform(after.text("platform", row));
        const auto state = standing_of(after, row);
        const double mu = after.number("area_basis_mu", row);
        double known = 0;
        for (const auto at : lineage.of_after[row]) known += lineage.links[at].share_of_after;
        if (known <= 0) {
            flow.add(platform, "new", state, 1, mu);
            continue;
        }
        const double all = std::max(1.0, known);
        const double whole = known >= 0.95 ? known : all;  // two surveys differ: no new land by that
        bool first = true;
        for (const auto at : lineage.of_after[row]) {
            const auto& link = lineage.links[at];
            flow.add(platform, standing_of(before, link.before), state, first ? 1 : 0,
                     mu * link.share_of_after / whole);
            first = false;
        }
        if (whole > known) flow.add(platform, "new", state, 0, mu * (whole - known) / whole);
    }
    for (const auto& link : lineage.links)
        if (link.kind == Kind::gone)
            flow.add(std::string(before.text("platform", link.before)), standing_of(before, link.before), "gone", 1,
                     before.number("area_basis_mu", link.before));
    return flow.take();
}

std::vector<Again> d_again(const History& history) {
    std::vector<Again> out;
    if (history.steps.empty()) return out;
    const Lineage& last = history.steps.back();
    const table::Table &before = history.years[history.years.size() - 2].plots, &now = history.now().plots;
    for (Row row = 0; row < now.rows(); ++row) {
        if (standing_of(now, row) != "D") continue;
        double share = 0, known = 0;
        for (const auto at : last.of_after[row]) {
            const auto& link = last.links[at];
            known += link.share_of_after;
            if (standing_of(before, link.before) == "D") share += link.share_of_after;
        }
        if (known <= 0 || share / std::max(1.0, known) < 0.5) continue;
        Again again{row, 1, std::min(1.0, share / (known >= 0.95 ? known : 1.0))};
        for (std::size_t at = history.years.size() - 1; at-- > 0;) {
            const Row earlier = history.ancestor(at, row);
            if (earlier == no_row || standing_of(history.years[at].plots, earlier) != "D") break;
            ++again.years;
        }
        again.years = std::max(again.years, 2);
        out.push_back(again);
    }
    return out;
}

}  // namespace mulens::years
