// One canonical column being filled from source cells: text → key, number, date …, in canonical units.
//
// Guarantees: one value a row in the order added; NaN or "" where the cell is blank or cannot be read; what cannot be
// read is kept as trouble (row, text) and never dropped. One object a thread.
#pragma once

#include "read/mapping.hpp"
#include "table/column.hpp"

#include <array>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace mulens::read {

/// A cell that is neither blank nor readable, or a key that arrived as a rounded number.
struct Trouble {
    enum class Kind { unreadable, rounded_key, undecodable };
    Kind kind = Kind::unreadable;
    Row row = 0;  ///< in the source
    std::string text;
};

/// Only so many cells a column are kept; the rest are counted.
inline constexpr std::size_t kept_troubles = 100;

class ValueColumn {
  public:
    explicit ValueColumn(const MappedField& field);

    void reserve(Row rows);
    /// No rows and no troubles; memory is kept.
    void clear();
    void add_text(std::string_view utf8, Row source_row);
    /// A number cell in the source's unit.
    void add_number(double value, Row source_row);
    /// A day number.
    void add_date(double day) { numbers_.push_back(day); }
    void add_blank();
    void add_trouble(Trouble::Kind kind, Row source_row, std::string_view text);
    /// Row numbers in the troubles were counted from a piece's beginning.
    void shift_rows(Row by);
    /// Rows of `later` after these.
    void append(const ValueColumn& later);

    [[nodiscard]] Row size() const;
    [[nodiscard]] const MappedField& field() const { return *field_; }
    [[nodiscard]] bool is_text() const { return text_; }
    [[nodiscard]] bool is_date() const { return field_->field->kind == config::FieldKind::date; }
    [[nodiscard]] std::vector<double>& numbers() { return numbers_; }
    [[nodiscard]] table::TextStore& texts() { return texts_; }
    [[nodiscard]] const std::vector<Trouble>& troubles() const { return troubles_; }
    [[nodiscard]] std::uint64_t trouble_count() const { return trouble_count_; }
    /// Cells that hold a customary blank mark ("-", "/", "NULL") where a number or date belongs.
    [[nodiscard]] std::uint64_t blank_marks() const { return blank_marks_; }
    /// Cells of a share above 1.5, or of a ratio above `most_ratio`, written without a percent sign; and those at or
    /// below (and above 0).
    [[nodiscard]] std::uint64_t plain_large() const { return plain_large_; }
    [[nodiscard]] std::uint64_t plain_small() const { return plain_small_; }
    /// The numbers from `first` on divided by 100, but for cells that said % themselves.
    void take_as_percent(std::uint64_t first);
    /// Adds the troubles and counts of another column, not its values.
    void copy_troubles(const ValueColumn& from);
    /// Forgets troubles and counts (they were reported).
    void clear_troubles();
    /// The table column; this object is spent.
    [[nodiscard]] table::Column finish();

  private:
    [[nodiscard]] double number_of(std::string_view text, Row source_row);
    void count_plain(double value);

    const MappedField* field_;
    bool text_;
    bool key_;
    double plain_most_;  ///< above it a plain number may be percent; infinite where it cannot be
    std::vector<double> numbers_;
    table::TextStore texts_;
    std::vector<Trouble> troubles_;
    std::uint64_t trouble_count_ = 0;
    std::uint64_t blank_marks_ = 0;
    std::uint64_t plain_large_ = 0;
    std::uint64_t plain_small_ = 0;
    std::vector<Row> signed_;  ///< where a cell of a column without a unit said % itself, ascending
};

/// Texts that are mostly different from row to row: keys, names, addresses. Others are stored as a dictionary.
[[nodiscard]] table::TextStore::Mode store_mode(const config::FieldSpec& field);
[[nodiscard]] table::Kind table_kind(config::FieldKind kind);

}  // namespace mulens::read
