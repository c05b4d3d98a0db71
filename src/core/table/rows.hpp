// Columns of a report while they are collected: one call a cell, rows in order.
#pragma once

#include "base/words.hpp"
#include "table/table.hpp"

#include <map>
#include <string>
#include <string_view>
#include <vector>

namespace mulens::table {

/// Rows are begun by row(); a cell not set is blank. The order of columns is that of the first row that sets them.
class Rows {
  public:
    void row() { ++count_; }
    void set(const std::string& name, double value, Kind kind = Kind::number);
    void set(const std::string& name, std::string_view value);
    /// The Chinese, and its English for english(). A template so that text is never taken for words.
    template <typename W>
    requires std::is_same_v<W, Words>
    void set(const std::string& name, const W& value) {
        set(name, std::string_view(value.zh));
        if (!value.zh.empty() && !value.en.empty()) english_[value.zh] = value.en;
    }
    void flag(const std::string& name, bool value) { set(name, value ? 1.0 : 0.0, Kind::boolean); }
    /// The cell of another table under the same name, whatever it holds; nothing where the column is not there.
    void copy(const Table& from, const std::string& name, Row at);
    [[nodiscard]] Table take() const;
    /// For ReportTable::english.
    [[nodiscard]] const std::map<std::string, std::string, std::less<>>& english() const { return english_; }

  private:
    struct Numbers {
        Kind kind;
        std::vector<double> values;
    };
    std::size_t count_ = 0;
    std::vector<std::string> order_;
    std::map<std::string, Numbers> numbers_;
    std::map<std::string, std::vector<std::string>> texts_;
    std::map<std::string, std::string, std::less<>> english_;
};

}  // namespace mulens::table
