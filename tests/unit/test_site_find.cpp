// Find a site: sets of adjoining plots against brute force, misses by hand, vacant floor, entry thresholds.
#include "base/error.hpp"
#include "plan/names.hpp"
#include "plan_grid.hpp"
#include "site/entry.hpp"
#include "site/facts.hpp"
#include "site/fares.hpp"
#include "site/floor.hpp"

#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>
#include <set>

using namespace mulens;
using namespace mulens::site;

namespace {

/// A grid of 100 m plots of 15 亩 more or less, all of them offered unless said otherwise.
struct Town {
    test::GridCase grid;
    Land land;

    Town(int width, int height, std::uint64_t seed, double offered) : grid(width, height, seed, offered, 3) {
        const auto rows = grid.land.size();
        land.geometry = &grid.land;
        land.adjacency = &grid.adjacency;
        land.offered = grid.input.candidate;
        land.area_mu = grid.input.area_mu;
        land.area_m2 = grid.input.area_m2;
        land.far.assign(rows, 0.8);
        land.far_limit.assign(rows, 2.0);
        land.building_m2.assign(rows, 0);
        land.platform.assign(rows, "甲");
        land.industry.assign(rows, "");
        land.renewal.assign(rows, "");
        land.constraints.assign(rows, "");
        land.supply.resize(rows);
    }
};

bool connected(const Town& town, const std::vector<Row>& rows) {
    std::vector<Row> reached{rows.front()};
    for (std::size_t i = 0; i < reached.size(); ++i)
        for (const Row row : rows) {
            const auto* n = town.grid.adjacency.find(reached[i], row);
            if (n != nullptr && plan::contiguous(*n, {}) &&
                std::find(reached.begin(), reached.end(), row) == reached.end())
                reached.push_back(row);
        }
    return reached.size() == rows.size();
}

TEST(SiteFind, AWishThatNothingSatisfiesIsNamedWithTheBestThereIs) {
    Progress progress;
    Town town(4, 4, 3, 1.0);
    double largest = 0;
    for (const double mu : town.land.area_mu) largest = std::max(largest, mu);
    town.land.far_limit[5] = 2.55;  // headroom 1.75, elsewhere 1.2
    Wish wish;
    wish.min_mu = 1e6;
    wish.far_headroom = 2;
    wish.platforms = {"乙"};
    Limits limits;
    auto found = find_sites(town.land, wish, limits, progress);
    ASSERT_EQ(found.fares.size(), 3U);
    EXPECT_DOUBLE_EQ(found.fares[0].most, largest);
    EXPECT_DOUBLE_EQ(found.fares[1].most, 1.75);
    for (const Fare& fare : found.fares) EXPECT_EQ(fare.meeting, 0U);
    EXPECT_EQ(impossible(wish, limits, found).zh,
              "没有一处能满足的要求:面积不少于1,000,000.00亩 (最大单宗" + figure(largest) +
                  "亩,至多4宗相连也达不到);容积率余量不少于2.00 (最大1.75);在乙内。");
    // One of them is met: only the others are named. Each is met, but by different plots: that is said.
    wish.platforms = {"甲"};
    wish.far_headroom = 1.5;
    found = find_sites(town.land, wish, limits, progress);
    EXPECT_EQ(found.fares[1].meeting, 1U);
    EXPECT_EQ(found.fares[2].meeting, town.land.offered.size());
    EXPECT_EQ(impossible(wish, limits, found).en.find("headroom"), std::string::npos);
    wish.min_mu = 0;
    town.land.platform[5] = "乙";
    EXPECT_NE(impossible(wish, limits, find_sites(town.land, wish, limits, progress)).en.find("nowhere all"),
              std::string::npos);
    // Something meets it all, or nothing is offered.
    wish.platforms.clear();
    EXPECT_TRUE(impossible(wish, limits, find_sites(town.land, wish, limits, progress)).empty());
    town.land.offered.assign(town.land.offered.size(), 0);
    EXPECT_NE(impossible(wish, limits, find_sites(town.land, wish, limits, progress)).en.find("no plot to choose"),
              std::string::npos);
}

TEST(SiteFind, SetsAreAllMinimalConnectedOnes) {
    Progress progress;
    for (std::uint64_t seed = 1; seed <= 15; ++seed) {
        const Town town(4, 4, seed, 0.7);
        Wish wish;
        wish.min_mu = 35;
        wish.max_mu = 55;
        Limits limits;
        limits.max_plots = 4;
        const auto found = find_sites(town.land, wish, limits, progress);
        std::size_t wanted = 0;
        double least = 1e9;
        std::size_t fewest = 99;
        for (std::uint32_t mask = 1; mask < (1U << 16); ++mask) {
            std::vector<Row> set;
            double mu = 0;
            bool usable = true;
            for (Row row = 0; row < 16; ++row)
                if ((mask >> row & 1U) != 0) {
                    set.push_back(row);
                    mu += town.land.area_mu[row];
                    usable = usable && town.land.offered[row] != 0 && town.land.area_mu[row] < 35;
                }
            if (!usable || set.size() < 2 || set.size() > 4 || mu < 35 || mu > 55 || !connected(town, set)) continue;
            bool minimal = true;
            for (const Row out : set) {
                auto rest = set;
                std::erase(rest, out);
                minimal = minimal && !(mu - town.land.area_mu[out] >= 35 && connected(town, rest));
            }
            if (!minimal) continue;
            ++wanted;
            if (set.size() < fewest || (set.size() == fewest && mu < least)) {
                fewest = set.size();
                least = mu;
            }
        }
        EXPECT_EQ(found.sets, wanted) << seed;
        EXPECT_TRUE(found.complete);
        const auto first =
            std::find_if(found.sites.begin(), found.sites.end(), [](const Site& s) { return s.plots.size() > 1; });
        ASSERT_EQ(first == found.sites.end(), wanted == 0);
        if (wanted > 0) {
            EXPECT_EQ(first->plots.size(), fewest);
            EXPECT_NEAR(first->mu, least, 1e-9);
        }
        std::set<Row> used;
        for (const Site& site : found.sites) {
            if (site.plots.size() < 2) continue;
            EXPECT_TRUE(site.meets());
            for (const Row row : site.plots) EXPECT_TRUE(used.insert(row).second);
        }
    }
}

TEST(SiteFind, EveryMissIsNamedAndWeighed) {
    Town town(3, 1, 1, 1.0);
    std::fill(town.land.offered.begin(), town.land.offered.end(), std::uint8_t{1});
    town.land.area_mu = {20, 20, 20};
    town.land.far_limit = {2.0, table::none, 1.2};
    town.land.building_m2 = {6000, 12000, table::none};
    town.land.renewal[1] = "片区1";
    town.land.industry[0] = "生物医药";
    town.land.has_supply = true;
    town.land.supply[0] = {"可转让", "可出让"};
    Wish wish;
    wish.min_mu = 25;
    wish.near = {{0, 50}};
    wish.far_headroom = 1.0;
    wish.building_m2 = 10000;
    wish.platforms = {"乙"};
    wish.industries = {"医药"};
    wish.supply = {"可出让"};
    wish.outside_renewal = true;
    const auto near = distances(town.land, wish);
    const Site a = judge(town.land, wish, near, {0});
    // area 5/25, near 0, headroom 0, building 0.4, platform 1, industry 0, supply 0, renewal 0; weights 3 2 1 1 1 1 1 1
    EXPECT_NEAR(a.distance, (3 * 0.2 + 0.4 + 1) / 11, 1e-9);
    EXPECT_EQ(a.unmet().zh, "面积差5.00亩;层高达标厂房差4000平方米;不在所要平台");
    EXPECT_TRUE(a.supply_known);
    const Site b = judge(town.land, wish, near, {1});
    EXPECT_TRUE(std::isnan(b.headroom));
    EXPECT_NE(b.unmet().zh.find("规划或现状容积率未知"), std::string::npos);
    EXPECT_NE(b.unmet().zh.find("位于更新片区"), std::string::npos);
    EXPECT_NE(b.unmet().zh.find("供应状态未知"), std::string::npos);
    EXPECT_NE(b.unmet().zh.find("产业导向未知"), std::string::npos);
    EXPECT_FALSE(b.supply_known);
    const Site c = judge(town.land, wish, near, {2});
    EXPECT_NEAR(c.near_m[0], 100, 0.3) << "a whole plot lies between";
    EXPECT_NE(c.unmet().zh.find("距离超出50米"), std::string::npos);
    EXPECT_NE(c.unmet().zh.find("容积率余量差0.60"), std::string::npos);
    EXPECT_NE(c.unmet().zh.find("厂房层高未知"), std::string::npos);
    // Together: the nearest plot counts for distance, area by sum, unknown stays unknown.
    const Site all = judge(town.land, wish, near, {0, 2});
    EXPECT_EQ(all.mu, 40);
    EXPECT_EQ(all.near_m[0], 0);
    EXPECT_TRUE(std::isnan(all.building_m2));
    wish.centroid = true;
    EXPECT_NEAR(distances(town.land, wish)[0][2], 200, 0.3);
}

TEST(SiteFind, PlotsWithoutASupplyRowComeAfter) {
    Progress progress;
    Town town(3, 1, 1, 1.0);
    std::fill(town.land.offered.begin(), town.land.offered.end(), std::uint8_t{1});
    town.land.area_mu = {30, 24, 30};
    town.land.has_supply = true;
    town.land.supply[1] = {"可出让"};
    Wish wish;
    wish.min_mu = 25;
    const auto found = find_sites(town.land, wish, {}, progress);
    ASSERT_EQ(found.sites.size(), 3U);
    EXPECT_EQ(found.sites[0].plots, std::vector<Row>{1}) << "nearly met and to be had";
    EXPECT_EQ(found.sites[1].plots, std::vector<Row>{0});
    EXPECT_EQ(found.meeting, 2U);
    Limits strict;
    strict.tolerance = 0;
    EXPECT_EQ(find_sites(town.land, wish, strict, progress).sites.size(), 2U);
}

table::Table some_units() {
    table::Table units(5);
    units.set("unit_id", table::Column::texts(std::vector<std::string>{"A", "B", "C", "D", "E"}));
    units.set("building", table::Column::texts(std::vector<std::string>{"1幢", "1幢", "1幢", "2幢", "1幢"}));
    units.set("vacant_area_m2", table::Column::numbers({3000, 2500, 4000, 6000, 9000}));
    units.set("storey_height_m", table::Column::numbers({8, 8.5, 6, 8, table::none}));
    units.set("load_kn_m2", table::Column::numbers({20, 15, 20, 5, 20}));
    units.set("power_kva", table::Column::numbers({500, 500, 800, 1000, 1000}));
    return units;
}

TEST(SiteFloor, UnitsAloneOrTogetherInOneBuilding) {
    const Town town(2, 1, 1, 1.0);
    const auto units = some_units();
    Limits limits;
    limits.tolerance = 1;
    const auto found = find_floor(units, {0, 0, 0, 0, no_row}, town.land, {}, {5000, 8, 10, 0}, limits);
    EXPECT_EQ(found.vacant_units, 5U);
    EXPECT_EQ(found.lost_units, 1U);
    EXPECT_EQ(found.vacant_m2, 24500);
    EXPECT_EQ(found.meeting, 1U);
    ASSERT_FALSE(found.sites.empty());
    EXPECT_EQ(found.sites[0].units, (std::vector<Row>{0, 1})) << "C is too low, D bears too little";
    EXPECT_EQ(found.sites[0].vacant_m2, 5500);
    EXPECT_EQ(found.sites[0].height_m, 8);
    EXPECT_EQ(found.sites[0].load_kn_m2, 15);
    EXPECT_EQ(found.sites[0].power_kva, 1000);
    for (const auto& site : found.sites)
        if (site.units == std::vector<Row>{3}) {
            EXPECT_EQ(site.unmet().zh, "楼面荷载差5.0千牛/平方米");
        }
    EXPECT_THROW(check_floor({0, 8, 0, 0}), Error);
    EXPECT_THROW(check_floor({100, -1, 0, 0}), Error);
}

TEST(SiteFacts, HighFloorComesFromBuildingsAndUnits) {
    geom::Polygons parcels;
    for (int i = 0; i < 4; ++i) geom::add_rectangle(parcels, i * 100, 0, i * 100 + 90, 90);
    table::Table land(4);
    land.set("parcel_id", table::Column::texts(std::vector<std::string>{"P1", "P2", "P3", "P4"}));
    land.set("building_count", table::Column::numbers({2, 1, 0, 1}));
    table::Layer buildings;
    geom::add_rectangle(buildings.geometry, 10, 10, 60, 60);    // P1, 9 m high storeys: 2500 m²
    geom::add_rectangle(buildings.geometry, 70, 10, 80, 20);    // P1, 2 storeys of 4.5 m
    geom::add_rectangle(buildings.geometry, 110, 10, 150, 50);  // P2: nothing known
    buildings.table = table::Table(3);
    buildings.table.set("floors", table::Column::numbers({1, 2, 1}));
    buildings.table.set("storey_height_m", table::Column::numbers({9, table::none, table::none}));
    buildings.table.set("height_m", table::Column::numbers({9, 9, table::none}));
    table::Table units(1);
    units.set("parcel_id", table::Column::texts(std::vector<std::string>{" p4 "}));
    units.set("floor_area_m2", table::Column::numbers({700}));
    units.set("storey_height_m", table::Column::numbers({8}));
    const ParcelCodes codes(land);
    const auto of_unit = parcels_named(units, codes);
    EXPECT_EQ(of_unit, std::vector<Row>{3});
    const auto m2 = high_floor_m2(land, parcels, &buildings, &units, of_unit, 8);
    EXPECT_NEAR(m2[0], 2500, 1e-9);
    EXPECT_TRUE(std::isnan(m2[1]));
    EXPECT_EQ(m2[2], 0);
    EXPECT_EQ(m2[3], 700);
    EXPECT_NEAR(high_floor_m2(land, parcels, &buildings, nullptr, {}, 4)[0], 2700, 1e-9);
}

TEST(SiteEntry, ThresholdsAreReachedMissedOrNotGiven) {
    const auto entry = parse_entry("invest=50000,tax=1000,mu=100,far=1.9");
    EXPECT_EQ(entry.indicator("investment_per_mu"), 500);
    EXPECT_EQ(entry.indicator("tax_per_mu"), 10);
    EXPECT_FALSE(entry.indicator("output_per_mu"));
    const auto lines = check_entry(entry, config::load_standards("beihai-2023"));
    ASSERT_EQ(lines.size(), 4U);
    const auto verdict = [&](const std::string& indicator) {
        for (const auto& line : lines)
            if (line.limit.indicator == indicator) return line.verdict;
        return Verdict::not_given;
    };
    EXPECT_EQ(verdict("investment_per_mu"), Verdict::reached);
    EXPECT_EQ(verdict("tax_per_mu"), Verdict::missed);
    EXPECT_EQ(verdict("output_per_mu"), Verdict::not_given);
    EXPECT_EQ(verdict("far"), Verdict::missed) << "1.9 is above 1.8";
    EXPECT_NEAR(*parse_entry("floor_m2=100000,mu=100").indicator("far"), 1.5, 1e-12);
    for (const char* bad : {"foo=1", "tax", "tax=x", "tax=-1", "=", ""})
        EXPECT_THROW((void)parse_entry(bad), Error) << bad;
    for (const auto& standard : config::load_standards(""))
        for (const auto& limit : standard.limits) EXPECT_FALSE(limit.citation.empty());
    EXPECT_THROW((void)config::load_standards("no such standard"), Error);
    EXPECT_THROW(
        (void)config::parse_standards("[[standard]]\nid='a'\nzh='b'\n[[standard.limit]]\nindicator='tax_per_mu'\n"
                                      "at_least=1\n",
                                      "x.toml"),
        Error)
        << "no citation";
}

TEST(SiteFind, ContradictionsAreRefused) {
    Wish wish;
    wish.min_mu = 90;
    wish.max_mu = 50;
    EXPECT_THROW(check_wish(wish), Error);
    wish = {};
    wish.near = {{0, -1}};
    EXPECT_THROW(check_wish(wish), Error);
    wish = {};
    wish.weights[0] = -1;
    EXPECT_THROW(check_wish(wish), Error);
    EXPECT_FALSE(Wish{}.any());
}

}  // namespace
