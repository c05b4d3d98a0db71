// Parcels as the map shows them into one file, with the style beside it. The same writers as `mulens export`.
#pragma once

#include "app/dataset.hpp"
#include "base/progress.hpp"
#include "style/classes.hpp"

#include <memory>
#include <string>
#include <vector>

namespace mulens::app {

struct ExportJob {
    std::shared_ptr<const Dataset> data;
    std::shared_ptr<const table::Table> table;  ///< as judged
    std::vector<Row> rows;
    std::string path;
    style::Classes classes;  ///< of the map: written as style beside the file
    bool hatch_d = false, chinese = true;
    bool trial = false;
    unsigned threads = 1;
};

/// Error(usage) for an ending that no writer has.
void check_export(const ExportJob& job);
/// Number of rows written. Throws Error, Stopped; never leaves half a file.
std::uint64_t write_export(const ExportJob& job, Progress& progress);

}  // namespace mulens::app
