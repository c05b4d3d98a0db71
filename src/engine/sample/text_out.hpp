// Fast, locale-free text for large files: fixed-point numbers without floating point, CSV fields.
#pragma once

#include "sample/rng.hpp"

#include <charconv>
#include <cstdint>
#include <string>
#include <string_view>

namespace mulens::sample {

/// value / 10^decimals, without trailing zeros: (1234500, 4) → "123.45".
inline void append_fixed(std::string& out, std::int64_t value, int decimals) {
    if (value < 0) {
        out += '-';
        value = -value;
    }
    std::int64_t one = 1;
    for (int i = 0; i < decimals; ++i) one *= 10;
    char buffer[24];
    const auto end = std::to_chars(buffer, buffer + sizeof buffer, value / one).ptr;
    out.append(buffer, end);
    std::int64_t rest = value % one;
    if (rest == 0) return;
    out += '.';
    for (one /= 10; rest > 0; one /= 10) {
        out += static_cast<char>('0' + rest / one);
        rest %= one;
    }
}

[[nodiscard]] inline std::string fixed_text(std::int64_t value, int decimals) {
    std::string out;
    append_fixed(out, value, decimals);
    return out;
}

}  // namespace mulens::sample
