// The tools of the window in other people's hands: sample button, double click, brush, swipe, measuring, clipboard,
// picture and PDF from the menu. Dropping files: see test_shell_keys.cpp (xdotool cannot drag between programs).
#include "driven.hpp"
#include "style/colour.hpp"

#include <GLFW/glfw3.h>

namespace mulens::test {
namespace {

bool near_colour(std::uint32_t pixel, style::Colour c, int tolerance = 40) {
    const auto part = [&](int shift) { return static_cast<int>(pixel >> shift & 0xffU); };
    return std::abs(part(16) - c.r) <= tolerance && std::abs(part(8) - c.g) <= tolerance &&
           std::abs(part(0) - c.b) <= tolerance;
}

/// The clipboard of a display, asked for by a program of its own.
std::string clipboard_of(const std::string& display) {
    ::setenv("DISPLAY", display.c_str(), 1);
    if (glfwInit() == GLFW_FALSE) return "";
    glfwWindowHint(GLFW_VISIBLE, GLFW_FALSE);
    glfwWindowHint(GLFW_CLIENT_API, GLFW_NO_API);
    GLFWwindow* window = glfwCreateWindow(16, 16, "clipboard", nullptr, nullptr);
    const char* text = window == nullptr ? nullptr : glfwGetClipboardString(window);
    std::string out = text == nullptr ? "" : text;
    glfwTerminate();
    return out;
}

class DrivenTools : public DrivenSession {
  protected:
    /// On the line from a to b something has the colour of what is being drawn: anywhere within two pixels of a place.
    [[nodiscard]] bool drawn_at(double x, double y) const {
        std::vector<std::pair<int, int>> places;
        for (int dy = -2; dy <= 2; ++dy)
            for (int dx = -2; dx <= 2; ++dx)
                places.emplace_back(static_cast<int>(std::lround(x)) + dx, static_cast<int>(std::lround(y)) + dy);
        const auto pixels = desktop.pixels(places);
        return std::any_of(pixels.begin(), pixels.end(),
                           [](std::uint32_t pixel) { return near_colour(pixel, style::light_theme().accent); });
    }
    [[nodiscard]] bool lines_between(const std::vector<std::pair<int, int>>& path, bool closed) const {
        for (std::size_t i = 0; i + (closed ? 0 : 1) < path.size(); ++i) {
            const auto& [ax, ay] = path[i];
            const auto& [bx, by] = path[(i + 1) % path.size()];
            for (const double t : {0.3, 0.5, 0.7})
                if (!drawn_at(ax + (bx - ax) * t, ay + (by - ay) * t)) return false;
        }
        return true;
    }
    /// Clicks the tool's button and then each place; done again where it was not heard.
    bool measured(int tool, const std::vector<std::pair<int, int>>& path, bool closed) const {
        for (int round = 0; round < 3; ++round) {
            desktop.click(static_cast<int>(layout.map.x1) - 30, static_cast<int>(layout.map.y0) + 28 + 28 * tool);
            for (const auto& [x, y] : path) {
                desktop.click(x, y);
                desktop.hands({"sleep", "0.35"});  // or two clicks are a double click, which ends the line
            }
            if (eventually(3, [&] { return lines_between(path, closed); })) return true;
            desktop.press("Escape");
        }
        return false;
    }
    [[nodiscard]] bool swipe_stands_at(int x) const {
        std::vector<std::pair<int, int>> places;
        const int y0 = static_cast<int>(layout.map.y0), y1 = static_cast<int>(layout.map.y1);
        for (int y = y0 + 20; y < y1 - 90; y += 20)
            if (std::abs(y - (y0 + y1) / 2) > 30) places.emplace_back(x, y);
        for (const std::uint32_t pixel : desktop.pixels(places))
            if (!near_colour(pixel, style::light_theme().text, 16)) return false;
        return true;
    }
    /// A row of the File menu, then a file name into the dialog.
    bool saved_by_menu(int row_y, const test_support::fs::path& file) const {
        for (int round = 0; round < 3; ++round) {
            if (round > 0) desktop.press("Escape");
            desktop.click(78, 20);
            desktop.click(120, row_y);
            desktop.hands({"sleep", "0.5", "key", "ctrl+a", "sleep", "0.2", "type", "--delay", "15", file.string()});
            desktop.press("Return");
            if (eventually(6, [&] { return test_support::fs::exists(file); })) return true;
        }
        return false;
    }
};

TEST_F(DrivenTools, ToolsDoWhatTheySay) {
    const auto program = start("empty", {"--lang", "zh", "--theme", "light"});
    const int map_x = static_cast<int>(std::lround((layout.map.x0 + layout.map.x1) / 2));
    const int map_y = static_cast<int>(std::lround(layout.map.middle()));

    // Nothing is open: the button makes the sample and opens it.
    int asked = 0;
    ASSERT_TRUE(eventually(40, [&] {
        if (asked++ % 100 == 0) desktop.click(map_x + 37, map_y + 86);
        const Session now = session();
        return now.contains("open") && std::isfinite(metres_a_pixel(now));
    })) << "the sample does not open";
    EXPECT_TRUE(test_support::fs::exists(session().at("open")[0]));
    const double far = metres_a_pixel(session());

    // A double click looks closer; a brush over the scatter selects.
    const int x0 = static_cast<int>(layout.bottom.x0), y0 = static_cast<int>(layout.bottom.y0);
    command("tab charts");
    command("chart scatter");
    drive({{"a double click looks closer", [&] { desktop.double_click(map_x, map_y); },
            [&](const Session& now) { return metres_a_pixel(now) < far / 1.7; }},
           {"a brush selects",
            [&] {
                desktop.drag({{x0 + 400, y0 + 100}, {x0 + 430, y0 + 130}, {x0 + 470, y0 + 160}});
            },
            [&](const Session& now) { return now.contains("select") && now.at("select").size() > 2; }}});
    if (HasFailure()) return;

    // Copied rows are the selected ones, tabs between cells.
    const auto selected = session().at("select");
    command("tab all");
    const auto copied = [&] { return clipboard_of(desktop.display()); };
    std::string text;
    for (int round = 0; round < 4 && text.find('\t') == std::string::npos; ++round) {
        desktop.keys("ctrl+c");
        (void)eventually(2, [&] { return (text = copied()).find('\t') != std::string::npos; });
    }
    std::istringstream lines(text);
    std::vector<std::string> rows;
    for (std::string line; std::getline(lines, line);) rows.push_back(line);
    ASSERT_EQ(rows.size(), selected.size() + 1) << text.substr(0, 400);
    for (std::size_t i = 1; i < rows.size(); ++i)
        EXPECT_NE(std::find(selected.begin(), selected.end(), rows[i].substr(0, rows[i].find('\t'))), selected.end());

    // Measuring: a line between two clicks, a ring around three.
    const std::vector<std::pair<int, int>> line{{map_x - 200, map_y - 60}, {map_x + 150, map_y - 40}};
    EXPECT_FALSE(lines_between(line, false));
    EXPECT_TRUE(measured(3, line, false)) << "distance";
    const std::vector<std::pair<int, int>> ring{
        {map_x - 180, map_y - 120}, {map_x + 160, map_y - 90}, {map_x - 40, map_y + 70}};
    EXPECT_TRUE(measured(4, ring, true)) << "area";
    desktop.click(static_cast<int>(layout.map.x1) - 30, static_cast<int>(layout.map.y0) + 28);  // the pointer again

    // The swipe's line stands in the middle and goes where it is dragged.
    command("swipe saved");
    const int quarter = static_cast<int>(std::lround(layout.map.x0 + layout.map.width() / 4));
    ASSERT_TRUE(eventually(5, [&] { return swipe_stands_at(map_x); }));
    bool there = false;
    for (int round = 0; round < 3 && !there; ++round) {
        desktop.drag({{map_x, map_y}, {map_x - 80, map_y}, {quarter, map_y}});
        there = eventually(3, [&] { return swipe_stands_at(quarter); });
    }
    EXPECT_TRUE(there) << "the swipe does not follow the mouse";
    EXPECT_FALSE(swipe_stands_at(map_x));

    // A picture and a sheet, from the menu.
    const auto png = folder / "map.png", pdf = folder / "sheet.pdf";
    EXPECT_TRUE(saved_by_menu(171, png));
    EXPECT_TRUE(test_support::bytes_of(png).starts_with("\x89PNG"));
    command("inspect " + selected.front());
    EXPECT_TRUE(saved_by_menu(198, pdf));
    EXPECT_TRUE(test_support::bytes_of(pdf).starts_with("%PDF-"));
    EXPECT_TRUE(program->running());
    program->send(SIGTERM);
}

}  // namespace
}  // namespace mulens::test
