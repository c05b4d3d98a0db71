#include "style/number.hpp"

#include "base/text.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>

namespace mulens::style {
namespace {

/// Read back from decimal text, so that 0.2 is the very double that "0.2" means in a file.
double decimal(int digit, int exponent) {
    return parse_number(fmt::format("{}e{}", digit, exponent)).value_or(digit * std::pow(10.0, exponent));
}

std::string fixed(double value, int decimals) {
    std::string text = fmt::format("{:.{}f}", value, decimals);
    if (decimals > 0 && text.find_first_not_of("-0.") == std::string::npos)
        return fmt::format("{:.{}f}", 0.0, decimals);
    return text == "-0" ? "0" : text;
}

}  // namespace

std::string format_number(double value, int decimals) {
    if (std::isnan(value)) return "–";
    if (std::isinf(value)) return value > 0 ? "∞" : "-∞";
    std::string text = fixed(value, decimals < 0 ? 2 : decimals);
    if (decimals < 0 && text.find('.') != std::string::npos) {
        text.erase(text.find_last_not_of('0') + 1);
        if (text.back() == '.') text.pop_back();
    }
    if (text == "-0") text = "0";
    const std::size_t first = text.front() == '-' ? 1 : 0;
    for (std::size_t at = std::min(text.find('.'), text.size()); at > first + 3;) text.insert(at -= 3, 1, ',');
    return text;
}

double nice_number(double value) {
    if (value == 0 || !std::isfinite(value)) return value;
    const double size = std::abs(value);
    const int exponent = static_cast<int>(std::floor(std::log10(size)));
    double best = 0, distance = 0;
    for (int e = exponent - 1; e <= exponent + 1; ++e)
        for (const int digit : {1, 2, 5}) {
            const double candidate = decimal(digit, e), d = std::abs(std::log(candidate / size));
            if (best == 0 || d < distance) {
                best = candidate;
                distance = d;
            }
        }
    return std::copysign(best, value);
}

double nice_ceiling(double value) {
    if (!(value > 0) || !std::isfinite(value)) return value;
    for (int e = static_cast<int>(std::floor(std::log10(value))) - 1;; ++e)
        for (const int digit : {1, 2, 5})
            if (const double candidate = decimal(digit, e); candidate >= value) return candidate;
}

}  // namespace mulens::style
