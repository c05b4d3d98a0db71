#include "site/fares.hpp"

#include "plan/names.hpp"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <cmath>

namespace mulens::site {
namespace {

struct Ask {
    Words what;
    Words best{};  ///< "" = it is there or not, there is no figure
};

/// "(最大 194.88亩)": what there is, or that nothing is known.
Words best_is(const char* zh, const char* en, double value, int decimals, const Words& unit) {
    if (std::isnan(value)) return {"均未知", "known for none"};
    return said("{}{}{}", "{} {}{}", Words(zh, en), figure(value, decimals), unit);
}

const Words mu{"亩", " mu"}, metres{"米", " m"}, square_metres{"平方米", " m²"};

Ask area_ask(const Wish& wish, const Fare& fare, const Limits* limits, bool sets) {
    if (!(fare.most >= wish.min_mu)) {
        Words best = best_is("最大单宗", "the largest plot has", fare.most, 2, mu);
        if (limits != nullptr && limits->max_plots > 1 && !sets)
            best += said(",至多{}宗相连也达不到", ", up to {} neighbours do not reach it either", limits->max_plots);
        return {said("面积不少于{}亩", "{} mu or more", figure(wish.min_mu)), best};
    }
    if (!(fare.least <= wish.max_mu))
        return {said("面积不超过{}亩", "{} mu or less", figure(wish.max_mu)),
                best_is("最小", "the smallest has", fare.least, 2, mu)};
    return {said("面积在{}至{}亩之间", "between {} and {} mu", figure(wish.min_mu), figure(wish.max_mu))};
}

Words listed(const std::vector<std::string>& words) {
    return {fmt::format("{}", fmt::join(words, "、")), fmt::format("{}", fmt::join(words, ", "))};
}

/// The wishes on the place, in the order in which a site is judged; `at` goes over its fares.
void place_asks(const Wish& wish, const std::vector<Fare>& fares, std::size_t& at, std::vector<Ask>& out) {
    for (const Near& near : wish.near)
        out.push_back({said("距离不超过{}米", "within {} m", figure(near.within_m, 0)),
                       best_is("最近", "the nearest is at", fares[at++].least, 0, metres)});
    if (wish.far_headroom)
        out.push_back({said("容积率余量不少于{:.2f}", "FAR headroom of {:.2f} or more", *wish.far_headroom),
                       best_is("最大", "the largest is", fares[at++].most, 2, "")});
    if (wish.building_m2)
        out.push_back({said("层高{:g}米以上的厂房不少于{}平方米", "{1} m² or more of floor with {0:g} m high storeys",
                            wish.building_height_m, figure(*wish.building_m2, 0)),
                       best_is("最多", "the most is", fares[at++].most, 0, square_metres)});
    const auto flag = [&](bool wished, const Words& what) {
        if (!wished) return;
        out.push_back({what});
        ++at;
    };
    flag(!wish.platforms.empty(), said("在{}内", "in {}", listed(wish.platforms)));
    flag(!wish.industries.empty(), said("产业导向含{}", "for the industry {}", listed(wish.industries)));
    flag(!wish.supply.empty(), said("供应状态为{}", "supply status {}", listed(wish.supply)));
    flag(wish.outside_renewal, {"不在更新片区内", "outside renewal areas"});
    flag(wish.outside_constraints, {"不涉及管控要素", "under no constraint"});
}

Words sentence(const std::vector<Ask>& asks, const std::vector<Fare>& fares) {
    Words none;
    for (std::size_t i = 0; i < fares.size(); ++i) {
        if (fares[i].meeting > 0) continue;
        if (!none.empty()) none += {";", "; "};
        none += asks[i].what;
        if (!asks[i].best.empty()) none += said(" ({})", " ({})", asks[i].best);
    }
    if (!none.empty()) return said("没有一处能满足的要求:{}。", "What nothing satisfies: {}.", none);
    return {"各项要求分别都有地块能满足,但没有一处同时满足全部。",
            "Each wish can be had, but nowhere all of them together."};
}

}  // namespace

void count_in(std::vector<Fare>& fares, const std::vector<Missed>& terms) {
    if (fares.empty())
        for (const Missed& m : terms) fares.push_back({m.term});
    for (std::size_t i = 0; i < terms.size(); ++i) {
        fares[i].meeting += terms[i].miss <= 0 ? 1 : 0;
        fares[i].least = std::fmin(fares[i].least, terms[i].have);
        fares[i].most = std::fmax(fares[i].most, terms[i].have);
    }
}

Words impossible(const Wish& wish, const Limits& limits, const Found& found) {
    if (found.meeting > 0 || !found.complete) return {};
    if (found.offers == 0)
        return {"没有一宗地块可选:请放宽 --status 或 --where。",
                "There is no plot to choose from: widen --status or --where."};
    std::vector<Ask> asks;
    std::size_t at = 0;
    if (wish.min_mu > 0 || !std::isinf(wish.max_mu))
        asks.push_back(area_ask(wish, found.fares[at++], &limits, found.sets > 0));
    place_asks(wish, found.fares, at, asks);
    return sentence(asks, found.fares);
}

Words impossible(const Wish& wish, const FloorWish& floor, const FloorFound& found) {
    if (found.meeting > 0) return {};
    if (found.vacant_units == found.lost_units)
        return {"单元台账中没有可用的空置单元。", "The table of units has no vacant unit that lies on a known parcel."};
    std::vector<Ask> asks;
    std::size_t at = 0;
    const auto ask = [&](double want, const Words& what, const char* zh, const char* en, int decimals,
                         const Words& unit) {
        if (want > 0)
            asks.push_back({said("{}不少于{}{}", "{} of {}{} or more", what, figure(want, decimals), unit),
                            best_is(zh, en, found.fares[at++].most, decimals, unit)});
    };
    ask(floor.m2, {"空置面积", "vacant floor"}, "单个单元或一幢楼内合格单元合计最多",
        "the most in one unit, or in suitable units of one building, is", 0, square_metres);
    ask(floor.height_m, {"层高", "storey height"}, "最高", "the highest is", 1, metres);
    ask(floor.load_kn_m2, {"楼面荷载", "floor load"}, "最大", "the largest is", 1, {"千牛/平方米", " kN/m²"});
    ask(floor.power_kva, {"配电容量", "power"}, "最大", "the largest is", 0, {"千伏安", " kVA"});
    Wish place = wish;
    place.far_headroom.reset();
    place.building_m2.reset();
    place.industries.clear();
    place.supply.clear();
    place_asks(place, found.fares, at, asks);
    return sentence(asks, found.fares);
}

}  // namespace mulens::site
