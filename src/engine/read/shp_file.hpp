// The .shp and .shx of a polygon shapefile, read by positioned reads straight into the geometry arena.
//
// Guarantees: any range of records may be read from any thread (own scratch). A record that is not plain (other type
// than the header's, counts that do not fit, unclosed ring, NaN, rings whose roles are not clear) is left to the
// caller, who asks OGR for it: so the result is OGR's, feature by feature.
#pragma once

#include "geom/polygons.hpp"
#include "read/files.hpp"

#include <cstdint>
#include <functional>
#include <optional>
#include <string>
#include <vector>

namespace mulens::read {

class ShapeFile {
  public:
    struct Scratch {
        std::vector<unsigned char> index;
        std::vector<unsigned char> bytes;
    };
    /// Nothing where the headers are not those of a plain polygon shapefile.
    static std::optional<ShapeFile> open(const std::string& shp, const std::string& shx);

    [[nodiscard]] Row rows() const { return rows_; }
    [[nodiscard]] const geom::Box& box() const { return box_; }
    /// Upper bound of the vertices.
    [[nodiscard]] std::uint64_t points() const { return shp_.size() / 16; }

    /// Loads the bytes of records [first, first + count); then append() takes them one by one.
    void load(Row first, Row count, Scratch& scratch) const;
    /// Adds record first + i as one feature; false (nothing added) where it is not plain.
    [[nodiscard]] bool append(Row i, const Scratch& scratch, geom::Polygons& out) const;

  private:
    RandomFile shp_;
    RandomFile shx_;
    Row rows_ = 0;
    std::uint32_t type_ = 5;
    geom::Box box_;
};

}  // namespace mulens::read
