// Bad input: one clear sentence with the file and what to do, the documented exit code, nothing written.
#include "support/shared_sample.hpp"

#include <gtest/gtest.h>

#include <algorithm>

namespace {

using namespace test_support;

const std::string plot_file = "2_杭州大创小镇";  // UTF-8, EPSG:4549, with .prj and .cpg

/// A folder with good.shp and its companions from the small sample, and the working directory of the calls.
class BadInput : public testing::Test {
  protected:
    void SetUp() override { good("good"); }
    void good(const std::string& name) const {
        for (const char* ending : {".shp", ".shx", ".dbf", ".prj", ".cpg"})
            fs::copy_file(sample_folder(true) / "parcels" / (plot_file + ending), folder_ / (name + ending));
    }
    [[nodiscard]] std::string at(const std::string& name) const { return (folder_ / name).string(); }
    void write(const std::string& name, const std::string& text) const { put_bytes(folder_ / name, text); }

    /// The call fails with `code` and one line that holds every one of `parts`; nothing new lies in the folder.
    void fails(std::vector<std::string> arguments, int code, const std::vector<std::string>& parts) const {
        const bool score = arguments.front() == "score";
        if (score) arguments.insert(arguments.end(), {"--out", at("out")});
        const auto before = entries();
        const Outcome got = mulens(arguments);
        SCOPED_TRACE(got.err);
        EXPECT_EQ(got.code, code);
        EXPECT_EQ(got.out, "");
        EXPECT_TRUE(got.err.starts_with("mulens: "));
        EXPECT_EQ(std::count(got.err.begin(), got.err.end(), '\n'), 1);
        for (const auto& part : parts) EXPECT_NE(got.err.find(part), std::string::npos) << "no \"" << part << "\"";
        EXPECT_EQ(entries(), before);
    }
    [[nodiscard]] std::vector<std::string> entries() const {
        std::vector<std::string> names;
        for (const auto& entry : fs::directory_iterator(folder_.path()))
            names.push_back(entry.path().filename().string());
        std::sort(names.begin(), names.end());
        return names;
    }
    Scratch folder_;
};

std::vector<std::string> score(const std::string& option, const std::string& value) { return {"score", option, value}; }

TEST_F(BadInput, GoodFilesDoWork) {
    const Outcome got = mulens({"score", "--parcels", at("good.shp"), "--out", at("out"), "--formats", "none", "-q"});
    EXPECT_EQ(got.code, 0) << got.err;
    EXPECT_EQ(got.out + got.err, "");
}

TEST_F(BadInput, PartsOfAShapefileMissing) {
    for (const std::string ending : {".dbf", ".shx"}) {
        const std::string name = "no" + ending.substr(1);
        good(name);
        fs::remove(folder_ / (name + ending));
        fails(score("--parcels", at(name + ".shp")), 4, {name + ".shp", ending + " is missing", "copy"});
    }
}

TEST_F(BadInput, PartsOfAShapefileCutOff) {
    for (const std::string ending : {".shp", ".shx", ".dbf"}) {
        const std::string name = "cut" + ending.substr(1);
        good(name);
        fs::resize_file(folder_ / (name + ending), fs::file_size(folder_ / (name + ending)) / 2);
        fails(score("--parcels", at(name + ".shp")), 4, {name + ending, "cut off", "copy it again"});
    }
    good("zero");
    write("zero.shp", "");
    fails(score("--parcels", at("zero.shp")), 4, {"zero.shp", "copy it again"});
}

TEST_F(BadInput, NoReferenceSystemThatCouldBeTold) {
    write("local.csv", "parcel_id,WKT\nA1,\"POLYGON((1 1,300 1,300 300,1 300,1 1))\"\n");
    fails(score("--parcels", at("local.csv")), 5, {"local.csv", "--source-crs"});
    write("local.geojson",
          R"({"type":"FeatureCollection","features":[{"type":"Feature","properties":{"parcel_id":"A1"},"geometry":)"
          R"({"type":"Polygon","coordinates":[[[1,1],[300,1],[300,300],[1,300],[1,1]]]}}]})");
    fails(score("--parcels", at("local.geojson")), 5, {"local.geojson", "--source-crs"});
    fails({"score", "--parcels", at("good.shp"), "--source-crs", "good.shp=EPSG:99999999"}, 5,
          {"good.shp", "EPSG:99999999"});
}

TEST_F(BadInput, AWorkingReferenceSystemThatCannotMeasure) {
    for (const char* crs : {"EPSG:4326", "EPSG:4490", "EPSG:3857", "nonsense"})
        fails({"score", "--parcels", at("good.shp"), "--crs", crs}, 5, {crs, "--crs EPSG:"});
}

TEST_F(BadInput, AColumnThatIsNotThere) {
    fails({"score", "--parcels", at("good.shp"), "--map", "parcels.parcel_id=GHOST"}, 2,
          {"good.shp", "GHOST", "ZDDM", "--map parcels.parcel_id=COLUMN"});
    fails({"score", "--parcels", at("good.shp"), "--map", "parcels.ghost=ZDDM"}, 2, {"parcels.ghost", "parcel_id"});
    fails({"score", "--parcels", at("good.shp"), "--map", "ghosts.parcel_id=ZDDM"}, 2, {"ghosts", "roles are"});
    fails({"score", "--parcels", at("good.shp"), "--source-crs", "other.shp=EPSG:4549"}, 2, {"other.shp"});
    write("nokey.csv", "colour,tax\nred,5\n");
    fails({"score", "--parcels", at("good.shp"), "--enterprises", at("nokey.csv")}, 2,
          {"nokey.csv", "colour", "--map"});
}

TEST_F(BadInput, EmptyAndUnreadableFiles) {
    write("empty.geojson", R"({"type":"FeatureCollection","features":[]})");
    fails(score("--parcels", at("empty.geojson")), 4, {"empty.geojson", "no features"});
    write("headers.csv", "ent_id,tax\n");
    write("text.xlsx", "this is no workbook\n");
    fails({"score", "--parcels", at("good.shp"), "--enterprises", at("text.xlsx")}, 4, {"text.xlsx", "cannot be read"});
    for (const char* name : {"zero.gpkg", "zero.csv", "zero.geojson", "zero.xlsx"}) {
        write(name, "");
        fails(score("--parcels", at(name)), 4, {name, "empty (0 bytes)"});
    }
    write("broken.geojson", R"({"type":"FeatureCollection","features":[{"type":)");
    fails(score("--parcels", at("broken.geojson")), 4, {"broken.geojson"});
    fails(score("--parcels", at("missing.shp")), 4, {"missing.shp", "no such file"});
    fs::create_directory(folder_ / "a_folder");
    fails(score("--parcels", at("a_folder")), 4, {"a_folder", "is a folder"});
    fails(score("--parcels", at("good.shp") + "#ghost"), 2, {"good.shp", "ghost", "its layers are: good"});
}

TEST_F(BadInput, UnitsEncodingsDates) {
    const std::string project = sample_project(true);
    fails({"score", project, "--unit", "enterprises.tax_paid=furlong"}, 2, {"enterprises_20", "furlong", "万元"});
    fails({"score", "--parcels", at("good.shp"), "--encoding", "good.shp=KLINGON"}, 2, {"KLINGON", "GBK"});
    fails({"score", project, "--as-of", "2024-13-01"}, 2, {"2024-13-01", "2024-12-31"});
    fails({"score", project, "--as-of", "2023-02-29"}, 2, {"2023-02-29"});
    write("bare.csv", "ent_id,投资额,tax\nE1,100,5\n");
    fails({"score", "--parcels", at("good.shp"), "--enterprises", at("bare.csv")}, 2, {"bare.csv", "投资额", "--map"});
}

TEST_F(BadInput, Schemes) {
    const std::string project = sample_project(true);
    fails({"score", project, "--scheme", "ghost"}, 2, {"ghost", "demo", "zhejiang-default"});
    fails({"score", project, "--cut-from", "ghost"}, 2, {"ghost"});
    std::string text = bytes_of(fs::path(MULENS_SOURCE_DIR) / "data/schemes/demo.toml");
    text.insert(text.find("mode = \"quota\""), "frobnicate = 3\n");
    write("own.toml", text);
    const auto line =
        1 + std::count(text.begin(), text.begin() + static_cast<std::ptrdiff_t>(text.find("frobnicate")), '\n');
    fails({"score", project, "--scheme", at("own.toml")}, 2, {"own.toml:" + std::to_string(line), "frobnicate"});
    // 淮安 compares with last year's means; a project of one year has none.
    write("one_year.toml",
          "schema_version = 1\nname = \"one year\"\nyear = 2024\nscheme = \"huaian-2024\"\n"
          "[[layer]]\nrole = \"parcels\"\npath = \"good.shp\"\n"
          "[[layer]]\nrole = \"enterprises\"\npath = \"" +
              (sample_folder(true) / "enterprises_2024.xlsx").string() + "\"\nyear = 2024\n");
    fails({"score", at("one_year.toml")}, 2, {"huaian-2024", "year before"});
}

TEST_F(BadInput, Projects) {
    const std::string head = "schema_version = 1\nname = \"p\"\n";
    const std::string layer = "[[layer]]\nrole = \"parcels\"\npath = \"good.shp\"\n";
    const std::vector<std::pair<std::string, std::vector<std::string>>> wrong{
        {head + "year = \n" + layer, {":3"}},
        {head + "[[layer]]\nrole = \"parcles\"\npath = \"good.shp\"\n", {":4", "parcles", "parcels"}},
        {head + "year = \"many\"\n" + layer, {":3", "year"}},
        {head + "area_basis = \"guess\"\n" + layer, {":3", "guess", "deed"}},
        {head, {"no parcels"}},
        {"", {"no parcels"}},
        {head + "[gates]\nlost_area_share = \"much\"\n" + layer, {":4", "lost_area_share"}},
    };
    for (std::size_t i = 0; i < wrong.size(); ++i) {
        const std::string name = "wrong" + std::to_string(i) + ".toml";
        write(name, wrong[i].first);
        auto parts = wrong[i].second;
        if (parts[0][0] == ':')
            parts[0] = name + parts[0];
        else
            parts.push_back(name);
        fails({"score", at(name)}, 2, parts);
    }
    fails({"score", at("missing.toml")}, 4, {"missing.toml"});
    write("lost.toml", head + "[[layer]]\nrole = \"parcels\"\npath = \"lost.shp\"\n");
    fails({"score", at("lost.toml")}, 4, {"lost.shp"});
    fails({"score"}, 2, {"PROJECT.toml", "--parcels"});
}

TEST_F(BadInput, TwoProjectsOfOneName) {
    write("a.toml", "schema_version = 1\nname = \"twin\"\n[[layer]]\nrole = \"parcels\"\npath = \"good.shp\"\n");
    fs::copy_file(folder_ / "a.toml", folder_ / "b.toml");
    fails({"score", at("a.toml"), at("b.toml")}, 2, {"twin"});
}

TEST_F(BadInput, FormatsAndPrevious) {
    const std::string project = sample_project(true);
    fails({"score", project, "--formats", "gpkg,dwg"}, 2, {"dwg", "gpkg", "none"});
    fails({"score", project, "--headers", "latin"}, 2, {"latin", "zh"});
    fails({"score", project, "--edition", "secret"}, 2, {"secret", "public"});
    fails({"score", project, "--previous", at("nowhere")}, 4, {"nowhere", "idle.csv"});
}

TEST_F(BadInput, ExportConditions) {
    const std::string project = sample_project(true), out = at("out.csv");
    fails({"export", project, "--out", out, "--where", "ghost < 5"}, 2, {"ghost"});
    fails({"export", project, "--out", out, "--where", "tax_per_mu <"}, 2, {"tax_per_mu <"});
    fails({"export", project, "--out", out, "--where", "1; DROP TABLE parcels"}, 2, {"DROP"});
    fails({"export", project, "--out", out, "--order-by", "ghost"}, 2, {"ghost"});
    fails({"export", project, "--out", out, "--columns", "parcel_id,ghost"}, 2, {"ghost"});
    fails({"export", project, "--out", out, "--layer", "ghosts"}, 2, {"ghosts", "parcels"});
    fails({"export", project, "--out", at("out.dwg")}, 2, {"out.dwg", "gpkg"});
}

TEST_F(BadInput, WrongUsageIsOneSentenceWithTheNearestOption) {
    const std::string good = at("good.shp");
    const auto wrong = [&](std::vector<std::string> arguments, const std::vector<std::string>& parts) {
        fails(std::move(arguments), 2, parts);
    };
    // Unknown options and commands, on every level, before anything else that is wrong.
    wrong({"find", "--parcels", good, "--min-moo", "5"}, {"find has no option --min-moo", "did you mean --min-mu?"});
    wrong({"plan", "--bugdet=5", "-z"}, {"plan has no option --bugdet;", "did you mean --budget?", "plan --help"});
    wrong({"check", "--parcles", good}, {"check has no option --parcles", "did you mean --parcels?"});
    wrong({"scheme", "diff", "--jsn"}, {"scheme diff has no option --jsn"});
    wrong({"plann"}, {"no command plann", "did you mean plan?"});
    wrong({"--quite", "plan"}, {"mulens has no option --quite"});
    wrong({"projects", "--quiett"}, {"did you mean --quiet?"});
    // Nothing is like it: no guess is made.
    const Outcome far = mulens({"find", "--zzzzzz"});
    EXPECT_EQ(far.code, 2);
    EXPECT_EQ(far.err, "mulens: find has no option --zzzzzz (mulens find --help lists them)\n");
    // A command, an option or a value that is missing.
    wrong({"scheme"}, {"scheme needs a command: list, check"});
    wrong({"find", "--min-mu"}, {"find: --min-mu needs a number"});
    wrong({"find", "--near"}, {"--near needs a value (PARCEL:METRES)"});
    wrong({"plan", "--min-mu", "--max-mu", "5"}, {"--min-mu needs a value", "--max-mu is the next option"});
    wrong({"plan", "--group-min-mu", "5"}, {"--group-min-mu says something only with --assemble"});
    EXPECT_EQ(mulens({"score", good}).err, "mulens: score needs --out DIR\n");
    // --help names units and forms, not the library's checks.
    const Outcome help = mulens({"find", "--help"});
    EXPECT_EQ(help.code, 0);
    for (const char* inner : {":POSITIVE", ":NONNEGATIVE", ":INT in", "TEXT:{"})
        EXPECT_EQ(help.out.find(inner), std::string::npos) << inner;
    EXPECT_NE(help.out.find("--lang zh|en=zh"), std::string::npos);
    // Values of the wrong kind, or out of range.
    wrong({"find", "--min-mu", "many"}, {"find: --min-mu needs a number, not many"});
    wrong({"plan", "--nodes", "1.5"}, {"--nodes needs a whole number, not 1.5"});
    wrong({"plan", "--rows", "-1"}, {"--rows -1: must be 0 or more"});
    wrong({"plan", "--years", "5,x"}, {"--years needs numbers with commas between, not 5,x"});
    wrong({"find", "--max-plots", "99"}, {"--max-plots 99: must lie between 1 and 8"});
    wrong({"find", "--year", "abc"}, {"--year needs a number, not abc"});
    wrong({"find", "--max-mu", "-5"}, {"--max-mu -5: must be more than 0"});
    wrong({"find", "--gap", "-1"}, {"--gap -1: must be 0 or more"});
    wrong({"find", "--lang", "fr"}, {"--lang fr: none of zh, en"});
}

}  // namespace
