#include "read/file_reader.hpp"

#include "base/error.hpp"
#include "crs/identify.hpp"
#include "read/files.hpp"
#include "read/shift.hpp"

#include <algorithm>

namespace mulens::read {
namespace {

std::string joined(const std::vector<std::string>& names, std::size_t most) {
    std::string out;
    for (std::size_t i = 0; i < std::min(most, names.size()); ++i) out += (i == 0 ? "" : ", ") + names[i];
    return names.size() > most ? out + ", …" : out;
}

/// Layers that a planner may well leave empty.
bool may_be_empty(const std::string& role) {
    for (const char* name : {"decisions", "projects", "contracts", "links", "official_grades"})
        if (role == name) return true;
    return false;
}

}  // namespace

FileReader::FileReader(const config::LayerSpec& spec, const ReadOptions& options, Diagnostics& diagnostics)
    : spec_(&spec), spatial_(config::catalogue(spec.role).spatial()), source_(open_source(spec, spatial_)) {
    const config::LayerCatalogue& layer = config::catalogue(spec.role);
    if (facts().rows == 0 && source_->by_rows() && !may_be_empty(spec.role))
        throw Error::make(ExitCode::unreadable, "{}: holds no features; give a filled file or leave {} out",
                          shown(spec), spec.role);
    map_ = map_fields(layer, spec, facts().columns);
    if (!options.only.empty())
        std::erase_if(map_.fields, [&](const MappedField& f) {
            return std::find(options.only.begin(), options.only.end(), f.field->name) == options.only.end();
        });
    for (Finding f : facts().findings) {
        f.layer = spec.role;
        f.file = shown(spec);
        diagnostics.add(std::move(f));
    }
    assumptions_ = facts().assumptions;
    const unsigned workers = std::max(1U, options.threads);
    if (spatial_ && facts().rows > 0) {
        location_ = locate(spec, facts(), diagnostics);
        if (!location_.assumption.empty()) assumptions_.push_back(location_.assumption);
        if (location_.shift == crs::Shift::none && crs::is_geographic(location_.crs) && from_web_atlas(facts().columns))
            diagnostics.add(finding("crs_suspect_shift", Severity::warning, web_atlas_sentence(shown(spec))));
        if (!options.working_crs.empty())
            for (unsigned w = 0; w < workers; ++w)
                transforms_.emplace_back(location_.crs, options.working_crs, location_.shift);
    }
    report_mapping(diagnostics);
    source_->prepare(map_, workers);
    if (options.hash) {
        const auto files = facts().files;
        hash_ = std::async(options.threads > 1 ? std::launch::async : std::launch::deferred,
                           [files] { return hash_files(files); });
    }
}

void FileReader::read_piece(std::size_t piece, unsigned worker, Chunk& out) {
    source_->read_piece(piece, worker, out);
    if (spatial_) move_chunk(out, location_, transforms_.empty() ? nullptr : &transforms_[worker]);
}

void FileReader::read_rows(Row first, Row count, unsigned worker, Chunk& out) {
    source_->read_rows(first, count, worker, out);
    if (spatial_) move_chunk(out, location_, transforms_.empty() ? nullptr : &transforms_[worker]);
}

Finding FileReader::finding(const char* code, Severity severity, std::string message) const {
    Finding f;
    f.code = code;
    f.severity = severity;
    f.layer = spec_->role;
    f.file = shown(*spec_);
    f.message = std::move(message);
    return f;
}

void FileReader::report_mapping(Diagnostics& diagnostics) {
    for (const auto& field : map_.fields) {
        if (!field.unit_assumed) continue;
        const std::string& name = field.field->name;
        Finding f = finding("unit_assumed", Severity::note,
                            fmt::format("column \"{}\" names no unit; read as {}; another one is set with --unit "
                                        "{}.{}=UNIT",
                                        field.source, field.unit.name, spec_->role, name));
        f.field = name;
        assumptions_.push_back(f.message);
        diagnostics.add(std::move(f));
    }
    if (!map_.unmapped.empty())
        diagnostics.add(finding("field_unknown", Severity::note,
                                fmt::format("columns not used: {}; one is used with --map {}.FIELD=COLUMN",
                                            joined(map_.unmapped, 40), spec_->role)));
}

void FileReader::report(const MappedField& field, const ValueColumn& column, Diagnostics& diagnostics) {
    const std::string& name = field.field->name;
    for (const Trouble& trouble : column.troubles()) {
        Finding f = finding("value_unreadable", Severity::warning, {});
        f.row = trouble.row;
        f.field = name;
        f.subject = trouble.text;
        switch (trouble.kind) {
            case Trouble::Kind::unreadable:
                f.message =
                    fmt::format("row {}: \"{}\" in column \"{}\" is no {}; taken as blank, correct the cell",
                                trouble.row + 1, trouble.text, field.source, config::name_of(field.field->kind));
                break;
            case Trouble::Kind::rounded_key:
                f.code = "key_rounded";
                f.message = fmt::format(
                    "row {}: the code {} in column \"{}\" was rounded by a spreadsheet; format the "
                    "column as text at its source and export again",
                    trouble.row + 1, trouble.text, field.source);
                break;
            case Trouble::Kind::undecodable:
                f.code = "text_undecodable";
                f.message = fmt::format(
                    "row {}: \"{}\" in column \"{}\" has bytes that are not {}; set the encoding "
                    "with --encoding {}=NAME",
                    trouble.row + 1, trouble.text, field.source, facts().encoding.empty() ? "UTF-8" : facts().encoding,
                    shown(*spec_));
                break;
        }
        diagnostics.add(std::move(f));
    }
    if (column.trouble_count() > column.troubles().size()) {
        Finding f = finding("value_unreadable", Severity::warning,
                            fmt::format("column \"{}\": {} more cells like those listed", field.source,
                                        column.trouble_count() - column.troubles().size()));
        f.field = name;
        f.value = static_cast<double>(column.trouble_count() - column.troubles().size());
        diagnostics.add(std::move(f));
    }
    if (column.blank_marks() > 0)
        assumptions_.push_back(
            fmt::format("{}: {} cells of column \"{}\" that hold a blank mark (-, /, NULL) were "
                        "read as blank",
                        name, column.blank_marks(), field.source));
}

void FileReader::report_geometry(const std::vector<Trouble>& troubles, std::uint64_t polygons,
                                 Diagnostics& diagnostics) const {
    if (polygons == 0 && !troubles.empty())
        throw Error::make(ExitCode::unreadable,
                          "{}: holds no polygon ({} at row {}), but {} must be polygons; give "
                          "the polygon layer",
                          shown(*spec_), troubles.front().text, troubles.front().row + 1, spec_->role);
    for (const Trouble& trouble : troubles) {
        Finding f = finding("geometry_unreadable", Severity::warning,
                            fmt::format("row {}: no polygon could be read ({}); the row stays without geometry",
                                        trouble.row + 1, trouble.text));
        f.row = trouble.row;
        diagnostics.add(std::move(f));
    }
}

void FileReader::report_rows(const std::vector<Trouble>& troubles, Diagnostics& diagnostics) const {
    for (std::size_t i = 0; i < std::min(troubles.size(), kept_troubles); ++i) {
        Finding f = finding("row_cells", Severity::warning,
                            fmt::format("row {} has {} cells, the header {}; a delimiter or a quote is missing",
                                        troubles[i].row + 1, troubles[i].text, facts().columns.size()));
        f.row = troubles[i].row;
        diagnostics.add(std::move(f));
    }
    if (troubles.size() > kept_troubles)
        diagnostics.add(finding("row_cells", Severity::warning,
                                fmt::format("{} more rows like those listed", troubles.size() - kept_troubles)));
}

table::SourceInfo FileReader::info(std::uint64_t rows) {
    table::SourceInfo out;
    out.role = spec_->role;
    out.path = shown(*spec_);
    out.layer_name = facts().layer_name;
    out.driver = facts().driver;
    out.encoding = facts().encoding;
    out.encoding_reason = facts().encoding_reason;
    out.crs = location_.crs;
    out.crs_reason = location_.reason;
    if (location_.shift != crs::Shift::none) out.shift = spec_->shift;
    out.rows = rows;
    for (const auto& file : facts().files) out.bytes += file_size(file);
    for (const auto& field : map_.fields)
        out.fields.push_back(field.unit.name.empty()
                                 ? fmt::format("{} = {}", field.field->name, field.source)
                                 : fmt::format("{} = {} [{}]", field.field->name, field.source, field.unit.name));
    out.assumptions = assumptions_;
    if (hash_.valid()) out.sha256 = hash_.get();
    return out;
}

}  // namespace mulens::read
