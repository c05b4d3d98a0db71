#include "write/options.hpp"

#include "base/error.hpp"
#include "base/text.hpp"

#include <algorithm>
#include <array>

namespace mulens::write {
namespace {

constexpr std::array<const char*, 6> names{"gpkg", "geojson", "csv", "xlsx", "shp", "fgb"};

}  // namespace

const char* extension(Format format) { return names[static_cast<std::size_t>(format)]; }

std::vector<Format> default_formats() { return {Format::gpkg, Format::csv, Format::xlsx}; }

std::optional<Format> format_of(const std::string& name_or_path) {
    const std::size_t dot = name_or_path.find_last_of("./");
    std::string ending =
        dot == std::string::npos || name_or_path[dot] == '/' ? name_or_path : name_or_path.substr(dot + 1);
    for (char& c : ending)
        if (c >= 'A' && c <= 'Z') c = static_cast<char>(c - 'A' + 'a');
    if (ending == "json") ending = "geojson";
    const auto it = std::find(names.begin(), names.end(), ending);
    if (it == names.end()) return std::nullopt;
    return static_cast<Format>(it - names.begin());
}

std::vector<Format> parse_formats(const std::string& list) {
    std::vector<Format> formats;
    if (trimmed(list) == "none") return formats;
    for (const auto& part : split(list, ',')) {
        const std::string word(trimmed(part));
        const auto format = word.find('.') == std::string::npos ? format_of(word) : std::nullopt;
        if (!format)
            throw Error::make(ExitCode::usage,
                              "unknown format \"{}\"; there are gpkg, geojson, csv, xlsx, shp, fgb and none", word);
        formats.push_back(*format);
    }
    std::sort(formats.begin(), formats.end());
    formats.erase(std::unique(formats.begin(), formats.end()), formats.end());
    return formats;
}

Headers parse_headers(const std::string& word) {
    if (word == "zh") return Headers::zh;
    if (word == "en") return Headers::en;
    if (word == "both") return Headers::both;
    throw Error::make(ExitCode::usage, "unknown --headers \"{}\"; there are zh, en and both", word);
}

Edition parse_edition(const std::string& word) {
    if (word == "full") return Edition::full;
    if (word == "public") return Edition::public_;
    throw Error::make(ExitCode::usage, "unknown --edition \"{}\"; there are full and public", word);
}

}  // namespace mulens::write
