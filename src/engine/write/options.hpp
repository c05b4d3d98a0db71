// What the user asked the writers for.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

namespace mulens::write {

enum class Headers : std::uint8_t { zh, en, both };
enum class Edition : std::uint8_t { full, public_ };
enum class Format : std::uint8_t { gpkg, geojson, csv, xlsx, shp, fgb };

/// gpkg, csv, xlsx.
[[nodiscard]] std::vector<Format> default_formats();

struct WriteOptions {
    std::vector<Format> formats = default_formats();  ///< empty = none: the summary set only
    /// Headers of XLSX files. Unset: Chinese in the lists for people, canonical names in parcels.xlsx.
    std::optional<Headers> headers;
    Edition edition = Edition::full;
    bool yes_publish = false;  ///< the public edition may hold parcel GeoJSON
    bool csv_bom = false;      ///< for Excel
    bool members = false;      ///< reconciliation.csv: which rows are in which line (never in the public edition)
    unsigned threads = 1;
    std::string program_version;
    std::string written_at;  ///< clock time for the manifest; "" (default) keeps the bytes reproducible
};

/// "gpkg,csv" → formats in the order of `Format`, "none" → none. Throws Error(usage) for an unknown one.
[[nodiscard]] std::vector<Format> parse_formats(const std::string& list);
[[nodiscard]] Headers parse_headers(const std::string& word);
[[nodiscard]] Edition parse_edition(const std::string& word);
/// By name or by the ending of a file name; nothing where it is none of ours.
[[nodiscard]] std::optional<Format> format_of(const std::string& name_or_path);
[[nodiscard]] const char* extension(Format format);

}  // namespace mulens::write
