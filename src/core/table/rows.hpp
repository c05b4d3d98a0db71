// Columns of a report while they are collected: one call a cell, rows in order.
#pragma once

#include "base/words.hpp"
#include "table/table.hpp"

#include <map>
#include <string>
#include <string_view>
#include <vector>

namespace mulens::table {

/// Rows are begun by row(); a cell not set is blank. The order of columns is that of the first row that sets them. A
/// column is text or number by its first value. Rows that set their columns in one order cost a look a cell.
class Rows {
  public:
    void row();
    Rows& set(std::string_view name, double value, Kind kind = Kind::number);
    Rows& set(std::string_view name, std::string_view value);
    /// The Chinese, and its English for english(). A template so that text is never taken for words.
    template <typename W>
    requires std::is_same_v<W, Words> Rows& set(std::string_view name, const W& value) {
        if (!value.zh.empty() && !value.en.empty()) english_[value.zh] = value.en;
        return set(name, std::string_view(value.zh));
    }
    Rows& flag(std::string_view name, bool value) { return set(name, value ? 1.0 : 0.0, Kind::boolean); }
    /// The cell of another table under the same name, whatever it holds; nothing where the column is not there.
    Rows& copy(const Table& from, std::string_view name, Row at);
    [[nodiscard]] Table take() const;
    /// For ReportTable::english.
    [[nodiscard]] const std::map<std::string, std::string, std::less<>>& english() const { return english_; }

  private:
    struct Cells {
        std::string name;
        Kind kind = Kind::number;
        std::vector<double> numbers;
        std::vector<std::string> texts;
    };
    Cells& at(std::string_view name, Kind kind);

    std::size_t count_ = 0;
    std::size_t next_ = 0;  ///< where the next column is looked for first
    std::vector<Cells> columns_;
    std::map<std::string, std::string, std::less<>> english_;
};

}  // namespace mulens::table
