#include "style/classes.hpp"
#include "style/number.hpp"

#include <algorithm>
#include <cmath>

namespace mulens::style {
namespace {

constexpr std::size_t most_looked_at = 200'000;  // evenly spaced ones of more: quantiles of a million change no legend

std::vector<double> sorted_sample(std::span<const double> values) {
    std::vector<double> out;
    const std::size_t step = values.size() / most_looked_at + 1;
    for (std::size_t i = 0; i < values.size(); i += step)
        if (std::isfinite(values[i])) out.push_back(values[i]);
    std::sort(out.begin(), out.end());
    return out;
}

double quantile(const std::vector<double>& sorted, double share) {
    return sorted[std::min(sorted.size() - 1, static_cast<std::size_t>(share * static_cast<double>(sorted.size())))];
}

void keep_useful(std::vector<double>& breaks, const std::vector<double>& sorted) {
    std::sort(breaks.begin(), breaks.end());
    breaks.erase(std::unique(breaks.begin(), breaks.end()), breaks.end());
    std::erase_if(breaks, [&](double b) { return b <= sorted.front() || b > sorted.back(); });
}

/// 1-2-5 numbers from low to high (low > 0).
std::vector<double> series(double low, double high) {
    std::vector<double> out;
    for (double b = nice_ceiling(low); b <= high; b = nice_ceiling(b * 1.5)) out.push_back(b);
    return out;
}

std::vector<double> equal_steps(double low, double high, int count) {
    const double step = nice_number((high - low) / count);
    // Dividing by a whole number keeps 0.3 the double that "0.3" means; 3 × 0.1 is not.
    const double per_one = std::round(1 / step);
    std::vector<double> out;
    for (double k = std::floor(low / step) + 1; k * step < high && out.size() < 12; ++k)
        out.push_back(step < 1 ? k / per_one : k * step);
    return out;
}

}  // namespace

std::vector<double> nice_breaks(std::span<const double> values, int count) {
    const auto sorted = sorted_sample(values);
    count = std::clamp(count, 2, 12);
    if (sorted.empty() || sorted.front() == sorted.back()) return {};
    double low = quantile(sorted, 0.05), high = quantile(sorted, 0.95);
    if (!(high > low)) {
        low = sorted.front();
        high = sorted.back();
    }
    const auto most = static_cast<std::size_t>(count);
    std::vector<double> breaks;
    if (low > 0 && high / low >= 8) {  // spread over powers of ten
        breaks = series(low, high);
        if (breaks.size() > most) breaks.clear();
    }
    if (breaks.empty())
        for (int k = 1; k < count; ++k) breaks.push_back(nice_number(quantile(sorted, static_cast<double>(k) / count)));
    keep_useful(breaks, sorted);
    if (breaks.size() + 2 >= most) return breaks;
    std::vector<double> steps = equal_steps(low, high, count);
    keep_useful(steps, sorted);
    return steps.size() >= breaks.size() ? steps : breaks;
}

Ends nice_ends(std::span<const double> values, bool diverging) {
    const auto sorted = sorted_sample(values);
    if (sorted.empty()) return diverging ? Ends{-1, 1} : Ends{0, 1};
    double low = quantile(sorted, 0.02), high = quantile(sorted, 0.98);
    if (diverging) {
        const double most = nice_ceiling(std::max({std::abs(low), std::abs(high), 1e-9}));
        return {-most, most};
    }
    if (!(high > low)) {
        low = sorted.front();
        high = sorted.back();
    }
    if (!(high > low)) return {low, low + std::max(1.0, std::abs(low))};
    if (low >= 0 && low < high / 4) low = 0;
    const double step = nice_ceiling((high - low) / 20);
    return {std::floor(low / step) * step, std::ceil(high / step) * step};
}

}  // namespace mulens::style
