#include "app/export.hpp"

#include "base/error.hpp"
#include "write/export_layer.hpp"

namespace mulens::app {

void check_export(const ExportJob& job) {
    if (!write::format_of(job.path))
        throw Error::make(ExitCode::usage,
                          "{}: the ending names no format; use .gpkg, .geojson, .shp, .fgb, .csv or .xlsx", job.path);
}

std::uint64_t write_export(const ExportJob& job, Progress& progress) {
    write::ExportOptions options;
    options.threads = job.threads;
    options.overwrite = true;
    options.format = write::format_of(job.path);
    const auto& run = job.data->run;
    const bool spatial = *options.format != write::Format::csv && *options.format != write::Format::xlsx;
    write::StyleRequest style;
    style.classes = job.classes;
    style.options.chinese = job.chinese;
    style.options.hatch_d = job.hatch_d;
    const auto report =
        write::export_rows(*job.table, "parcels", &job.data->shapes(), run.settings.working_crs, run.settings.as_of,
                           job.rows, options, job.path, progress, spatial ? &style : nullptr);
    return report.rows;
}

}  // namespace mulens::app
