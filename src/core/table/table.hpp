// A table: columns of equal length by canonical name, in the order they were added. Columns are shared blocks:
// copying a table copies pointers.
#pragma once

#include "table/column.hpp"

#include <memory>
#include <string>
#include <string_view>
#include <vector>

namespace mulens::table {

using ColumnPtr = std::shared_ptr<const Column>;

class Table {
  public:
    explicit Table(Row rows = 0) : rows_(rows) {}

    [[nodiscard]] Row rows() const { return rows_; }
    /// Adds or replaces a column; its length must be rows() (an empty table takes its length). Throws Error otherwise.
    void set(const std::string& name, Column column);
    void set(const std::string& name, ColumnPtr column);
    void drop(std::string_view name);
    /// Packs every column (see Column::packed); blocks that others hold too stay theirs.
    void pack(unsigned threads);
    [[nodiscard]] bool has(std::string_view name) const { return find(name) != nullptr; }
    /// nullptr where there is no such column.
    [[nodiscard]] const Column* find(std::string_view name) const;
    [[nodiscard]] ColumnPtr share(std::string_view name) const;
    /// Throws Error(failed) where there is no such column: a bug, not bad input.
    [[nodiscard]] const Column& at(std::string_view name) const;
    [[nodiscard]] const std::vector<std::string>& names() const { return names_; }

    // Convenient reading: NaN or "" where the column is absent.
    [[nodiscard]] double number(std::string_view name, Row row) const;
    [[nodiscard]] std::string_view text(std::string_view name, Row row) const;

  private:
    Row rows_ = 0;
    std::vector<std::string> names_;
    std::vector<ColumnPtr> columns_;
};

/// A new table with the given rows in the given order.
[[nodiscard]] Table take_rows(const Table& from, const std::vector<Row>& rows);

}  // namespace mulens::table
