// GeoPackage and FlatGeobuf by Arrow batches: several times faster than feature by feature.
#include "base/error.hpp"
#include "read/files.hpp"
#include "read/ogr_geometry.hpp"
#include "read/ogr_source.hpp"

#include <cpl_string.h>
#include <ogr_recordbatch.h>

#include <algorithm>
#include <cmath>
#include <cstring>
#include <set>

namespace mulens::read {
namespace {

template <typename T>
T value_at(const ArrowArray& array, std::int64_t i) {
    T v;
    std::memcpy(&v,
                static_cast<const char*>(array.buffers[1]) + (i + array.offset) * static_cast<std::int64_t>(sizeof v),
                sizeof v);
    return v;
}

bool null_at(const ArrowArray& array, std::int64_t i) {
    if (array.null_count == 0 || array.buffers[0] == nullptr) return false;
    const auto* bits = static_cast<const unsigned char*>(array.buffers[0]);
    const std::int64_t k = i + array.offset;
    return ((bits[k / 8] >> (k % 8)) & 1) == 0;
}

std::string_view bytes_at(const ArrowArray& array, std::int64_t i, bool large) {
    const std::int64_t k = i + array.offset;
    std::int64_t begin = 0;
    std::int64_t end = 0;
    if (large) {
        std::memcpy(&begin, static_cast<const char*>(array.buffers[1]) + 8 * k, 8);
        std::memcpy(&end, static_cast<const char*>(array.buffers[1]) + 8 * (k + 1), 8);
    } else {
        std::int32_t pair[2];
        std::memcpy(pair, static_cast<const char*>(array.buffers[1]) + 4 * k, 8);
        begin = pair[0];
        end = pair[1];
    }
    return {static_cast<const char*>(array.buffers[2]) + begin, static_cast<std::size_t>(end - begin)};
}

/// "u" text, "tdD" date, numbers by their Arrow letter.
void add_cell(ValueColumn& column, const ArrowArray& array, const std::string& format, std::int64_t i, Row row,
              CellDecoder& decoder) {
    if (null_at(array, i)) return column.add_blank();
    if (format == "u" || format == "U") return decoder.add(column, bytes_at(array, i, format == "U"), row);
    if (format == "l") return column.add_number(static_cast<double>(value_at<std::int64_t>(array, i)), row);
    if (format == "i") return column.add_number(value_at<std::int32_t>(array, i), row);
    if (format == "s") return column.add_number(value_at<std::int16_t>(array, i), row);
    if (format == "g") return column.add_number(value_at<double>(array, i), row);
    if (format == "f") return column.add_number(static_cast<double>(value_at<float>(array, i)), row);
    if (format == "b") {
        const std::int64_t k = i + array.offset;
        const auto* bits = static_cast<const unsigned char*>(array.buffers[1]);
        return column.add_number(((bits[k / 8] >> (k % 8)) & 1) != 0 ? 1 : 0, row);
    }
    double day = table::none;
    if (format == "tdD") day = value_at<std::int32_t>(array, i);
    if (format == "tdm" || format.starts_with("tsm"))
        day = std::floor(static_cast<double>(value_at<std::int64_t>(array, i)) / 86'400'000.0);
    if (format.starts_with("tss")) day = std::floor(static_cast<double>(value_at<std::int64_t>(array, i)) / 86'400.0);
    if (std::isnan(day) || !column.is_date()) return column.add_blank();
    column.add_date(day);
}

bool readable_format(const std::string& f) {
    static const std::set<std::string> known{"u", "U", "l", "i", "s", "g", "f", "b", "tdD", "tdm"};
    return known.contains(f) || f.starts_with("tsm") || f.starts_with("tss");
}

class ArrowSource final : public Source {
  public:
    ArrowSource(const config::LayerSpec& spec, OgrLayer opened, SourceFacts facts)
        : spec_(spec), opened_(std::move(opened)), decoder_("") {
        facts_ = std::move(facts);
    }
    ~ArrowSource() override { release(); }

    void prepare(const FieldMap& map, unsigned /*workers*/) override {
        map_ = &map;
        if (start_stream()) return;
        release();
        opened_.layer->SetIgnoredFields(nullptr);
        features_ = feature_source(spec_, std::move(opened_), facts_);
        opened_.layer = nullptr;
        features_->prepare(map, 1);
    }
    [[nodiscard]] std::size_t pieces() const override {
        return features_ ? features_->pieces() : std::max<std::size_t>(1, (facts_.rows + batch_rows - 1) / batch_rows);
    }
    [[nodiscard]] bool parallel() const override { return false; }

    void read_piece(std::size_t piece, unsigned worker, Chunk& out) override {
        if (features_) return features_->read_piece(piece, worker, out);
        out.start(*map_, batch_rows);
        const GdalMessages messages;
        const bool last = piece + 1 >= pieces();
        do {
            ArrowArray batch{};
            const int error = stream_.get_next(&stream_, &batch);
            if (error != 0 || messages.failed()) {
                if (batch.release != nullptr) batch.release(&batch);
                throw Error::make(ExitCode::unreadable,
                                  "{}: reading stopped after row {} ({}); copy it again from its source", shown(spec_),
                                  row_, messages.text());
            }
            if (batch.release == nullptr) return;
            add(batch, out);
            batch.release(&batch);
        } while (last);
    }

  private:
    static constexpr Row batch_rows = 65536;

    /// False where a mapped column has a type that the batches cannot give: then feature by feature.
    bool start_stream() {
        const GdalMessages messages;
        OGRFeatureDefn& defn = *opened_.layer->GetLayerDefn();
        std::set<int> wanted;
        for (const auto& field : map_->fields) wanted.insert(field.column);
        CPLStringList ignored;
        for (int f = 0; f < defn.GetFieldCount(); ++f)
            if (!wanted.contains(f)) ignored.AddString(defn.GetFieldDefn(f)->GetNameRef());
        if (opened_.layer->SetIgnoredFields(const_cast<const char**>(ignored.List())) != OGRERR_NONE) return false;
        CPLStringList options;
        // The FID stays in: without it a layer with no wanted field gives null geometry (GDAL 3.6).
        options.AddNameValue("MAX_FEATURES_IN_BATCH", std::to_string(batch_rows).c_str());
        if (!opened_.layer->GetArrowStream(&stream_, options.List())) return false;
        streaming_ = true;
        ArrowSchema schema{};
        if (stream_.get_schema(&stream_, &schema) != 0) return false;
        const std::string geometry = opened_.layer->GetGeometryColumn();
        bool good = true;
        fields_.assign(map_->fields.size(), {-1, {}});
        for (std::int64_t c = 0; c < schema.n_children; ++c) {
            const ArrowSchema& child = *schema.children[c];
            const std::string name = child.name == nullptr ? "" : child.name;
            const std::string format = child.format == nullptr ? "" : child.format;
            if (format == "z" || format == "Z") {
                if (name == geometry || name == "wkb_geometry") geometry_ = {c, format};
                continue;
            }
            for (std::size_t k = 0; k < fields_.size(); ++k)
                if (name == defn.GetFieldDefn(map_->fields[k].column)->GetNameRef()) {
                    fields_[k] = {c, format};
                    good = good && readable_format(format);
                }
        }
        schema.release(&schema);
        for (const auto& field : fields_) good = good && field.child >= 0;
        return good && geometry_.child >= 0;
    }

    void add(const ArrowArray& batch, Chunk& out) {
        const ArrowArray& shapes = *batch.children[geometry_.child];
        for (std::int64_t i = 0; i < batch.length; ++i) {
            const Row row = row_ + static_cast<Row>(i);
            out.source_row.push_back(row);
            std::string_view wkb;
            if (!null_at(shapes, i)) wkb = bytes_at(shapes, i, geometry_.format == "Z");
            const Taken taken =
                append_wkb({reinterpret_cast<const unsigned char*>(wkb.data()), wkb.size()}, out.geometry);
            if (taken == Taken::no_polygon)
                out.geometry_trouble.push_back({Trouble::Kind::unreadable, row, "no polygon"});
        }
        for (std::size_t k = 0; k < fields_.size(); ++k) {
            const ArrowArray& cells = *batch.children[fields_[k].child];
            for (std::int64_t i = 0; i < batch.length; ++i)
                add_cell(out.columns[k], cells, fields_[k].format, i, row_ + static_cast<Row>(i), decoder_);
        }
        row_ += static_cast<Row>(batch.length);
    }

    void release() {
        if (streaming_ && stream_.release != nullptr) stream_.release(&stream_);
        streaming_ = false;
    }

    struct Child {
        std::int64_t child = -1;
        std::string format;
    };

    config::LayerSpec spec_;
    OgrLayer opened_;
    CellDecoder decoder_;
    std::unique_ptr<Source> features_;
    const FieldMap* map_ = nullptr;
    ArrowArrayStream stream_{};
    bool streaming_ = false;
    std::vector<Child> fields_;
    Child geometry_;
    Row row_ = 0;
};

}  // namespace

std::unique_ptr<Source> arrow_source(const config::LayerSpec& spec, OgrLayer layer, SourceFacts facts) {
    return std::make_unique<ArrowSource>(spec, std::move(layer), std::move(facts));
}

}  // namespace mulens::read
