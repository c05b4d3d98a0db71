// Typed columns. A column is filled once and then shared as const: const access is thread safe.
//
// number   double, NaN = none; the status says why there is none. Units are in the column's name (area_m2, tax = 万元,
//          area_mu = 亩, *_per_mu = 万元/亩, shares = 0…1).
// date     day number since 1970-01-01 as a double, NaN = none.
// boolean  1, 0 or NaN.
// text     UTF-8; "" = none.
#pragma once

#include "base/ids.hpp"

#include <cstdint>
#include <limits>
#include <memory>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

namespace mulens::table {

enum class Kind : std::uint8_t { number, text, date, boolean };
enum class Status : std::uint8_t { ok, no_data, not_applicable, invalid_geometry, failed };

inline constexpr double none = std::numeric_limits<double>::quiet_NaN();

[[nodiscard]] const char* name_of(Status status);
[[nodiscard]] const char* name_of(Kind kind);

/// Text of many rows. Repeated texts may be stored once (dictionary): choose it for anything but unique keys.
class TextStore {
  public:
    enum class Mode : std::uint8_t { unique, dictionary };
    explicit TextStore(Mode mode = Mode::dictionary) : mode_(mode) {}

    /// A dictionary store from its parts: `entries` differ from each other, `codes` index them.
    static TextStore coded(const std::vector<std::string>& entries, std::vector<std::uint32_t> codes);

    void push(std::string_view text);
    /// Frees what only push() needs: nothing may be pushed afterwards.
    void seal() { lookup_ = {}; }
    void reserve(Row rows, std::size_t bytes);
    /// No rows; memory is kept.
    void clear();
    /// The rows of `later` (same mode) after these.
    void append(const TextStore& later);
    [[nodiscard]] Row size() const { return static_cast<Row>(mode_ == Mode::unique ? ends_.size() : codes_.size()); }
    [[nodiscard]] std::string_view at(Row row) const { return entry(mode_ == Mode::unique ? row : codes_[row]); }
    /// Number of different entries (dictionary) or rows (unique).
    [[nodiscard]] std::uint32_t entries() const { return static_cast<std::uint32_t>(ends_.size()); }
    [[nodiscard]] std::string_view entry(std::uint32_t code) const {
        const std::uint64_t begin = code == 0 ? 0 : ends_[code - 1];
        return {bytes_.data() + begin, static_cast<std::size_t>(ends_[code] - begin)};
    }
    /// Dictionary code of a row; only in dictionary mode.
    [[nodiscard]] std::uint32_t code(Row row) const { return codes_[row]; }
    [[nodiscard]] Mode mode() const { return mode_; }

  private:
    std::uint32_t add_entry(std::string_view text);

    Mode mode_;
    std::vector<char> bytes_;
    std::vector<std::uint64_t> ends_;
    std::vector<std::uint32_t> codes_;
    std::unordered_map<std::string, std::uint32_t> lookup_;
};

class Column {
  public:
    Column() = default;
    static Column numbers(std::vector<double> values, Kind kind = Kind::number);
    static Column numbers(std::vector<double> values, std::vector<Status> status, Kind kind = Kind::number);
    static Column texts(TextStore store);
    static Column texts(const std::vector<std::string>& values, TextStore::Mode mode = TextStore::Mode::dictionary);

    [[nodiscard]] Kind kind() const { return kind_; }
    [[nodiscard]] bool is_text() const { return kind_ == Kind::text; }
    [[nodiscard]] Row size() const;
    [[nodiscard]] double number(Row row) const { return numbers_[row]; }
    [[nodiscard]] std::string_view text(Row row) const { return texts_.at(row); }
    /// ok where there is a value, else the reason.
    [[nodiscard]] Status status(Row row) const;
    [[nodiscard]] const std::vector<double>& values() const { return numbers_; }
    [[nodiscard]] const TextStore& store() const { return texts_; }

  private:
    Kind kind_ = Kind::number;
    std::vector<double> numbers_;
    std::vector<Status> status_;  // empty: ok where there is a number, else no_data
    TextStore texts_;
};

}  // namespace mulens::table
