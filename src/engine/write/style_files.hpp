// Map styles beside exported layers: NAME.qml, NAME.sld, and the layer_styles table of a GeoPackage, all from the same
// classes as the viewer's legend. QGIS applies the first and the last by itself.
#pragma once

#include "style/map_rules.hpp"
#include "write/file_sink.hpp"
#include "write/output_columns.hpp"
#include "write/result_set.hpp"

#include <optional>
#include <string>
#include <string_view>
#include <vector>

class GDALDataset;

namespace mulens::write {

struct StyleRequest {
    style::Classes classes;
    style::StyleOptions options;
    bool beside = true;  ///< NAME.qml and NAME.sld; false: in the GeoPackage alone
};

/// Classes of a column of the parcels: the grade with the scheme's cut lines; fixed round breaks for numbers, taken
/// from all parcels so that every file of the district has the same; one class a value for texts (at most 24). Chinese
/// headers are accepted. Error(usage) for an unknown column, one with too many values, a date, or yes and no.
[[nodiscard]] style::Classes classes_of(const table::Table& parcels, const std::vector<CutScore>& cuts,
                                        const std::string& metric);
/// The cut lines of a run, best grade first, by scale class.
[[nodiscard]] std::vector<style::GradeCut> grade_cuts(const std::vector<CutScore>& cuts);

/// Writes `folder`/`stem`.qml and .sld; `names` are the field names in the file, one for each of `columns`.
[[nodiscard]] std::vector<WrittenFile> write_style_files(const std::string& folder, const std::string& stem,
                                                         const StyleRequest& request,
                                                         const std::vector<OutputColumn>& columns,
                                                         const std::vector<std::string>& names);

/// Adds the table layer_styles as QGIS makes it, with this style as the layer's default. False where GDAL refuses.
[[nodiscard]] bool add_layer_styles(GDALDataset& dataset, const std::string& layer, const style::LayerStyle& style,
                                    std::optional<Date> date);

[[nodiscard]] style::FieldNames field_names(const std::vector<OutputColumn>& columns,
                                            const std::vector<std::string>& names);

}  // namespace mulens::write
