#include "robust/random.hpp"

#include <cmath>
#include <numbers>

namespace mulens::robust {
namespace {

std::uint64_t mixed(std::uint64_t z) {  // SplitMix64 (Steele, Lea, Flood 2014)
    z = (z ^ (z >> 30)) * 0xBF58476D1CE4E5B9ULL;
    z = (z ^ (z >> 27)) * 0x94D049BB133111EBULL;
    return z ^ (z >> 31);
}
constexpr std::uint64_t golden = 0x9E3779B97F4A7C15ULL;

}  // namespace

std::uint64_t bits(std::uint64_t seed, std::uint64_t draw, std::uint64_t stream, std::uint64_t index) {
    std::uint64_t out = mixed(seed + golden);
    for (const std::uint64_t part : {draw, stream, index}) out = mixed(out + golden * (part + 1));
    return out;
}

double Stream::uniform() {
    const std::uint64_t value = mixed(key_ + golden * ++at_);
    return (static_cast<double>(value >> 11) + 0.5) * 0x1.0p-53;
}

double Stream::normal() {
    const double radius = std::sqrt(-2 * std::log(uniform()));
    return radius * std::cos(2 * std::numbers::pi * uniform());
}

double Stream::gamma(double shape) {
    if (shape < 1) {
        const double more = gamma(shape + 1);
        return more * std::pow(uniform(), 1 / shape);
    }
    const double d = shape - 1.0 / 3, c = 1 / std::sqrt(9 * d);
    for (;;) {
        const double x = normal();
        const double v = (1 + c * x) * (1 + c * x) * (1 + c * x);
        if (v > 0 && std::log(uniform()) < x * x / 2 + d * (1 - v + std::log(v))) return d * v;
    }
}

std::vector<double> dirichlet(std::span<const double> weights, double concentration, Stream& stream) {
    double sum = 0, drawn = 0;
    for (const double w : weights) sum += w > 0 ? w : 0;
    std::vector<double> out(weights.begin(), weights.end());
    if (!(sum > 0)) return out;
    for (double& w : out) {
        w = w > 0 ? stream.gamma(concentration * w / sum) : 0;
        drawn += w;
    }
    for (double& w : out) w = w / drawn * sum;
    return out;
}

}  // namespace mulens::robust
