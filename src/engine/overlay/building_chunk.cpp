#include "overlay/building_chunk.hpp"

#include "config/findings.hpp"
#include "geom/area.hpp"
#include "geom/edit.hpp"
#include "geos/repair.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <numeric>

namespace mulens::overlay {
namespace {

Finding building_finding(std::string_view code, const table::Layer& chunk, Row row, std::string_view detail) {
    return config::make_finding(code, "buildings", chunk.file_of(row), chunk.source_row[row],
                                std::string(chunk.table.text("building_id", row)), detail);
}

void repair(geos::Context& context, table::Layer& chunk, Diagnostics* diagnostics) {
    geom::Polygons repaired;
    std::vector<std::pair<Row, Row>> changed;
    const Row rows = chunk.geometry.size();
    for (Row row = 0; row < rows; ++row) {
        const auto verdict = geos::examine(context, chunk.geometry, row, repaired);
        if (verdict.validity == geos::Validity::usable) continue;
        if (verdict.validity == geos::Validity::broken) repaired.add_empty();
        if (verdict.validity != geos::Validity::empty) changed.emplace_back(row, repaired.size() - 1);
        if (diagnostics == nullptr || verdict.validity == geos::Validity::tidied) continue;
        std::string detail = "it has none";
        if (verdict.validity == geos::Validity::repaired)
            detail = fmt::format("{}; repaired, area {:.2f} m² before, {:.2f} m² after", verdict.reason,
                                 verdict.before_m2, verdict.after_m2);
        else if (verdict.validity == geos::Validity::broken)
            detail = verdict.reason + "; left out";
        diagnostics->add(building_finding("invalid_building", chunk, row, detail));
    }
    if (changed.empty()) return;
    std::vector<Row> all(rows);
    std::iota(all.begin(), all.end(), 0);
    geom::keep_and_replace(chunk.geometry, all, changed, repaired);
}

FileNotes& notes_of(ChunkResult& result, const std::string& file) {
    for (FileNotes& notes : result.notes)
        if (notes.file == file) return notes;
    result.notes.push_back({file, {}, 0});
    return result.notes.back();
}

void read_measures(const table::Layer& chunk, const BuildingOptions& options, std::vector<Measures>& out) {
    const auto* floors = chunk.table.find("floors");
    const auto* storey = chunk.table.find("storey_height_m");
    const auto* height = chunk.table.find("height_m");
    const auto* underground = chunk.table.find("underground");
    const auto get = [](const table::Column* column, Row row) {
        return column == nullptr || column->is_text() ? table::none : column->number(row);
    };
    out.resize(chunk.rows());
    for (Row row = 0; row < chunk.rows(); ++row)
        out[row] = measures_of(get(floors, row), get(storey, row), get(height, row), get(underground, row),
                               options.storey_m, options.high_storey_m);
}

void report_floors(const table::Layer& chunk, const std::vector<Measures>& measures, ChunkResult& result,
                   Diagnostics& diagnostics) {
    const bool known = chunk.table.has("floors") || chunk.table.has("height_m");
    for (Row row = 0; row < chunk.rows(); ++row) {
        if (!std::isnan(measures[row].floors)) continue;
        if (known)
            diagnostics.add(building_finding("floors_missing", chunk, row, {}));
        else
            ++notes_of(result, chunk.file_of(row)).without_floors;
    }
}

class Finder {
  public:
    Finder(const Surroundings& around, geos::Context& context, const table::Layer& chunk, Prepared& prepared)
        : around_(around), chunk_(chunk), prepared_(prepared), others_(context, around.parcels, false) {}

    // False where an operation failed.
    bool find(Row row, ChunkResult* result) {
        const geom::Polygons& buildings = chunk_.geometry;
        if (!buildings.has_geometry(row)) return true;
        const geom::Box& box = prepared_.boxes[row];
        const geom::Shape shape(buildings, row, box);
        const double area = geom::feature_area_m2(buildings, row);
        hits_.clear();
        bool failed = false;
        if (!alone_in_hint(row, shape, area)) failed = !search(row, shape, area);
        for (const Hit& hit : hits_) {
            const bool whole = hit.relation == geom::Relation::inside || hit.relation == geom::Relation::equal;
            prepared_.parts.push_back({hit.other, row, hit.area_m2, whole, &hit == hits_.data()});
        }
        if (result == nullptr) return !failed;
        return balance(row, area, *result) && !failed;
    }

  private:
    // Files often list buildings parcel by parcel: the last parcel, or the one after it, is a good guess. A building
    // inside a parcel that meets no other parcel cannot meet another parcel either.
    bool alone_in_hint(Row row, const geom::Shape& shape, double area) {
        const auto& overlaps = around_.options.parcel_overlaps;
        if (overlaps.empty()) return false;
        for (int step = 0; step < 2; ++step, move_hint(hint_ + 1)) {
            if (hint_ >= around_.parcels.size()) return false;
            if (overlaps[hint_] || !hint_box_.contains(shape.box())) continue;
            const geom::Shape other(around_.parcels, hint_, hint_box_);
            const Hit hit = measure_hit(chunk_.geometry, row, area, shape, hint_, other, others_);
            if (hit.relation != geom::Relation::inside) return false;
            hits_.push_back(hit);
            return true;
        }
        return false;
    }

    // False where an operation failed.
    bool search(Row row, const geom::Shape& shape, double area) {
        const auto& overlaps = around_.options.parcel_overlaps;
        bool failed = false;
        bool alone = false;
        around_.index.visit(shape.box(), [&](Row parcel, const geom::Box& parcel_box) {
            if (alone) return;
            const geom::Shape other(around_.parcels, parcel, parcel_box);
            const Hit hit = measure_hit(chunk_.geometry, row, area, shape, parcel, other, others_);
            if (hit.relation == geom::Relation::disjoint) return;
            if (std::isnan(hit.area_m2)) {
                failed = true;
                return;
            }
            hits_.push_back(hit);
            alone = hit.relation == geom::Relation::inside && !overlaps.empty() && !overlaps[parcel];
        });
        std::sort(hits_.begin(), hits_.end(), [](const Hit& a, const Hit& b) { return a.other < b.other; });
        if (!hits_.empty()) move_hint(hits_.front().other);
        return !failed;
    }

    void move_hint(Row parcel) {
        hint_ = parcel;
        hint_box_ = parcel < around_.parcels.size() ? around_.parcels.box(parcel) : geom::Box();
    }

    bool balance(Row row, double area, ChunkResult& result) {
        result.balance.in.add(area);
        for (const Hit& hit : hits_) result.balance.pairs.add(hit.area_m2);
        if (hits_.empty()) ++result.outside_buildings;
        const Rest rest = measure_rest(chunk_.geometry, row, area, hits_, others_);
        result.balance.counted_twice.add(rest.counted_twice_m2);
        add_outside(row, rest.outside_m2, result);
        return !rest.failed;
    }

    void add_outside(Row row, double area, ChunkResult& result) {
        if (area <= 0) return;
        result.balance.outside.add(area);
        notes_of(result, chunk_.file_of(row)).outside_m2.add(area);
    }

    const Surroundings& around_;
    const table::Layer& chunk_;
    Prepared& prepared_;
    OtherGeometries others_;
    std::vector<Hit> hits_;
    Row hint_ = no_row;
    geom::Box hint_box_;
};

std::array<float, 4> outward(const geom::Box& box, const geom::Box& extent) {
    const float infinite = std::numeric_limits<float>::infinity();
    const auto down = [&](double v) { return std::nextafter(static_cast<float>(v), -infinite); };
    const auto up = [&](double v) { return std::nextafter(static_cast<float>(v), infinite); };
    return {down(box.min_x - extent.min_x), down(box.min_y - extent.min_y), up(box.max_x - extent.min_x),
            up(box.max_y - extent.min_y)};
}

}  // namespace

Prepared prepare_chunk(const Surroundings& around, geos::Context& context, table::Layer& chunk, ChunkResult* result,
                       Diagnostics* diagnostics) {
    Prepared prepared;
    repair(context, chunk, diagnostics);
    read_measures(chunk, around.options, prepared.measures);
    if (result != nullptr) report_floors(chunk, prepared.measures, *result, *diagnostics);
    prepared.boxes = chunk.geometry.boxes();
    prepared.parts.reserve(chunk.rows());
    Finder finder(around, context, chunk, prepared);
    for (Row row = 0; row < chunk.rows(); ++row) {
        if (finder.find(row, result) || result == nullptr) continue;
        ++result->balance.failed;
        diagnostics->add(building_finding("overlay_failed", chunk, row, {}));
    }
    std::stable_sort(prepared.parts.begin(), prepared.parts.end(),
                     [](const Part& a, const Part& b) { return a.parcel < b.parcel; });
    return prepared;
}

Finding clash_finding(const Clash& clash, const table::Layer& chunk) {
    const auto other =
        fmt::format("{}row {} of {}", clash.duplicate ? "same as " : fmt::format("{:.2f} m² with ", clash.area_m2),
                    chunk.source_row[clash.other] + 1, chunk.file_of(clash.other));
    Finding finding =
        building_finding(clash.duplicate ? "duplicate_building" : "building_overlap", chunk, clash.building, other);
    finding.value = clash.area_m2;
    return finding;
}

void settle_chunk(const Surroundings& around, geos::Context& context, const table::Layer& chunk,
                  const Prepared& prepared, ChunkResult& result) {
    const PartLimits limits{around.options.overlap_m2, around.options.overlap_share};
    const auto& parts = prepared.parts;
    std::vector<Clash> clashes;
    for (std::size_t i = 0; i < parts.size();) {
        std::size_t end = i + 1;
        while (end < parts.size() && parts[end].parcel == parts[i].parcel) ++end;
        clashes.clear();
        const PartSums sums = sum_parts(context, around.parcels, chunk.geometry, prepared.boxes, prepared.measures,
                                        {parts.data() + i, end - i}, limits, clashes);
        geom::Box box;
        for (std::size_t k = i; k < end; ++k) box.add(prepared.boxes[parts[k].building]);
        result.groups.push_back({parts[i].parcel, sums.count, result.first + parts[i].building,
                                 result.first + parts[end - 1].building, outward(box, around.index.extent()),
                                 sums.footprint_m2, sums.gfa_m2, sums.far_area_m2, sums.overlap_m2});
        for (const Clash& clash : clashes) result.clashes.emplace_back(parts[i].parcel, clash_finding(clash, chunk));
        if (sums.failed) ++result.balance.failed;
        i = end;
    }
}

}  // namespace mulens::overlay
