#include "table/packed.hpp"

#include <algorithm>
#include <cmath>

namespace mulens::table {
namespace {

constexpr double divisors[] = {1, 10, 100, 1e3, 1e4, 1e5, 1e6, 1e9};
constexpr double largest = 9e15;  // whole numbers up to here are doubles

bool same_bits(double a, double b) { return std::bit_cast<std::uint64_t>(a) == std::bit_cast<std::uint64_t>(b); }

/// The whole number that gives `value` back when divided; false where there is none.
bool whole(double value, double divisor, std::int64_t& out) {
    const double times = value * divisor;
    if (!(std::abs(times) < largest)) return false;
    out = static_cast<std::int64_t>(times < 0 ? times - 0.5 : times + 0.5);
    return same_bits(static_cast<double>(out) / divisor, value);
}

/// A few values tell most divisors apart before all are looked at.
bool promising(const std::vector<double>& values, double divisor) {
    const std::size_t step = std::max<std::size_t>(1, values.size() / 64);
    std::int64_t number = 0;
    for (std::size_t i = 0; i < values.size(); i += step)
        if (!whole(values[i], divisor, number)) return false;
    return true;
}

}  // namespace

PackedNumbers::PackedNumbers(const std::vector<double>& values) : rows_(static_cast<Row>(values.size())) {
    const auto count = [&](auto is) {
        return static_cast<std::size_t>(std::count_if(values.begin(), values.end(), is));
    };
    const std::size_t blanks = count([](double v) { return std::isnan(v); });
    std::vector<double> there;
    if (blanks > 0) there = present(values, blanks);
    const auto& given = blanks > 0 ? there : values;
    for (const double divisor : divisors)
        if (promising(given, divisor) && pack_whole(given, divisor)) return;
    width_ = sizeof(double);
    if (const std::size_t zeros = count([](double v) { return same_bits(v, 0); });
        zeros > blanks + values.size() / 32) {
        absent_ = 0;
        doubles_ = present(values, zeros);
    } else {
        doubles_ = blanks > 0 ? std::move(there) : values;
    }
}

std::vector<double> PackedNumbers::present(const std::vector<double>& values, std::size_t absent) {
    std::vector<double> there;
    there.reserve(values.size() - absent);
    present_.assign((values.size() + 63) / 64, 0);
    before_.resize(present_.size());
    for (std::size_t row = 0; row < values.size(); ++row) {
        if (row % 64 == 0) before_[row / 64] = static_cast<std::uint32_t>(there.size());
        if (std::isnan(absent_) ? std::isnan(values[row]) : same_bits(values[row], absent_)) continue;
        present_[row / 64] |= std::uint64_t{1} << (row % 64);
        there.push_back(std::isnan(values[row]) ? std::numeric_limits<double>::quiet_NaN() : values[row]);
    }
    return there;
}

bool PackedNumbers::pack_whole(const std::vector<double>& given, double divisor) {
    std::int64_t lowest = std::numeric_limits<std::int64_t>::max();
    std::int64_t highest = std::numeric_limits<std::int64_t>::min();
    std::int64_t number = 0;
    for (const double value : given) {
        if (!whole(value, divisor, number)) return false;
        lowest = std::min(lowest, number);
        highest = std::max(highest, number);
    }
    divisor_ = divisor;
    base_ = given.empty() ? 0 : lowest;
    const auto range = given.empty() ? 0U : static_cast<std::uint64_t>(highest - lowest);
    width_ = (static_cast<std::size_t>(std::bit_width(range)) + 7) / 8;
    mask_ = (std::uint64_t{1} << (8 * width_)) - 1;
    bytes_.assign(given.size() * width_ + sizeof(std::uint64_t), 0);
    if (width_ == 0) bytes_.assign(sizeof(std::uint64_t), 0);
    for (std::size_t i = 0; i < given.size() && width_ > 0; ++i) {
        (void)whole(given[i], divisor, number);
        const auto code = static_cast<std::uint64_t>(number - base_);
        for (std::size_t byte = 0; byte < width_; ++byte)
            bytes_[i * width_ + byte] = static_cast<std::uint8_t>(code >> (8 * byte));
    }
    return true;
}

std::size_t PackedNumbers::bytes() const {
    return present_.size() * sizeof(std::uint64_t) + before_.size() * sizeof(std::uint32_t) + bytes_.size() +
           doubles_.size() * sizeof(double);
}

}  // namespace mulens::table
