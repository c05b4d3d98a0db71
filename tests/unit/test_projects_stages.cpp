// Renewal stages and the report: hand-worked cases.
#include "base/error.hpp"
#include "projects/report.hpp"
#include "projects_rows.hpp"

#include <gtest/gtest.h>

namespace mulens::projects {
namespace {

using projects_test::stage_rows;

const config::StageRules& shipped() {
    static const auto rules = config::load_stage_rules();
    return rules;
}
std::vector<StagePlot> follow(const std::vector<projects_test::StageRow>& rows, const char* as_of,
                              Diagnostics* diagnostics = nullptr) {
    Diagnostics own;
    return follow_stages(stage_rows(rows), shipped(), *parse_date(as_of), diagnostics ? *diagnostics : own);
}

TEST(RenewalStages, NineStagesEndWithClosing) {
    ASSERT_EQ(shipped().stages.size(), 9U);
    EXPECT_TRUE(shipped().stages.back().closed);
    EXPECT_EQ(shipped().find("拆除"), shipped().find("拆除/改造"));
}

TEST(RenewalStages, OverTheLimitFromTheDayAfter) {
    // 摸排 may take 60 days.
    const auto at = [](const char* as_of) { return follow({{"P1", "摸排", "2024-01-01"}}, as_of).front(); };
    EXPECT_EQ(at("2024-01-01").days, 0);
    EXPECT_EQ(at("2024-03-01").days, 60);  // 29 February lies between
    EXPECT_FALSE(at("2024-03-01").days_over.has_value());
    EXPECT_EQ(at("2024-03-02").days_over, 1);
}

TEST(RenewalStages, FurthestStageCountsInAnyRowOrder) {
    Diagnostics diagnostics;
    const auto plots = follow({{"P1", "签约", "2024-06-01", 2024, 20, 800, "收储", "甲"},
                               {"P1", "摸排", "2024-01-01", 2024, 20.5},
                               {"P1", "认定", "2024-02-01", 2024},
                               {"P2", "销号", "2022-12-30", 2022, 10, 50},
                               {"P2", "摸排", "2024-05-05", 2024, 10}},
                              "2024-12-31", &diagnostics);
    ASSERT_EQ(plots.size(), 3U);  // P2 came back in a later batch
    EXPECT_EQ(shipped().stages[plots[0].stage].zh, "签约");
    EXPECT_EQ(to_iso(*plots[0].since), "2024-06-01");
    EXPECT_EQ(to_iso(*plots[0].begun), "2024-01-01");
    EXPECT_EQ(plots[0].days, 213);
    EXPECT_EQ(plots[0].area_mu, 20.5);
    EXPECT_EQ(plots[0].money, 800);
    EXPECT_EQ(plots[0].mode, "收储");
    EXPECT_TRUE(plots[1].closed);
    EXPECT_FALSE(plots[1].days.has_value());
    EXPECT_FALSE(plots[1].days_over.has_value());
    EXPECT_EQ(plots[2].year, 2024);
    EXPECT_EQ(diagnostics.size(), 0U);
}

TEST(RenewalStages, BadRowsAreFound) {
    Diagnostics diagnostics;
    const auto plots = follow({{"P1", "摸排", "2024-05-01"},
                               {"P1", "认定", "2024-04-30"},
                               {"P1", "拆迁", "2024-06-01"},
                               {"P1", "签约", "2025-01-01"},
                               {"", "摸排", "2024-01-01"},
                               {"P2", "洽谈", ""}},
                              "2024-12-31", &diagnostics);
    EXPECT_EQ(diagnostics.count("stage_order"), 1U);
    EXPECT_EQ(diagnostics.count("stage_unknown"), 1U);
    EXPECT_EQ(diagnostics.count("date_after_as_of"), 1U);
    EXPECT_EQ(diagnostics.count("stage_parcel_missing"), 1U);
    ASSERT_EQ(plots.size(), 2U);
    EXPECT_EQ(shipped().stages[plots[0].stage].zh, "认定");
    EXPECT_EQ(shipped().stages[plots[1].stage].zh, "洽谈");
    EXPECT_FALSE(plots[1].days.has_value());  // no date, no days
}

// ------------------------------------------------------------------ the report

struct District {
    table::Table parcels;
    geom::Polygons shapes;
    table::Layer projects, stages;
    std::vector<rules::Deadline> deadlines;
    config::NodeRules nodes = config::load_node_rules();
    config::StageRules stage_rules = config::load_stage_rules();

    District() {
        table::Rows rows;
        const char* platforms[] = {"甲平台", "甲平台", "乙平台"};
        for (int i = 0; i < 3; ++i) {
            rows.row();
            rows.set("parcel_id", "P" + std::to_string(i + 1));
            rows.set("platform", platforms[i]);
            rows.set("street", "街道");
            rows.set("area_basis_mu", 10.0 * (i + 1));
            rows.set("idle_status", i == 2 ? "late" : "none");
            geom::add_rectangle(shapes, i * 100, 0, i * 100 + 90, 90);
        }
        parcels = rows.take();
        table::Rows nodes_of;
        projects_test::add_node(nodes_of, "XM1", "P1", "下沙街道", {"开工", "2024-12-30", ""});  // yellow
        projects_test::add_node(nodes_of, "XM2", "P1", "下沙街道", {"开工", "2024-10-01", ""});  // red, same plot
        projects_test::add_node(nodes_of, "XM3", "P2", "白杨街道", {"开工", "2025-10-01", ""});  // green
        projects_test::add_node(nodes_of, "XM4", "P3", "白杨街道", {"开工", "2024-10-01", "2024-10-01"});
        projects_test::add_node(nodes_of, "XM5", "P9", "", {"开工", "", ""});
        projects = projects_test::layer_of("projects", nodes_of);
        stages = stage_rows({{"P1", "摸排", "2024-01-01", 2024},
                             {"P2", "摸排", "2024-12-01", 2024, 21},
                             {"P3", "销号", "2022-12-01", 2022, 30, 700},
                             {"P8", "摸排", "2024-12-01", 2024, 5}});
        deadlines = {{2, 0, "idle_1y", *parse_date("2025-01-10")}, {1, 0, "recoverable_2y", *parse_date("2025-06-30")}};
    }
    ReportInput input() const {
        ReportInput in;
        in.parcels = &parcels;
        in.geometry = &shapes;
        in.deadlines = deadlines;
        in.projects = &projects;
        in.stages = &stages;
        in.nodes = &nodes;
        in.stage_rules = &stage_rules;
        in.as_of = *parse_date("2024-12-31");
        return in;
    }
};

const table::ReportTable& part(const table::Report& report, const char* name) {
    for (const auto& t : report.tables)
        if (t.name == name) return t;
    throw std::runtime_error(name);
}

TEST(ProjectsReport, CountsProjectsAndPlots) {
    const District d;
    Diagnostics diagnostics;
    const auto report = projects_report(d.input(), diagnostics);
    const auto& list = part(report, "projects").table;
    ASSERT_EQ(list.rows(), 5U);
    EXPECT_EQ(list.text("project_id", 0), "XM2");  // the worst first
    EXPECT_EQ(list.text("project_id", 1), "XM1");
    EXPECT_EQ(list.text("project_id", 2), "XM5");  // not planned
    EXPECT_EQ(list.text("project_id", 3), "XM3");
    EXPECT_EQ(list.text("light", 4), "completed");
    EXPECT_EQ(list.text("idle_status", 4), "late");
    EXPECT_EQ(diagnostics.count("project_parcel_unknown"), 1U);
    const auto& shapes = *part(report, "projects").geometry;
    ASSERT_EQ(shapes.size(), 5U);
    EXPECT_TRUE(shapes.has_geometry(0));
    EXPECT_FALSE(shapes.has_geometry(2));

    const auto& sums = part(report, "project_summary").table;
    EXPECT_EQ(sums.number("projects", 0), 5);
    EXPECT_EQ(sums.number("red", 0), 1);
    EXPECT_EQ(sums.number("yellow", 0), 1);
    EXPECT_EQ(sums.number("plot_count", 0), 3);
    EXPECT_EQ(sums.number("project_mu", 0), 60);
    EXPECT_EQ(sums.number("red_mu", 0), 10);  // the plot of both, once, as red
    EXPECT_EQ(sums.number("yellow_mu", 0), 0);
    EXPECT_EQ(sums.text("name", 1), "甲平台");
    double by_platform = 0, by_office = 0;
    for (Row row = 1; row < sums.rows(); ++row)
        (sums.text("summary_by", row) == "platform" ? by_platform : by_office) += sums.number("projects", row);
    EXPECT_EQ(by_platform, 5);
    EXPECT_EQ(by_office, 5);
}

TEST(ProjectsReport, IdleDeadlinesStandBesideTheirProject) {
    const District d;
    Diagnostics diagnostics;
    const auto report = projects_report(d.input(), diagnostics);
    const auto& idle = part(report, "idle_next").table;
    ASSERT_EQ(idle.rows(), 2U);
    EXPECT_EQ(idle.text("project_id", 0), "XM4");
    EXPECT_EQ(idle.number("days_left", 0), 10);
    EXPECT_EQ(idle.text("next_deadline_kind", 1), "recoverable_2y");
    EXPECT_EQ(idle.text("light", 1), "green");
}

TEST(ProjectsReport, StagesByPlatform) {
    const District d;
    Diagnostics diagnostics;
    const auto report = projects_report(d.input(), diagnostics);
    EXPECT_EQ(diagnostics.count("stage_parcel_unknown"), 1U);
    const auto& plots = part(report, "renewal_stages").table;
    ASSERT_EQ(plots.rows(), 4U);
    EXPECT_EQ(plots.text("parcel_id", 0), "P1");
    EXPECT_EQ(plots.number("days_over", 0), 305);
    EXPECT_EQ(plots.number("stage_mu", 0), 10);  // the ledger gives none: the plot's own
    EXPECT_EQ(plots.text("stage", 3), "销号");
    const auto& sums = part(report, "stage_summary").table;
    ASSERT_EQ(sums.rows(), 5U);
    EXPECT_EQ(sums.text("platform", 0), "全区");
    EXPECT_EQ(sums.number("plot_count", 0), 3);
    EXPECT_EQ(sums.number("stage_mu", 0), 36);
    EXPECT_EQ(sums.number("overdue_plots", 0), 1);
    EXPECT_EQ(sums.text("task_year", 3), "2022");
    EXPECT_EQ(sums.number("stage_money", 3), 700);
}

TEST(ProjectsReport, SelectionNarrowsAndRefusesWhatIsNotThere) {
    const District d;
    Diagnostics diagnostics;
    auto in = d.input();
    in.selection.platform = "甲平台";
    in.selection.lights = {"红", "yellow"};
    const auto report = projects_report(in, diagnostics);
    EXPECT_EQ(part(report, "projects").table.rows(), 2U);
    EXPECT_EQ(part(report, "project_summary").table.number("projects", 0), 3);  // counts are of the platform
    EXPECT_EQ(part(report, "renewal_stages").table.rows(), 2U);
    in.selection.lights = {"completed"};
    const auto none = projects_report(in, diagnostics);
    EXPECT_TRUE(std::any_of(none.lines.begin(), none.lines.end(), [](const auto& line) {
        return line.zh == "没有符合条件的项目" && line.en == "No project is so";
    }));
    EXPECT_THROW((void)part(none, "projects"), std::runtime_error);  // no rows, no table
    in = d.input();
    in.selection.project = "XM3";
    const auto one = projects_report(in, diagnostics);
    ASSERT_EQ(one.tables.size(), 3U);
    EXPECT_FALSE(part(one, "project_nodes").on_screen.empty());
    const auto refuses = [&](const Selection& selection) {
        auto wrong = d.input();
        wrong.selection = selection;
        EXPECT_THROW((void)projects_report(wrong, diagnostics), Error);
    };
    refuses({"丙平台", "", "", {}});
    refuses({"", "丁街道", "", {}});
    refuses({"", "", "XM9", {}});
    refuses({"", "", "", {"蓝"}});
    auto nothing = d.input();
    nothing.projects = nullptr;
    nothing.stages = nullptr;
    EXPECT_THROW((void)projects_report(nothing, diagnostics), Error);
}

}  // namespace
}  // namespace mulens::projects
