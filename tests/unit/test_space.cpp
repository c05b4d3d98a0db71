// Headroom, industry mix, location quotients and chain gaps by hand-worked cases.
#include "base/error.hpp"
#include "space/report.hpp"

#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>
#include <map>

namespace mulens::space {
namespace {

using table::Column;
using table::none;

table::Table plots() {
    table::Table t(6);
    t.set("parcel_id", Column::texts({"P1", "P2", "P3", "P4", "P5", "P6"}));
    t.set("platform", Column::texts({"甲", "甲", "乙", "乙", "", "甲"}));
    t.set("scope", Column::texts({"in", "in", "in", "in", "in", "out"}));
    t.set("area_m2", Column::numbers({1000, 2000, 3000, 4000, 500, 9000}));
    t.set("area_basis_m2", Column::numbers({1000, 2000, 3000, 4000, 500, 9000}));
    t.set("area_basis_mu", Column::numbers({1.5, 3, 4.5, 6, 0.75, 13.5}));
    t.set("far", Column::numbers({0.5, 2.2, 1.0, none, 0, 0.1}));
    t.set("far_limit", Column::numbers({2.0, 2.0, none, 2.0, 1.0, 3.0}));
    return t;
}
const std::vector<Row> all{0, 1, 2, 3, 4, 5};

TEST(SpaceHeadroom, GainsOverAndUnknownAreCountedApart) {
    const auto t = plots();
    const auto rooms = headroom_of(t, all);
    ASSERT_EQ(rooms.size(), 5U);  // P6 is out of scope
    EXPECT_EQ(rooms[0].room, Room::gain);
    EXPECT_NEAR(rooms[0].headroom_m2, 1500, 1e-9);
    EXPECT_EQ(rooms[1].room, Room::over);
    EXPECT_NEAR(rooms[1].headroom_m2, -400, 1e-9);
    EXPECT_EQ(rooms[2].room, Room::no_limit);
    EXPECT_TRUE(std::isnan(rooms[2].headroom_m2));
    EXPECT_EQ(rooms[3].room, Room::no_far);
    EXPECT_NEAR(rooms[4].headroom_m2, 500, 1e-9);
    const auto sums = sum_by_platform(t, rooms);
    ASSERT_EQ(sums.size(), 4U);
    EXPECT_EQ(sums[0].platform, "全区");
    EXPECT_NEAR(sums[0].gain.m2.value(), 2000, 1e-9);
    EXPECT_NEAR(sums[0].over.m2.value(), -400, 1e-9);
    EXPECT_EQ(sums[0].known.plots, 3U);
    EXPECT_EQ(sums[0].no_limit.plots, 1U);
    EXPECT_NEAR(sums[0].no_limit.mu.value(), 4.5, 1e-9);
    EXPECT_EQ(sums[0].no_far.plots, 1U);
    EXPECT_NEAR(sums[0].allowed_m2.value() - sums[0].floor_m2.value(), 2000 - 400, 1e-9);
    EXPECT_EQ(sums[1].platform, "甲");
    EXPECT_EQ(sums[2].platform, "未归口");
}

// 甲: 36 with 60, 39 with 40; 乙: 36 with 20, 27 with 80 (all 万元). District 200: 36 = 80, 39 = 40, 27 = 80.
struct Firms {
    table::Table parcels = plots(), enterprises{5};
    std::vector<rules::Link> links{{0, 0, 1, false}, {1, 1, 1, false}, {2, 2, 1, false}, {3, 3, 1, false}};
    plan::PlanInput input;
    Firms() {
        enterprises.set("industry", Column::texts({"3660", "C3911", "36", "2710", "x"}));
        enterprises.set("output", Column::numbers({60, 40, 20, 80, none}));
        enterprises.set("employees", Column::numbers({30, 10, 30, 30, 5}));
        input.parcels = &parcels;
        input.enterprises = &enterprises;
        input.links = links;
    }
};

const Mix& cell(const std::vector<Mix>& mix, const std::string& platform, const std::string& division) {
    for (const Mix& m : mix)
        if (m.platform == platform && m.division == division) return m;
    throw std::runtime_error("no " + platform + " " + division);
}

TEST(SpaceIndustry, LocationQuotientsByHand) {
    const Firms f;
    const auto mix = industry_mix(f.input);
    EXPECT_NEAR(cell(mix, "甲", "36").lq_output, (60.0 / 100) / (80.0 / 200), 1e-12);
    EXPECT_NEAR(cell(mix, "甲", "39").lq_output, (40.0 / 100) / (40.0 / 200), 1e-12);
    EXPECT_NEAR(cell(mix, "乙", "36").lq_output, (20.0 / 100) / (80.0 / 200), 1e-12);
    EXPECT_NEAR(cell(mix, "甲", "36").lq_employees, (30.0 / 40) / (60.0 / 105), 1e-12);
    EXPECT_NEAR(cell(mix, "全区", "27").output_share, 0.4, 1e-12);
    EXPECT_NEAR(cell(mix, "全区", "27").lq_output, 1, 1e-12);
    EXPECT_EQ(cell(mix, "", "").firms, 1U);  // no plot, no code
    EXPECT_EQ(mix.front().platform, "全区");
    EXPECT_EQ(division_of("C3545"), "35");
    EXPECT_EQ(division_of("汽车"), "");
    EXPECT_EQ(division_of("3"), "");
}

TEST(SpaceIndustry, AFirmInTwoPlatformsIsDividedToTheCent) {
    Firms f;
    f.enterprises.set("output", Column::numbers({100.000001, none, none, none, none}));
    f.links = {{0, 0, 1, false}, {0, 2, 1, false}};  // 1000 m² in 甲, 3000 m² in 乙
    f.input.links = f.links;
    const auto mix = industry_mix(f.input);
    EXPECT_NEAR(cell(mix, "甲", "36").output, 25, 1e-6);
    EXPECT_EQ(fen_from_wan(cell(mix, "甲", "36").output) + fen_from_wan(cell(mix, "乙", "36").output),
              fen_from_wan(100.000001));
    EXPECT_NEAR(cell(mix, "乙", "36").employees, 22.5, 1e-9);
}

TEST(SpaceIndustry, ChainsNameWhatAPlatformLacks) {
    const Firms f;
    const auto mix = industry_mix(f.input);
    config::DistrictFacts facts = config::load_district_facts();
    facts.platforms.clear();
    config::PlatformFact platform;
    platform.name = "乙";
    platform.lead = "芯";  // 39, 40, 38
    facts.platforms.push_back(platform);
    platform.name = "丙";  // not in the data
    facts.platforms.push_back(platform);
    const auto leads = leads_of(facts, mix);
    ASSERT_EQ(leads.size(), 1U);
    std::map<std::string, const ChainLink*> of_b;
    const auto links = chain_links(mix, facts, {{"乙", "芯"}, {"乙", "车"}}, 0.6);
    for (const auto& l : links)
        if (l.lead.platform == "乙") of_b[l.lead.industry + l.division] = &l;
    EXPECT_EQ(of_b.at("芯39")->state, Chain::missing);
    EXPECT_EQ(of_b.at("芯39")->elsewhere, "甲");
    EXPECT_EQ(of_b.at("芯39")->district_firms, 1U);
    EXPECT_EQ(of_b.at("芯40")->state, Chain::missing);
    EXPECT_EQ(of_b.at("芯40")->elsewhere, "");
    EXPECT_EQ(of_b.at("车36")->state, Chain::weak);  // 0.5 < 0.6
    EXPECT_EQ(of_b.at("车36")->firms, 1U);
    EXPECT_THROW((void)chain_links(mix, facts, {{"乙", "龙"}}, 0.5), Error);
}

// 甲: 3660 with 60, C3911 with 40; 乙: 36 with 20, 2710 with 80.
constexpr const char* two_links = R"(
id = "t"
zh = "测试"
citation = "测试"
[[link]]
chain = "车"
stage = "中游"
name = "车身"
codes = ["366", "3911"]
[[link]]
chain = "车"
name = "整车"
codes = ["3612"]
[[link]]
chain = "芯"
name = "整机"
codes = ["391"]
)";

TEST(SpaceSteps, LinksAreFoundByGroupAndClass) {
    const Firms f;
    const auto chains = config::parse_chains(two_links, "t.toml");
    const auto mix = step_mix(f.input, chains);
    // C3911 is in two links; 36 alone is in none.
    EXPECT_EQ(cell(mix, "甲", "车/车身").firms, 2U);
    EXPECT_NEAR(cell(mix, "甲", "车/车身").output, 100, 1e-9);
    EXPECT_NEAR(cell(mix, "甲", "芯/整机").output, 40, 1e-9);
    EXPECT_NEAR(cell(mix, "甲", "芯/整机").lq_output, (40.0 / 100) / (40.0 / 200), 1e-12);
    EXPECT_EQ(coarse_codes(f.input), 1U);
    std::map<std::string, const StepLink*> at;
    const auto links = step_links(mix, chains, {{"乙", "车"}, {"甲", "车"}}, 0.5);
    for (const auto& l : links) at[l.link.lead.platform + l.step->name.zh] = &l;
    EXPECT_EQ(links.size(), 2U + 1 + 2 + 2);  // the district's 车 and 芯, then two platforms
    EXPECT_EQ(at.at("甲车身")->link.state, Chain::present);
    EXPECT_EQ(at.at("乙车身")->link.state, Chain::missing);
    EXPECT_EQ(at.at("乙车身")->link.elsewhere, "甲");
    EXPECT_EQ(at.at("乙车身")->link.district_firms, 2U);
    EXPECT_EQ(at.at("全区整车")->link.state, Chain::missing);
    EXPECT_EQ(at.at("全区整机")->link.state, Chain::present);
}

TEST(SpaceSteps, TheShippedFileHoldsTheFiveChainsAndBadOnesSayWhy) {
    const auto chains = config::load_chains("");
    for (const auto& id : five_leads())
        EXPECT_GE(std::count_if(chains.steps.begin(), chains.steps.end(), [&](const auto& s) { return s.chain == id; }),
                  5)
            << id;
    const auto says = [](std::string from, const std::string& to, const char* words) {
        std::string text = two_links;
        text.replace(text.find(from), from.size(), to);
        try {
            (void)config::parse_chains(text, "t.toml");
            FAIL() << words;
        } catch (const Error& error) {
            EXPECT_EQ(error.code(), ExitCode::usage);
            EXPECT_NE(std::string(error.what()).find(words), std::string::npos) << error.what();
            EXPECT_NE(std::string(error.what()).find("t.toml:"), std::string::npos) << error.what();
        }
    };
    says("\"3612\"", "\"整车\"", "two to four digits");
    says("[\"3612\"]", "[]", "needs codes");
    says("name = \"整车\"", "name = \"车身\"", "stands twice");
    EXPECT_THROW((void)config::load_chains("/no/such.toml"), Error);
}

TEST(SpaceReport, HoldsItsTables) {
    const Firms f;
    geom::Polygons shapes;
    for (int i = 0; i < 6; ++i) geom::add_rectangle(shapes, i * 100, 0, i * 100 + 50, 50);
    const auto report = space_report(f.input, shapes, all, config::load_district_facts(), {});
    ASSERT_EQ(report.tables.size(), 5U);
    EXPECT_EQ(report.tables[1].table.rows(), 5U);
    EXPECT_EQ(report.tables[1].table.text("parcel_id", 0), "P1");
    EXPECT_EQ(report.tables[1].geometry->size(), 5U);
    EXPECT_EQ(report.tables[2].table.rows(), 1U);
    EXPECT_EQ(report.tables[2].table.text("parcel_id", 0), "P2");
}

}  // namespace
}  // namespace mulens::space
