#include "overlay/platforms.hpp"

#include "base/text.hpp"

#include <algorithm>
#include <cctype>
#include <filesystem>

namespace mulens::overlay {
namespace {

// Cut at ; 、 and , in both widths.
std::vector<std::string> aliases_of(std::string_view text) {
    std::vector<std::string> found(1);
    while (!text.empty()) {
        std::size_t cut = 0;
        for (const std::string_view mark : {";", ",", "、", "；", "，"})
            if (text.starts_with(mark)) cut = mark.size();
        if (cut > 0)
            found.emplace_back();
        else
            found.back().push_back(text.front());
        text.remove_prefix(cut > 0 ? cut : 1);
    }
    return found;
}

}  // namespace

bool covers_district(std::string_view platform_kind) {
    std::string lower(platform_kind);
    std::transform(lower.begin(), lower.end(), lower.begin(),
                   [](unsigned char c) { return static_cast<char>(std::tolower(c)); });
    for (const char* word : {"全域", "全区", "district"})
        if (lower.find(word) != std::string::npos) return true;
    return false;
}

PlatformCatalogue::PlatformCatalogue(const table::Layer& platforms) {
    const table::Table& rows = platforms.table;
    for (Row row = 0; row < rows.rows(); ++row) {
        const std::string_view name = rows.text("name", row);
        names_.emplace_back(name.empty() ? rows.text("plat_id", row) : name);
        wide_.push_back(covers_district(rows.text("platform_kind", row)));
        for (const char* field : {"plat_id", "name", "name_en"}) add_key(rows.text(field, row), row);
        for (const std::string& alias : aliases_of(rows.text("alias", row))) add_key(alias, row);
    }
}

void PlatformCatalogue::add_key(std::string_view key, Row platform) {
    const std::string normal = normalised_key(key);
    if (!normal.empty()) keys_.try_emplace(normal, platform);  // the first in catalogue order keeps a shared alias
}

std::optional<Row> PlatformCatalogue::find(std::string_view text) const {
    const auto it = keys_.find(normalised_key(text));
    return it == keys_.end() ? std::nullopt : std::optional(it->second);
}

std::optional<Row> PlatformCatalogue::find_file(std::string_view path) const {
    return find(std::filesystem::path(path.substr(0, path.find('#'))).stem().string());
}

std::vector<bool> district_wide_sources(const table::Layer& parcels, const PlatformCatalogue& platforms) {
    std::vector<bool> wide(parcels.sources.size(), false);
    std::vector<bool> seen(parcels.sources.size(), false);
    for (Row row = 0; row < parcels.rows(); ++row) {
        const std::size_t source = parcels.source[row];
        if (seen[source]) continue;
        seen[source] = true;
        const std::string_view declared = parcels.table.text("source_platform", row);
        const auto platform = declared.empty() ? platforms.find_file(parcels.file_of(row)) : platforms.find(declared);
        wide[source] = platform && platforms.district_wide(*platform);
    }
    return wide;
}

}  // namespace mulens::overlay
