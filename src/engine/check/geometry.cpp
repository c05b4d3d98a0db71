#include "base/parallel.hpp"
#include "check/steps.hpp"
#include "geom/edit.hpp"

#include <fmt/format.h>

#include <numeric>

namespace mulens::check {
namespace {

constexpr std::uint64_t chunk_rows = 8192;

struct Chunk {
    geom::Polygons repaired;
    std::vector<std::pair<Row, geos::Verdict>> verdicts;  // of rows that are not simply usable
};

void describe(Work& work, Row row, const geos::Verdict& verdict) {
    switch (verdict.validity) {
        case geos::Validity::repaired:
            work.status[row] = GeometryStatus::repaired;
            ++work.result.repaired;
            work.report("invalid_geometry", row,
                        fmt::format("{}; area {:.2f} m² before, {:.2f} m² after repair", verdict.reason,
                                    verdict.before_m2, verdict.after_m2),
                        verdict.after_m2 - verdict.before_m2);
            break;
        case geos::Validity::broken:
            work.status[row] = GeometryStatus::quarantined;
            ++work.result.quarantined;
            work.report("quarantined_geometry", row, verdict.reason);
            break;
        case geos::Validity::empty:
            work.status[row] = GeometryStatus::empty;
            ++work.result.empty;
            work.report("empty_geometry", row, {});
            break;
        case geos::Validity::usable:
        case geos::Validity::tidied:
            break;
    }
}

}  // namespace

void examine_geometry(Work& work) {
    geom::Polygons& polygons = work.parcels.geometry;
    const Row rows = work.parcels.rows();
    work.status.assign(rows, GeometryStatus::ok);
    if (polygons.size() != rows) {  // a table without geometry: every row is empty
        polygons.clear();
        for (Row row = 0; row < rows; ++row) polygons.add_empty();
    }
    work.progress.stage("check geometry", rows);
    std::vector<Chunk> chunks((rows + chunk_rows - 1) / chunk_rows);
    parallel_chunks(work.options.threads, rows, chunk_rows,
                    [&](std::uint64_t c, std::uint64_t first, std::uint64_t last, unsigned worker) {
                        work.progress.check();
                        for (Row row = static_cast<Row>(first); row < last; ++row) {
                            auto verdict = geos::examine(work.contexts[worker], polygons, row, chunks[c].repaired);
                            if (verdict.validity != geos::Validity::usable)
                                chunks[c].verdicts.emplace_back(row, std::move(verdict));
                        }
                        work.progress.advance(last - first);
                    });

    geom::Polygons replacements;
    std::vector<std::pair<Row, Row>> changed;
    for (const Chunk& chunk : chunks) {
        Row next = 0;  // in this chunk's repaired features
        for (const auto& [row, verdict] : chunk.verdicts) {
            describe(work, row, verdict);
            if (verdict.validity == geos::Validity::empty) continue;
            if (verdict.validity == geos::Validity::broken)
                replacements.add_empty();
            else
                replacements.add_feature(chunk.repaired, next++);
            changed.emplace_back(row, replacements.size() - 1);
        }
    }
    std::vector<Row> all(rows);
    std::iota(all.begin(), all.end(), 0);
    geom::keep_and_replace(polygons, all, changed, replacements);
}

}  // namespace mulens::check
