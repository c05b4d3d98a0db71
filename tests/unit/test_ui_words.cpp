// The window's words: both languages everywhere, and every key that code asks for is there.
#include "config/words.hpp"

#include <gtest/gtest.h>

#include <filesystem>
#include <fstream>
#include <iterator>
#include <regex>
#include <set>

namespace mulens {
namespace {

namespace fs = std::filesystem;

std::string text_of_file(const fs::path& path) {
    std::ifstream in(path);
    return {std::istreambuf_iterator<char>(in), {}};
}

TEST(UiWords, BothLanguagesAndNoBlanksAtTheEnds) {
    const auto words = config::load_words("data/ui/");
    ASSERT_GT(words.size(), 250U);
    for (const auto& [key, pair] : words)
        for (const auto& text : {pair.zh, pair.en}) {
            ASSERT_FALSE(text.empty()) << key;
            EXPECT_NE(text.front(), ' ') << key;
            EXPECT_NE(text.back(), ' ') << key;
        }
}

TEST(UiWords, BothLanguagesFillInTheSameNumberOfValues) {
    for (const auto& [key, pair] : config::load_words("data/ui/")) {
        const auto places = [](const std::string& text) { return std::count(text.begin(), text.end(), '{'); };
        EXPECT_EQ(places(pair.zh), places(pair.en)) << key;
    }
}

TEST(UiWords, NoWordThatOfficesMustNotSay) {
    for (const auto& [key, pair] : config::load_words("data/ui/"))
        for (const char* never : {"劣质", "垃圾", "僵尸", "罚款", "没收"})
            EXPECT_EQ(pair.zh.find(never), std::string::npos) << key;
}

TEST(UiWords, EveryKeyThatCodeNamesIsThere) {
    const auto words = config::load_words("data/ui/");
    const std::regex asked(R"re(\btr\((?:[a-z_.]*lang\(?\)?, *)?"([a-zA-Z_]+)"\))re");
    std::set<std::string> missing;
    std::size_t found = 0;
    for (const char* room : {"ui", "app", "shell"})
        for (const auto& entry : fs::recursive_directory_iterator(fs::path(MULENS_SOURCE_DIR) / "src/view" / room)) {
            if (!entry.is_regular_file()) continue;
            const std::string text = text_of_file(entry.path());
            for (std::sregex_iterator it(text.begin(), text.end(), asked), end; it != end; ++it) {
                ++found;
                const std::string key = (*it)[1];
                if (words.find(key) == words.end()) missing.insert(key + " in " + entry.path().filename().string());
            }
        }
    EXPECT_GT(found, 150U);
    EXPECT_TRUE(missing.empty()) << *missing.begin();
}

}  // namespace
}  // namespace mulens
