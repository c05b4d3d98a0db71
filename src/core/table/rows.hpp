// Columns of a report while they are collected: one call a cell, rows in order.
#pragma once

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
    void flag(const std::string& name, bool value) { set(name, value ? 1.0 : 0.0, Kind::boolean); }
    /// The cell of another table under the same name, whatever it holds; nothing where the column is not there.
    void copy(const Table& from, const std::string& name, Row at);
    [[nodiscard]] Table take() const;

  private:
    struct Numbers {
        Kind kind;
        std::vector<double> values;
    };
    std::size_t count_ = 0;
    std::vector<std::string> order_;
    std::map<std::string, Numbers> numbers_;
    std::map<std::string, std::vector<std::string>> texts_;
};

}  // namespace mulens::table
