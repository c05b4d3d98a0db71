#include "read/reader.hpp"

#include "base/error.hpp"
#include "read/file_reader.hpp"
#include "read/files.hpp"
#include "read/layer_builder.hpp"
#include "read/ordered.hpp"

#include <algorithm>

namespace mulens::read {

table::Layer read_layer(const std::vector<config::LayerSpec>& specs, const ReadOptions& options,
                        Diagnostics& diagnostics, Progress& progress) {
    if (specs.empty()) return table::Layer();
    if (specs.size() > 65535)
        throw Error::make(ExitCode::usage, "{}: too many files for one role (65535 at most)", specs.front().role);
    std::vector<std::unique_ptr<FileReader>> files;
    std::uint64_t rows = 0;
    std::uint64_t points = 0;
    for (const auto& spec : specs) {
        files.push_back(std::make_unique<FileReader>(spec, options, diagnostics));
        rows += files.back()->facts().rows;
        points += files.back()->facts().points;
    }
    progress.stage("read " + specs.front().role, rows);
    LayerBuilder builder(specs.front().role);
    builder.reserve(rows, points);
    std::vector<std::uint64_t> counts;
    for (auto& file : files) {
        builder.begin_file(*file);
        Source& source = file->source();
        const unsigned threads = source.parallel() ? std::max(1U, options.threads) : 1;
        std::vector<Chunk> chunks(threads);  // one a worker, its memory used again and again
        in_order(
            threads, source.pieces(),
            [&](std::size_t piece, unsigned worker) {
                progress.check();
                file->read_piece(piece, worker, chunks[worker]);
                progress.advance(chunks[worker].rows());
            },
            [&](std::size_t, unsigned worker) { builder.add(chunks[worker]); });
        builder.end_file(diagnostics);
        counts.push_back(builder.file_rows());
    }
    table::Layer layer = builder.finish();
    for (std::size_t i = 0; i < files.size(); ++i) layer.sources.push_back(files[i]->info(counts[i]));
    return layer;
}

std::vector<Probe> probe(const std::vector<config::LayerSpec>& specs) {
    std::vector<Probe> out;
    for (const auto& spec : specs) {
        const auto source = open_source(spec, true);
        const SourceFacts& facts = source->facts();
        if (facts.rows == 0)
            throw Error::make(ExitCode::unreadable, "{}: holds no features; give a filled file or leave {} out",
                              shown(spec), spec.role);
        Diagnostics quiet;  // the reading itself reports
        const Location location = locate(spec, facts, quiet);
        Probe p{location.crs, facts.box, facts.rows};
        if (location.swapped) p.box = {p.box.min_y, p.box.min_x, p.box.max_y, p.box.max_x};
        out.push_back(std::move(p));
    }
    return out;
}

}  // namespace mulens::read
