#include "read/layer_builder.hpp"

#include "base/error.hpp"
#include "base/text.hpp"
#include "read/files.hpp"

#include <algorithm>

namespace mulens::read {

LayerBuilder::LayerBuilder(const std::string& role) : catalogue_(config::catalogue(role)) {
    layer_.role = role;
    for (const auto& field : catalogue_.fields) {
        fields_.push_back({std::make_unique<MappedField>(), nullptr});
        fields_.back().canonical->field = &field;
    }
}

void LayerBuilder::reserve(std::uint64_t rows, std::uint64_t points) {
    reserved_ = rows;
    layer_.source.reserve(rows);
    layer_.source_row.reserve(rows);
    if (!catalogue_.spatial()) return;
    layer_.geometry.xy.reserve(2 * points);
    layer_.geometry.feature_offsets.reserve(rows + 1);
    layer_.geometry.polygon_offsets.reserve(rows + 1);
    layer_.geometry.ring_offsets.reserve(rows + 1);
}

void LayerBuilder::pad(ValueColumn& column, std::uint64_t rows) const {
    while (column.size() < rows) column.add_blank();
}

void LayerBuilder::begin_file(FileReader& file) {
    file_ = &file;
    file_begin_ = rows_;
    polygons_begin_ = layer_.geometry.polygon_offsets.size();
    last_end_ = 0;
    geometry_trouble_.clear();
    row_trouble_.clear();
    for (const auto& mapped : file.map().fields) {
        Field& field = fields_[static_cast<std::size_t>(mapped.field - catalogue_.fields.data())];
        if (!field.values) {
            field.values = std::make_unique<ValueColumn>(*field.canonical);
            field.values->reserve(static_cast<Row>(reserved_));
        }
        pad(*field.values, rows_);
    }
}

void LayerBuilder::add(Chunk& chunk) {
    const std::uint64_t rows = chunk.rows();
    if (chunk.end != 0 && rows > 0) {
        if (last_end_ != 0 && chunk.begin != last_end_)
            throw Error::make(ExitCode::unreadable,
                              "{}: quotes do not pair near byte {}; a cell has a stray quote, correct it at its source",
                              shown(file_->spec()), chunk.begin);
        last_end_ = chunk.end;
    }
    if (rows_ + rows >= no_row)
        throw Error::make(ExitCode::unreadable, "{}: too many rows for one layer ({} at most)", shown(file_->spec()),
                          no_row - 1);
    const auto shift = static_cast<Row>(file_->source().relative_rows() ? file_rows() : 0);
    const auto index = static_cast<std::uint16_t>(file_rows_.size());
    layer_.source.insert(layer_.source.end(), rows, index);
    for (const Row row : chunk.source_row) layer_.source_row.push_back(row + shift);
    for (std::size_t k = 0; k < chunk.columns.size(); ++k) {
        const config::FieldSpec* field = file_->map().fields[k].field;
        if (shift != 0) chunk.columns[k].shift_rows(shift);
        fields_[static_cast<std::size_t>(field - catalogue_.fields.data())].values->append(chunk.columns[k]);
    }
    if (catalogue_.spatial()) layer_.geometry.append(chunk.geometry);
    for (auto& trouble : chunk.geometry_trouble) geometry_trouble_.push_back(std::move(trouble));
    for (auto& trouble : chunk.row_trouble) {
        trouble.row += shift;
        row_trouble_.push_back(std::move(trouble));
    }
    rows_ += rows;
}

/// A share or ratio column without a unit whose numbers are mostly too large for one holds percent, and the assumption
/// is said.
bool LayerBuilder::settle_percent(const MappedField& mapped, ValueColumn& column, Diagnostics& diagnostics) {
    const config::FieldKind kind = mapped.field->kind;
    if ((kind != config::FieldKind::share && kind != config::FieldKind::ratio) || !mapped.unit.name.empty())
        return false;
    if (column.plain_large() == 0 || column.plain_large() < column.plain_small()) return false;
    column.take_as_percent(file_begin_);
    Finding f = file_->finding("percent_assumed", Severity::note,
                               fmt::format("column \"{}\" holds numbers above {} and names no unit; read as percent; "
                                           "another one is set with --unit {}.{}=1",
                                           mapped.source, kind == config::FieldKind::share ? 1.5 : config::most_ratio,
                                           layer_.role, mapped.field->name));
    f.field = mapped.field->name;
    file_->assume(f.message);
    diagnostics.add(std::move(f));
    return true;
}

/// A ratio that no plan has is blank (unknown), never reckoned with; where the unit was named it stands as it is.
void LayerBuilder::refuse_ratios(const MappedField& mapped, ValueColumn& column, bool percent,
                                 Diagnostics& diagnostics) {
    if (mapped.field->kind != config::FieldKind::ratio) return;
    std::vector<double>& values = column.numbers();
    std::uint64_t count = 0;
    for (std::uint64_t row = file_begin_; row < rows_; ++row) {
        const double value = values[row];
        if (!(value > config::most_ratio || value < 0)) continue;
        const bool stands = value > 0 && !mapped.unit.name.empty();
        if (!stands) values[row] = table::none;
        if (++count > kept_troubles) continue;
        const Row source_row = layer_.source_row[row];
        Finding f = file_->finding(
            "ratio_implausible", Severity::warning,
            fmt::format(
                "row {}: {} in column \"{}\" is no floor area ratio; {}", source_row + 1,
                number_text(value * (percent ? 100 : 1) * mapped.unit.divisor / mapped.unit.factor), mapped.source,
                stands ? fmt::format("kept, because the unit is named ({}); correct the cell", mapped.unit.name)
                       : fmt::format("taken as blank, correct the cell or say what it is with --unit {}.{}=% (or =1)",
                                     layer_.role, mapped.field->name)));
        f.row = source_row;
        f.field = mapped.field->name;
        f.value = value;
        diagnostics.add(std::move(f));
    }
    if (count <= kept_troubles) return;
    Finding f = file_->finding(
        "ratio_implausible", Severity::warning,
        fmt::format("column \"{}\": {} more cells like those listed", mapped.source, count - kept_troubles));
    f.field = mapped.field->name;
    f.value = static_cast<double>(count - kept_troubles);
    diagnostics.add(std::move(f));
}

void LayerBuilder::end_file(Diagnostics& diagnostics) {
    const std::string& role = layer_.role;
    if (file_rows() == 0) {
        const bool table = !catalogue_.spatial() && role != "enterprises";
        if (!table)
            throw Error::make(ExitCode::unreadable, "{}: holds no rows; give a filled file or leave {} out",
                              shown(file_->spec()), role);
        diagnostics.add(file_->finding("empty_layer", Severity::note, "holds no rows"));
    }
    for (const auto& mapped : file_->map().fields) {
        ValueColumn& column = *fields_[static_cast<std::size_t>(mapped.field - catalogue_.fields.data())].values;
        const bool percent = settle_percent(mapped, column, diagnostics);
        refuse_ratios(mapped, column, percent, diagnostics);
        file_->report(mapped, column, diagnostics);
        column.clear_troubles();
    }
    file_->report_geometry(geometry_trouble_, layer_.geometry.polygon_offsets.size() - polygons_begin_, diagnostics);
    file_->report_rows(row_trouble_, diagnostics);
    platforms_.push_back(file_->spec().platform);
    years_.push_back(file_->spec().year ? *file_->spec().year : table::none);
    file_rows_.push_back(file_rows());
}

table::Layer LayerBuilder::finish() {
    layer_.table = table::Table(static_cast<Row>(rows_));
    for (auto& field : fields_) {
        if (!field.values) continue;
        pad(*field.values, rows_);
        layer_.table.set(field.canonical->field->name, field.values->finish());
        field.values.reset();
    }
    if (std::any_of(platforms_.begin(), platforms_.end(), [](const auto& p) { return !p.empty(); })) {
        table::TextStore store;
        for (std::size_t i = 0; i < platforms_.size(); ++i)
            for (std::uint64_t k = 0; k < file_rows_[i]; ++k) store.push(platforms_[i]);
        layer_.table.set("source_platform", table::Column::texts(std::move(store)));
    }
    if (std::any_of(years_.begin(), years_.end(), [](double y) { return y == y; })) {
        std::vector<double> values;
        values.reserve(rows_);
        for (std::size_t i = 0; i < years_.size(); ++i) values.insert(values.end(), file_rows_[i], years_[i]);
        layer_.table.set("source_year", table::Column::numbers(std::move(values)));
    }
    return std::move(layer_);
}

}  // namespace mulens::read
