// Writes polygon shapefiles record by record, straight and buffered: the sample at scale writes millions.
//
// Guarantees: outer rings clockwise and closed as the format asks; texts in the file's encoding, cut at whole
// characters; a .cpg only where asked for; the language byte as asked for. Files that would pass `split_bytes` go on
// as name_001, name_002 … (the first part is renamed name_000 → _001 scheme: stem_001, stem_002). Throws
// Error(unwritable).
#pragma once

#include "sample/planar.hpp"
#include "sample/recode.hpp"

#include <cstdint>
#include <fstream>
#include <string>
#include <string_view>
#include <vector>

namespace mulens::sample {

struct DbfField {
    std::string name;  ///< ≤ 10 bytes in the file's encoding
    char type = 'C';   ///< C text, N number, D date, L logical
    int width = 10;
    int decimals = 0;
};

struct ShapeStyle {
    std::string encoding = "UTF-8";
    std::string cpg;  ///< "" = no .cpg
    int ldid = 0;
    std::string crs = "EPSG:4549";
};

class ShapeWriter {
  public:
    ShapeWriter(std::string stem, const std::vector<DbfField>& fields, const ShapeStyle& style,
                std::uint64_t split_bytes = 1'500'000'000);
    ~ShapeWriter();
    ShapeWriter(const ShapeWriter&) = delete;
    ShapeWriter& operator=(const ShapeWriter&) = delete;

    // One record: the fields in order, then the geometry.
    void text(std::string_view utf8);
    void number(std::int64_t value, int decimals);  ///< value / 10^decimals
    void blank();
    void polygon(const Ring& ring);                 ///< any direction, open; ends the record
    void polygons(const std::vector<Ring>& outer);  ///< several outer rings
    void null_shape();

    [[nodiscard]] std::uint64_t rows() const { return rows_ + earlier_rows_; }
    [[nodiscard]] std::uint64_t parts() const { return part_; }
    /// Writes the headers. To be called once; the destructor does not.
    void close();

  private:
    void open();
    void finish_part();
    void end_record(std::string_view content);
    char* next_field();

    std::string stem_;
    std::vector<DbfField> fields_;
    ShapeStyle style_;
    Recoder recode_;
    std::uint64_t split_bytes_;
    std::uint64_t part_ = 0;
    std::uint64_t rows_ = 0, earlier_rows_ = 0;
    std::uint64_t shp_bytes_ = 100;
    Box box_;
    std::ofstream shp_, shx_, dbf_;
    std::string record_;
    std::string content_;
    std::size_t field_ = 0, at_ = 0;
    bool open_ = false;
};

}  // namespace mulens::sample
