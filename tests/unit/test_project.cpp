#include "base/error.hpp"
#include "config/glob.hpp"
#include "config/project.hpp"

#include <gtest/gtest.h>

#include <filesystem>
#include <fstream>

namespace {

namespace fs = std::filesystem;
using mulens::Error;
using mulens::ExitCode;
using mulens::config::AreaBasis;
using mulens::config::load_project;
using mulens::config::Project;

class ProjectFile : public testing::Test {
  protected:
    void SetUp() override {
        const auto* info = testing::UnitTest::GetInstance()->current_test_info();
        folder = fs::temp_directory_path() / (std::string("mulens_project_") + info->name());
        fs::remove_all(folder);
        fs::create_directories(folder);
    }
    void TearDown() override { fs::remove_all(folder); }
    void touch(const std::string& name) const {
        fs::create_directories((folder / name).parent_path());
        std::ofstream(folder / name) << "x";
    }
    [[nodiscard]] std::string write(const std::string& text) const {
        std::ofstream(folder / "p.toml", std::ios::binary) << text;
        return (folder / "p.toml").string();
    }
    [[nodiscard]] Project load(const std::string& text) const { return load_project(write(text)); }
    void expect_error(const std::string& text, ExitCode code, int line, const std::string& part) const {
        const std::string path = write(text);
        try {
            (void)load_project(path);
            ADD_FAILURE() << "accepted: " << text;
        } catch (const Error& e) {
            const std::string message = e.what();
            EXPECT_EQ(e.code(), code) << message;
            EXPECT_TRUE(message.starts_with(path + ":" + std::to_string(line) + ": ")) << message;
            EXPECT_NE(message.find(part), std::string::npos) << message;
        }
    }
    fs::path folder;
};

TEST_F(ProjectFile, every_key) {
    const Project p = load(R"(schema_version = 1
name = "钱塘 2024"
as_of = 2024-12-31
year = 2024
crs = "EPSG:4549"
area_basis = "plane"
scheme = "demo"
cut_from = "cuts/own.toml"

[gates]
lost_area_share = 1e-5
money_fen = 2
unmatched_share = 0.1
quarantined_share = 0

[[layer]]
role = "parcels"
path = "a.shp#layer one"
year = 2023
platform = "下沙"
crs = "EPSG:4528"
encoding = "GBK"
shift = "gcj02"
fields = { parcel_id = "宗地代码" }
units = { deed_area_m2 = "亩" }

[[layer]]
role = "enterprises"
path = "/data/ledger.csv"
[layer.fields]
tax_paid = "税收"
)");
    EXPECT_EQ(p.schema_version, 1);
    EXPECT_EQ(p.name, "钱塘 2024");
    EXPECT_EQ(p.as_of, mulens::make_date(2024, 12, 31));
    EXPECT_EQ(p.year, 2024);
    EXPECT_EQ(p.crs, "EPSG:4549");
    EXPECT_EQ(p.area_basis, AreaBasis::plane);
    EXPECT_EQ(p.scheme, "demo");
    EXPECT_EQ(p.cut_from, (folder / "cuts/own.toml").string());
    EXPECT_EQ(p.gates.lost_area_share, 1e-5);
    EXPECT_EQ(p.gates.money_fen, 2);
    EXPECT_EQ(p.gates.unmatched_share, 0.1);
    EXPECT_EQ(p.gates.quarantined_share, 0);
    ASSERT_EQ(p.layers.size(), 2u);
    const auto& a = p.layers[0];
    EXPECT_EQ(a.role, "parcels");
    EXPECT_EQ(a.path, (folder / "a.shp").string() + "#layer one");
    EXPECT_EQ(a.shown_path, "a.shp#layer one");
    EXPECT_EQ(a.year, 2023);
    EXPECT_EQ(a.platform, "下沙");
    EXPECT_EQ(a.crs, "EPSG:4528");
    EXPECT_EQ(a.encoding, "GBK");
    EXPECT_EQ(a.shift, "GCJ-02");
    EXPECT_EQ(a.fields.at("parcel_id"), "宗地代码");
    EXPECT_EQ(a.units.at("deed_area_m2"), "亩");
    EXPECT_EQ(p.layers[1].path, "/data/ledger.csv");
    EXPECT_EQ(p.layers[1].fields.at("tax_paid"), "税收");
    EXPECT_TRUE(p.unknown_keys.empty());
    EXPECT_NE(p.raw.find("[gates]"), std::string::npos);
}

TEST_F(ProjectFile, an_empty_file_is_all_defaults) {
    const Project p = load("\xEF\xBB\xBF");
    EXPECT_EQ(p.name, "p");
    EXPECT_FALSE(p.as_of || p.year);
    EXPECT_EQ(p.area_basis, AreaBasis::automatic);
    EXPECT_EQ(p.gates.lost_area_share, 1e-6);
    EXPECT_TRUE(p.layers.empty());
}

TEST_F(ProjectFile, dates_as_text_and_names_of_the_area_basis) {
    EXPECT_EQ(load("as_of = \"2024年6月30日\"").as_of, mulens::make_date(2024, 6, 30));
    EXPECT_EQ(load("area_basis = \"auto\"").area_basis, AreaBasis::automatic);
    EXPECT_EQ(load("area_basis = \"deed\"").area_basis, AreaBasis::deed);
    EXPECT_EQ(load("area_basis = \"ellipsoid\"").area_basis, AreaBasis::ellipsoid);
}

TEST_F(ProjectFile, globs_are_expanded_in_order_with_the_layer_kept) {
    for (const char* name :
         {"parcels/2_b.shp", "parcels/1_a.shp", "parcels/10_c.shp", "parcels/1_a.dbf", "parcels/.x.shp"})
        touch(name);
    const Project p = load("[[layer]]\nrole = \"parcels\"\npath = \"parcels/*.shp#l\"\nplatform = \"x\"\n");
    ASSERT_EQ(p.layers.size(), 3u);
    EXPECT_EQ(p.layers[0].shown_path, "parcels/10_c.shp#l");
    EXPECT_EQ(p.layers[1].shown_path, "parcels/1_a.shp#l");
    EXPECT_EQ(p.layers[2].path, (folder / "parcels/2_b.shp").string() + "#l");
    EXPECT_EQ(p.layers[2].platform, "x");
    expect_error("\n[[layer]]\nrole = \"parcels\"\npath = \"none/*.shp\"\n", ExitCode::unreadable, 4, "none/*.shp");
}

TEST_F(ProjectFile, several_paths_in_one_layer_and_odd_names) {
    touch("a#1.csv");
    const Project p =
        load("[[layer]]\nrole = \"links\"\npath = [\"a#1.csv\", \"../up.csv\", \"/vsizip/x.zip/*.csv\"]\n");
    ASSERT_EQ(p.layers.size(), 3u);
    EXPECT_EQ(p.layers[0].path, (folder / "a#1.csv").string());
    EXPECT_EQ(p.layers[1].path, (folder.parent_path() / "up.csv").string());
    EXPECT_EQ(p.layers[2].path, "/vsizip/x.zip/*.csv");
}

TEST_F(ProjectFile, decisions_inline_and_as_tables) {
    const Project p = load(
        R"(decision = [{ parcel_id = "330114A", kind = "排除", date = 2024-05-01, new_value = 12.5 }, { parcel_id = "B" }]
)");
    ASSERT_EQ(p.decisions.size(), 2u);
    EXPECT_EQ(p.decisions[0].at("kind"), "排除");
    EXPECT_EQ(p.decisions[0].at("date"), "2024-05-01");
    EXPECT_EQ(p.decisions[0].at("new_value"), "12.5");
    EXPECT_EQ(load("[[decision]]\nkind = \"核实\"\nvalid_year = 2024\n").decisions[0].at("valid_year"), "2024");
    expect_error("[[decision]]\nkind = \"核实\"\nwhat = [1]\n", ExitCode::usage, 3, "decision.what is a list");
}

TEST_F(ProjectFile, unknown_keys_are_named_not_refused) {
    const Project p = load(
        "colour = 1\n[gates]\nx = 2\n[[layer]]\nrole = \"links\"\npath = \"a.csv\"\n[[layer]]\nrole = "
        "\"links\"\npath = \"b.csv\"\nopacity = 0.5\n[view]\nzoom = 3\n");
    EXPECT_EQ(p.unknown_keys, (std::vector<std::string>{"gates.x", "colour", "view", "layer[2].opacity"}));
}

TEST_F(ProjectFile, errors_name_file_and_line) {
    expect_error("name = \"a\"\nyear = = 3\n", ExitCode::usage, 2, "not valid TOML");
    expect_error("name = \"a\"\nyear = \"2024\"\n", ExitCode::usage, 2, "year is text; expected a year");
    expect_error("year = 24\n", ExitCode::usage, 1, "no year");
    expect_error("\n\nname = 3\n", ExitCode::usage, 3, "text in quotes");
    expect_error("as_of = \"soon\"\n", ExitCode::usage, 1, "no date");
    expect_error("as_of = 2024\n", ExitCode::usage, 1, "expected a date");
    expect_error("area_basis = \"green\"\n", ExitCode::usage, 1, "deed, plane or ellipsoid");
    expect_error("schema_version = 9\n", ExitCode::usage, 1, "reads 1 to 1");
    expect_error("gates = 3\n", ExitCode::usage, 1, "expected [gates]");
    expect_error("[gates]\nunmatched_share = -0.1\n", ExitCode::usage, 2, "negative");
    expect_error("[layer]\nrole = \"parcels\"\n", ExitCode::usage, 1, "two brackets");
    expect_error("\n[[layer]]\npath = \"a.shp\"\n", ExitCode::usage, 2, "no role");
    expect_error("[[layer]]\nrole = \"parcel\"\npath = \"a.shp\"\n", ExitCode::usage, 2,
                 "expected one of parcels, buildings");
    expect_error("\n[[layer]]\nrole = \"parcels\"\n", ExitCode::usage, 2, "no path");
    expect_error("[[layer]]\nrole = \"parcels\"\npath = 7\n", ExitCode::usage, 3, "text in quotes");
    expect_error("[[layer]]\nrole = \"parcels\"\npath = \"a\"\nshift = \"mars\"\n", ExitCode::usage, 4,
                 "GCJ-02 or BD-09");
    expect_error("[[layer]]\nrole = \"parcels\"\npath = \"a\"\nfields = { parcel_id = 3 }\n", ExitCode::usage, 4,
                 "fields.parcel_id");
}

TEST_F(ProjectFile, a_missing_project_is_unreadable) {
    for (const std::string& path : {(folder / "none.toml").string(), folder.string()}) try {
            (void)load_project(path);
            ADD_FAILURE() << path;
        } catch (const Error& e) {
            EXPECT_EQ(e.code(), ExitCode::unreadable);
            EXPECT_NE(std::string(e.what()).find(path), std::string::npos);
        }
}

TEST(Glob, patterns) {
    using mulens::config::matches;
    EXPECT_TRUE(matches("*.shp", "a.shp"));
    EXPECT_TRUE(matches("*_a*.s?p", "1_a_b.shp"));
    EXPECT_TRUE(matches("*", ""));
    EXPECT_TRUE(matches("a*a*a", "aaXaaXa"));
    EXPECT_FALSE(matches("*.shp", "a.shp.xml"));
    EXPECT_FALSE(matches("a?", "a"));
}

}  // namespace
