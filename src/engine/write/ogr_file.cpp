#include "write/ogr_file.hpp"

#include "base/error.hpp"
#include "write/csv.hpp"
#include "write/ogr_fields.hpp"
#include "write/shapefile_names.hpp"

#include <cpl_conv.h>
#include <gdal_priv.h>
#include <ogr_spatialref.h>
#include <ogrsf_frmts.h>

#include <algorithm>
#include <array>
#include <cstring>
#include <filesystem>
#include <memory>
#include <mutex>

namespace mulens::write {
namespace {

namespace fs = std::filesystem;

/// Collects what GDAL complains about on this thread, instead of printing it.
class Complaints {
  public:
    Complaints() { CPLPushErrorHandlerEx(handler, this); }
    ~Complaints() { CPLPopErrorHandler(); }
    Complaints(const Complaints&) = delete;
    Complaints& operator=(const Complaints&) = delete;
    std::string failure;
    std::vector<std::string> warnings;

  private:
    static void handler(CPLErr level, CPLErrorNum, const char* message) {
        auto* self = static_cast<Complaints*>(CPLGetErrorHandlerUserData());
        if (level >= CE_Failure && self->failure.empty()) self->failure = message;
        if (level == CE_Warning) self->warnings.emplace_back(message);
    }
};

struct CloseDataset {
    void operator()(GDALDataset* dataset) const { GDALClose(dataset); }
};
using Dataset = std::unique_ptr<GDALDataset, CloseDataset>;

void register_drivers() {
    static std::once_flag once;
    std::call_once(once, [] { GDALAllRegister(); });
}

const char* driver_name(Format format) {
    switch (format) {
        case Format::gpkg:
            return "GPKG";
        case Format::fgb:
            return "FlatGeobuf";
        case Format::shp:
            return "ESRI Shapefile";
        default:
            throw Error(ExitCode::failed, "not a format that GDAL writes here");
    }
}

[[noreturn]] void fail(const std::string& path, const Complaints& complaints) {
    const std::string& why = complaints.failure;
    const bool full = why.find("full") != std::string::npos || why.find("No space") != std::string::npos ||
                      why.find("too large") != std::string::npos || why.find("disk I/O error") != std::string::npos;
    if (full) throw_unwritable(path, ENOSPC);
    throw Error::make(
        ExitCode::unwritable,
        "cannot write {}: {}; look at the free space and the rights there (earlier results are untouched)", path,
        why.empty() ? "GDAL gave no reason" : why);
}

template <typename T>
void put(std::vector<unsigned char>& out, T value) {
    std::array<unsigned char, sizeof(T)> bytes;
    std::memcpy(bytes.data(), &value, sizeof(T));
    out.insert(out.end(), bytes.begin(), bytes.end());
}

/// The feature as one multipolygon in WKB (little endian, as this machine).
void multipolygon_wkb(const geom::Polygons& geometry, Row f, std::vector<unsigned char>& out) {
    out.clear();
    put<unsigned char>(out, 1);
    put<std::uint32_t>(out, wkbMultiPolygon);
    put<std::uint32_t>(out, static_cast<std::uint32_t>(geometry.end_polygon(f) - geometry.first_polygon(f)));
    for (std::uint64_t p = geometry.first_polygon(f); p < geometry.end_polygon(f); ++p) {
        put<unsigned char>(out, 1);
        put<std::uint32_t>(out, wkbPolygon);
        put<std::uint32_t>(out, static_cast<std::uint32_t>(geometry.end_ring(p) - geometry.first_ring(p)));
        for (std::uint64_t r = geometry.first_ring(p); r < geometry.end_ring(p); ++r) {
            const geom::RingView ring = geometry.ring(r);
            put<std::uint32_t>(out, static_cast<std::uint32_t>(ring.size()));
            const auto* bytes = reinterpret_cast<const unsigned char*>(ring.data());
            out.insert(out.end(), bytes, bytes + ring.size() * 2 * sizeof(double));
        }
    }
}

std::uint64_t rows_without_geometry(const OgrLayer& layer) {
    const std::uint64_t rows = layer.rows != nullptr ? layer.rows->size() : layer.geometry->size();
    std::uint64_t without = 0;
    for (std::uint64_t i = 0; i < rows; ++i)
        without += !layer.geometry->has_geometry(layer.rows != nullptr ? (*layer.rows)[i] : static_cast<Row>(i));
    return without;
}

class OneFile {
  public:
    OneFile(std::string path, Format format, const OgrLayer& layer, const std::vector<FieldPlan>& fields)
        : path_(std::move(path)), format_(format), layer_(layer), fields_(fields) {}

    void write(std::uint64_t first, std::uint64_t last, Progress& progress) {
        Complaints complaints;
        const auto now = to_iso(layer_.date.value_or(Date{})) + "T00:00:00.000Z";
        const CPLConfigOptionSetter date("OGR_CURRENT_DATE", now.c_str(), false);
        // The staging folder is synced as a whole and thrown away on failure: no journal of its own.
        const CPLConfigOptionSetter journal("OGR_SQLITE_JOURNAL", "OFF", false);
        const CPLConfigOptionSetter sync("OGR_SQLITE_SYNCHRONOUS", "OFF", false);
        Dataset dataset = create(complaints);
        OGRLayer* target = create_layer(*dataset, complaints);
        const bool transaction = dataset->TestCapability(ODsCTransactions) != 0;
        if (transaction && dataset->StartTransaction() != OGRERR_NONE) fail(path_, complaints);
        add_features(*target, first, last, progress, complaints);
        if (transaction && dataset->CommitTransaction() != OGRERR_NONE) fail(path_, complaints);
        add_style(*dataset, complaints);
        dataset->FlushCache(false);
        dataset.reset();
        if (!complaints.failure.empty()) fail(path_, complaints);
        check_count(last - first, complaints);
    }

  private:
    Dataset create(const Complaints& complaints) const {
        GDALDriver* driver = GetGDALDriverManager()->GetDriverByName(driver_name(format_));
        if (driver == nullptr) throw Error::make(ExitCode::failed, "this GDAL has no {} driver", driver_name(format_));
        Dataset dataset(driver->Create(path_.c_str(), 0, 0, 0, GDT_Unknown, nullptr));
        if (!dataset) fail(path_, complaints);
        if (format_ == Format::gpkg)
            for (const auto& [key, value] : layer_.metadata) dataset->SetMetadataItem(key.c_str(), value.c_str());
        return dataset;
    }

    OGRLayer* create_layer(GDALDataset& dataset, const Complaints& complaints) const {
        OGRSpatialReference srs;
        if (!layer_.crs.empty() && srs.SetFromUserInput(layer_.crs.c_str()) != OGRERR_NONE)
            throw Error::make(ExitCode::crs, "cannot write {}: GDAL does not know {}", path_, layer_.crs);
        srs.SetAxisMappingStrategy(OAMS_TRADITIONAL_GIS_ORDER);
        CPLStringList options;
        if (format_ == Format::shp) options.SetNameValue("ENCODING", "UTF-8");
        if (format_ == Format::gpkg) options.SetNameValue("GEOMETRY_NAME", "geom");
        const auto type = format_ == Format::shp ? wkbPolygon : wkbMultiPolygon;
        OGRLayer* made =
            dataset.CreateLayer(layer_.name.c_str(), layer_.crs.empty() ? nullptr : &srs, type, options.List());
        if (made == nullptr) fail(path_, complaints);
        for (const auto& field : fields_) {
            const auto definition = definition_of(field);
            if (made->CreateField(definition.get()) != OGRERR_NONE) fail(path_, complaints);
        }
        return made;
    }

    void add_style(GDALDataset& dataset, const Complaints& complaints) const {
        if (format_ != Format::gpkg || layer_.style == nullptr) return;
        std::vector<std::string> names;
        for (const auto& field : fields_) names.push_back(field.name);
        const auto style =
            style::layer_style(layer_.style->classes, field_names(layer_.columns, names), layer_.style->options);
        if (!add_layer_styles(dataset, layer_.name, style, layer_.date)) fail(path_, complaints);
    }

    void add_features(OGRLayer& target, std::uint64_t first, std::uint64_t last, Progress& progress,
                      const Complaints& complaints) const {
        std::vector<unsigned char> wkb;
        OGRFeature feature(target.GetLayerDefn());
        for (std::uint64_t i = first; i < last; ++i) {
            if ((i - first) % 4096 == 0) progress.check();
            const Row row = layer_.rows != nullptr ? (*layer_.rows)[i] : static_cast<Row>(i);
            // A FlatGeobuf's fid is its place in the file; elsewhere it is the place in row order.
            feature.SetFID(format_ == Format::gpkg ? static_cast<GIntBig>(i - first + 1) : OGRNullFID);
            for (std::size_t k = 0; k < fields_.size(); ++k) set_field(feature, static_cast<int>(k), fields_[k], row);
            OGRGeometry* shape = nullptr;
            if (layer_.geometry->has_geometry(row)) {
                multipolygon_wkb(*layer_.geometry, row, wkb);
                OGRGeometryFactory::createFromWkb(wkb.data(), nullptr, &shape, wkb.size());
            }
            feature.SetGeometryDirectly(shape);
            if (target.CreateFeature(&feature) != OGRERR_NONE) fail(path_, complaints);
        }
        progress.advance(last - first);
    }

    /// Some drivers notice a full disk only when closing, and say nothing: count what can be read back.
    void check_count(std::uint64_t expected, const Complaints& complaints) const {
        if (format_ == Format::fgb) expected -= rows_without_geometry(layer_);
        const Dataset again(GDALDataset::Open(path_.c_str(), GDAL_OF_VECTOR | GDAL_OF_READONLY));
        if (!again || again->GetLayerCount() < 1 ||
            again->GetLayer(0)->GetFeatureCount() != static_cast<GIntBig>(expected))
            fail(path_, complaints);
    }

    std::string path_;
    Format format_;
    const OgrLayer& layer_;
    const std::vector<FieldPlan>& fields_;
};

std::vector<WrittenFile> shapefile_files(const std::string& folder, const std::string& stem) {
    std::vector<WrittenFile> files;
    for (const char* ending : {".cpg", ".dbf", ".prj", ".shp", ".shx"})
        if (const fs::path path = fs::path(folder) / (stem + ending); fs::exists(path))
            files.push_back(describe_file(path.string()));
    return files;
}

WrittenFile write_name_map(const std::string& path, const std::vector<FieldPlan>& fields) {
    std::string text = csv_line({"field", "column", "zh", "unit", "cut_rows"});
    for (const auto& field : fields)
        text += csv_line({field.name, field.column->info.name, field.column->info.zh, field.column->info.unit,
                          std::to_string(field.cut_rows)});
    return write_file(path, text);
}

}  // namespace

std::vector<WrittenFile> write_ogr(const std::string& folder, const std::string& stem, Format format,
                                   const OgrLayer& layer, Progress& progress, std::vector<std::string>& warnings) {
    register_drivers();
    const std::uint64_t rows = layer.rows != nullptr ? layer.rows->size() : layer.geometry->size();
    const auto fields = plan_fields(layer, format);
    const auto path_of = [&](const std::string& name) {
        return (fs::path(folder) / (name + "." + extension(format))).string();
    };
    std::vector<WrittenFile> files;
    const auto add_styles = [&](const std::string& name) {
        if (layer.style == nullptr || !layer.style->beside) return;
        std::vector<std::string> names;
        for (const auto& field : fields) names.push_back(field.name);
        for (auto& file : write_style_files(folder, name, *layer.style, layer.columns, names))
            files.push_back(std::move(file));
    };
    if (format != Format::shp) {
        OneFile(path_of(stem), format, layer, fields).write(0, rows, progress);
        files.push_back(describe_file(path_of(stem)));
        const std::uint64_t lost = format == Format::fgb ? rows_without_geometry(layer) : 0;
        if (lost > 0)
            warnings.push_back(
                fmt::format("{}.fgb: {} rows without geometry are left out (GDAL writes no such row to a "
                            "FlatGeobuf); every other format holds them",
                            stem, lost));
        add_styles(stem);
        return files;
    }
    const std::uint64_t parts = shapefile_parts(layer, fields, rows);
    for (std::uint64_t part = 0; part < parts; ++part) {
        const std::string name = parts == 1 ? stem : fmt::format("{}_{:03}", stem, part + 1);
        OneFile(path_of(name), format, layer, fields).write(rows * part / parts, rows * (part + 1) / parts, progress);
        for (auto& file : shapefile_files(folder, name)) files.push_back(std::move(file));
        add_styles(name);
    }
    files.push_back(write_name_map((fs::path(folder) / (stem + "_fields.csv")).string(), fields));
    for (const auto& field : fields)
        if (field.cut_rows > 0)
            warnings.push_back(
                fmt::format("{}.shp: the text of {} was cut to 254 bytes in {} rows (a DBF holds no more); "
                            "the GeoPackage holds it whole",
                            stem, field.column->info.name, field.cut_rows));
    return files;
}

}  // namespace mulens::write
