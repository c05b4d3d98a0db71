// From files to layers: canonical columns in canonical units, geometry in the working CRS.
//
// Guarantees: rows in the order of the files and of the rows in them; the same bytes for any number of threads; row
// troubles are findings, run-level trouble is one Error (usage, unreadable or crs) with the file and what to do.
#pragma once

#include "base/diagnostics.hpp"
#include "base/progress.hpp"
#include "config/project.hpp"
#include "table/layer.hpp"

#include <cstdint>
#include <memory>
#include <string>
#include <vector>

namespace mulens::read {

struct ReadOptions {
    std::string working_crs;  ///< "" = geometry stays in the CRS of its source
    unsigned threads = 1;
    bool hash = true;               ///< SHA-256 of the inputs, beside the reading
    std::vector<std::string> only;  ///< canonical fields to keep; empty = all that were found
};

/// All files of one role. Extra columns where a spec says so: `source_platform` (text), `source_year` (number).
[[nodiscard]] table::Layer read_layer(const std::vector<config::LayerSpec>& specs, const ReadOptions& options,
                                      Diagnostics& diagnostics, Progress& progress);

/// A big spatial layer (buildings) in chunks, never whole in memory where the format allows it (plain shapefiles).
class FeatureStream {
  public:
    FeatureStream(const std::vector<config::LayerSpec>& specs, const ReadOptions& options, Diagnostics& diagnostics);
    ~FeatureStream();
    FeatureStream(const FeatureStream&) = delete;
    FeatureStream& operator=(const FeatureStream&) = delete;

    /// Records of all files one after another. Deleted records are counted here but do not come.
    [[nodiscard]] Row rows() const;
    /// Replaces `out` by the records [first, first + count). Any thread, one at a time a worker (< options.threads).
    /// out.rows() ≤ count; out.source_row tells which came. out.sources is empty: use sources().
    void read(Row first, Row count, unsigned worker, table::Layer& out);
    /// After the last read: what is known of each file, with its hash. Adds the findings about cells.
    [[nodiscard]] std::vector<table::SourceInfo> sources();

  private:
    struct State;
    std::unique_ptr<State> state_;
};

/// A quick look at spatial files, used to choose the working CRS. box: in `crs`. Throws as read_layer does.
struct Probe {
    std::string crs;
    geom::Box box;
    std::uint64_t rows = 0;
};
[[nodiscard]] std::vector<Probe> probe(const std::vector<config::LayerSpec>& specs);

}  // namespace mulens::read
