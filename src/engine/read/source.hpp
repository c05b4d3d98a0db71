// What a reader gives, whatever the format: columns found at opening, then chunks of canonical values and geometry.
#pragma once

#include "base/diagnostics.hpp"
#include "geom/polygons.hpp"
#include "read/mapping.hpp"
#include "read/values.hpp"

#include <memory>
#include <string>
#include <vector>

namespace mulens::read {

/// Rows of one source, in source order. geometry has one feature a row, or none for plain tables.
struct Chunk {
    geom::Polygons geometry;
    std::vector<ValueColumn> columns;       ///< one a field of the FieldMap, in its order
    std::vector<Row> source_row;            ///< 0-based row in the source
    std::vector<Trouble> geometry_trouble;  ///< features that are no polygon or could not be read
    std::vector<Trouble> row_trouble;       ///< rows with more or fewer cells than the header
    std::uint64_t begin = 0;                ///< bytes of the file that this piece took, for the check that
    std::uint64_t end = 0;                  ///< pieces join (0, 0: not told)

    [[nodiscard]] Row rows() const { return static_cast<Row>(source_row.size()); }
    void start(const FieldMap& map, Row expected);
};

/// Found out when the source was opened.
struct SourceFacts {
    std::string driver;
    std::string layer_name;
    std::string encoding;  ///< "" where the format fixes it
    std::string encoding_reason;
    std::string declared_crs;  ///< "EPSG:n", WKT or ""
    geom::Box box;             ///< in the source's CRS; empty where unknown
    bool spatial = false;
    Row rows = 0;              ///< records; deleted ones are left out later, so fewer may come
    std::uint64_t points = 0;  ///< upper bound of vertices, 0 = unknown
    std::vector<SourceColumn> columns;
    std::vector<std::string> files;
    std::vector<Finding> findings;  ///< layer and file are filled in by the caller
    std::vector<std::string> assumptions;
};

class Source {
  public:
    Source() = default;
    virtual ~Source() = default;
    Source(const Source&) = delete;
    Source& operator=(const Source&) = delete;

    [[nodiscard]] const SourceFacts& facts() const { return facts_; }
    /// Once, before the first chunk. `workers`: how many threads may call.
    virtual void prepare(const FieldMap& map, unsigned workers) = 0;
    /// Pieces in file order. Where parallel(), any thread may read any piece with its own worker number; else one
    /// thread reads them in order, and the last piece holds all that is left.
    [[nodiscard]] virtual std::size_t pieces() const = 0;
    [[nodiscard]] virtual bool parallel() const = 0;
    virtual void read_piece(std::size_t piece, unsigned worker, Chunk& out) = 0;
    /// Where true, row numbers in a piece (also in troubles) count from the piece's first row.
    [[nodiscard]] virtual bool relative_rows() const { return false; }
    /// Where true, read_rows() gives any range of records.
    [[nodiscard]] virtual bool by_rows() const { return false; }
    virtual void read_rows(Row first, Row count, unsigned worker, Chunk& out);

  protected:
    SourceFacts facts_;
};

/// Opens what the path names; `spatial_role`: geometry is wanted and must be polygons. Throws Error(unreadable) with
/// one sentence: file, trouble, what to do.
[[nodiscard]] std::unique_ptr<Source> open_source(const config::LayerSpec& spec, bool spatial_role);

// The formats, as open_source chooses them. nullptr: not for this reader, use the next.
[[nodiscard]] std::unique_ptr<Source> open_plain_shapefile(const config::LayerSpec& spec);
[[nodiscard]] std::unique_ptr<Source> open_csv(const config::LayerSpec& spec);
[[nodiscard]] std::unique_ptr<Source> open_survey(const config::LayerSpec& spec);
[[nodiscard]] std::unique_ptr<Source> open_ogr(const config::LayerSpec& spec, bool spatial_role);

/// Rows a piece of a row source; also what FeatureStream's callers should ask for.
inline constexpr Row rows_a_piece = 16384;

}  // namespace mulens::read
