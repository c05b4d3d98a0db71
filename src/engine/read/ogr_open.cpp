#include "base/error.hpp"
#include "read/files.hpp"
#include "read/ogr_source.hpp"

#include <algorithm>
#include <cmath>
#include <filesystem>
#include <fstream>

namespace mulens::read {
namespace {

bool shape_file(const std::string& end) { return end == "shp" || end == "dbf" || end == "shx"; }

void check_files(const std::string& file, const config::LayerSpec& spec) {
    if (!exists(file))
        throw Error::make(ExitCode::unreadable, "{}: there is no such file; check the path", shown(spec));
    if (file.starts_with("/vsi")) return;
    if (ending(file) == "shp") {
        for (const char* side : {"shx", "dbf"})
            if (side_file(file, side).empty())
                throw Error::make(ExitCode::unreadable,
                                  "{}: its .{} is missing; a shapefile is .shp, .shx and .dbf together, copy all of "
                                  "them from the source",
                                  shown(spec), side);
    }
    const auto parts = files_of(file);
    if (parts.size() == 1 && file_size(file) == 0)
        throw Error::make(ExitCode::unreadable, "{}: is empty (0 bytes); copy it again from its source", shown(spec));
}

[[noreturn]] void cut_off(const config::LayerSpec& spec, const std::string& part, std::uint64_t stated) {
    throw Error::make(ExitCode::unreadable,
                      "{}: {} is cut off ({} of {} bytes are there); copy it again from its source", shown(spec), part,
                      file_size(part), stated);
}

/// The lengths that the headers state against the sizes on disk: GDAL would silently read what is left.
void check_shape_lengths(const std::string& file, const config::LayerSpec& spec) {
    if (file.starts_with("/vsi")) return;
    unsigned char head[32] = {};
    const auto big = [&](int at) {
        return (std::uint64_t{head[at]} << 24) | (std::uint64_t{head[at + 1]} << 16) |
               (std::uint64_t{head[at + 2]} << 8) | head[at + 3];
    };
    if (ending(file) == "shp") {
        for (const std::string& part : {file, side_file(file, "shx")}) {
            if (file_size(part) < 100) cut_off(spec, part, 100);
            RandomFile(part).read(0, head, sizeof head);
            if (big(0) != 9994)
                throw Error::make(ExitCode::unreadable,
                                  "{}: {} is no shapefile part (wrong first bytes); copy it again from its source",
                                  shown(spec), part);
            if (2 * big(24) > file_size(part)) cut_off(spec, part, 2 * big(24));
        }
    }
    const std::string dbf = ending(file) == "dbf" ? file : ending(file) == "shp" ? side_file(file, "dbf") : "";
    if (dbf.empty()) return;
    if (file_size(dbf) < 32) cut_off(spec, dbf, 33);
    RandomFile(dbf).read(0, head, sizeof head);
    const std::uint64_t rows =
        head[4] | (std::uint64_t{head[5]} << 8) | (std::uint64_t{head[6]} << 16) | (std::uint64_t{head[7]} << 24);
    const std::uint64_t header = head[8] | (std::uint64_t{head[9]} << 8);
    const std::uint64_t record = head[10] | (std::uint64_t{head[11]} << 8);
    if (header + rows * record > file_size(dbf)) cut_off(spec, dbf, header + rows * record);
}

std::vector<std::string> options_for(const std::string& end) {
    if (shape_file(end)) return {"ENCODING="};
    if (end == "csv") return {"GEOM_POSSIBLE_NAMES=WKT,wkt,geom,geometry,the_geom", "KEEP_GEOM_COLUMNS=NO"};
    return {};
}

std::string names_of(const std::vector<OGRLayer*>& layers) {
    std::string out;
    for (OGRLayer* layer : layers) out += (out.empty() ? "" : ", ") + std::string(layer->GetName());
    return out;
}

OGRLayer* choose_layer(GDALDataset& dataset, const std::string& wanted, const config::LayerSpec& spec,
                       bool spatial_role) {
    std::vector<OGRLayer*> all;
    // Styles that QGIS and Mulens keep in a GeoPackage are no data.
    for (int i = 0; i < dataset.GetLayerCount(); ++i)
        if (dataset.GetLayer(i)->GetName() != std::string("layer_styles")) all.push_back(dataset.GetLayer(i));
    if (!wanted.empty()) {
        if (OGRLayer* layer = dataset.GetLayerByName(wanted.c_str())) return layer;
        throw Error::make(ExitCode::usage, "{}: there is no layer \"{}\"; its layers are: {}", shown(spec), wanted,
                          names_of(all));
    }
    if (all.empty()) throw Error::make(ExitCode::unreadable, "{}: holds no layer", shown(spec));
    if (all.size() == 1) return all.front();
    std::vector<OGRLayer*> fitting;
    for (OGRLayer* layer : all)
        if (!spatial_role || layer->GetGeomType() != wkbNone) fitting.push_back(layer);
    if (fitting.size() > 1) {
        std::vector<OGRLayer*> filled;
        for (OGRLayer* layer : fitting)
            if (layer->GetFeatureCount(TRUE) != 0) filled.push_back(layer);
        if (!filled.empty()) fitting = filled;
    }
    if (fitting.size() == 1) return fitting.front();
    throw Error::make(ExitCode::usage, "{}: holds several layers ({}); name one as FILE#layer", shown(spec),
                      names_of(fitting.empty() ? all : fitting));
}

void check_geometry_type(const OgrLayer& opened, const config::LayerSpec& spec) {
    const OGRwkbGeometryType type = wkbFlatten(opened.layer->GetGeomType());
    if (type == wkbNone)
        throw Error::make(ExitCode::unreadable, "{}: has no geometry, but {} must be polygons", shown(spec), spec.role);
    const bool lines_or_points = type == wkbPoint || type == wkbMultiPoint || type == wkbLineString ||
                                 type == wkbMultiLineString || type == wkbCircularString || type == wkbCompoundCurve ||
                                 type == wkbMultiCurve;
    if (lines_or_points && !opened.closed_lines)
        throw Error::make(ExitCode::unreadable, "{}: holds {}, but {} must be polygons; give the polygon layer",
                          shown(spec), OGRGeometryTypeToName(type), spec.role);
}

/// The .cpg beside it, else the language byte of the .dbf.
void declared_encoding(const std::string& file, std::string& declared, std::string& by) {
    if (const auto cpg = side_file(file, "cpg"); !cpg.empty() && !file.starts_with("/vsi")) {
        std::ifstream in(cpg);
        std::getline(in, declared);
        while (!declared.empty() && static_cast<unsigned char>(declared.back()) <= ' ') declared.pop_back();
        by = "the .cpg";
        return;
    }
    const auto dbf = side_file(file, "dbf");
    if (dbf.empty() || dbf.starts_with("/vsi") || file_size(dbf) < 32) return;
    unsigned char byte = 0;
    RandomFile(dbf).read(29, &byte, 1);
    declared = encoding_of_language_byte(byte);
    by = fmt::format("the language byte 0x{:02X} of the .dbf", byte);
}

std::string sample_text(OGRLayer& layer) {
    std::string out;
    OGRFeatureDefn& defn = *layer.GetLayerDefn();
    for (int f = 0; f < defn.GetFieldCount(); ++f) out += std::string(defn.GetFieldDefn(f)->GetNameRef()) + "\n";
    layer.ResetReading();
    for (int n = 0; n < 5000 && out.size() < 200'000; ++n) {
        const OGRFeatureUniquePtr feature(layer.GetNextFeature());
        if (!feature) break;
        for (int f = 0; f < defn.GetFieldCount(); ++f)
            if (defn.GetFieldDefn(f)->GetType() == OFTString && feature->IsFieldSetAndNotNull(f))
                out += std::string(feature->GetFieldAsString(f)) + "\n";
    }
    layer.ResetReading();
    return out;
}

void find_crs_and_box(OGRLayer& layer, SourceFacts& facts) {
    if (const OGRSpatialReference* srs = layer.GetSpatialRef(); srs != nullptr && !srs->IsEmpty()) {
        char* wkt = nullptr;
        const char* const options[] = {"FORMAT=WKT2_2019", nullptr};
        if (srs->exportToWkt(&wkt, options) == OGRERR_NONE && wkt != nullptr) facts.declared_crs = wkt;
        CPLFree(wkt);
    }
    OGREnvelope e;
    if (layer.GetExtent(&e, TRUE) == OGRERR_NONE && std::isfinite(e.MinX + e.MaxX + e.MinY + e.MaxY))
        facts.box = {e.MinX, e.MinY, e.MaxX, e.MaxY};
}

}  // namespace

OgrLayer open_ogr_layer(const config::LayerSpec& spec, bool spatial_role) {
    const FileAndLayer path = split_layer(spec.path);
    start_gdal();
    check_files(path.file, spec);
    check_shape_lengths(path.file, spec);
    const std::string end = ending(path.file);
    const bool zip = end == "zip" && !path.file.starts_with("/vsi") && !path.file.ends_with(".shp.zip");
    const GdalMessages messages;
    OgrLayer opened;
    opened.dataset = open_dataset(zip ? "/vsizip/" + path.file : path.file, options_for(end));
    std::error_code ignored;
    if (!opened.dataset && std::filesystem::is_directory(path.file, ignored))
        throw Error::make(ExitCode::unreadable, "{}: is a folder, and none that GDAL reads as one; name a file in it",
                          shown(spec));
    if (!opened.dataset)
        throw Error::make(ExitCode::unreadable,
                          "{}: cannot be read as a vector file or table ({}); check that it is "
                          "whole and of a format that GDAL reads",
                          shown(spec), messages.text().empty() ? "no driver takes it" : messages.text());
    opened.driver = opened.dataset->GetDriverName();
    opened.raw_bytes = opened.driver == "ESRI Shapefile" && shape_file(end);
    opened.closed_lines = opened.driver == "DXF";
    opened.layer = choose_layer(*opened.dataset, path.layer, spec, spatial_role);
    if (spatial_role) check_geometry_type(opened, spec);
    return opened;
}

std::unique_ptr<Source> open_ogr(const config::LayerSpec& spec, bool spatial_role) {
    OgrLayer opened = open_ogr_layer(spec, spatial_role);
    const GdalMessages messages;
    SourceFacts facts;
    facts.driver = opened.driver;
    facts.layer_name = opened.layer->GetName();
    facts.spatial = spatial_role;
    const FileAndLayer path = split_layer(spec.path);
    facts.files = files_of(path.file);
    const GIntBig rows = opened.layer->GetFeatureCount(TRUE);
    facts.rows = static_cast<Row>(std::clamp<GIntBig>(rows, 0, no_row - 1));
    if (rows < 0 || (rows == 0 && messages.failed()))
        throw Error::make(ExitCode::unreadable, "{}: cannot be read ({}); copy it again from its source", shown(spec),
                          messages.text());
    if (opened.raw_bytes) {
        std::string declared;
        std::string by;
        declared_encoding(path.file, declared, by);
        decide_encoding(facts, spec, sample_text(*opened.layer), declared, by);
    }
    CellDecoder decoder(facts.encoding);
    const OGRFeatureDefn& defn = *opened.layer->GetLayerDefn();
    for (int f = 0; f < defn.GetFieldCount(); ++f) {
        const std::string raw = const_cast<OGRFeatureDefn&>(defn).GetFieldDefn(f)->GetNameRef();
        facts.columns.push_back({decode_name(raw, decoder), opened.driver == "ESRI Shapefile" && raw.size() >= 9});
    }
    if (spatial_role) find_crs_and_box(*opened.layer, facts);
    if (spatial_role && opened.layer->TestCapability(OLCFastGetArrowStream) != FALSE)
        return arrow_source(spec, std::move(opened), std::move(facts));
    return feature_source(spec, std::move(opened), std::move(facts));
}

}  // namespace mulens::read
