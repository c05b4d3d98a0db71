#include "base/error.hpp"
#include "read/files.hpp"
#include "read/source.hpp"
#include "read/survey_txt.hpp"

#include <algorithm>
#include <fstream>

namespace mulens::read {
namespace {

/// A survey office's boundary file, read whole: they are small.
class SurveySource final : public Source {
  public:
    SurveySource(const config::LayerSpec& spec, SurveyFile file) : file_(std::move(file)) {
        facts_.driver = "勘测定界 TXT";
        facts_.encoding = file_.encoding;
        facts_.encoding_reason = file_.encoding_reason;
        facts_.declared_crs = file_.crs;
        facts_.spatial = true;
        facts_.rows = static_cast<Row>(file_.parcels.size());
        facts_.files = {spec.path};
        for (Row f = 0; f < file_.geometry.size(); ++f) facts_.box.add(file_.geometry.box(f));
        for (const char* name : {"parcel_id", "location", "land_use", "deed_area_m2", "map_sheet", "use"})
            facts_.columns.push_back({name, false});
        facts_.findings = file_.findings;
    }

    void prepare(const FieldMap& map, unsigned /*workers*/) override { map_ = &map; }
    [[nodiscard]] std::size_t pieces() const override { return 1; }
    [[nodiscard]] bool parallel() const override { return false; }
    [[nodiscard]] bool by_rows() const override { return true; }
    void read_piece(std::size_t /*piece*/, unsigned worker, Chunk& out) override {
        read_rows(0, facts_.rows, worker, out);
    }
    void read_rows(Row first, Row count, unsigned /*worker*/, Chunk& out) override {
        out.start(*map_, count);
        for (Row row = first; row < first + count; ++row) {
            const SurveyParcel& parcel = file_.parcels[row];
            out.source_row.push_back(row);
            out.geometry.add_feature(file_.geometry, row);
            for (ValueColumn& column : out.columns) add(parcel, column, row);
        }
    }

  private:
    static void add(const SurveyParcel& parcel, ValueColumn& column, Row row) {
        switch (column.field().column) {
            case 0:
                return column.add_text(parcel.id, row);
            case 1:
                return column.add_text(parcel.name, row);
            case 2:
                return column.add_text(parcel.land_use.empty() ? parcel.use : parcel.land_use, row);
            case 3:
                return column.add_number(parcel.stated_area_m2, row);
            case 4:
                return column.add_text(parcel.map_sheet, row);
            default:
                return column.add_text(parcel.use, row);
        }
    }

    SurveyFile file_;
    const FieldMap* map_ = nullptr;
};

}  // namespace

void Chunk::start(const FieldMap& map, Row expected) {
    geometry.clear();
    const bool again = columns.size() == map.fields.size() && !columns.empty() && &columns[0].field() == &map.fields[0];
    if (again) {
        for (auto& column : columns) column.clear();
    } else {
        columns.clear();
        columns.reserve(map.fields.size());
        for (const auto& field : map.fields) {
            columns.emplace_back(field);
            columns.back().reserve(expected);
        }
    }
    source_row.clear();
    source_row.reserve(expected);
    geometry_trouble.clear();
    row_trouble.clear();
    begin = end = 0;
}

void Source::read_rows(Row /*first*/, Row /*count*/, unsigned /*worker*/, Chunk& /*out*/) {
    throw Error::make(ExitCode::failed, "{}: this reader has no random rows", facts_.driver);
}

std::unique_ptr<Source> open_survey(const config::LayerSpec& spec) {
    if (ending(spec.path) != "txt") return nullptr;
    std::ifstream in(spec.path, std::ios::binary);
    std::string head(4096, '\0');
    in.read(head.data(), static_cast<std::streamsize>(head.size()));
    head.resize(static_cast<std::size_t>(std::max<std::streamsize>(0, in.gcount())));
    if (!looks_like_survey_txt(head)) return nullptr;
    return std::make_unique<SurveySource>(spec, read_survey_txt(spec.path, spec.encoding));
}

std::unique_ptr<Source> open_source(const config::LayerSpec& spec, bool spatial_role) {
    if (spatial_role)
        if (auto source = open_survey(spec)) return source;
    if (!spatial_role)
        if (auto source = open_csv(spec)) return source;
    if (spatial_role)
        if (auto source = open_plain_shapefile(spec)) return source;
    return open_ogr(spec, spatial_role);
}

}  // namespace mulens::read
