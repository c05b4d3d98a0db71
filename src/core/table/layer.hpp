// A layer as the engine holds it: attributes under canonical names and units, geometry in the working CRS, and where
// each row came from.
#pragma once

#include "geom/polygons.hpp"
#include "table/table.hpp"

#include <cstdint>
#include <string>
#include <vector>

namespace mulens::table {

/// One input file (or layer of a file) and what was found out or assumed about it; goes to the manifest.
struct SourceInfo {
    std::string role;
    std::string path;  ///< as the user named it
    std::string layer_name;
    std::string driver;
    std::string encoding;         ///< "" where the format fixes it
    std::string encoding_reason;  ///< "declared", "detected: …", "option"
    std::string crs;              ///< "EPSG:4528", "" for tables
    std::string crs_reason;
    std::string shift;  ///< "GCJ-02", "BD-09" where the project said so and it was taken back
    std::uint64_t rows = 0;
    std::uint64_t bytes = 0;               ///< of all files that belong to it
    std::string sha256;                    ///< of those files in name order; "" until asked for
    std::vector<std::string> fields;       ///< "canonical = source column [unit]" as mapped
    std::vector<std::string> assumptions;  ///< sentences: what was guessed, with the option that overrides it
};

struct Layer {
    std::string role;
    Table table;
    geom::Polygons geometry;            ///< table.rows() features, or none at all for plain tables
    std::vector<std::uint16_t> source;  ///< per row: index into sources
    std::vector<Row> source_row;        ///< per row: 0-based row in that source
    std::vector<SourceInfo> sources;

    [[nodiscard]] Row rows() const { return table.rows(); }
    [[nodiscard]] bool spatial() const { return geometry.size() == table.rows() && geometry.size() > 0; }
    [[nodiscard]] const std::string& file_of(Row row) const { return sources[source[row]].path; }
};

}  // namespace mulens::table
