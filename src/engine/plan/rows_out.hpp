// Small helpers for the tables of planning reports: columns that grow row by row, and figures in sentences.
#pragma once

#include "table/table.hpp"

#include <string>
#include <utility>
#include <vector>

namespace mulens::plan {

/// Columns in order of first use; every row must give every column. A column is text or number by its first value.
class RowsOut {
  public:
    RowsOut& text(const std::string& name, std::string value);
    RowsOut& number(const std::string& name, double value, table::Kind kind = table::Kind::number);
    RowsOut& flag(const std::string& name, bool value) { return number(name, value ? 1 : 0, table::Kind::boolean); }
    void end_row() { ++rows_; }
    [[nodiscard]] Row rows() const { return rows_; }
    /// Throws Error(failed) where a column has another length.
    [[nodiscard]] table::Table table() const;

  private:
    struct Values {
        std::string name;
        table::Kind kind = table::Kind::number;
        std::vector<double> numbers;
        std::vector<std::string> texts;
    };
    Values& at(const std::string& name, table::Kind kind);
    std::vector<Values> columns_;
    Row rows_ = 0;
};

/// 12345.678 → "12,345.68" (decimals fixed).
[[nodiscard]] std::string shown(double value, int decimals = 2);
/// ;-joined, each once, in order of first sight; blanks left out.
class Names {
  public:
    void add(std::string_view text, char separator = ';');
    [[nodiscard]] std::string joined(const char* between = ";") const;
    [[nodiscard]] std::size_t size() const { return names_.size(); }
    [[nodiscard]] const std::vector<std::string>& all() const { return names_; }

  private:
    std::vector<std::string> names_;
};

}  // namespace mulens::plan
