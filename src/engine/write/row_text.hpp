// Rows turned into text by several threads and written in row order: the bytes do not depend on the thread count.
#pragma once

#include "base/parallel.hpp"
#include "base/progress.hpp"
#include "write/file_sink.hpp"

#include <string>
#include <vector>

namespace mulens::write {

/// `format(first, last, worker, text)` appends the rows [first, last) to `text`; it runs on any thread.
template <typename Format>
void write_rows(FileSink& sink, std::uint64_t rows, unsigned threads, Progress& progress, Format&& format) {
    constexpr std::uint64_t chunk = 4096;
    const std::uint64_t batch = chunk * std::max(1U, threads) * 2;
    std::vector<std::string> texts(static_cast<std::size_t>(batch / chunk));
    for (std::uint64_t begin = 0; begin < rows; begin += batch) {
        progress.check();
        const std::uint64_t count = std::min(batch, rows - begin);
        parallel_chunks(threads, count, chunk, [&](auto index, auto first, auto last, unsigned worker) {
            auto& text = texts[static_cast<std::size_t>(index)];
            text.clear();
            format(begin + first, begin + last, worker, text);
        });
        for (std::uint64_t i = 0; i * chunk < count; ++i) sink.append(texts[static_cast<std::size_t>(i)]);
        progress.advance(count);
    }
}

}  // namespace mulens::write
