#include "base/figure.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>

namespace mulens {

std::string figure(double value, int decimals, bool trim) {
    if (!std::isfinite(value)) return "–";
    std::string text = fmt::format("{:.{}f}", value, decimals);
    if (trim && text.find('.') != std::string::npos) {
        while (text.back() == '0') text.pop_back();
        if (text.back() == '.') text.pop_back();
    }
    if (text.find_first_not_of("-0.") == std::string::npos && text[0] == '-') text.erase(0, 1);
    const std::size_t start = text[0] == '-' ? 1 : 0;
    for (std::size_t at = std::min(text.find('.'), text.size()); at > start + 3; at -= 3) text.insert(at - 3, ",");
    return text;
}

}  // namespace mulens
