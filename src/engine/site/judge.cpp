#include "base/error.hpp"
#include "base/figure.hpp"
#include "config/catalogue.hpp"
#include "site/facts.hpp"
#include "site/find.hpp"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <cmath>

namespace mulens::site {
namespace {

bool any_of_texts(const std::vector<std::string>& wanted, const std::string& text) {
    return std::any_of(wanted.begin(), wanted.end(),
                       [&](const std::string& word) { return text.find(word) != std::string::npos; });
}

class Judge {
  public:
    Judge(const Land& land, const Wish& wish, Site& site) : land_(land), wish_(wish), site_(site) {}

    void area() {
        if (wish_.min_mu <= 0 && std::isinf(wish_.max_mu)) return;
        if (site_.mu < wish_.min_mu - 1e-9)
            add(Term::area, (wish_.min_mu - site_.mu) / wish_.min_mu,
                said("面积差{}亩", "{} mu short", figure(wish_.min_mu - site_.mu)));
        else if (site_.mu > wish_.max_mu + 1e-9)
            add(Term::area, (site_.mu - wish_.max_mu) / wish_.max_mu,
                said("面积超出{}亩", "{} mu too many", figure(site_.mu - wish_.max_mu)));
        else
            add(Term::area, 0, "");
        site_.terms.back().have = site_.mu;
    }
    void near() {
        for (std::size_t i = 0; i < wish_.near.size(); ++i) {
            const double within = wish_.near[i].within_m;
            const double d = site_.near_m[i];
            if (std::isnan(d))
                add(Term::near, 1, {"距离无法量算", "distance not known"});
            else if (d <= within)
                add(Term::near, 0, "");
            else
                add(Term::near, within > 0 ? (d - within) / within : 1,
                    said("距离超出{:.0f}米", "{:.0f} m too far", d - within));
            site_.terms.back().have = d;
        }
    }
    void headroom() {
        if (!wish_.far_headroom) return;
        const double want = *wish_.far_headroom;
        if (std::isnan(site_.headroom))
            add(Term::headroom, 1, {"规划或现状容积率未知", "FAR or its limit not known"});
        else if (site_.headroom >= want - 1e-9)
            add(Term::headroom, 0, "");
        else
            add(Term::headroom, want > 0 ? (want - site_.headroom) / want : 1,
                said("容积率余量差{:.2f}", "FAR headroom {:.2f} short", want - site_.headroom));
        site_.terms.back().have = site_.headroom;
    }
    void building() {
        if (!wish_.building_m2) return;
        const double want = *wish_.building_m2;
        if (std::isnan(site_.building_m2))
            add(Term::building, 1, {"厂房层高未知", "storey heights not known"});
        else if (site_.building_m2 >= want - 1e-6)
            add(Term::building, 0, "");
        else
            add(Term::building, want > 0 ? (want - site_.building_m2) / want : 1,
                said("层高达标厂房差{:.0f}平方米", "{:.0f} m² of high floor short", want - site_.building_m2));
        site_.terms.back().have = site_.building_m2;
    }
    void places() {
        flag(!wish_.platforms.empty(), Term::platform,
             [&](Row row) { return any_of_texts(wish_.platforms, land_.platform[row]); },
             {"不在所要平台", "another platform"});
        bool no_industry = false;
        for (const Row row : site_.plots) no_industry = no_industry || land_.industry[row].empty();
        flag(
            !wish_.industries.empty(), Term::industry,
            [&](Row row) { return any_of_texts(wish_.industries, land_.industry[row]); },
            no_industry ? Words("产业导向未知", "industry not known") : Words("产业导向不符", "another industry"));
        flag(
            !wish_.supply.empty(), Term::supply,
            [&](Row row) {
                const auto& kinds = land_.supply[row];
                return std::any_of(kinds.begin(), kinds.end(), [&](const std::string& kind) {
                    return std::find(wish_.supply.begin(), wish_.supply.end(), kind) != wish_.supply.end();
                });
            },
            site_.supply_known ? Words("供应状态不符", "another supply status")
                               : Words("供应状态未知", "supply status not known"));
        flag(wish_.outside_renewal, Term::renewal, [&](Row row) { return land_.renewal[row].empty(); },
             {"位于更新片区", "in a renewal area"});
        flag(wish_.outside_constraints, Term::constraint, [&](Row row) { return land_.constraints[row].empty(); },
             {"涉及管控要素", "under a constraint"});
    }
    void finish() {
        double missed = 0;
        double weights = 0;
        for (const Missed& m : site_.terms) {
            missed += wish_.weight(m.term) * m.miss;
            weights += wish_.weight(m.term);
        }
        site_.distance = weights > 0 ? missed / weights : 0;
    }

  private:
    void add(Term term, double miss, Words text) {
        site_.terms.push_back({term, std::clamp(miss, 0.0, 1.0), std::move(text)});
    }
    template <typename Fits>
    void flag(bool wished, Term term, Fits&& fits, const Words& text) {
        if (!wished) return;
        const bool all = std::all_of(site_.plots.begin(), site_.plots.end(), fits);
        add(term, all ? 0 : 1, all ? Words() : text);
    }
    const Land& land_;
    const Wish& wish_;
    Site& site_;
};

}  // namespace

const char* name_of(Term term) {
    constexpr std::array<const char*, term_count> names{"area",     "near",   "headroom", "building",  "platform",
                                                        "industry", "supply", "renewal",  "constraint"};
    return names[static_cast<std::size_t>(term)];
}

bool Wish::any() const {
    return min_mu > 0 || !std::isinf(max_mu) || !near.empty() || far_headroom || building_m2 || !platforms.empty() ||
           !industries.empty() || !supply.empty() || outside_renewal || outside_constraints;
}

void check_wish(const Wish& wish) {
    if (!(wish.min_mu >= 0) || std::isinf(wish.min_mu)) throw Error(ExitCode::usage, "--min-mu must be 0 亩 or more");
    if (!(wish.max_mu > 0)) throw Error(ExitCode::usage, "--max-mu must be more than 0 亩");
    if (wish.max_mu < wish.min_mu)
        throw Error::make(ExitCode::usage, "--max-mu {} is less than --min-mu {}: no site can be both", wish.max_mu,
                          wish.min_mu);
    for (const Near& near : wish.near)
        if (!(near.within_m >= 0) || std::isinf(near.within_m))
            throw Error(ExitCode::usage, "--near: the distance must be 0 m or more");
    if (wish.far_headroom && !(*wish.far_headroom >= 0))
        throw Error(ExitCode::usage, "--far-headroom must be 0 or more");
    if (wish.far_headroom && *wish.far_headroom > config::most_ratio)
        throw Error::make(
            ExitCode::usage,
            "--far-headroom {}: no plan allows that much; a floor area ratio is written as 1.5, not in per cent",
            *wish.far_headroom);
    if (wish.building_m2 && !(*wish.building_m2 >= 0 && wish.building_height_m >= 0))
        throw Error(ExitCode::usage, "--building: floor area and storey height must be 0 or more");
    for (const double weight : wish.weights)
        if (!(weight >= 0) || std::isinf(weight)) throw Error(ExitCode::usage, "weights must be 0 or more");
}

bool Site::meets() const {
    return std::all_of(terms.begin(), terms.end(), [](const Missed& m) { return m.miss <= 0; });
}

Words Site::unmet() const {
    Words out;
    for (const Missed& m : terms)
        if (m.miss > 0) out += out.empty() ? m.text : Words(";", "; ") + m.text;
    return out;
}

std::vector<std::vector<double>> distances(const Land& land, const Wish& wish) {
    std::vector<std::vector<double>> out;
    for (const Near& near : wish.near) {
        auto& column = out.emplace_back(land.offered.size(), std::nan(""));
        const geom::Point from = wish.centroid ? centroid(*land.geometry, near.plant) : geom::Point{};
        for (Row row = 0; row < land.offered.size(); ++row) {
            if (land.offered[row] == 0) continue;
            if (wish.centroid) {
                const geom::Point to = centroid(*land.geometry, row);
                column[row] = std::hypot(to.x - from.x, to.y - from.y);
            } else {
                column[row] = plan::border_distance_m(*land.geometry, near.plant, *land.geometry, row);
            }
        }
    }
    return out;
}

Site judge(const Land& land, const Wish& wish, const std::vector<std::vector<double>>& near_m, std::vector<Row> plots) {
    Site site;
    site.plots = std::move(plots);
    site.supply_known = true;
    double m2 = 0;
    for (const Row row : site.plots) {
        site.mu += land.area_mu[row];
        site.supply_known = site.supply_known && !land.supply[row].empty();
        site.headroom += (land.far_limit[row] - land.far[row]) * land.area_m2[row];
        site.building_m2 += land.building_m2[row];
        m2 += land.area_m2[row];
    }
    site.headroom = m2 > 0 ? site.headroom / m2 : std::nan("");
    for (const auto& column : near_m) {
        double nearest = std::nan("");
        for (const Row row : site.plots) nearest = std::fmin(nearest, column[row]);
        site.near_m.push_back(nearest);
    }
    Judge judge(land, wish, site);
    judge.area();
    judge.near();
    judge.headroom();
    judge.building();
    judge.places();
    judge.finish();
    return site;
}

}  // namespace mulens::site
