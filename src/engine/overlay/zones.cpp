#include "overlay/zones.hpp"

#include "base/parallel.hpp"
#include "config/findings.hpp"
#include "geom/area.hpp"
#include "geom/edit.hpp"
#include "geos/repair.hpp"
#include "overlay/hits.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <numeric>

namespace mulens::overlay {
namespace {

constexpr std::uint64_t chunk_rows = 4096;
constexpr double sliver_m2 = 1;
constexpr double sliver_share = 0.001;

std::string key_of(const table::Layer& zones, Row row) {
    for (const char* field : {"name", "plat_id", "street_id", "constraint_id", "area_id", "unit_id"})
        if (const auto text = zones.table.text(field, row); !text.empty()) return std::string(text);
    return {};
}

void repair_zones(table::Layer& zones, Diagnostics& diagnostics) {
    geos::Context context;
    geom::Polygons replacements;
    std::vector<std::pair<Row, Row>> changed;
    const Row rows = zones.geometry.size();
    for (Row row = 0; row < rows; ++row) {
        const auto verdict = geos::examine(context, zones.geometry, row, replacements);
        if (verdict.validity == geos::Validity::usable || verdict.validity == geos::Validity::empty) continue;
        if (verdict.validity == geos::Validity::broken) replacements.add_empty();
        changed.emplace_back(row, replacements.size() - 1);
        if (verdict.validity == geos::Validity::tidied) continue;
        const bool repaired = verdict.validity == geos::Validity::repaired;
        Finding finding =
            config::make_finding(repaired ? "invalid_geometry" : "quarantined_geometry", zones.role, zones.file_of(row),
                                 zones.source_row[row], key_of(zones, row),
                                 repaired ? fmt::format("{}; area {:.2f} m² before, {:.2f} m² after repair",
                                                        verdict.reason, verdict.before_m2, verdict.after_m2)
                                          : verdict.reason);
        if (repaired) finding.value = verdict.after_m2 - verdict.before_m2;
        diagnostics.add(std::move(finding));
    }
    std::vector<Row> all(rows);
    std::iota(all.begin(), all.end(), 0);
    geom::keep_and_replace(zones.geometry, all, changed, replacements);
}

struct Chunk {
    std::vector<Membership> memberships;
    Balance balance;
    std::vector<Row> failed;
};

class Work {
  public:
    Work(const geom::Polygons& parcels, const geom::Polygons& zones, unsigned threads)
        : parcels_(parcels), contexts_(threads), index_(zones.boxes()) {
        for (Row z = 0; z < zones.size(); ++z) {
            shapes_.push_back(geom::Shape::prepared(zones, z));
            areas_.push_back(geom::feature_area_m2(zones, z));
        }
        for (unsigned w = 0; w < contexts_.size(); ++w)
            others_.push_back(std::make_unique<OtherGeometries>(contexts_[w], zones, true));
    }

    void parcel(Row row, unsigned worker, std::vector<Hit>& hits, Chunk& out) {
        if (!parcels_.has_geometry(row)) return;
        const double area = geom::feature_area_m2(parcels_, row);
        const geom::Shape shape(parcels_, row);
        hits.clear();
        bool failed = false;
        index_.visit(shape.box(), [&](Row zone, const geom::Box&) {
            const Hit hit = measure_hit(parcels_, row, area, shape, zone, shapes_[zone], *others_[worker]);
            if (hit.relation == geom::Relation::disjoint) return;
            if (std::isnan(hit.area_m2))
                failed = true;
            else
                hits.push_back(hit);
        });
        std::sort(hits.begin(), hits.end(), [](const Hit& a, const Hit& b) { return a.other < b.other; });
        const Rest rest = measure_rest(parcels_, row, area, hits, *others_[worker]);
        out.balance.in.add(area);
        out.balance.outside.add(rest.outside_m2);
        out.balance.counted_twice.add(rest.counted_twice_m2);
        for (const Hit& hit : hits) add(row, area, hit, out);
        if (failed || rest.failed) out.failed.push_back(row);
    }

  private:
    void add(Row row, double area, const Hit& hit, Chunk& out) const {
        const double smaller = std::min(area, areas_[hit.other]);
        if (hit.area_m2 < sliver_m2 && hit.area_m2 < sliver_share * smaller) {
            out.balance.sliver.add(hit.area_m2);
            return;
        }
        out.balance.pairs.add(hit.area_m2);
        out.memberships.push_back({row, hit.other, hit.area_m2, area > 0 ? hit.area_m2 / area : 0});
    }

    const geom::Polygons& parcels_;
    geos::Contexts contexts_;
    geom::BoxIndex index_;
    std::vector<geom::Shape> shapes_;
    std::vector<double> areas_;
    std::vector<std::unique_ptr<OtherGeometries>> others_;  // after contexts_: freed before them
};

}  // namespace

const Membership* ZoneOverlay::largest(Row parcel) const {
    const Membership* best = nullptr;
    for (const Membership& m : of(parcel))
        if (best == nullptr || m.share > best->share) best = &m;
    return best;
}

ZoneOverlay overlay_zones(const table::Layer& parcels, table::Layer& zones, unsigned threads, Diagnostics& diagnostics,
                          Progress& progress) {
    const Row rows = parcels.geometry.size();
    progress.stage("overlay " + zones.role, rows);
    repair_zones(zones, diagnostics);
    Work work(parcels.geometry, zones.geometry, threads);
    std::vector<Chunk> chunks((rows + chunk_rows - 1) / chunk_rows);
    parallel_chunks(threads, rows, chunk_rows,
                    [&](std::uint64_t c, std::uint64_t first, std::uint64_t last, unsigned worker) {
                        progress.check();
                        std::vector<Hit> hits;
                        for (Row row = static_cast<Row>(first); row < last; ++row)
                            work.parcel(row, worker, hits, chunks[c]);
                        progress.advance(last - first);
                    });
    ZoneOverlay result;
    result.balance.name = "parcels × " + zones.role;
    std::size_t total = 0;
    for (const Chunk& chunk : chunks) total += chunk.memberships.size();
    result.memberships.reserve(total);
    result.first.assign(rows + 1, 0);
    for (Chunk& chunk : chunks) {
        result.memberships.insert(result.memberships.end(), chunk.memberships.begin(), chunk.memberships.end());
        result.balance.add(chunk.balance);
        result.balance.failed += chunk.failed.size();
        for (const Row row : chunk.failed)
            diagnostics.add(config::make_finding("overlay_failed", "parcels", parcels.file_of(row),
                                                 parcels.source_row[row],
                                                 std::string(parcels.table.text("parcel_id", row)), zones.role));
        std::vector<Membership>().swap(chunk.memberships);
    }
    for (const Membership& m : result.memberships) ++result.first[m.parcel + 1];
    for (Row row = 0; row < rows; ++row) result.first[row + 1] += result.first[row];
    return result;
}

}  // namespace mulens::overlay
