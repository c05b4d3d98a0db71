// Writes all files of a run into one folder, which appears whole or not at all (method §6.2, §6.6).
//
// The summary set: platforms.csv, platforms_overlap.csv, streets.csv, industries.csv, balance.json, diagnostics.csv,
// manifest.json. With any format also parcels.*, renewal.geojson, idle.geojson, enterprises.csv, idle.csv, ledger.csv,
// cross_checks.csv and the three Chinese lists. The same results give the same bytes for any number of threads.
#pragma once

#include "base/progress.hpp"
#include "write/file_sink.hpp"
#include "write/options.hpp"
#include "write/result_set.hpp"

#include <string>
#include <vector>

namespace mulens::write {

struct WriteReport {
    std::string folder;
    std::vector<WrittenFile> files;     ///< without the manifest, in the order of the manifest
    std::vector<std::string> warnings;  ///< losses: cut text, repaired geometry, a file withheld or left out
};

/// What the options ask for must be allowed: Error(usage) for parcel GeoJSON in a public edition without yes_publish.
/// Call before a long run; write_results calls it too.
void check_options(const WriteOptions& options);

/// Throws Error(unwritable) (target refused, disk full), Error(usage), Stopped; then the target is as it was.
WriteReport write_results(const ResultSet& results, const WriteOptions& options, const std::string& out, bool overwrite,
                          Progress& progress);

}  // namespace mulens::write
