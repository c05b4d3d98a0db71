#include "site/find.hpp"

#include "site/fares.hpp"

#include <algorithm>
#include <cmath>
#include <set>

namespace mulens::site {
namespace {

std::int64_t ranked(double value) { return static_cast<std::int64_t>(std::llround(value * 1e9)); }

/// Minimal connected sets of offers that reach the area together. A set is grown from its lowest row by rows that were
/// neither taken nor turned down, so each is met once; growth ends where the area is reached.
class Sets {
  public:
    Sets(const Land& land, const Wish& wish, const Limits& limits, std::vector<std::uint8_t> may, Progress& progress)
        : land_(land), wish_(wish), limits_(limits), may_(std::move(may)), progress_(progress), seen_(may_.size(), 0) {}

    template <typename Keep>
    void run(Keep&& keep) {
        for (root_ = 0; root_ < may_.size(); ++root_) {
            if (may_[root_] == 0) continue;
            progress_.check();
            left_ = limits_.max_sets;
            set_ = {root_};
            seen_[root_] = 1;
            std::vector<Row> next;
            open(root_, next);
            grow(next, land_.area_mu[root_], keep);
            for (const Row row : next) seen_[row] = 0;
            seen_[root_] = 0;
        }
    }
    bool complete = true;

  private:
    void open(Row from, std::vector<Row>& next) {
        for (const auto& n : land_.adjacency->of(from))
            if (n.row > root_ && may_[n.row] != 0 && seen_[n.row] == 0 && plan::contiguous(n, limits_.contiguity)) {
                seen_[n.row] = 1;
                next.push_back(n.row);
            }
    }
    template <typename Keep>
    void grow(const std::vector<Row>& next, double mu, Keep& keep) {
        if (left_ == 0) {
            complete = false;
            return;
        }
        --left_;
        if (mu >= wish_.min_mu - 1e-9) {
            if (set_.size() > 1 && mu <= wish_.max_mu + 1e-9 && minimal(mu)) {
                auto rows = set_;
                std::sort(rows.begin(), rows.end());
                keep(std::move(rows));
            }
            return;
        }
        if (set_.size() >= limits_.max_plots) return;
        for (std::size_t i = 0; i < next.size(); ++i) {
            std::vector<Row> deeper(next.begin() + static_cast<std::ptrdiff_t>(i) + 1, next.end());
            const std::size_t old = deeper.size();
            open(next[i], deeper);
            set_.push_back(next[i]);
            grow(deeper, mu + land_.area_mu[next[i]], keep);
            set_.pop_back();
            for (std::size_t k = old; k < deeper.size(); ++k) seen_[deeper[k]] = 0;
        }
    }
    [[nodiscard]] bool minimal(double mu) const {
        return std::none_of(set_.begin(), set_.end(), [&](Row out) {
            return mu - land_.area_mu[out] >= wish_.min_mu - 1e-9 && connected_without(out);
        });
    }
    [[nodiscard]] bool connected_without(Row out) const {
        std::vector<Row> reached;
        for (const Row row : set_)
            if (row != out) {
                reached.push_back(row);
                break;
            }
        for (std::size_t i = 0; i < reached.size(); ++i)
            for (const Row row : set_) {
                if (row == out || std::find(reached.begin(), reached.end(), row) != reached.end()) continue;
                const auto* n = land_.adjacency->find(reached[i], row);
                if (n != nullptr && plan::contiguous(*n, limits_.contiguity)) reached.push_back(row);
            }
        return reached.size() + 1 == set_.size();
    }

    const Land& land_;
    const Wish& wish_;
    const Limits& limits_;
    std::vector<std::uint8_t> may_;
    Progress& progress_;
    std::vector<std::uint8_t> seen_;
    std::vector<Row> set_;
    Row root_ = 0;
    std::size_t left_ = 0;
};

bool before(const Site& a, const Site& b, bool supply) {
    if (supply && a.supply_known != b.supply_known) return a.supply_known;
    if (ranked(a.distance) != ranked(b.distance)) return a.distance < b.distance;
    if (a.plots.size() != b.plots.size()) return a.plots.size() < b.plots.size();
    if (ranked(a.mu) != ranked(b.mu)) return a.mu < b.mu;
    return a.plots < b.plots;
}

/// May be put together with others: it misses nothing that more plots could not mend.
bool part_of_a_set(const Site& single) {
    return std::none_of(single.terms.begin(), single.terms.end(), [](const Missed& m) {
        return m.miss > 0 && (m.term == Term::platform || m.term == Term::industry || m.term == Term::supply ||
                              m.term == Term::renewal || m.term == Term::constraint);
    });
}

}  // namespace

Found find_sites(const Land& land, const Wish& wish, const Limits& limits, Progress& progress) {
    Found out;
    const auto near_m = distances(land, wish);
    std::vector<std::uint8_t> may(land.offered.size(), 0);
    std::vector<Site> all;
    for (Row row = 0; row < land.offered.size(); ++row) {
        if (land.offered[row] == 0 || !(land.area_mu[row] > 0)) continue;
        ++out.offers;
        Site site = judge(land, wish, near_m, {row});
        if (wish.min_mu > 0 && site.mu < wish.min_mu && part_of_a_set(site)) may[row] = 1;
        count_in(out.fares, site.terms);
        if (site.meets()) ++out.meeting;
        if (site.distance <= limits.tolerance + 1e-12) all.push_back(std::move(site));
    }
    if (wish.min_mu > 0 && limits.max_plots > 1 && land.adjacency != nullptr) {
        Sets sets(land, wish, limits, std::move(may), progress);
        sets.run([&](std::vector<Row> rows) {
            ++out.sets;
            Site site = judge(land, wish, near_m, std::move(rows));
            count_in(out.fares, site.terms);
            if (site.distance <= limits.tolerance + 1e-12) all.push_back(std::move(site));
        });
        out.complete = sets.complete;
    }
    std::sort(all.begin(), all.end(), [&](const Site& a, const Site& b) { return before(a, b, land.has_supply); });
    std::set<Row> taken;
    for (Site& site : all) {
        if (site.plots.size() > 1) {
            if (std::any_of(site.plots.begin(), site.plots.end(), [&](Row row) { return taken.contains(row); }))
                continue;
            taken.insert(site.plots.begin(), site.plots.end());
            if (site.meets()) ++out.meeting;
        }
        if (out.sites.size() < limits.results)
            out.sites.push_back(std::move(site));
        else
            ++out.beyond;
    }
    return out;
}

}  // namespace mulens::site
