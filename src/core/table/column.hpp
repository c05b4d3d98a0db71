// Typed columns. A column is filled once and then shared as const: const access is thread safe.
//
// number   double, NaN = none; the status says why there is none. Units are in the column's name (area_m2, tax = 万元,
//          area_mu = 亩, *_per_mu = 万元/亩, shares = 0…1).
// date     day number since 1970-01-01 as a double, NaN = none.
// boolean  1, 0 or NaN.
// text     UTF-8; "" = none.
//
// A column may be packed: the same values and statuses in less memory, each a little dearer to read. Loops that need
// them side by side take a FlatNumbers.
#pragma once

#include "base/ids.hpp"
#include "table/packed.hpp"

#include <cstdint>
#include <limits>
#include <memory>
#include <string>
#include <string_view>
#include <unordered_map>
#include <utility>
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
    /// Frees what only push() needs and narrows codes and offsets: nothing may be pushed or appended afterwards.
    void seal();
    void reserve(Row rows, std::size_t bytes);
    /// No rows; memory is kept.
    void clear();
    /// The rows of `later` (same mode) after these.
    void append(const TextStore& later);
    [[nodiscard]] Row size() const { return static_cast<Row>(mode_ == Mode::unique ? entries() : rows()); }
    [[nodiscard]] std::string_view at(Row row) const { return entry(mode_ == Mode::unique ? row : code(row)); }
    /// Number of different entries (dictionary) or rows (unique).
    [[nodiscard]] std::uint32_t entries() const {
        if (length_ > 0) return static_cast<std::uint32_t>(bytes_.size() / length_);
        return static_cast<std::uint32_t>(short_ends_.empty() ? ends_.size() : short_ends_.size());
    }
    [[nodiscard]] std::string_view entry(std::uint32_t code) const {
        const std::uint64_t begin = code == 0 ? 0 : end(code - 1);
        return {bytes_.data() + begin, static_cast<std::size_t>(end(code) - begin)};
    }
    /// Dictionary code of a row; only in dictionary mode.
    [[nodiscard]] std::uint32_t code(Row row) const {
        if (!codes8_.empty()) return codes8_[row];
        if (same_rows_ > 0) return 0;
        return codes16_.empty() ? codes_[row] : codes16_[row];
    }
    [[nodiscard]] Mode mode() const { return mode_; }
    /// Every row has its own entry, and all are "".
    [[nodiscard]] bool all_blank() const { return mode_ == Mode::unique && bytes_.empty() && entries() > 0; }
    /// Memory of the texts.
    [[nodiscard]] std::size_t memory() const;

  private:
    std::uint32_t add_entry(std::string_view text);
    [[nodiscard]] std::uint64_t end(std::uint32_t code) const {
        if (length_ > 0) return (code + std::uint64_t{1}) * length_;
        return short_ends_.empty() ? ends_[code] : short_ends_[code];
    }
    [[nodiscard]] std::size_t rows() const { return codes_.size() + codes16_.size() + codes8_.size() + same_rows_; }

    Mode mode_;
    std::vector<char> bytes_;
    std::vector<std::uint64_t> ends_;  // these two while texts are pushed …
    std::vector<std::uint32_t> codes_;
    std::vector<std::uint32_t> short_ends_;  // … and the narrowest that will do once sealed
    std::vector<std::uint16_t> codes16_;
    std::vector<std::uint8_t> codes8_;
    std::uint32_t length_ = 0;   // not 0: all entries have it, and no ends are kept
    std::size_t same_rows_ = 0;  // not 0: all these rows have the only entry, and no codes are kept
    std::unordered_map<std::string, std::uint32_t> lookup_;
};

class Column {
  public:
    Column() = default;
    static Column numbers(std::vector<double> values, Kind kind = Kind::number);
    static Column numbers(std::vector<double> values, std::vector<Status> status, Kind kind = Kind::number);
    /// numerator ÷ denominator, reckoned when asked for: a blank part leaves it blank with the part's status; a
    /// denominator that is not above 0, or a result that is not finite, is not applicable.
    static Column ratio(std::shared_ptr<const Column> numerator, std::shared_ptr<const Column> denominator);
    static Column texts(TextStore store);
    static Column texts(const std::vector<std::string>& values, TextStore::Mode mode = TextStore::Mode::dictionary);

    [[nodiscard]] Kind kind() const { return kind_; }
    [[nodiscard]] bool is_text() const { return kind_ == Kind::text; }
    [[nodiscard]] Row size() const;
    [[nodiscard]] double number(Row row) const { return numbers_.empty() ? unpacked(row) : numbers_[row]; }
    [[nodiscard]] std::string_view text(Row row) const { return texts_.at(row); }
    /// ok where there is a value, else the reason.
    [[nodiscard]] Status status(Row row) const;
    /// All numbers side by side (a copy).
    [[nodiscard]] std::vector<double> values() const;
    [[nodiscard]] const TextStore& store() const { return texts_; }
    /// The same column in as little memory as it can be told with. Every NaN comes back as `none`.
    [[nodiscard]] Column packed() const;
    /// False where packed() would give the same again.
    [[nodiscard]] bool can_pack() const { return is_text() ? texts_.all_blank() : !numbers_.empty() && !settled_; }
    /// Memory of its values and texts; parts of a ratio are not counted.
    [[nodiscard]] std::size_t memory() const;

  private:
    friend class FlatNumbers;
    friend class NumberView;
    [[nodiscard]] double unpacked(Row row) const;
    [[nodiscard]] Status usual_status(Row row) const;

    Kind kind_ = Kind::number;
    bool settled_ = false;         // packed() was asked: it cannot be told with less
    std::vector<double> numbers_;  // empty where packed or a ratio
    std::shared_ptr<const PackedNumbers> packed_;
    std::shared_ptr<const Column> above_, below_;  // of a ratio
    std::vector<Status> status_;                   // empty: usual but for odd_
    std::vector<std::pair<Row, Status>> odd_;      // rows whose status is not the usual one, ascending
    TextStore texts_;
};

/// A column's numbers side by side: its own vector where it has one, else made for the time being. The column must
/// outlive it.
class FlatNumbers {
  public:
    explicit FlatNumbers(const Column& column);
    FlatNumbers(const FlatNumbers&) = delete;
    FlatNumbers& operator=(const FlatNumbers&) = delete;
    [[nodiscard]] const std::vector<double>& get() const { return *at_; }
    [[nodiscard]] double operator[](std::size_t row) const { return (*at_)[row]; }

  private:
    std::vector<double> own_;
    const std::vector<double>* at_;
};

/// How a number is read row by row, whatever form its column has: NaN everywhere without a column. Cheap to copy; the
/// column must outlive it.
class NumberView {
  public:
    NumberView() = default;
    explicit NumberView(const Column& column);
    explicit NumberView(const std::vector<double>& values) : values_(values.data()) {}
    [[nodiscard]] double operator[](std::size_t row) const {
        if (values_ != nullptr) return values_[row];
        return column_ == nullptr ? none : column_->number(static_cast<Row>(row));
    }

  private:
    const double* values_ = nullptr;
    const Column* column_ = nullptr;
};

}  // namespace mulens::table
