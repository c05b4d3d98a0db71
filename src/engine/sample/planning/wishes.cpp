// What firms look for (一键找园): plots planted so that each wish is met by exactly what truth/plan.json names.
#include "sample/planning/book.hpp"

#include <algorithm>
#include <cmath>

namespace mulens::sample {
namespace {

constexpr double reach = 800;   ///< metres, as in the wish
constexpr double clear = 1500;  ///< around the plant no other offer is planted
constexpr double apart = 70;    ///< offers that must not count as neighbours

bool thrives(const Site& s) {
    return s.untouched && s.sole && s.above_scale && !s.away && s.since == first_year && s.stopped_since == 0 &&
           s.tax_per_mu(2024) > 25;
}
bool offered(const Site& s) { return s.plainly_low() && (s.vacant || s.stopped_since != 0); }

bool may_be_near(const Site& a, const Site& b, double metres) {
    const Box x = box_of(a.ring), y = box_of(b.ring);
    return x.min_x - metres < y.max_x && y.min_x - metres < x.max_x && x.min_y - metres < y.max_y &&
           y.min_y - metres < x.max_y;
}

struct Planter {
    Book& book;
    std::vector<std::size_t> plants;  ///< of wishes planted so far
    nlohmann::ordered_json wishes = nlohmann::ordered_json::array();

    [[nodiscard]] double between(std::size_t a, std::size_t b) const {
        return distance_between(book.site(a).ring, book.site(b).ring);
    }
    /// A thriving plant with all of `land` within reach, away from the plants of other wishes.
    [[nodiscard]] std::optional<std::size_t> plant_near(const std::vector<std::size_t>& land, double least,
                                                        double most) const {
        for (std::size_t i = 0; i < book.sites.size(); ++i) {
            const Site& s = book.site(i);
            if (!book.free(i) || !thrives(s)) continue;
            const bool all = std::all_of(land.begin(), land.end(), [&](std::size_t l) {
                if (l == i || !may_be_near(s, book.site(l), most)) return false;
                const double d = between(i, l);
                return d > least && d < most;
            });
            const bool crowded = std::any_of(plants.begin(), plants.end(), [&](std::size_t p) {
                return may_be_near(s, book.site(p), 2 * clear) && between(i, p) < 2 * clear;
            });
            if (all && !crowded) return i;
        }
        return std::nullopt;
    }

    void wish(const char* what, std::size_t plant, double metres, double min_mu, const std::vector<std::size_t>& land,
              const char* kind) {
        auto ids = nlohmann::ordered_json::array();
        double mu = 0, nearest = 1e300, farthest = 0;
        for (const std::size_t l : land) {
            ids.push_back(book.site(l).id);
            mu += book.site(l).mu;
            nearest = std::min(nearest, between(plant, l));
            farthest = std::max(farthest, between(plant, l));
            book.offers.push_back({l, kind, what});
            book.take(l);
        }
        book.take(plant);
        plants.push_back(plant);
        wishes.push_back({{"what", what},
                          {"near", book.site(plant).id},
                          {"firm", book.site(plant).owner},
                          {"within_m", metres},
                          {"min_mu", min_mu},
                          {"supply_kind", kind},
                          {"parcels", ids},
                          {"mu", rounded2(mu)},
                          {"nearest_m", rounded2(nearest)},
                          {"farthest_m", rounded2(farthest)}});
    }

    /// Offers that almost meet the wish: too small within reach, large enough beyond it.
    void almost(std::size_t plant, double min_mu, const std::vector<std::size_t>& land) {
        std::vector<std::size_t> planted = land;
        int small = 0, far = 0;
        for (std::size_t i = 0; i < book.sites.size() && (small < 2 || far < 2); ++i) {
            const Site& s = book.site(i);
            if (!book.free(i) || !(offered(s) || s.plainly_low()) || !may_be_near(s, book.site(plant), 1400)) continue;
            const double d = between(plant, i);
            const bool inside = d < reach - 20 && s.mu < 0.8 * min_mu && small < 2;
            const bool outside = d > reach + 40 && s.mu >= 0.5 * min_mu && far < 2;
            if (!inside && !outside) continue;
            if (std::any_of(planted.begin(), planted.end(), [&](std::size_t o) {
                    return may_be_near(s, book.site(o), apart) && between(i, o) < apart;
                }))
                continue;
            inside ? ++small : ++far;
            planted.push_back(i);
            book.take(i);
            book.offers.push_back({i, "可出让", ""});
        }
    }

    /// 97 亩 within 800 m of the plant: two adjoining plots together, none alone.
    void pair_of_plots() {
        for (const bool plain : {true, false})
            for (std::size_t a = 0; a < book.sites.size(); ++a) {
                const Site& s = book.site(a);
                const auto fits = [&](const Site& x) {
                    return x.mu < 95 && (plain ? offered(x) : x.plainly_low() || x.vacant);
                };
                if (!book.free(a) || !fits(s)) continue;
                for (const auto& [b, metres] : s.beside) {
                    const Site& o = book.site(b);
                    if (b < a || metres < 25 || !book.free(b) || !fits(o)) continue;
                    if (s.mu + o.mu < 97.6 || s.mu + o.mu > 140) continue;
                    const auto plant = plant_near({a, b}, 60, reach - 30);
                    if (!plant) continue;
                    wish("两宗相邻地块合计达到97亩", *plant, reach, 97, {a, b}, "可出让");
                    almost(*plant, 97, {a, b});
                    return;
                }
            }
    }

    /// The largest bare plot that has a thriving plant nearby.
    void single_plot() {
        std::vector<std::pair<double, std::size_t>> bare;
        for (std::size_t i = 0; i < book.sites.size(); ++i)
            if (book.free(i) && book.site(i).vacant && book.site(i).plainly_low())
                bare.emplace_back(-book.site(i).mu, i);
        std::sort(bare.begin(), bare.end());
        for (const auto& [mu, i] : bare) {
            const auto plant = plant_near({i}, 40, reach - 30);
            if (!plant) continue;
            const double least = std::floor(book.site(i).mu);
            wish("单宗地块满足面积", *plant, reach, least, {i}, "可出让");
            almost(*plant, least, {i});
            return;
        }
    }

    /// A firm buys its failing neighbour.
    void neighbour() {
        for (std::size_t i = 0; i < book.sites.size(); ++i) {
            const Site& s = book.site(i);
            if (!book.free(i) || s.vacant || s.stopped_since == 0 || !s.plainly_low() || s.mu < 8) continue;
            const bool lonely = std::none_of(plants.begin(), plants.end(),
                                             [&](std::size_t p) { return may_be_near(s, book.site(p), 2 * clear); });
            if (!lonely) continue;
            for (const auto& [b, metres] : s.beside)
                if (metres > 20 && book.free(b) && thrives(book.site(b)))
                    return wish("收购停产的相邻企业", b, 1, std::floor(s.mu), {i}, "司法处置");
        }
    }
};

}  // namespace

void plant_wishes(Book& book) {
    Planter planter{book, {}};
    planter.pair_of_plots();
    planter.single_plot();
    planter.neighbour();
    // Nothing else is offered near these plants, so that no other plot meets the wish.
    for (std::size_t i = 0; i < book.sites.size(); ++i) {
        if (book.taken[i] != 0 || !(book.site(i).plainly_low() || book.site(i).vacant)) continue;
        for (const std::size_t p : planter.plants)
            if (may_be_near(book.site(i), book.site(p), clear) && planter.between(i, p) < clear) book.take(i);
    }
    book.truth["find"] = planter.wishes;
}

}  // namespace mulens::sample
