// How columns become OGR fields: names, types, widths. Private to the write room's GDAL files.
#pragma once

#include "write/ogr_file.hpp"

#include <ogr_feature.h>

#include <memory>

namespace mulens::write {

struct FieldPlan {
    std::string name;
    const OutputColumn* column = nullptr;
    OGRFieldType type = OFTReal;
    int width = 0;               ///< DBF only
    int precision = 0;           ///< DBF only
    std::uint64_t cut_rows = 0;  ///< rows whose text does not fit
    bool dbf = false;
};

[[nodiscard]] std::vector<FieldPlan> plan_fields(const OgrLayer& layer, Format format);
[[nodiscard]] std::unique_ptr<OGRFieldDefn> definition_of(const FieldPlan& field);
/// Null where there is no value.
void set_field(OGRFeature& feature, int index, const FieldPlan& field, Row row);
/// How many shapefiles keep each .dbf and .shp under 1.5 GB.
[[nodiscard]] std::uint64_t shapefile_parts(const OgrLayer& layer, const std::vector<FieldPlan>& fields,
                                            std::uint64_t rows);

}  // namespace mulens::write
