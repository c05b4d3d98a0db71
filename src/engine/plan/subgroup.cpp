#include "plan/subgroup.hpp"

#include <algorithm>

namespace mulens::plan {
namespace {

constexpr std::uint32_t always_exact = 20;  // 2^20 sets at most
constexpr std::size_t most_seeds = 256;
constexpr int most_moves = 500;

bool better(const Figures& a, const std::vector<std::uint32_t>& plots_a, const Best& b) {
    if (!b.found) return true;
    const auto x = rank_score(a.score);
    const auto y = rank_score(b.figures.score);
    if (x != y) return x > y;
    const auto p = rank_score(a.mu);
    const auto q = rank_score(b.figures.mu);
    if (p != q) return p > q;
    return plots_a < b.members;
}

void keep_if_better(const Component& set, Best& best) {
    if (!set.feasible()) return;
    const Figures figures = set.figures();
    if (best.found && rank_score(figures.score) < rank_score(best.figures.score)) return;
    auto members = set.members();
    if (!better(figures, members, best)) return;
    best.found = true;
    best.figures = figures;
    best.members = std::move(members);
}

/// Every connected set once: sets with the lowest plot `root`, grown by plots that are neither in it nor turned down.
class Enumeration {
  public:
    Enumeration(Component& set, std::size_t budget, Progress& progress)
        : set_(set), left_(budget), progress_(progress), seen_(set.size(), 0) {}

    /// False where the budget ran out: `best` then is not the best.
    bool run(Best& best) {
        for (root_ = 0; root_ < set_.size(); ++root_) {
            set_.clear();
            if (!set_.fits(root_)) continue;
            set_.add(root_);
            std::fill(seen_.begin(), seen_.end(), std::uint8_t{0});
            seen_[root_] = 1;
            std::vector<std::uint32_t> next;
            open(root_, next);
            if (!grow(next, best)) return false;
        }
        return true;
    }

  private:
    void open(std::uint32_t from, std::vector<std::uint32_t>& next) {
        for (const auto& link : set_.links(from))
            if (link.to > root_ && seen_[link.to] == 0) {
                seen_[link.to] = 1;
                next.push_back(link.to);
            }
    }
    bool grow(const std::vector<std::uint32_t>& next, Best& best) {
        if (left_-- == 0) return false;
        if ((left_ & 0xFFFF) == 0) progress_.check();
        keep_if_better(set_, best);
        for (std::size_t i = 0; i < next.size(); ++i) {
            const std::uint32_t plot = next[i];
            if (!set_.fits(plot)) continue;  // nor would any larger set
            std::vector<std::uint32_t> deeper(next.begin() + static_cast<std::ptrdiff_t>(i) + 1, next.end());
            const std::size_t old = deeper.size();
            open(plot, deeper);
            const Undo undo{set_, plot};
            if (!grow(deeper, best)) return false;
            for (std::size_t k = old; k < deeper.size(); ++k) seen_[deeper[k]] = 0;
        }
        return true;
    }
    struct Undo {
        Component& set;
        std::uint32_t plot;
        Undo(Component& s, std::uint32_t p) : set(s), plot(p) { set.add(p); }
        ~Undo() { set.drop(plot); }
        Undo(const Undo&) = delete;
        Undo& operator=(const Undo&) = delete;
    };

    Component& set_;
    std::size_t left_;
    Progress& progress_;
    std::vector<std::uint8_t> seen_;
    std::uint32_t root_ = 0;
};

std::vector<std::uint32_t> fringe(const Component& set, const std::vector<std::uint32_t>& members) {
    std::vector<std::uint32_t> out;
    for (const std::uint32_t i : members)
        for (const auto& link : set.links(i))
            if (!set.in(link.to)) out.push_back(link.to);
    std::sort(out.begin(), out.end());
    out.erase(std::unique(out.begin(), out.end()), out.end());
    return out;
}

/// Adds the plot that scores best, again and again; keeps the best set on the way.
void grow_from(Component& set, std::uint32_t seed, Best& best) {
    set.clear();
    if (!set.fits(seed)) return;
    set.add(seed);
    for (;;) {
        keep_if_better(set, best);
        std::uint32_t chosen = set.size();
        std::int64_t chosen_score = 0;
        for (const std::uint32_t i : fringe(set, set.members())) {
            if (!set.fits(i)) continue;
            set.add(i);
            const auto score = rank_score(set.figures().score);
            set.drop(i);
            if (chosen == set.size() || score > chosen_score) {
                chosen = i;
                chosen_score = score;
            }
        }
        if (chosen == set.size()) return;
        set.add(chosen);
    }
}

/// One plot in, one out, or one for one, while the score rises.
void improve(Component& set, Best& best, Progress& progress) {
    for (int move = 0; move < most_moves; ++move) {
        progress.check();
        set.clear();
        for (const std::uint32_t i : best.members) set.add(i);
        const auto before = rank_score(best.figures.score);
        const auto members = best.members;
        const auto outer = fringe(set, members);
        for (const std::uint32_t i : outer) {
            if (!set.fits(i)) continue;
            set.add(i);
            keep_if_better(set, best);
            set.drop(i);
        }
        for (const std::uint32_t out : members) {
            if (set.connected_without(out)) {
                set.drop(out);
                keep_if_better(set, best);
                set.add(out);
            }
            for (const std::uint32_t i : outer) {
                set.add(i);
                if (set.connected_without(out)) {
                    set.drop(out);
                    keep_if_better(set, best);
                    set.add(out);
                }
                set.drop(i);
            }
        }
        if (rank_score(best.figures.score) <= before) return;
    }
}

}  // namespace

Best best_subgroup(Component& set, const AssemblyOptions& options, Progress& progress) {
    Best best;
    const double bound = set.bound();
    if (bound <= 0) {  // nothing here reaches min_mu with so few owners
        best.exact = true;
        return best;
    }
    const bool small = set.size() <= always_exact;
    const std::size_t budget = small ? (std::size_t{1} << always_exact) + always_exact : options.max_sets;
    if (Enumeration(set, budget, progress).run(best)) {
        best.exact = true;
        best.bound = best.figures.score;
        return best;
    }
    best = Best{};
    const std::size_t step = std::max<std::size_t>(1, set.size() / most_seeds);
    for (std::size_t seed = 0; seed < set.size(); seed += step) {
        progress.check();
        grow_from(set, static_cast<std::uint32_t>(seed), best);
    }
    if (best.found) improve(set, best, progress);
    best.bound = bound;
    return best;
}

}  // namespace mulens::plan
