#include "overlay/buildings.hpp"

#include "base/parallel.hpp"
#include "config/findings.hpp"
#include "overlay/building_chunk.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <map>
#include <mutex>

namespace mulens::overlay {
namespace {

constexpr double least_told_m2 = 0.005;  // less is rounding; the balance holds it all the same

struct Range {
    Row first;
    Row last;
};

}  // namespace

struct BuildingOverlay::Impl {
    Surroundings around;
    BuildingOptions options;
    Diagnostics& diagnostics;
    geos::Contexts contexts;
    std::mutex mutex;
    std::map<Row, ChunkResult> chunks;  // by first row: the order in which everything is put together

    Impl(const geom::Polygons& parcels, const geom::BoxIndex& index, const BuildingOptions& given, Diagnostics& diag)
        : around{parcels, index, options}, options(given), diagnostics(diag), contexts(given.threads) {}

    std::vector<bool> add_up(BuildingResult& result);
    [[nodiscard]] std::vector<Range> ranges(const std::vector<bool>& again) const;
    void see_again(const std::vector<bool>& again, const Read& read, Progress& progress, BuildingResult& result);
    void tell(const std::vector<bool>& again, BuildingResult& result);
};

namespace {

void put(BuildingResult& result, Row parcel, const PartSums& sums) {
    result.count[parcel] = sums.count;
    result.footprint_m2[parcel] = sums.footprint_m2;
    result.gfa_m2[parcel] = sums.gfa_m2;
    result.far_area_m2[parcel] = sums.far_area_m2;
    result.overlap_m2[parcel] = sums.overlap_m2;
}

// Buildings of parcels that are seen again, taken out of their chunks.
struct Again {
    table::Layer layer;  // geometry, ids and sources; rows in the order of the file
    Prepared prepared;
};

void take(Again& again, const table::Layer& chunk, const Prepared& prepared, const std::vector<bool>& wanted,
          std::vector<std::string>& ids) {
    std::vector<Row> place(chunk.rows(), no_row);
    for (const Part& part : prepared.parts) {
        if (!wanted[part.parcel]) continue;
        place[part.building] = 0;
    }
    for (Row row = 0; row < chunk.rows(); ++row) {
        if (place[row] == no_row) continue;
        place[row] = again.layer.geometry.size();
        again.layer.geometry.add_feature(chunk.geometry, row);
        again.prepared.boxes.push_back(prepared.boxes[row]);
        again.prepared.measures.push_back(prepared.measures[row]);
        again.layer.source.push_back(chunk.source[row]);
        again.layer.source_row.push_back(chunk.source_row[row]);
        ids.emplace_back(chunk.table.text("building_id", row));
    }
    for (Part part : prepared.parts) {
        if (!wanted[part.parcel]) continue;
        part.building = place[part.building];
        again.prepared.parts.push_back(part);
    }
    if (again.layer.sources.empty()) again.layer.sources = chunk.sources;
}

}  // namespace

BuildingOverlay::BuildingOverlay(const geom::Polygons& parcels, const geom::BoxIndex& index,
                                 const BuildingOptions& options, Diagnostics& diagnostics)
    : impl_(std::make_unique<Impl>(parcels, index, options, diagnostics)) {}

BuildingOverlay::~BuildingOverlay() = default;

void BuildingOverlay::add(Row first, table::Layer& chunk, unsigned worker) {
    geos::Context& context = impl_->contexts[worker];
    ChunkResult result;
    result.first = first;
    result.rows = chunk.rows();
    const Prepared prepared = prepare_chunk(impl_->around, context, chunk, &result, &impl_->diagnostics);
    settle_chunk(impl_->around, context, chunk, prepared, result);
    result.groups.shrink_to_fit();
    const std::lock_guard lock(impl_->mutex);
    impl_->chunks.emplace(first, std::move(result));
}

// Sums of parcels whose buildings surely do not meet across chunks; marks the others.
std::vector<bool> BuildingOverlay::Impl::add_up(BuildingResult& result) {
    const Row parcels = around.parcels.size();
    std::vector<const Group*> last(parcels, nullptr);
    std::vector<bool> spread(parcels, false);
    std::vector<bool> again(parcels, false);
    for (const auto& [first, chunk] : chunks) {
        for (const Group& group : chunk.groups) {
            spread[group.parcel] = last[group.parcel] != nullptr;
            last[group.parcel] = &group;
            result.count[group.parcel] += group.count;
            result.footprint_m2[group.parcel] += group.footprint_m2;
            result.gfa_m2[group.parcel] += group.gfa_m2;
            result.far_area_m2[group.parcel] += group.far_area_m2;
            result.overlap_m2[group.parcel] += group.overlap_m2;
        }
    }
    std::vector<std::pair<Row, const Group*>> groups;
    for (const auto& [first, chunk] : chunks)
        for (const Group& group : chunk.groups)
            if (spread[group.parcel]) groups.emplace_back(group.parcel, &group);
    std::stable_sort(groups.begin(), groups.end(), [](const auto& a, const auto& b) { return a.first < b.first; });
    for (std::size_t i = 0; i < groups.size(); ++i)
        for (std::size_t k = i; k > 0 && groups[k - 1].first == groups[i].first && !again[groups[i].first]; --k)
            again[groups[i].first] = groups[i].second->meets(*groups[k - 1].second);
    return again;
}

// Rows that hold all buildings of the parcels to be seen again; close ranges of a chunk are read as one.
std::vector<Range> BuildingOverlay::Impl::ranges(const std::vector<bool>& again) const {
    constexpr Row close = 256;
    std::vector<Range> all;
    for (const auto& [first, chunk] : chunks) {
        std::vector<Range> mine;
        for (const Group& group : chunk.groups)
            if (again[group.parcel]) mine.push_back({group.first, group.last});
        std::sort(mine.begin(), mine.end(), [](Range a, Range b) { return a.first < b.first; });
        const std::size_t before = all.size();
        for (const Range range : mine) {
            if (all.size() > before && range.first <= all.back().last + close)
                all.back().last = std::max(all.back().last, range.last);
            else
                all.push_back(range);
        }
    }
    return all;
}

void BuildingOverlay::Impl::see_again(const std::vector<bool>& again, const Read& read, Progress& progress,
                                      BuildingResult& result) {
    const std::vector<Range> wanted = ranges(again);
    if (wanted.empty()) return;
    progress.stage("buildings on shared chunks", wanted.size());
    std::vector<Again> taken(wanted.size());
    std::vector<std::vector<std::string>> ids(wanted.size());
    parallel_chunks(options.threads, wanted.size(), 1,
                    [&](std::uint64_t c, std::uint64_t, std::uint64_t, unsigned worker) {
                        progress.check();
                        table::Layer chunk;
                        read(wanted[c].first, wanted[c].last - wanted[c].first + 1, worker, chunk);
                        const Prepared prepared = prepare_chunk(around, contexts[worker], chunk, nullptr, nullptr);
                        take(taken[c], chunk, prepared, again, ids[c]);
                        progress.advance(1);
                    });
    Again all;
    std::vector<std::string> all_ids;
    for (std::size_t c = 0; c < taken.size(); ++c) {
        const Row offset = all.layer.geometry.size();
        all.layer.geometry.append(taken[c].layer.geometry);
        all.layer.sources = taken[c].layer.sources;
        all.layer.source.insert(all.layer.source.end(), taken[c].layer.source.begin(), taken[c].layer.source.end());
        all.layer.source_row.insert(all.layer.source_row.end(), taken[c].layer.source_row.begin(),
                                    taken[c].layer.source_row.end());
        const Prepared& p = taken[c].prepared;
        all.prepared.boxes.insert(all.prepared.boxes.end(), p.boxes.begin(), p.boxes.end());
        all.prepared.measures.insert(all.prepared.measures.end(), p.measures.begin(), p.measures.end());
        for (Part part : p.parts) {
            part.building += offset;
            all.prepared.parts.push_back(part);
        }
        all_ids.insert(all_ids.end(), ids[c].begin(), ids[c].end());
        taken[c] = Again();
    }
    all.layer.table = table::Table(static_cast<Row>(all_ids.size()));
    if (!all_ids.empty())
        all.layer.table.set("building_id", table::Column::texts(all_ids, table::TextStore::Mode::unique));
    std::stable_sort(all.prepared.parts.begin(), all.prepared.parts.end(),
                     [](const Part& a, const Part& b) { return a.parcel < b.parcel; });
    const PartLimits limits{options.overlap_m2, options.overlap_share};
    const auto& parts = all.prepared.parts;
    std::vector<Clash> clashes;
    for (std::size_t i = 0; i < parts.size();) {
        std::size_t end = i + 1;
        while (end < parts.size() && parts[end].parcel == parts[i].parcel) ++end;
        clashes.clear();
        const PartSums sums = sum_parts(contexts[0], around.parcels, all.layer.geometry, all.prepared.boxes,
                                        all.prepared.measures, {parts.data() + i, end - i}, limits, clashes);
        put(result, parts[i].parcel, sums);
        if (sums.failed) ++result.balance.failed;
        for (const Clash& clash : clashes) diagnostics.add(clash_finding(clash, all.layer));
        i = end;
    }
}

void BuildingOverlay::Impl::tell(const std::vector<bool>& again, BuildingResult& result) {
    std::map<std::string, FileNotes> files;
    for (auto& [first, chunk] : chunks) {
        result.balance.add(chunk.balance);
        result.buildings += chunk.rows;
        result.outside_buildings += chunk.outside_buildings;
        for (auto& [parcel, finding] : chunk.clashes)
            if (!again[parcel]) diagnostics.add(std::move(finding));
        for (const FileNotes& notes : chunk.notes) {
            FileNotes& total = files[notes.file];
            total.outside_m2.add(notes.outside_m2);
            total.without_floors += notes.without_floors;
        }
    }
    for (const auto& [file, notes] : files) {
        if (notes.outside_m2.value() >= least_told_m2) {
            Finding finding = config::make_finding("building_outside", "buildings", file, no_row, "",
                                                   fmt::format("{:.2f} m²", notes.outside_m2.value()));
            finding.value = notes.outside_m2.value();
            diagnostics.add(std::move(finding));
        }
        if (notes.without_floors > 0) {
            Finding finding = config::make_finding(
                "floors_missing", "buildings", file, no_row, "",
                fmt::format("the file has no column for floors or height ({} buildings)", notes.without_floors));
            finding.value = static_cast<double>(notes.without_floors);
            diagnostics.add(std::move(finding));
        }
    }
}

BuildingResult BuildingOverlay::finish(const Read& read, Progress& progress) {
    const Row parcels = impl_->around.parcels.size();
    BuildingResult result;
    result.count.assign(parcels, 0);
    result.footprint_m2.assign(parcels, 0);
    result.gfa_m2.assign(parcels, 0);
    result.far_area_m2.assign(parcels, 0);
    result.overlap_m2.assign(parcels, 0);
    result.balance.name = "buildings × parcels";
    std::vector<bool> again = impl_->add_up(result);
    if (!read) again.assign(parcels, false);  // nothing can be seen again: the chunks' own sums stand
    impl_->see_again(again, read, progress, result);
    impl_->tell(again, result);
    return result;
}

}  // namespace mulens::overlay
