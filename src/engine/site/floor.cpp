#include "site/floor.hpp"

#include "base/error.hpp"
#include "site/fares.hpp"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <cmath>
#include <map>

namespace mulens::site {
namespace {

void add(FloorSite& site, Term term, double have, double want, const Words& what, const Words& unit) {
    if (!(want > 0)) return;
    if (std::isnan(have))
        site.terms.push_back({term, 1, said("{}未知", "{} unknown", what)});
    else if (have >= want - 1e-9)
        site.terms.push_back({term, 0, ""});
    else
        site.terms.push_back(
            {term, std::min(1.0, (want - have) / want),
             said("{}差{:.{}f}{}", "{} short by {:.{}f} {}", what, want - have, want - have < 10 ? 1 : 0, unit)});
    site.terms.back().have = have;
}

double lower(double a, double b) { return std::isnan(a) || std::isnan(b) ? std::nan("") : std::min(a, b); }

FloorSite site_of(const table::Table& units, std::vector<Row> rows, Row parcel, const FloorWish& floor,
                  const Wish& wish, const Site& place) {
    FloorSite site;
    std::sort(rows.begin(), rows.end());
    site.height_m = site.load_kn_m2 = std::numeric_limits<double>::infinity();
    for (const Row row : rows) {
        site.vacant_m2 += units.number("vacant_area_m2", row);
        site.height_m = lower(site.height_m, units.number("storey_height_m", row));
        site.load_kn_m2 = lower(site.load_kn_m2, units.number("load_kn_m2", row));
        site.power_kva += units.number("power_kva", row);
    }
    site.units = std::move(rows);
    site.parcel = parcel;
    site.place = place;
    add(site, Term::area, site.vacant_m2, floor.m2, {"空置面积", "vacant floor"}, {"平方米", "m²"});
    add(site, Term::building, site.height_m, floor.height_m, {"层高", "storey height"}, {"米", "m"});
    add(site, Term::building, site.load_kn_m2, floor.load_kn_m2, {"楼面荷载", "floor load"}, {"千牛/平方米", "kN/m²"});
    add(site, Term::building, site.power_kva, floor.power_kva, {"配电容量", "power"}, {"千伏安", "kVA"});
    site.terms.insert(site.terms.end(), place.terms.begin(), place.terms.end());
    double missed = 0;
    double weights = 0;
    for (const Missed& m : site.terms) {
        missed += wish.weight(m.term) * m.miss;
        weights += wish.weight(m.term);
    }
    site.distance = weights > 0 ? missed / weights : 0;
    return site;
}

bool suits(const table::Table& units, Row row, const FloorWish& floor) {
    return !(floor.height_m > 0 && !(units.number("storey_height_m", row) >= floor.height_m - 1e-9)) &&
           !(floor.load_kn_m2 > 0 && !(units.number("load_kn_m2", row) >= floor.load_kn_m2 - 1e-9));
}

}  // namespace

bool FloorSite::meets() const {
    return std::all_of(terms.begin(), terms.end(), [](const Missed& m) { return m.miss <= 0; });
}

Words FloorSite::unmet() const {
    Words out;
    for (const Missed& m : terms)
        if (m.miss > 0) out += out.empty() ? m.text : Words(";", "; ") + m.text;
    return out;
}

void check_floor(const FloorWish& floor) {
    if (!(floor.m2 > 0)) throw Error(ExitCode::usage, "--floor: the area must be more than 0 m²");
    if (!(floor.height_m >= 0 && floor.load_kn_m2 >= 0 && floor.power_kva >= 0))
        throw Error(ExitCode::usage, "--floor: storey height, load and power must be 0 or more");
}

FloorFound find_floor(const table::Table& units, const std::vector<Row>& parcel_of, const Land& land, const Wish& wish,
                      const FloorWish& floor, const Limits& limits) {
    FloorFound out;
    Wish place_wish = wish;  // what is about land is another question
    place_wish.min_mu = 0;
    place_wish.max_mu = std::numeric_limits<double>::infinity();
    place_wish.far_headroom.reset();
    place_wish.building_m2.reset();
    place_wish.industries.clear();
    place_wish.supply.clear();
    Land there = land;
    there.offered.assign(land.offered.size(), 0);
    for (Row row = 0; row < units.rows(); ++row)
        if (parcel_of[row] != no_row && units.number("vacant_area_m2", row) > 0) there.offered[parcel_of[row]] = 1;
    const auto near_m = distances(there, place_wish);
    std::map<std::pair<Row, std::string>, std::vector<Row>> buildings;
    for (Row row = 0; row < units.rows(); ++row) {
        const double vacant = units.number("vacant_area_m2", row);
        if (!(vacant > 0)) continue;
        ++out.vacant_units;
        out.vacant_m2 += vacant;
        const Row parcel = parcel_of[row];
        if (parcel == no_row) {
            ++out.lost_units;
            continue;
        }
        const Site place = judge(there, place_wish, near_m, {parcel});
        out.sites.push_back(site_of(units, {row}, parcel, floor, wish, place));
        const auto building = units.text("building", row);
        if (!building.empty() && suits(units, row, floor)) buildings[{parcel, std::string(building)}].push_back(row);
    }
    for (auto& [where, rows] : buildings) {
        std::stable_sort(rows.begin(), rows.end(), [&](Row a, Row b) {
            return units.number("vacant_area_m2", a) > units.number("vacant_area_m2", b);
        });
        std::vector<Row> taken;
        double sum = 0;
        for (const Row row : rows) {
            if (sum >= floor.m2 - 1e-9) break;
            taken.push_back(row);
            sum += units.number("vacant_area_m2", row);
        }
        if (taken.size() < 2 || sum < floor.m2 - 1e-9) continue;
        out.sites.push_back(
            site_of(units, taken, where.first, floor, wish, judge(there, place_wish, near_m, {where.first})));
    }
    for (const FloorSite& site : out.sites) count_in(out.fares, site.terms);
    std::erase_if(out.sites, [&](const FloorSite& s) { return s.distance > limits.tolerance + 1e-12; });
    std::sort(out.sites.begin(), out.sites.end(), [](const FloorSite& a, const FloorSite& b) {
        const auto x = std::llround(a.distance * 1e9);
        const auto y = std::llround(b.distance * 1e9);
        if (x != y) return x < y;
        if (a.units.size() != b.units.size()) return a.units.size() < b.units.size();
        return a.units < b.units;
    });
    for (const FloorSite& site : out.sites)
        if (site.meets()) ++out.meeting;
    if (out.sites.size() > limits.results) out.sites.resize(limits.results);
    return out;
}

}  // namespace mulens::site
