// The committed reference pages against what the binary prints, and the README against what a run writes.
#include <gtest/gtest.h>

#include <unistd.h>
#include <algorithm>
#include <array>
#include <cstdio>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <memory>
#include <regex>
#include <set>
#include <sstream>
#include <string>

namespace {

namespace fs = std::filesystem;

std::string text_of(const fs::path& path) {
    std::ifstream in(path, std::ios::binary);
    EXPECT_TRUE(in) << path << " is missing";
    return {std::istreambuf_iterator<char>(in), {}};
}

std::string page(const std::string& name) { return text_of(fs::path(MULENS_SOURCE_DIR) / name); }

struct Output {
    std::string text;
    int status = -1;
};

Output run_program(const std::string& arguments) {
    const std::string command = std::string("'" MULENS_BINARY "' ") + arguments;
    FILE* pipe = popen(command.c_str(), "r");
    if (pipe == nullptr) return {};
    Output out;
    std::array<char, 4096> block{};
    for (std::size_t n = 0; (n = fread(block.data(), 1, block.size(), pipe)) > 0;) out.text.append(block.data(), n);
    out.status = pclose(pipe);
    return out;
}

std::set<std::string> matches(const std::string& text, const std::string& pattern) {
    const std::regex regex(pattern);
    std::set<std::string> out;
    for (std::sregex_iterator it(text.begin(), text.end(), regex), end; it != end; ++it) out.insert((*it)[1]);
    return out;
}

/// A folder of its own, gone afterwards.
class Folder {
  public:
    Folder() : path_(fs::temp_directory_path() / ("mulens-docs-" + std::to_string(getpid()))) {
        fs::remove_all(path_);
        fs::create_directories(path_);
    }
    ~Folder() { fs::remove_all(path_); }
    Folder(const Folder&) = delete;
    Folder& operator=(const Folder&) = delete;
    [[nodiscard]] std::string file(const std::string& name) const { return (path_ / name).string(); }

  private:
    fs::path path_;
};

TEST(Docs, ReferencePagesAreWhatTheBinaryPrints) {
    const char* again = "write them again: cmake --build --preset release --target docs";
    for (const std::string topic : {"columns", "metrics", "findings", "fields"})
        EXPECT_EQ(page("docs/" + topic + ".md"), run_program("help " + topic).text) << again;
    EXPECT_EQ(page("docs/mulens.1"), run_program("help man").text) << again;
    EXPECT_EQ(page("docs/exit-codes.md"), "# Exit codes\n\n```text\n" + run_program("help exit-codes").text + "```\n")
        << again;
    EXPECT_EQ(page("docs/commands.md"), run_program("help commands").text) << again;
}

TEST(Docs, EveryOptionThatThePagesNameExists) {
    std::string manual = run_program("help man").text;
    manual = std::regex_replace(manual, std::regex(R"(\\-)"), "-");
    const auto known = matches(manual, R"((--[a-z][a-z-]+))");
    ASSERT_GT(known.size(), 30U);
    // Options of cmake, which the pages show too.
    const std::set<std::string> others{"--preset", "--build", "--target"};
    for (const char* name : {"README.md", "docs/schemes.md", "docs/method.md"})
        for (const auto& option : matches(page(name), R"((--[a-z][a-z-]+))"))
            EXPECT_TRUE(known.contains(option) || others.contains(option)) << name << " names " << option;
}

TEST(Docs, TheSchemeGuideNamesEveryKeyThatTheLoaderReads) {
    const std::string guide = page("docs/schemes.md");
    std::set<std::string> keys;
    for (const char* part : {"parse", "judged", "scoring", "low"}) {
        const std::string source = page(std::string("src/core/config/scheme_") + part + ".cpp");
        keys.merge(matches(
            source,
            R"re(\.(?:text|texts|text_or|required_text|number_or|required_number|numbers|integer|flag_or|choice_or|date|table|tables)\(\s*"([a-z_]+)")re"));
        keys.merge(
            matches(source, R"re(parse_(?:op|grade|grades|number_map|points)\([a-z]+, (?:scheme, )?"([a-z_]+)")re"));
    }
    ASSERT_GT(keys.size(), 60U);
    for (const auto& key : keys)
        EXPECT_TRUE(std::regex_search(guide, std::regex("[`\\[.]" + key + "[`\\]]")))
            << "docs/schemes.md does not explain " << key;
}

TEST(Docs, TheReadmeListsTheSchemesThatShip) {
    const std::string readme = page("README.md");
    for (const auto& name : matches(run_program("scheme list").text, R"((?:^|\n)([a-z0-9-]+) )"))
        EXPECT_NE(readme.find("| `" + name + "` |"), std::string::npos) << name;
}

/// A line as it would be for any figures: digits gone, runs of blanks one blank.
std::string shape_of(const std::string& line) {
    const std::string text = std::regex_replace(line, std::regex("[0-9][0-9,.]*|–"), "#");
    return std::regex_replace(text, std::regex(" +"), " ");
}

TEST(Docs, TheReadmeNamesEveryFileOfTheResults) {
    const Folder folder;
    ASSERT_EQ(run_program("sample --scale 0.05 --quiet --out '" + folder.file("sample") + "'").status, 0);
    const auto run = run_program("score '" + folder.file("sample") +
                                 "/qiantang.toml' --members --formats gpkg,geojson,csv,xlsx,shp,fgb --out '" +
                                 folder.file("results") + "'");
    ASSERT_NE(run.status, -1);
    const std::string readme = page("README.md");
    std::set<std::string> shapes;
    std::istringstream screen(run.text);
    for (std::string line; std::getline(screen, line);) shapes.insert(shape_of(line));
    const std::size_t block = readme.find("钱塘示例(虚构)");
    std::istringstream shown(readme.substr(block, readme.find("```", block) - block));
    for (std::string line; std::getline(shown, line);)
        if (!line.empty() && line.find("…") == std::string::npos && !line.starts_with("Results in")) {
            const std::string shape = shape_of(line);
            const bool printed =
                std::any_of(shapes.begin(), shapes.end(), [&](const auto& s) { return s.starts_with(shape); });
            EXPECT_TRUE(printed) << "a run prints no such line any more: " << line;
        }
    int files = 0;
    for (const auto& entry : fs::directory_iterator(folder.file("results"))) {
        const std::string name = entry.path().filename().string();
        const std::string ending = entry.path().extension().string();
        ++files;
        const bool stands_for_itself = readme.find("`" + name + "`") != std::string::npos;
        // parcels.* of the formats that are not written unasked, with the parts of a shapefile; types beside tables.
        const bool parcels = name.starts_with("parcels.");
        const bool types = ending == ".csvt" && readme.find("`*.csvt`") != std::string::npos;
        EXPECT_TRUE(stands_for_itself || parcels || types) << name << " is not in the README";
    }
    EXPECT_GT(files, 20);
    // And the other way round: nothing that the README promises is missing.
    const std::string table = readme.substr(readme.find("## The results"),
                                            readme.find("How the numbers are defined") - readme.find("## The results"));
    for (const auto& name : matches(table, "`([^`*/ ]+\\.(?:csv|geojson|gpkg|xlsx|json))`"))
        EXPECT_TRUE(fs::exists(fs::path(folder.file("results")) / name)) << "the README promises " << name;
}

}  // namespace
