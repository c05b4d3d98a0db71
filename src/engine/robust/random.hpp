// Counter-based random numbers: a number depends on what it is for (seed, draw, stream, index), never on what was drawn
// before, so that any number of threads draws the same. Not for secrets. Pure functions, thread safe.
#pragma once

#include <cstdint>
#include <span>
#include <vector>

namespace mulens::robust {

/// 64 well-mixed bits of the four counters.
[[nodiscard]] std::uint64_t bits(std::uint64_t seed, std::uint64_t draw, std::uint64_t stream, std::uint64_t index);

/// A sequence of its own for one purpose.
class Stream {
  public:
    Stream(std::uint64_t seed, std::uint64_t draw, std::uint64_t stream, std::uint64_t index)
        : key_(bits(seed, draw, stream, index)) {}
    /// In (0, 1), never 0 or 1.
    [[nodiscard]] double uniform();
    /// As if `count` uniforms had been taken.
    void skip(std::uint64_t count) { at_ += count; }
    /// Mean 0, variance 1; takes one uniform, so that the n-th normal depends on n alone.
    [[nodiscard]] double normal();
    /// Gamma(shape, 1), shape > 0 (Marsaglia and Tsang 2000).
    [[nodiscard]] double gamma(double shape);

  private:
    std::uint64_t key_;
    std::uint64_t at_ = 0;
};

/// Dirichlet(concentration · weights ÷ Σ weights), scaled to Σ weights; a weight of 0 stays 0.
[[nodiscard]] std::vector<double> dirichlet(std::span<const double> weights, double concentration, Stream& stream);

}  // namespace mulens::robust
