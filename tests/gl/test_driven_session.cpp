// A session of an hour in half a minute: what a person does is kept.
#include "driven.hpp"

namespace mulens::test {
namespace {

/// A suspected low-efficient plot that can be clicked in the middle of the map, and where the threshold's line stands.
struct Plan {
    std::string id, test_code;
    double threshold = 0, low = 0, high = 0;
};

Plan plan_of(const std::string& project, const ui::Rect& map) {
    app::App app({2, ""});
    app.set_map_size(static_cast<int>(map.width()), static_cast<int>(map.height()), 1);
    app.run(app::command("open", project));
    app.wait();
    const auto& histogram = app.histogram();
    Plan out{"", histogram.test_code, histogram.threshold, histogram.low, histogram.high};
    for (Row row = 0; row < app.data()->rows() && out.id.empty(); ++row) {
        if ((app.words()[row] & scene::word::low) == 0) continue;
        const std::string id(app.data()->id_of(row));
        app.run(app::command("zoom_to", "parcel", id));
        (void)app.frame();
        const double x = static_cast<double>(map.width()) / 2, y = static_cast<double>(map.height()) / 2;
        if (app.row_at(x, y) == row && app.row_at(x, y, 1) == row) out.id = id;
    }
    return out;
}

std::size_t rows_of(const test_support::fs::path& file) {
    return test_support::fs::exists(file) ? test_support::Csv(file).size() : 0;
}

TEST_F(DrivenSession, WhatAPersonDoesIsKept) {
    const std::string project = test_support::sample_project(true);
    const Plan plan = plan_of(project, layout.map);
    ASSERT_FALSE(plan.id.empty());
    ASSERT_FALSE(plan.test_code.empty());
    test_support::put_bytes(folder / "start.txt", "zoom_to parcel " + plan.id + "\nzoom 0.1\ntab charts\n");
    auto program = start("first", {project, "--lang", "zh", "--script", (folder / "start.txt").string()});
    const int map_x = static_cast<int>(std::lround((layout.map.x0 + layout.map.x1) / 2));
    const int map_y = static_cast<int>(std::lround(layout.map.middle()));

    // Look closer, click the plot, drag the line of the histogram, read English.
    ASSERT_TRUE(eventually(20, [&] { return std::isfinite(metres_a_pixel(session())); }));
    const double far = metres_a_pixel(session());
    const int plot_x0 = static_cast<int>(layout.bottom.x0) + 16, plot_x1 = static_cast<int>(layout.bottom.x1) - 16;
    const int plot_y = static_cast<int>(layout.bottom.y1) - 60;
    const double share = (plan.threshold - plan.low) / (plan.high - plan.low);
    const int line_x = plot_x0 + static_cast<int>(std::lround(share * (plot_x1 - plot_x0)));
    const int to_x = plot_x0 + (plot_x1 - plot_x0) * 3 / 10;
    const double wanted = plan.low + 0.3 * (plan.high - plan.low);
    const auto moved_line = [&](const Session& now) {
        const auto it = now.find("threshold");
        return it != now.end() && it->second.size() == 2 && it->second[0] == plan.test_code &&
               std::abs(std::stod(it->second[1]) - wanted) <= 0.03 * (plan.high - plan.low);
    };
    drive({{"the wheel looks closer", [&] { desktop.wheel(map_x, map_y, true, 3); },
            [&](const Session& now) { return metres_a_pixel(now) < far / 1.5; }},
           {"a click opens the sheet", [&] { desktop.click(map_x, map_y); },
            [&](const Session& now) { return says(now, "inspect", {plan.id}) && says(now, "select", {plan.id}); }},
           {"the line of the histogram moves",
            [&] {
                desktop.drag({{line_x, plot_y}, {(line_x + to_x) / 2, plot_y}, {to_x, plot_y}});
            },
            moved_line},
           {"EN is English", [&] { desktop.click(width - 68, 20); },
            [](const Session& now) { return says(now, "language", {"en"}); }}});
    if (HasFailure()) return;

    // One step of undo takes the whole drag away and nothing else.
    drive({{"undone", [&] { desktop.keys("ctrl+z"); }, [](const Session& now) { return !now.contains("threshold"); }}});
    EXPECT_TRUE(says(session(), "select", {plan.id}));
    EXPECT_TRUE(says(session(), "inspect", {plan.id}));

    // What the map marks is what the batch program finds.
    const auto low = folder / "low.csv", batch = folder / "batch.csv";
    for (int round = 0; round < 4 && !test_support::fs::exists(low); ++round) {
        command("export " + low.string() + " low", round > 0);
        (void)eventually(5, [&] { return test_support::fs::exists(low); });
    }
    test_support::need(
        test_support::mulens({"export", project, "--where", "low_efficiency", "--out", batch.string(), "-q"}),
        "mulens export");
    EXPECT_GT(rows_of(batch), 5U);
    EXPECT_TRUE(eventually(10, [&] { return rows_of(low) == rows_of(batch); }))
        << rows_of(low) << " rows, not " << rows_of(batch);

    // A lasso around the plot and its neighbours, and the table by a column.
    int head = 0, tables = 0, lassos = 0;
    const auto camera = session().at("camera");
    drive({{"the table comes", [&] { command("tab low", tables++ > 0); },
            [](const Session& now) { return says(now, "tab", {"low"}); }},
           {"a click on a column's name sorts",
            [&] {
                desktop.click(static_cast<int>(layout.bottom.x0) + 200 + 45 * head++,
                              static_cast<int>(layout.bottom.y0) + 36 + 15);
            },
            [](const Session& now) { return now.contains("sort"); }},
           {"a lasso selects",
            [&] {
                if (lassos++ > 0) command("camera " + camera[0] + " " + camera[1] + " " + camera[2], true);
                desktop.click(static_cast<int>(layout.map.x1) - 31, static_cast<int>(layout.map.y0) + 84);
                desktop.drag({{map_x - 230, map_y - 130},
                              {map_x, map_y - 140},
                              {map_x + 230, map_y - 130},
                              {map_x + 230, map_y + 130},
                              {map_x, map_y + 140},
                              {map_x - 230, map_y + 130}});
            },
            [&](const Session& now) {
                const auto it = now.find("select");
                return it != now.end() && it->second.size() > 1 &&
                       std::find(it->second.begin(), it->second.end(), plan.id) != it->second.end();
            }}});
    if (HasFailure()) return;

    // Killed: the next start is where the last one was.
    const Session before = session();
    program->send(SIGKILL);
    EXPECT_EQ(program->wait().code, 128 + SIGKILL);
    program = start("second", {});
    drive({{"the window goes on", [&] { command("theme dark"); },
            [&](const Session& now) { return says(now, "theme", {"dark"}) && now.contains("open"); }}});
    Session after = session();
    EXPECT_TRUE(says(before, "theme", {"light"}));
    after["theme"] = {"light"};
    EXPECT_EQ(after, before);
}

}  // namespace
}  // namespace mulens::test
