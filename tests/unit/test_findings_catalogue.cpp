// Every finding that the source can make stands in data/findings.toml with the same severity, and every entry is made
// somewhere.
#include "config/findings.hpp"

#include <gtest/gtest.h>

#include <filesystem>
#include <fstream>
#include <iterator>
#include <map>
#include <regex>
#include <set>
#include <string>

namespace mulens {
namespace {

namespace fs = std::filesystem;

std::map<std::string, std::string> engine_sources() {
    std::map<std::string, std::string> out;
    for (const char* room : {"read", "check", "overlay", "ledger", "rules", "projects", "pipeline"})
        for (const auto& entry : fs::recursive_directory_iterator(fs::path(MULENS_SOURCE_DIR) / "src/engine" / room)) {
            if (entry.path().extension() != ".cpp") continue;
            std::ifstream in(entry.path(), std::ios::binary);
            out[entry.path().lexically_relative(MULENS_SOURCE_DIR).string()] = {std::istreambuf_iterator<char>(in), {}};
        }
    return out;
}

struct Made {
    std::string file, code, severity;  ///< severity "" = the catalogue's own is used
};

void collect(const std::string& file, const std::string& text, const std::regex& pattern, bool with_severity,
             std::vector<Made>& out) {
    for (auto it = std::sregex_iterator(text.begin(), text.end(), pattern); it != std::sregex_iterator(); ++it)
        out.push_back({file, (*it)[1], with_severity ? ((*it)[2].matched ? it->str(2) : "warning") : ""});
}

std::vector<Made> findings_made() {
    const std::regex by_catalogue(R"((?:report|make_finding|building_finding)\(\s*"([a-z_]+)\")");
    const std::regex with_severity(R"(\"([a-z_]+)\",\s*Severity::(\w+))");
    // `.code = "x";` with the severity, where it is not the default, in the line below
    const std::regex by_member(R"(\.code = \"([a-z_]+)\";(?:\s*\w+\.severity = Severity::(\w+);)?)");
    const std::regex survey_warning(R"(\bwarn\(\s*\"([a-z_]+)\")");
    std::vector<Made> out;
    for (const auto& [file, text] : engine_sources()) {
        collect(file, text, by_catalogue, false, out);
        collect(file, text, with_severity, true, out);
        collect(file, text, by_member, true, out);
        collect(file, text, survey_warning, false, out);
    }
    return out;
}

TEST(FindingCatalogue, HoldsEveryCodeOfTheSourceWithItsSeverity) {
    std::map<std::string, std::string> known;
    for (const auto& info : config::finding_catalogue()) known[info.code] = name_of(info.severity);
    const auto made = findings_made();
    ASSERT_GT(made.size(), 40U) << "the patterns of this test no longer find the findings";
    for (const auto& m : made) {
        const auto it = known.find(m.code);
        ASSERT_NE(it, known.end()) << m.file << ": " << m.code << " is not in data/findings.toml";
        if (!m.severity.empty()) {
            EXPECT_EQ(m.severity, it->second) << m.file << ": " << m.code;
        }
    }
}

TEST(FindingCatalogue, HasNoEntryThatNothingMakes) {
    std::string all;
    for (const auto& [file, text] : engine_sources()) all += text;
    for (const auto& info : config::finding_catalogue())
        EXPECT_NE(all.find('"' + info.code + '"'), std::string::npos) << info.code;
}

TEST(FindingCatalogue, SaysWhatIsWrongAndWhatToDoInBothLanguages) {
    for (const auto& info : config::finding_catalogue()) {
        for (const auto* text : {&info.zh, &info.en, &info.todo_zh, &info.todo_en}) {
            EXPECT_FALSE(text->empty()) << info.code;
            EXPECT_FALSE(text->ends_with('.')) << info.code << ": a detail may follow";
        }
    }
}

}  // namespace
}  // namespace mulens
