// 勘测定界 TXT: the boundary files that survey offices hand over ([属性描述], [地块坐标], J-points, X = northing
// first).
//
// Guarantees: parcels in file order; geometry with the easting first, in the CRS that the file states (zone number and
// width); rings closed. Broken lines throw Error(unreadable) with file:line and what was expected; what can be mended
// (unclosed ring, wrong point count, area that differs) is a finding and the parcel stays. Pure but for reading the
// file.
#pragma once

#include "base/diagnostics.hpp"
#include "geom/polygons.hpp"

#include <cstddef>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace mulens::read {

/// One parcel header: 点数,面积,地块编号,地块名称,面,图幅号,用途,地类,@
struct SurveyParcel {
    std::string id;             ///< 地块编号
    std::string name;           ///< 地块名称
    std::string kind;           ///< 面
    std::string map_sheet;      ///< 图幅号
    std::string use;            ///< 用途
    std::string land_use;       ///< 地类
    int stated_points = 0;      ///< 0 = blank
    double stated_area = 0;     ///< as written; NaN = blank
    double stated_area_m2 = 0;  ///< in the unit (公顷, m², 亩) that agrees with the plane area; NaN where none does
    std::string area_unit;      ///< "公顷", "m²", "亩" or "" where none agrees
    std::size_t line = 0;       ///< of the header, from 1
};

struct SurveyFile {
    std::string path;
    std::string encoding;
    std::string encoding_reason;
    std::string crs;         ///< "EPSG:4528"; "" where the file does not say (then sniff its box)
    std::string crs_reason;  ///< one sentence
    std::vector<std::pair<std::string, std::string>> attributes;  ///< [属性描述], in file order
    std::vector<SurveyParcel> parcels;
    geom::Polygons geometry;        ///< one feature a parcel
    std::vector<Finding> findings;  ///< layer "parcels", file = path, row = parcel
};

[[nodiscard]] SurveyFile read_survey_txt(const std::string& path, const std::string& encoding_override);
/// The same on bytes; `path` is used in messages.
[[nodiscard]] SurveyFile parse_survey_txt(std::string_view bytes, const std::string& path,
                                          const std::string& encoding_override);
/// True where the beginning of a file has the sections' brackets (in any of the encodings).
[[nodiscard]] bool looks_like_survey_txt(std::string_view head);

}  // namespace mulens::read
