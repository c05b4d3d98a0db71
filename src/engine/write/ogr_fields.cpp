#include "write/ogr_fields.hpp"

#include "write/shapefile_names.hpp"

#include <algorithm>
#include <cmath>
#include <string>

namespace mulens::write {
namespace {

constexpr std::size_t longest_text = 254;  // DBF

template <typename Visit>
void each_row(const OgrLayer& layer, Visit&& visit) {
    const std::uint64_t rows = layer.rows != nullptr ? layer.rows->size() : layer.geometry->size();
    for (std::uint64_t i = 0; i < rows; ++i) visit(layer.rows != nullptr ? (*layer.rows)[i] : static_cast<Row>(i));
}

bool whole_numbers(const OgrLayer& layer, const table::Column& column) {
    bool whole = true;
    each_row(layer, [&](Row row) {
        const double value = column.number(row);
        if (std::isfinite(value) && (std::trunc(value) != value || std::abs(value) > 9e15)) whole = false;
    });
    return whole;
}

void size_for_dbf(const OgrLayer& layer, FieldPlan& field) {
    const table::Column& column = *field.column->column;
    if (field.type == OFTString) {
        std::size_t width = 1;
        each_row(layer, [&](Row row) {
            const std::size_t size = column.text(row).size();
            width = std::max(width, std::min(size, longest_text));
            field.cut_rows += size > longest_text;
        });
        field.width = static_cast<int>(width);
    } else if (field.type == OFTReal || field.type == OFTInteger64) {
        double largest = 0;
        each_row(layer, [&](Row row) {
            if (std::isfinite(column.number(row))) largest = std::max(largest, std::abs(column.number(row)));
        });
        const int digits = static_cast<int>(std::to_string(static_cast<long long>(std::min(largest, 9e15))).size()) + 1;
        field.precision = field.type == OFTReal ? std::clamp(23 - digits, 1, 15) : 0;
        field.width = field.type == OFTReal ? 24 : digits;
    }
}

OGRFieldType type_of(const OgrLayer& layer, const OutputColumn& column) {
    switch (column.column->kind()) {
        case table::Kind::text:
            return OFTString;
        case table::Kind::date:
            return OFTDate;
        case table::Kind::boolean:
            return OFTInteger;
        case table::Kind::number:
            break;
    }
    return column.info.kind == config::ColumnKind::integer && whole_numbers(layer, *column.column) ? OFTInteger64
                                                                                                   : OFTReal;
}

}  // namespace

std::vector<FieldPlan> plan_fields(const OgrLayer& layer, Format format) {
    const auto short_names = shapefile_names(layer.columns);
    std::vector<FieldPlan> fields;
    for (std::size_t i = 0; i < layer.columns.size(); ++i) {
        FieldPlan field;
        field.column = &layer.columns[i];
        field.dbf = format == Format::shp;
        field.name = field.dbf ? short_names[i] : field_name(layer.columns[i].info, layer.headers);
        // "fid" and "geom" are taken by the GeoPackage itself.
        if (format == Format::gpkg && (field.name == "fid" || field.name == "geom")) field.name += "_";
        field.type = type_of(layer, layer.columns[i]);
        if (field.dbf) size_for_dbf(layer, field);
        fields.push_back(std::move(field));
    }
    return fields;
}

std::unique_ptr<OGRFieldDefn> definition_of(const FieldPlan& field) {
    auto definition = std::make_unique<OGRFieldDefn>(field.name.c_str(), field.type);
    if (field.column->column->kind() == table::Kind::boolean) definition->SetSubType(OFSTBoolean);
    if (field.dbf && field.width > 0) {
        definition->SetWidth(field.width);
        definition->SetPrecision(field.precision);
    }
    if (!field.dbf) definition->SetAlternativeName(config::header_zh(field.column->info).c_str());
    return definition;
}

void set_field(OGRFeature& feature, int index, const FieldPlan& field, Row row) {
    const table::Column& column = *field.column->column;
    if (column.is_text()) {
        const std::string_view text = column.text(row);
        if (text.empty()) return feature.SetFieldNull(index);
        feature.SetField(index, whole_utf8(field.dbf ? cut_utf8(text, longest_text) : text).c_str());
        return;
    }
    const double value = column.number(row);
    if (!std::isfinite(value)) return feature.SetFieldNull(index);
    if (field.type == OFTDate) {
        const std::chrono::year_month_day day{from_day_number(value)};
        feature.SetField(index, static_cast<int>(day.year()), static_cast<int>(static_cast<unsigned>(day.month())),
                         static_cast<int>(static_cast<unsigned>(day.day())));
    } else if (field.type == OFTReal) {
        feature.SetField(index, value);
    } else {
        feature.SetField(index, static_cast<GIntBig>(value));
    }
}

std::uint64_t shapefile_parts(const OgrLayer& layer, const std::vector<FieldPlan>& fields, std::uint64_t rows) {
    constexpr std::uint64_t limit = 1'500'000'000;
    std::uint64_t record = 1;
    for (const auto& field : fields) record += static_cast<std::uint64_t>(std::max(field.width, 10));
    const std::uint64_t shapes = layer.geometry->point_count() * 16 + rows * 64;
    return std::max<std::uint64_t>(1, (std::max(record * rows, shapes) + limit - 1) / limit);
}

}  // namespace mulens::write
