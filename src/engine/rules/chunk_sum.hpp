// The exact sum behind means: any order and any split into chunks gives the same bits.
#pragma once

#include <cstdint>

namespace mulens::rules {

/// A sum of doubles rounded to 1e-9 each, without library calls: any order gives the same bits. Holds 9e9 rows.
struct ChunkSum {
    std::int64_t whole = 0, billionths = 0;
    void add(double value) {
        const auto w = static_cast<std::int64_t>(value);
        const double rest = (value - static_cast<double>(w)) * 1e9;
        whole += w;
        billionths += static_cast<std::int64_t>(rest + (rest < 0 ? -0.5 : 0.5));
    }
    void add(const ChunkSum& other) {
        whole += other.whole;
        billionths += other.billionths;
    }
    [[nodiscard]] double value() const {
        return static_cast<double>(whole + billionths / 1'000'000'000) +
               static_cast<double>(billionths % 1'000'000'000) * 1e-9;
    }
};

}  // namespace mulens::rules
