// Plain polygon shapefiles without GDAL in the hot path; odd records are asked of OGR one by one.
#include "base/error.hpp"
#include "read/cells.hpp"
#include "read/dbf_file.hpp"
#include "read/files.hpp"
#include "read/gdal_env.hpp"
#include "read/ogr_geometry.hpp"
#include "read/shp_file.hpp"

#include <ogrsf_frmts.h>

#include <algorithm>
#include <fstream>
#include <iterator>
#include <optional>

namespace mulens::read {
namespace {

std::string first_line_of(const std::string& path) {
    std::ifstream in(path, std::ios::binary);
    std::string line;
    std::getline(in, line);
    while (!line.empty() && static_cast<unsigned char>(line.back()) <= ' ') line.pop_back();
    if (line.starts_with("\xEF\xBB\xBF")) line.erase(0, 3);
    return line;
}

std::string text_of(const std::string& path) {
    std::ifstream in(path, std::ios::binary);
    std::string text(std::istreambuf_iterator<char>(in), {});
    if (text.starts_with("\xEF\xBB\xBF")) text.erase(0, 3);
    return text;
}

class ShapefileSource final : public Source {
  public:
    ShapefileSource(const config::LayerSpec& spec, ShapeFile shapes, DbfFile dbf)
        : path_(spec.path), shapes_(std::move(shapes)), dbf_(std::move(dbf)) {
        facts_.driver = "ESRI Shapefile";
        facts_.spatial = true;
        facts_.rows = shapes_.rows();
        facts_.points = shapes_.points();
        facts_.box = shapes_.box();
        facts_.files = files_of(path_);
        if (const auto prj = side_file(path_, "prj"); !prj.empty()) facts_.declared_crs = text_of(prj);
        std::string declared = encoding_of_language_byte(dbf_.language_byte());
        std::string declared_by = fmt::format("the language byte 0x{:02X} of the .dbf", dbf_.language_byte());
        if (const auto cpg = side_file(path_, "cpg"); !cpg.empty()) {
            declared = first_line_of(cpg);
            declared_by = "the .cpg";
        }
        decide_encoding(facts_, spec, dbf_.sample_text(200'000), declared, declared_by);
        CellDecoder decoder(facts_.encoding);
        for (const auto& field : dbf_.fields())
            facts_.columns.push_back({decode_name(field.raw_name, decoder), field.raw_name.size() >= 9});
    }

    void prepare(const FieldMap& map, unsigned workers) override {
        map_ = &map;
        for (unsigned w = 0; w < workers; ++w) workers_.emplace_back(facts_.encoding);
    }
    [[nodiscard]] std::size_t pieces() const override { return (facts_.rows + rows_a_piece - 1) / rows_a_piece; }
    [[nodiscard]] bool parallel() const override { return true; }
    [[nodiscard]] bool by_rows() const override { return true; }

    void read_piece(std::size_t piece, unsigned worker, Chunk& out) override {
        const Row first = static_cast<Row>(piece * rows_a_piece);
        read_rows(first, std::min(rows_a_piece, facts_.rows - first), worker, out);
    }

    void read_rows(Row first, Row count, unsigned worker, Chunk& out) override {
        out.start(*map_, count);
        if (count == 0) return;
        Worker& w = workers_[worker];
        shapes_.load(first, count, w.shapes);
        dbf_.load(first, count, w.cells);
        out.geometry.xy.reserve(w.shapes.bytes.size() / 8);
        for (Row i = 0; i < count; ++i) {
            if (DbfFile::deleted(w.cells.data() + std::size_t{i} * dbf_.record_bytes())) continue;
            out.source_row.push_back(first + i);
            if (!shapes_.append(i, w.shapes, out.geometry)) append_odd(first + i, w, out);
        }
        for (ValueColumn& column : out.columns) add_cells(column, w, first, out.source_row);
    }

  private:
    struct Worker {
        explicit Worker(const std::string& encoding) : decoder(encoding) {}
        ShapeFile::Scratch shapes;
        std::vector<char> cells;
        CellDecoder decoder;
        Dataset dataset;
    };

    void add_cells(ValueColumn& column, Worker& w, Row first, const std::vector<Row>& rows) const {
        const DbfField& field = dbf_.fields()[static_cast<std::size_t>(column.field().column)];
        for (const Row row : rows)
            w.decoder.add(column, DbfFile::cell(w.cells.data() + std::size_t{row - first} * dbf_.record_bytes(), field),
                          row);
    }

    void append_odd(Row row, Worker& w, Chunk& out) const {
        const GdalMessages messages;
        if (!w.dataset) w.dataset = open_dataset(path_, {"ENCODING="});
        OGRLayer* layer = w.dataset ? w.dataset->GetLayer(0) : nullptr;
        const OGRFeatureUniquePtr feature(layer == nullptr ? nullptr : layer->GetFeature(row));
        if (!feature) {
            out.geometry.add_empty();
            out.geometry_trouble.push_back({Trouble::Kind::unreadable, row, messages.text()});
            return;
        }
        if (append_geometry(feature->GetGeometryRef(), out.geometry, false) == Taken::no_polygon)
            out.geometry_trouble.push_back(
                {Trouble::Kind::unreadable, row, feature->GetGeometryRef()->getGeometryName()});
    }

    std::string path_;
    ShapeFile shapes_;
    DbfFile dbf_;
    const FieldMap* map_ = nullptr;
    std::vector<Worker> workers_;
};

}  // namespace

std::unique_ptr<Source> open_plain_shapefile(const config::LayerSpec& spec) {
    if (ending(spec.path) != "shp" || spec.path.starts_with("/vsi")) return nullptr;
    const std::string shx = side_file(spec.path, "shx");
    const std::string dbf_path = side_file(spec.path, "dbf");
    if (shx.empty() || dbf_path.empty()) return nullptr;
    auto shapes = ShapeFile::open(spec.path, shx);
    if (!shapes) return nullptr;
    auto dbf = DbfFile::open(dbf_path);
    if (!dbf || dbf->rows() != shapes->rows()) return nullptr;
    return std::make_unique<ShapefileSource>(spec, std::move(*shapes), std::move(*dbf));
}

}  // namespace mulens::read
