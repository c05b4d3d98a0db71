// Neighbours that belong together (连片): groups of plainly low plots that are all meant to be bought, far from any
// other such plot, and one pair of groups that a single plot between them would join.
#include "sample/planning/book.hpp"

#include <algorithm>
#include <numeric>
#include <set>

namespace mulens::sample {
namespace {

constexpr double least_mu = 50;  ///< a group worth the trouble
constexpr double road_gap = 60;  ///< wider than any road that a group may be said to reach across
constexpr double alone_m = 250;  ///< between two planted groups

using Group = std::vector<std::size_t>;

double mu_of(const Book& book, const Group& group) {
    return std::accumulate(group.begin(), group.end(), 0.0,
                           [&](double sum, std::size_t i) { return sum + book.site(i).mu; });
}

double gap(const Book& book, const Group& a, const Group& b) {
    double best = 1e300;
    for (const std::size_t i : a)
        for (const std::size_t k : b) best = std::min(best, distance_between(book.site(i).ring, book.site(k).ring));
    return best;
}

/// Plots that are, or are next to being, low: also small payers (by the figures laid out).
bool low(const Site& s) {
    return s.plainly_low() || (s.untouched && s.use == Use::industry && s.mu >= 3.5 && s.sole && !s.above_scale &&
                               s.since == first_year && s.tax_per_mu(2024) < 1.8);
}

/// Connected low plots that are free, a group a connected piece, in site order.
std::vector<Group> pieces(const Book& book) {
    std::vector<Group> out;
    std::vector<char> seen(book.sites.size(), 0);
    for (std::size_t i = 0; i < book.sites.size(); ++i) {
        if (seen[i] != 0 || !book.free(i) || !low(book.site(i))) continue;
        Group group{i};
        seen[i] = 1;
        for (std::size_t k = 0; k < group.size(); ++k)
            for (const auto& [next, metres] : book.site(group[k]).beside)
                if (seen[next] == 0 && metres > 8 && book.free(next) && low(book.site(next))) {
                    seen[next] = 1;
                    group.push_back(next);
                }
        std::sort(group.begin(), group.end());
        out.push_back(std::move(group));
    }
    return out;
}

nlohmann::ordered_json told(const Book& book, const Group& group) {
    auto ids = nlohmann::ordered_json::array();
    for (const std::size_t i : group) ids.push_back(book.site(i).id);
    return ids;
}

struct KeyPlot {
    std::size_t site = 0;
    Group left, right;
    double joined_mu = 0;
};

/// The plot between two pieces, each too small, that makes most land of them.
std::optional<KeyPlot> key_plot(const Book& book, const std::vector<Group>& groups) {
    std::vector<std::size_t> piece(book.sites.size(), groups.size());
    for (std::size_t g = 0; g < groups.size(); ++g)
        for (const std::size_t i : groups[g]) piece[i] = g;
    std::optional<KeyPlot> best;
    for (std::size_t i = 0; i < book.sites.size(); ++i) {
        const Site& s = book.site(i);
        if (!book.free(i) || s.use != Use::industry || low(s) || s.mu < 3.5) continue;
        std::set<std::size_t> beside;
        for (const auto& [next, metres] : s.beside)
            if (metres > 8 && piece[next] < groups.size()) beside.insert(piece[next]);
        if (beside.size() != 2) continue;
        const Group &a = groups[*beside.begin()], &b = groups[*beside.rbegin()];
        const double left = mu_of(book, a), right = mu_of(book, b), joined = left + right + s.mu;
        if (left >= least_mu - 1 || right >= least_mu - 1 || joined < least_mu + 1) continue;
        if (gap(book, a, b) < road_gap) continue;
        if (!best || joined > best->joined_mu) best = KeyPlot{i, a, b, joined};
    }
    return best;
}

/// Neighbour pairs of some blocks where nothing is planted, with the metres of border they share.
nlohmann::ordered_json neighbours(const Book& book) {
    auto out = nlohmann::ordered_json::array();
    const int wanted = book.count(24);
    int blocks = 0;
    for (std::size_t first = 0; first < book.sites.size() && blocks < wanted;) {
        std::size_t end = first;
        bool clean = true;
        for (; end < book.sites.size() && book.site(end).block == book.site(first).block; ++end)
            clean = clean && book.site(end).untouched;
        if (clean && book.site(first).block % 5 == 1 && end - first > 3) {
            ++blocks;
            for (std::size_t i = first; i < end; ++i)
                for (const auto& [k, metres] : book.site(i).beside)
                    if (k > i)
                        out.push_back({{"a", book.site(i).id}, {"b", book.site(k).id}, {"border_m", rounded2(metres)}});
        }
        first = end;
    }
    return out;
}

}  // namespace

void plant_clusters(Book& book) {
    const std::vector<Group> groups = pieces(book);
    std::vector<Group> chosen;  // all that is offered for buying: groups and the halves beside the key plot
    auto far_from_all = [&](const Group& g) {
        return std::all_of(chosen.begin(), chosen.end(), [&](const Group& o) { return gap(book, g, o) > alone_m; });
    };
    auto& truth = book.truth["assembly"];
    truth = {
        {"candidates", "supply_kind = 意向收储"}, {"min_mu", least_mu}, {"groups", nlohmann::ordered_json::array()}};
    if (const auto key = key_plot(book, groups)) {
        truth["key_plot"] = {{"parcel_id", book.site(key->site).id},
                             {"owner", book.site(key->site).owner},
                             {"mu", rounded2(book.site(key->site).mu)},
                             {"joins", {told(book, key->left), told(book, key->right)}},
                             {"joined_mu", rounded2(key->joined_mu)}};
        book.take(key->site);
        chosen.push_back(key->left);
        chosen.push_back(key->right);
    }
    std::vector<std::pair<double, std::size_t>> order;
    for (std::size_t g = 0; g < groups.size(); ++g)
        if (groups[g].size() > 1 && mu_of(book, groups[g]) > least_mu + 1)
            order.emplace_back(-mu_of(book, groups[g]), g);
    std::sort(order.begin(), order.end());
    const int wanted = book.layout.scale < 0.5 ? 1 : 4;
    for (const auto& [mu, g] : order) {
        if (static_cast<int>(truth["groups"].size()) >= wanted) break;
        const Group& group = groups[g];
        if (!far_from_all(group)) continue;
        chosen.push_back(group);
        std::set<std::string> owners;
        for (const std::size_t i : group)
            if (!book.site(i).owner.empty()) owners.insert(book.site(i).owner);
        truth["groups"].push_back(
            {{"parcels", told(book, group)}, {"mu", rounded2(mu_of(book, group))}, {"owners", owners.size()}});
    }
    for (std::size_t c = 0; c < chosen.size(); ++c)
        for (const std::size_t i : chosen[c]) {
            book.take(i);
            book.offers.push_back({i, "意向收储", "连片意向" + std::to_string(c + 1) + "号"});
        }
    book.truth["neighbours"] = neighbours(book);
}

}  // namespace mulens::sample
