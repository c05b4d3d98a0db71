// The structure holds: no #include runs up the table of edges, no file grows past 500 lines.
#include <gtest/gtest.h>

#include <filesystem>
#include <fstream>
#include <map>
#include <regex>
#include <set>
#include <sstream>
#include <string>

namespace {

namespace fs = std::filesystem;

struct Room {
    std::string floor;
    std::set<std::string> uses;
};

std::map<std::string, Room> read_rooms() {
    std::map<std::string, Room> rooms;
    std::ifstream in(MULENS_BINARY_DIR "/rooms.txt");
    std::string line;
    while (std::getline(in, line)) {
        const auto slash = line.find('/');
        const auto colon = line.find(':');
        Room room{line.substr(0, slash), {}};
        std::istringstream words(line.substr(colon + 1));
        for (std::string word; words >> word;) {
            room.uses.insert(word);
            const auto& below = rooms.at(word).uses;  // rooms are declared bottom up
            room.uses.insert(below.begin(), below.end());
        }
        rooms[line.substr(slash + 1, colon - slash - 1)] = room;
    }
    return rooms;
}

std::string text_of(const fs::path& path) {
    std::ifstream in(path);
    return {std::istreambuf_iterator<char>(in), {}};
}

TEST(Rooms, NoIncludeRunsUp) {
    const auto rooms = read_rooms();
    ASSERT_GE(rooms.size(), 10U);
    const std::regex include("#include \"([a-z_]+)/");
    for (const auto& [name, room] : rooms) {
        const fs::path folder = fs::path(MULENS_SOURCE_DIR) / "src" / room.floor / name;
        if (!fs::exists(folder)) continue;
        for (const auto& entry : fs::recursive_directory_iterator(folder)) {
            if (!entry.is_regular_file()) continue;
            const std::string text = text_of(entry.path());
            for (std::sregex_iterator it(text.begin(), text.end(), include), end; it != end; ++it) {
                const std::string used = (*it)[1];
                if (!rooms.contains(used)) continue;
                EXPECT_TRUE(used == name || room.uses.contains(used))
                    << entry.path() << " includes " << used << ", which room " << name << " may not use";
            }
        }
    }
}

TEST(Rooms, EachLibraryIsTouchedInItsRoomOnly) {
    const std::map<std::string, std::set<std::string>> owners{{"geos_c.h", {"geos"}},
                                                              {"proj.h", {"crs"}},
                                                              {"toml++", {"config"}},
                                                              {"gdal", {"read", "write", "sample"}},
                                                              {"ogr", {"read", "write", "sample"}},
                                                              {"sqlite3.h", {"query"}},
                                                              {"xlsxwriter", {"write", "sample"}},
                                                              {"openssl", {"base"}},
                                                              {"epoxy", {"render"}},
                                                              {"stb", {"render"}},
                                                              {"GL/glu.h", {"scene"}},
                                                              {"freetype", {"text"}},
                                                              {"ft2build", {"text"}},
                                                              {"fontconfig", {"text"}},
                                                              {"unicode", {"text"}},
                                                              {"cairo", {"paper"}},
                                                              {"imgui", {"ui", "shell"}},
                                                              {"GLFW", {"shell"}},
                                                              {"CLI", {"cli"}}};
    const std::regex include("#include <([A-Za-z0-9_+.]+)");
    for (const auto& entry : fs::recursive_directory_iterator(MULENS_SOURCE_DIR "/src")) {
        if (!entry.is_regular_file()) continue;
        const std::string room = entry.path().parent_path().filename();
        const std::string above = entry.path().parent_path().parent_path().filename();
        const std::string text = text_of(entry.path());
        for (std::sregex_iterator it(text.begin(), text.end(), include), end; it != end; ++it) {
            const std::string header = (*it)[1];
            for (const auto& [prefix, allowed] : owners) {
                if (!header.starts_with(prefix)) continue;
                EXPECT_TRUE(allowed.contains(room) || allowed.contains(above))
                    << entry.path() << " includes <" << header << ">";
            }
        }
    }
}

TEST(Rooms, NoFilePasses500Lines) {
    for (const char* top : {"src", "tests", "benchmarks"}) {
        for (const auto& entry : fs::recursive_directory_iterator(fs::path(MULENS_SOURCE_DIR) / top)) {
            const auto extension = entry.path().extension();
            if (extension != ".cpp" && extension != ".hpp") continue;
            const std::string text = text_of(entry.path());
            EXPECT_LE(std::count(text.begin(), text.end(), '\n'), 500) << entry.path();
        }
    }
}

}  // namespace
