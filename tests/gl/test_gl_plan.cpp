// Planning answers on the map: the swipe between two scenarios and the layer of their difference, pixel by pixel
// against the tables of the answer.
#include "app/app.hpp"
#include "gl_fixture.hpp"
#include "support/folders.hpp"
#include "support/shared_sample.hpp"

#include <algorithm>
#include <map>
#include <set>

namespace mulens::test {
namespace {

constexpr int width = 1200, height = 900, half = width / 2;

class GlPlan : public testing::Test {
  protected:
    static void SetUpTestSuite() {
        app_ = std::make_unique<app::App>(app::AppOptions{2, ""});
        app_->set_map_size(width, height, 1);
        app_->run(app::command("open", test_support::sample_project()));
        app_->wait();
        test_support::put_bytes(folder() / "a.toml", "name = \"甲\"\n[limits]\nbudget = 60000\n");
        test_support::put_bytes(folder() / "b.toml",
                                "name = \"乙\"\nobjective = \"floor\"\n[limits]\nbudget = 150000\n");
    }
    static void TearDownTestSuite() { app_.reset(); }
    static std::filesystem::path folder() {
        static const test_support::Scratch scratch;
        return scratch.path();
    }
    void SetUp() override {
        app_->run("swipe off");
        app_->run("show grade");
        app_->run("highlight low off");
        app_->run("highlight idle off");
        app_->run("select_none");
    }
    static void ask(const std::string& line) {
        app_->run(line);
        app_->wait();
    }
    static void ask_both() {
        ask("ask plan scenarios=" + (folder() / "a.toml").string() + "," + (folder() / "b.toml").string());
    }

    struct Picture {
        scene::Frame frame;
        std::vector<std::uint32_t> ids;
        render::Pixels pixels;
    };
    static Picture picture() {
        Picture out;
        out.frame = app_->frame();
        out.frame.over.items.clear();
        out.frame.lines.clear();
        out.frame.buildings = {};
        out.frame.hovered = 0;
        out.frame.exact = true;
        out.frame.supersample = 1;
        auto& gl = renderer();
        gl.draw(out.frame);
        out.ids = gl.read_ids(0, 0, width, height);
        out.pixels = gl.read_pixels();
        return out;
    }
    /// Colour of the fill as it comes out on the ground.
    static style::Colour filled(const scene::Frame& frame, style::Colour paint) {
        return style::mix(frame.background, {paint.r, paint.g, paint.b, 255},
                          static_cast<double>(frame.fill_opacity) * paint.a / 255);
    }
    /// Inner pixels of parcels on the left or right half, far from borders and from the line.
    static std::map<Row, std::pair<int, int>> inner(const Picture& p, bool left) {
        std::map<Row, std::pair<int, int>> out;
        for (int y = 3; y < height - 3; ++y)
            for (int x = left ? 3 : half + 3; x < (left ? half - 3 : width - 3); ++x) {
                const auto id = p.ids[static_cast<std::size_t>(y * width + x)];
                if (id == 0 || out.contains(id - 1)) continue;
                bool same = true;
                for (int dy = -3; dy <= 3 && same; ++dy)
                    for (int dx = -3; dx <= 3; ++dx)
                        same = same && p.ids[static_cast<std::size_t>((y + dy) * width + x + dx)] == id;
                if (same) out.emplace(id - 1, std::pair{x, y});
            }
        return out;
    }
    /// Parcel → option of one scenario, as the table of plots says.
    static std::map<Row, std::string> options_of(const std::string& scenario) {
        const auto& answer = *app_->answer();
        const auto* table = answer.find("plan_plots");
        std::map<Row, std::string> out;
        for (Row row = 0; row < table->table.rows(); ++row)
            if (table->table.text("scenario", row) == scenario)
                for (const Row plot : answer.plots[answer.index_of(*table)][row])
                    out.emplace(plot, table->table.text("option", row));
        return out;
    }
    static std::map<std::string, style::Colour> legend() {
        std::map<std::string, style::Colour> out;
        for (const auto& row : app_->legend().rows) out[row.code] = row.colour;
        return out;
    }

    static inline std::unique_ptr<app::App> app_;
};

TEST_F(GlPlan, SwipeShowsTheFirstScenarioLeftAndTheLastRight) {
    ask_both();
    app_->run("zoom_to platform 江海之城");
    app_->run("swipe plan");  // nothing was chosen for the map: the table that tells the plans apart
    app_->run("swipe_at 0.5");
    app_->wait();
    EXPECT_EQ(app_->swipe_sides(), std::pair(std::string("甲"), std::string("乙")));
    const auto first = options_of("甲"), last = options_of("乙");
    ASSERT_NE(first, last);
    const auto colours = legend();
    std::size_t differing = 0;
    for (const double zoom : {1.0, 2.0}) {
        app_->run(app::command("zoom", zoom));
        const Picture p = picture();
        for (const bool left : {true, false}) {
            const auto& options = left ? first : last;
            const auto& others = left ? last : first;
            std::size_t chosen = 0, quiet = 0;
            for (const auto& [row, at] : inner(p, left)) {
                const auto one = options.find(row);
                const auto other = others.find(row);
                const auto colour = colour_at(p.pixels, at.first, at.second);
                if (one != options.end()) {
                    ASSERT_TRUE(colours.contains(one->second)) << one->second;
                    EXPECT_TRUE(near(colour, filled(p.frame, colours.at(one->second)), 3))
                        << (left ? "left " : "right ") << app_->data()->id_of(row) << " " << one->second;
                    ++chosen;
                } else {
                    const bool rest = near(colour, filled(p.frame, colours.at("rest")), 3) ||
                                      near(colour, filled(p.frame, colours.at("out")), 3);
                    EXPECT_TRUE(rest) << (left ? "left " : "right ") << app_->data()->id_of(row) << " is not chosen";
                    ++quiet;
                }
                const std::string here = one == options.end() ? "" : one->second,
                                  there = other == others.end() ? "" : other->second;
                differing += here != there ? 1 : 0;
            }
            EXPECT_GT(quiet, 20U);
            EXPECT_GT(chosen + differing, 0U);
        }
    }
    EXPECT_GT(differing, 3U) << "the two sides must be told apart somewhere in the picture";
}

TEST_F(GlPlan, SwipeOfOneScenarioShowsTheGradesInTheirColoursLeft) {
    ask("ask plan budget=60000");
    app_->run("plan_show plan_plots");
    app_->run("zoom_to platform 江海之城");
    app_->run("swipe plan");
    app_->run("swipe_at 0.5");
    app_->wait();
    const Picture p = picture();
    std::set<char> seen;
    for (const auto& [row, at] : inner(p, true)) {
        const char grade = app_->grade(row);
        if (grade < 'A' || grade > 'D') continue;
        EXPECT_TRUE(near(colour_at(p.pixels, at.first, at.second), filled(p.frame, style::grade_colour(grade)), 3))
            << app_->data()->id_of(row) << " has grade " << grade;
        seen.insert(grade);
    }
    EXPECT_GE(seen.size(), 3U);
}

TEST_F(GlPlan, TheDifferenceLayerPaintsWhatTheScenariosDoNotShare) {
    ask_both();
    app_->run("plan_show plan_difference");
    app_->run("zoom_to platform 江海之城");
    app_->wait();
    const auto first = options_of("甲"), last = options_of("乙");
    const auto change_of = [&](Row row) -> std::string {
        const auto a = first.find(row), b = last.find(row);
        if (a == first.end()) return b == last.end() ? "" : "added";
        if (b == last.end()) return "dropped";
        return a->second == b->second ? "" : "other_option";
    };
    const auto colours = legend();
    const Picture p = picture();
    std::size_t changed = 0;
    for (const bool left : {true, false})
        for (const auto& [row, at] : inner(p, left)) {
            const std::string change = change_of(row);
            const auto colour = colour_at(p.pixels, at.first, at.second);
            if (change.empty()) {
                EXPECT_TRUE(near(colour, filled(p.frame, colours.at("rest")), 3) ||
                            near(colour, filled(p.frame, colours.at("out")), 3))
                    << app_->data()->id_of(row) << " is in both or neither";
                continue;
            }
            ASSERT_TRUE(colours.contains(change)) << change;
            EXPECT_TRUE(near(colour, filled(p.frame, colours.at(change)), 3)) << app_->data()->id_of(row) << change;
            ++changed;
        }
    EXPECT_GT(changed, 5U);
}

}  // namespace
}  // namespace mulens::test
