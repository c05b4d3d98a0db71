#include "read/ogr_source.hpp"

#include "base/date.hpp"
#include "base/error.hpp"
#include "read/files.hpp"
#include "read/ogr_geometry.hpp"

#include <algorithm>

namespace mulens::read {
namespace {

class FeatureSource final : public Source {
  public:
    FeatureSource(const config::LayerSpec& spec, OgrLayer opened, SourceFacts facts)
        : shown_(shown(spec)), opened_(std::move(opened)), decoder_(facts.encoding) {
        facts_ = std::move(facts);
    }

    void prepare(const FieldMap& map, unsigned /*workers*/) override {
        map_ = &map;
        opened_.layer->ResetReading();
    }
    [[nodiscard]] std::size_t pieces() const override {
        return std::max<std::size_t>(1, (facts_.rows + rows_a_piece - 1) / rows_a_piece);
    }
    [[nodiscard]] bool parallel() const override { return false; }

    void read_piece(std::size_t piece, unsigned /*worker*/, Chunk& out) override {
        out.start(*map_, rows_a_piece);
        const Row limit = piece + 1 < pieces() ? rows_a_piece : no_row;
        GdalMessages messages;
        while (out.rows() < limit) {
            const OGRFeatureUniquePtr feature(opened_.layer->GetNextFeature());
            if (!feature) break;
            add(*feature, messages, out);
            messages.clear();
        }
        if (out.rows() < limit && messages.failed())
            throw Error::make(ExitCode::unreadable,
                              "{}: reading stopped after row {} ({}); copy it again from its source", shown_, row_,
                              messages.text());
    }

  private:
    void add(OGRFeature& feature, const GdalMessages& messages, Chunk& out) {
        const Row row = row_++;
        out.source_row.push_back(row);
        if (facts_.spatial) {
            const OGRGeometry* geometry = feature.GetGeometryRef();
            const Taken taken = append_geometry(geometry, out.geometry, opened_.closed_lines);
            if (taken == Taken::no_polygon)
                out.geometry_trouble.push_back({Trouble::Kind::unreadable, row, geometry->getGeometryName()});
            else if (messages.failed())
                out.geometry_trouble.push_back({Trouble::Kind::unreadable, row, messages.text()});
        }
        for (ValueColumn& column : out.columns) add_cell(feature, column, row);
    }

    void add_cell(OGRFeature& feature, ValueColumn& column, Row row) {
        const int f = column.field().column;
        if (!feature.IsFieldSetAndNotNull(f)) return column.add_blank();
        switch (feature.GetFieldDefnRef(f)->GetType()) {
            case OFTInteger:
            case OFTInteger64:
            case OFTReal:
                // A DBF number keeps its digits as text only in the fast reader; doubles hold 15 of them.
                return column.add_number(feature.GetFieldAsDouble(f), row);
            case OFTDate:
            case OFTDateTime: {
                int year = 0, month = 0, day = 0, hour = 0, minute = 0, second = 0, zone = 0;
                feature.GetFieldAsDateTime(f, &year, &month, &day, &hour, &minute, &second, &zone);
                const auto text = fmt::format("{:04}-{:02}-{:02}", year, month, day);
                return column.add_text(year == 0 ? std::string_view{} : std::string_view(text), row);
            }
            default:
                return decoder_.add(column, feature.GetFieldAsString(f), row);
        }
    }

    std::string shown_;
    OgrLayer opened_;
    CellDecoder decoder_;
    const FieldMap* map_ = nullptr;
    Row row_ = 0;
};

}  // namespace

std::unique_ptr<Source> feature_source(const config::LayerSpec& spec, OgrLayer layer, SourceFacts facts) {
    return std::make_unique<FeatureSource>(spec, std::move(layer), std::move(facts));
}

}  // namespace mulens::read
