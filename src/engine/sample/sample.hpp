// Lays out a made-up Qiantang and writes it as the files an office would hold.
//
// Guarantees: the same seed and scale give the same bytes on any number of threads. Everything not listed in
// truth/findings.json is clean. Memory is bounded: blocks are made, written and forgotten. Throws Error(unwritable)
// where the folder is not empty (without `overwrite`) or cannot be written, Stopped when asked to stop.
#pragma once

#include "base/parallel.hpp"
#include "base/progress.hpp"

#include <cstdint>
#include <string>

namespace mulens::sample {

struct SampleOptions {
    std::string out;
    std::uint64_t seed = 2024;
    double scale = 1;  ///< 1 ≈ 5,000 parcels; above 20: UTF-8, transform-free, one ledger year
    bool overwrite = false;
    unsigned threads = default_threads();
};

void write_sample(const SampleOptions& options, Progress& progress);

}  // namespace mulens::sample
