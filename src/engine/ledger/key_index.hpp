// Rows by exact key text. Rows with one key form a chain in ascending row order. Immutable once built, so lookups are
// thread safe. 12 to 28 bytes a row; no text is copied: the column must outlive the index.
#pragma once

#include "table/column.hpp"

#include <cstdint>
#include <string_view>
#include <vector>

namespace mulens::ledger {

class KeyIndex {
  public:
    /// whole: the text itself; before_part: CODE and CODE#2 are one key (check numbers repeated codes that way).
    enum class Key : std::uint8_t { whole, before_part };

    KeyIndex() = default;
    explicit KeyIndex(const table::Column& keys, Key key = Key::whole);

    [[nodiscard]] bool empty() const { return column_ == nullptr; }
    /// The lowest row with this key, no_row where there is none (or the key is blank).
    [[nodiscard]] Row find(std::string_view key) const;
    /// The next row with the same key, or no_row.
    [[nodiscard]] Row next(Row row) const { return next_.empty() ? no_row : next_[row]; }
    /// find() for rows [first, last) of a column, written to out[0 …].
    void find_rows(const table::Column& keys, Row first, Row last, Row* out) const;

  private:
    [[nodiscard]] std::string_view folded(std::string_view text) const;
    [[nodiscard]] std::string_view key_of(Row row) const;
    [[nodiscard]] Row find_hashed(std::string_view key, std::uint64_t hash) const;
    void insert(Row row, std::string_view key, std::uint64_t hash);

    const table::Column* column_ = nullptr;
    Key key_ = Key::whole;
    std::uint64_t mask_ = 0;
    std::vector<std::uint64_t> slots_;  // upper half of the hash, row
    std::vector<Row> next_;             // empty where no key repeats
};

/// CODE of CODE#2; the text itself where it has no such ending.
[[nodiscard]] std::string_view without_part_number(std::string_view code);
[[nodiscard]] std::uint64_t hash_of(std::string_view text);

}  // namespace mulens::ledger
