#include "write/style_files.hpp"

#include "base/error.hpp"
#include "query/filter.hpp"
#include "style/qml.hpp"
#include "style/sld.hpp"

#include <gdal_priv.h>
#include <ogrsf_frmts.h>

#include <algorithm>
#include <array>
#include <cmath>
#include <filesystem>
#include <map>

namespace mulens::write {
namespace {

constexpr std::size_t most_values = 24;
constexpr const char* geometry_column = "geom";

const OutputColumn& column_named(const std::vector<OutputColumn>& columns, const std::string& metric) {
    for (const OutputColumn& column : columns)
        if (column.info.name == metric || column.info.zh == metric || config::header_zh(column.info) == metric)
            return column;
    std::vector<std::string> names;
    for (const OutputColumn& column : columns) names.push_back(column.info.name);
    throw Error::make(ExitCode::usage, "--style: there is no column {}; the nearest: {}", metric,
                      fmt::join(query::nearest_names(metric, names), ", "));
}

style::Classes text_classes(const OutputColumn& column, Row rows) {
    std::map<std::string, std::uint64_t, std::less<>> counts;
    for (Row row = 0; row < rows && counts.size() <= most_values; ++row)
        if (const auto value = column.column->text(row); !value.empty()) ++counts[std::string(value)];
    if (counts.size() > most_values)
        throw Error::make(ExitCode::usage,
                          "--style: {} has more than {} different values, too many to tell apart by colour",
                          column.info.name, most_values);
    std::vector<std::string> values;
    for (const auto& [value, count] : counts) values.push_back(value);
    return style::value_classes(column.info, values);
}

std::vector<double> numbers(const OutputColumn& column, Row rows) {
    std::vector<double> out(rows);
    for (Row row = 0; row < rows; ++row) out[row] = column.column->number(row);
    return out;
}

struct Field {
    const char* name;
    OGRFieldType type = OFTString;
    int width = 0;
    OGRFieldSubType sub_type = OFSTNone;
    const char* fallback = nullptr;
};
// As QGIS makes the table in QgsOgrProviderMetadata::saveStyle.
constexpr std::array<Field, 12> fields_of_styles{{{"f_table_catalog", OFTString, 256},
                                                  {"f_table_schema", OFTString, 256},
                                                  {"f_table_name", OFTString, 256},
                                                  {"f_geometry_column", OFTString, 256},
                                                  {"styleName", OFTString, 30},
                                                  {"styleQML"},
                                                  {"styleSLD"},
                                                  {"useAsDefault", OFTInteger, 0, OFSTBoolean},
                                                  {"description"},
                                                  {"owner", OFTString, 30},
                                                  {"ui", OFTString, 30},
                                                  {"update_time", OFTDateTime, 0, OFSTNone, "CURRENT_TIMESTAMP"}}};

OGRLayer* make_table(GDALDataset& dataset) {
    char id[] = "FID=id";
    char* options[] = {id, nullptr};
    OGRLayer* table = dataset.CreateLayer("layer_styles", nullptr, wkbNone, options);
    if (table == nullptr) return nullptr;
    for (const Field& field : fields_of_styles) {
        OGRFieldDefn definition(field.name, field.type);
        definition.SetWidth(field.width);
        definition.SetSubType(field.sub_type);
        if (field.fallback != nullptr) definition.SetDefault(field.fallback);
        if (table->CreateField(&definition) != OGRERR_NONE) return nullptr;
    }
    return table;
}

}  // namespace

std::vector<style::GradeCut> grade_cuts(const std::vector<CutScore>& cuts) {
    std::vector<style::GradeCut> out;
    for (const CutScore& cut : cuts) {
        auto at = std::find_if(out.begin(), out.end(), [&](const auto& c) { return c.scale_class == cut.scale_class; });
        if (at == out.end()) at = out.insert(out.end(), {cut.scale_class, config::CutMode::threshold, {}});
        if (!std::isnan(cut.cumulative)) at->mode = config::CutMode::quota;
        at->lines.push_back({cut.grade.empty() ? 'A' : cut.grade[0],
                             cut.above ? config::Op::greater : config::Op::greater_equal, cut.score, cut.cumulative});
    }
    return out;
}

style::Classes classes_of(const table::Table& parcels, const std::vector<CutScore>& cuts, const std::string& metric) {
    const auto columns = output_columns(parcels, "parcels");
    const OutputColumn& column = column_named(columns, metric);
    if (column.info.name == "grade") return style::grade_classes(grade_cuts(cuts));
    switch (column.column->kind()) {
        case table::Kind::date:
            throw Error::make(ExitCode::usage, "--style: {} holds dates; choose a number or a text column",
                              column.info.name);
        case table::Kind::text:
            return text_classes(column, parcels.rows());
        case table::Kind::boolean:
            throw Error::make(ExitCode::usage,
                              "--style: {} is yes or no; choose another column (low-efficient and idle parcels are "
                              "outlined in every style)",
                              column.info.name);
        case table::Kind::number:
            break;
    }
    return style::break_classes(column.info, style::nice_breaks(numbers(column, parcels.rows())));
}

style::FieldNames field_names(const std::vector<OutputColumn>& columns, const std::vector<std::string>& names) {
    style::FieldNames out;
    for (std::size_t i = 0; i < columns.size() && i < names.size(); ++i) out.emplace(columns[i].info.name, names[i]);
    return out;
}

std::vector<WrittenFile> write_style_files(const std::string& folder, const std::string& stem,
                                           const StyleRequest& request, const std::vector<OutputColumn>& columns,
                                           const std::vector<std::string>& names) {
    const auto style = style::layer_style(request.classes, field_names(columns, names), request.options);
    const std::string path = (std::filesystem::path(folder) / stem).string();
    std::vector<WrittenFile> files;
    files.push_back(write_file(path + ".qml", style::qml(style)));
    files.push_back(write_file(path + ".sld", style::sld(style, stem)));
    return files;
}

bool add_layer_styles(GDALDataset& dataset, const std::string& layer, const style::LayerStyle& style,
                      std::optional<Date> date) {
    OGRLayer* table = make_table(dataset);
    if (table == nullptr) return false;
    OGRFeature row(table->GetLayerDefn());
    for (const char* blank : {"f_table_catalog", "f_table_schema", "owner"}) row.SetField(blank, "");
    row.SetField("f_table_name", layer.c_str());
    row.SetField("f_geometry_column", geometry_column);
    row.SetField("styleName", style.name.c_str());
    row.SetField("styleQML", style::qml(style).c_str());
    row.SetField("styleSLD", style::sld(style, layer).c_str());
    row.SetField("useAsDefault", 1);
    row.SetField("description", style.title.c_str());
    row.SetField("update_time", (to_iso(date.value_or(Date{})) + "T00:00:00Z").c_str());
    return table->CreateFeature(&row) == OGRERR_NONE;
}

}  // namespace mulens::write
