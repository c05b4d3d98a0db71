// Milestones: hand-worked cases at the edges of dates.
#include "base/error.hpp"
#include "projects/milestones.hpp"
#include "projects_rows.hpp"

#include <gtest/gtest.h>

namespace mulens::projects {
namespace {

using projects_test::layer_of;
using projects_test::node_rows;

const config::NodeRules& shipped() {
    static const auto rules = config::load_node_rules();
    return rules;
}

struct Judged {
    Milestones milestones;
    Diagnostics diagnostics;
};
const NodeState& node(const ProjectState& p, const char* name) {
    for (const auto& n : p.nodes)
        if (n.node == shipped().find(name)) return n;
    throw std::runtime_error(name);
}

/// Rows: node, planned, actual; all of one project.
ProjectState judge(const std::vector<std::array<const char*, 3>>& rows, const char* as_of,
                   Diagnostics* diagnostics = nullptr, const config::NodeRules& rules = shipped()) {
    Diagnostics own;
    auto found = judge_projects(node_rows("XM1", rows), rules, *parse_date(as_of), diagnostics ? *diagnostics : own);
    if (found.projects.size() != 1) throw std::runtime_error("one project expected");
    return found.projects.front();
}

TEST(ProjectNodes, ShippedListHasTenNodesAndAnOptionalOne) {
    const auto& rules = shipped();
    int needed = 0;
    for (const auto& n : rules.nodes)
        if (!n.optional) ++needed;
    EXPECT_EQ(needed, 10);
    EXPECT_EQ(rules.find("动工"), rules.find("开工"));
    EXPECT_EQ(rules.find(" 签约 "), rules.find("签约"));
    EXPECT_EQ(rules.find("剪彩"), rules.nodes.size());
    EXPECT_NE(rules.citation.find("非法定"), std::string::npos);
    // 验收, 投产 and 入库 run side by side.
    const auto before = [&](const char* a, const char* b) {
        const auto& all = rules.nodes[rules.find(b)].before_all;
        return std::find(all.begin(), all.end(), rules.find(a)) != all.end();
    };
    EXPECT_TRUE(before("过会", "达产"));
    EXPECT_TRUE(before("竣工", "投产"));
    EXPECT_FALSE(before("验收", "投产"));
    EXPECT_FALSE(before("投产", "入库"));
    EXPECT_FALSE(before("入库", "投产"));
}

TEST(ProjectNodes, LightTurnsOnItsDay) {
    const std::vector<std::array<const char*, 3>> rows{{"开工", "2024-12-01", ""}};
    struct Edge {
        const char* as_of;
        NodeStatus status;
        Light light;
        int late, left;  // −1 = none
    };
    const Edge edges[] = {{"2024-10-31", NodeStatus::not_due, Light::green, -1, 31},
                          {"2024-11-01", NodeStatus::due_soon, Light::green, -1, 30},
                          {"2024-12-01", NodeStatus::due_soon, Light::green, -1, 0},
                          {"2024-12-02", NodeStatus::open_late, Light::yellow, 1, -1},
                          {"2024-12-31", NodeStatus::open_late, Light::yellow, 30, -1},
                          {"2025-01-01", NodeStatus::open_late, Light::red, 31, -1}};
    for (const Edge& e : edges) {
        const ProjectState p = judge(rows, e.as_of);
        EXPECT_EQ(p.nodes[0].status, e.status) << e.as_of;
        EXPECT_EQ(p.light, e.light) << e.as_of;
        EXPECT_EQ(p.nodes[0].days_late.value_or(-1), e.late) << e.as_of;
        EXPECT_EQ(p.nodes[0].days_left.value_or(-1), e.left) << e.as_of;
    }
    EXPECT_EQ(judge(rows, "2025-01-01").reason.zh, "开工逾期31天(计划2024-12-01)");
    EXPECT_EQ(judge(rows, "2025-01-01").reason.en, "Start of building is 31 days late (planned 2024-12-01)");
    EXPECT_EQ(judge(rows, "2024-12-01").reason.zh, "开工今日到期");
}

TEST(ProjectNodes, DaysAreCountedOverTheTwentyNinthOfFebruary) {
    EXPECT_EQ(judge({{"开工", "2024-02-28", ""}}, "2024-03-01").nodes[0].days_late, 2);
    EXPECT_EQ(judge({{"开工", "2023-02-28", ""}}, "2023-03-01").nodes[0].days_late, 1);
}

TEST(ProjectNodes, DoneNodesAreHistory) {
    const ProjectState p = judge({{"过会", "2024-01-10", "2024-01-10"},
                                  {"签约", "2024-02-10", "2024-02-08"},
                                  {"土地挂牌", "2024-03-10", "2024-06-18"},
                                  {"摘牌", "", "2024-07-01"},
                                  {"开工", "2024-12-31", ""}},
                                 "2024-12-31");
    EXPECT_EQ(node(p, "过会").status, NodeStatus::done_on_time);
    EXPECT_EQ(node(p, "过会").days_late, 0);
    EXPECT_EQ(node(p, "签约").days_late, -2);
    EXPECT_EQ(node(p, "土地挂牌").status, NodeStatus::done_late);
    EXPECT_EQ(node(p, "土地挂牌").days_late, 100);
    EXPECT_EQ(node(p, "摘牌").status, NodeStatus::done_unplanned);
    EXPECT_EQ(p.light, Light::green);  // a hundred days late, but done
    EXPECT_EQ(p.done, 4);
    EXPECT_EQ(p.late_done, 1);
    EXPECT_EQ(p.late_open, 0);
    EXPECT_EQ(p.current, 4U);
    EXPECT_EQ(p.last_done, 3U);
}

TEST(ProjectNodes, WorstOpenNodeGivesTheLight) {
    const ProjectState p =
        judge({{"竣工", "2024-12-20", ""}, {"结顶", "2024-11-20", ""}, {"验收", "2025-03-01", ""}, {"投产", "", ""}},
              "2024-12-31");
    EXPECT_EQ(p.light, Light::red);
    EXPECT_EQ(p.nodes[p.worst].node, shipped().find("结顶"));
    EXPECT_EQ(p.reason.zh, "结顶逾期41天(计划2024-11-20),另有1个节点逾期");
    EXPECT_EQ(judge({{"竣工", "2025-12-20", ""}, {"投产", "", ""}}, "2024-12-31").light, Light::unknown);
    EXPECT_EQ(judge({{"竣工", "2024-12-20", "2024-12-20"}, {"达产", "", ""}}, "2024-12-31").light, Light::green);
}

TEST(ProjectNodes, WithoutAnyDateNothingIsKnown) {
    EXPECT_EQ(judge({{"达产", "", ""}, {"剪彩", "2024-01-01", ""}}, "2024-12-31").light, Light::unknown);
    EXPECT_EQ(judge({{"剪彩", "2024-01-01", ""}}, "2024-12-31").reason.zh, "没有清单内的节点");
}

TEST(ProjectNodes, AllDoneIsCompleted) {
    const ProjectState p =
        judge({{"过会", "2024-01-10", "2024-01-10"}, {"签约", "2024-02-10", "2024-02-12"}}, "2024-02-12");
    EXPECT_EQ(p.light, Light::completed);
    EXPECT_FALSE(p.current.has_value());
    EXPECT_EQ(p.reason.zh, "全部完成,其中1个节点曾逾期");
    // The day before, the second was not done: the date lies in the future.
    Diagnostics diagnostics;
    const ProjectState before =
        judge({{"过会", "2024-01-10", "2024-01-10"}, {"签约", "2024-02-10", "2024-02-12"}}, "2024-02-11", &diagnostics);
    EXPECT_EQ(before.light, Light::yellow);
    EXPECT_EQ(diagnostics.count("date_after_as_of"), 1U);
}

TEST(ProjectNodes, WrongOrderIsFoundAlongPathsOnly) {
    Diagnostics diagnostics;
    (void)judge({{"竣工", "2024-01-01", "2024-01-05"},
                 {"验收", "2024-05-01", "2024-05-02"},
                 {"投产", "2024-03-01", "2024-03-02"},  // beside 验收: fine
                 {"入库", "2023-12-01", "2023-12-01"}},
                "2024-12-31", &diagnostics);
    EXPECT_EQ(diagnostics.size(), 0U);
    (void)judge({{"签约", "2024-03-01", "2024-03-02"}, {"开工", "2024-02-29", "2024-03-02"}}, "2024-12-31",
                &diagnostics);
    EXPECT_EQ(diagnostics.count("node_order"), 1U);  // planned only: the same day is no wrong order
    (void)judge({{"签约", "2024-03-01", "2024-03-02"}, {"开工", "2024-04-01", "2024-03-01"}}, "2024-12-31",
                &diagnostics);
    EXPECT_EQ(diagnostics.count("node_order"), 2U);
    EXPECT_EQ(diagnostics.sorted().front().row, 1U);
}

TEST(ProjectNodes, BadRowsAreFoundAndLeftOut) {
    Diagnostics diagnostics;
    const ProjectState p = judge({{"剪彩", "2024-03-01", ""},
                                  {"摘牌", "2024-03-01", ""},
                                  {"拿地", "2024-01-01", "2024-01-01"},
                                  {"开工", "2024-05-01", "2024-05-01"}},
                                 "2024-12-31", &diagnostics);
    EXPECT_EQ(diagnostics.count("node_unknown"), 1U);
    EXPECT_EQ(diagnostics.count("node_twice"), 1U);
    EXPECT_EQ(diagnostics.count("node_skipped"), 1U);
    ASSERT_EQ(p.nodes.size(), 2U);
    EXPECT_EQ(node(p, "摘牌").status, NodeStatus::open_late);
    auto rows = node_rows("", {{"开工", "2024-05-01", ""}});
    EXPECT_TRUE(judge_projects(rows, shipped(), *parse_date("2024-12-31"), diagnostics).projects.empty());
    EXPECT_EQ(diagnostics.count("project_id_missing"), 1U);
}

TEST(ProjectNodes, LimitsOfTheFileAreUsed) {
    const auto rules = config::parse_node_rules(R"(
title = "t"
citation = "c"
yellow_days = -10
red_days = 5
[[node]]
zh = "开工"
[[node]]
zh = "竣工"
after = ["开工"]
yellow_days = 3
red_days = 3
)",
                                                "mine.toml");
    EXPECT_EQ(judge({{"开工", "2024-12-31", ""}}, "2024-12-20", nullptr, rules).light, Light::green);
    EXPECT_EQ(judge({{"开工", "2024-12-31", ""}}, "2024-12-21", nullptr, rules).light, Light::yellow);
    EXPECT_EQ(judge({{"开工", "2024-12-31", ""}}, "2025-01-05", nullptr, rules).light, Light::red);
    EXPECT_EQ(judge({{"竣工", "2024-12-31", ""}}, "2025-01-02", nullptr, rules).light, Light::green);
    EXPECT_EQ(judge({{"竣工", "2024-12-31", ""}}, "2025-01-03", nullptr, rules).light, Light::red);
}

TEST(ProjectNodes, BadRulesSayWhereAndWhy) {
    const auto why = [](const std::string& body) {
        try {
            (void)config::parse_node_rules("title = 't'\ncitation = 'c'\n" + body, "mine.toml");
        } catch (const Error& e) {
            EXPECT_EQ(e.code(), ExitCode::usage);
            return std::string(e.what());
        }
        return std::string();
    };
    EXPECT_NE(why("").find("at least one [[node]]"), std::string::npos);
    EXPECT_NE(why("[[node]]\nzh='a'\nafter=['b']\n[[node]]\nzh='b'\n").find("b is no node above a"), std::string::npos);
    EXPECT_NE(why("[[node]]\nzh='a'\n[[node]]\nzh='b'\naliases=['a']\n").find("stands for two"), std::string::npos);
    EXPECT_NE(why("yellow_days=9\nred_days=3\n[[node]]\nzh='a'\n").find("before yellow"), std::string::npos);
    EXPECT_NE(why("[[node]]\nzh='a'\nafterr=['b']\n").find("mine.toml:"), std::string::npos);
}

}  // namespace
}  // namespace mulens::projects
