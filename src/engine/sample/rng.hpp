// Counter-based random numbers (splitmix64): the n-th number of a stream is a pure function of (seed, stream, n), so
// the same seed gives the same bytes on any number of threads and any machine. No std:: distributions: they differ
// between libraries.
#pragma once

#include <cmath>
#include <cstdint>
#include <initializer_list>

namespace mulens::sample {

[[nodiscard]] constexpr std::uint64_t mix64(std::uint64_t z) {
    z += 0x9E3779B97F4A7C15ULL;
    z = (z ^ (z >> 30)) * 0xBF58476D1CE4E5B9ULL;
    z = (z ^ (z >> 27)) * 0x94D049BB133111EBULL;
    return z ^ (z >> 31);
}

class Rng {
  public:
    Rng(std::uint64_t seed, std::initializer_list<std::uint64_t> stream) : key_(mix64(seed)) {
        for (const std::uint64_t part : stream) key_ = mix64(key_ ^ mix64(part + 0x51ED270B));
    }

    [[nodiscard]] std::uint64_t bits() { return mix64(key_ + 0x9E3779B97F4A7C15ULL * ++count_); }
    /// In [0, 1).
    [[nodiscard]] double unit() { return static_cast<double>(bits() >> 11) * 0x1.0p-53; }
    [[nodiscard]] double between(double low, double high) { return low + (high - low) * unit(); }
    /// In [0, n), n > 0.
    [[nodiscard]] int below(int n) { return static_cast<int>(unit() * n); }
    [[nodiscard]] bool chance(double p) { return unit() < p; }
    /// Near enough to a standard normal (sum of 12), always within ±6.
    [[nodiscard]] double normal() {
        double sum = -6.0;
        for (int i = 0; i < 12; ++i) sum += unit();
        return sum;
    }
    /// exp(sigma · z): median 1.
    [[nodiscard]] double spread(double sigma) { return std::exp(sigma * normal()); }

  private:
    std::uint64_t key_;
    std::uint64_t count_ = 0;
};

}  // namespace mulens::sample
