// Numbers in as few bytes as give every value back bit for bit: rows without a value (or rows of 0, where more are)
// cost a bit or two, figures with few decimals are whole numbers of one to seven bytes, anything else stays a double.
// Every NaN comes back as `none`.
// Immutable; thread safe.
#pragma once

#include "base/ids.hpp"

#include <bit>
#include <cstdint>
#include <cstring>
#include <limits>
#include <vector>

namespace mulens::table {

class PackedNumbers {
  public:
    explicit PackedNumbers(const std::vector<double>& values);

    [[nodiscard]] Row size() const { return rows_; }
    [[nodiscard]] double operator[](Row row) const {
        std::size_t place = row;
        if (!present_.empty()) {
            const std::uint64_t word = present_[row >> 6U];
            const std::uint64_t bit = std::uint64_t{1} << (row & 63U);
            if ((word & bit) == 0) return absent_;
            place = before_[row >> 6U] + static_cast<std::size_t>(std::popcount(word & (bit - 1)));
        }
        if (width_ == sizeof(double)) return doubles_[place];
        std::uint64_t code = 0;
        std::memcpy(&code, bytes_.data() + place * width_, sizeof code);
        return static_cast<double>(base_ + static_cast<std::int64_t>(code & mask_)) / divisor_;
    }
    /// Memory of the values.
    [[nodiscard]] std::size_t bytes() const;

  private:
    /// All values but the `absent` many that are absent_; marks the others.
    [[nodiscard]] std::vector<double> present(const std::vector<double>& values, std::size_t absent);
    bool pack_whole(const std::vector<double>& given, double divisor);

    Row rows_ = 0;
    double absent_ = std::numeric_limits<double>::quiet_NaN();  ///< of rows whose bit is not set: NaN or 0
    std::vector<std::uint64_t> present_;                        ///< a bit a row; empty: all rows have a value
    std::vector<std::uint32_t> before_;                         ///< values before each 64 rows
    std::size_t width_ = 0;                                     ///< bytes a value; 0 = all are `base_`, 8 = doubles_
    std::uint64_t mask_ = 0;
    std::int64_t base_ = 0;
    double divisor_ = 1;
    std::vector<std::uint8_t> bytes_;  ///< with 8 bytes to spare at the end
    std::vector<double> doubles_;
};

}  // namespace mulens::table
