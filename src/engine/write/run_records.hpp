// The records of a run: balance.json, diagnostics.csv, manifest.json. Reproducible: no clock time unless one is given.
#pragma once

#include "write/file_sink.hpp"
#include "write/options.hpp"
#include "write/result_set.hpp"

#include <string>
#include <vector>

namespace mulens::write {

[[nodiscard]] std::string balance_json(const ResultSet& results);
/// The four lists: what is on them, with name, platform, land and money.
[[nodiscard]] std::string cross_checks_csv(const ResultSet& results, bool bom);
/// Every parcel and enterprise with the reconciliation line it belongs to.
[[nodiscard]] std::string members_csv(const ResultSet& results, bool bom);
/// severity, code, layer, file, row (of the records of that file, from 1; blank for a whole file), subject, field,
/// value, message.
[[nodiscard]] std::string diagnostics_csv(const std::vector<Finding>& findings, bool bom);
/// Lists `files` with sizes and SHA-256: the exact content of the folder besides the manifest itself.
[[nodiscard]] std::string manifest_json(const ResultSet& results, const WriteOptions& options,
                                        const std::vector<WrittenFile>& files,
                                        const std::vector<std::string>& warnings);

}  // namespace mulens::write
