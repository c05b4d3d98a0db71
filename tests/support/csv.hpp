// A CSV file as a table of texts (RFC 4180, UTF-8 with or without a byte order mark). None of our libraries.
#pragma once

#include "support/program.hpp"

#include <cmath>
#include <cstdlib>
#include <limits>
#include <map>
#include <stdexcept>
#include <string>
#include <vector>

namespace test_support {

class Csv {
  public:
    explicit Csv(const fs::path& path) : name_(path.filename().string()) {
        parse(bytes_of(path));
        if (rows_.empty()) throw std::runtime_error(path.string() + " is empty or not there");
        for (std::size_t i = 0; i < rows_.front().size(); ++i) column_[rows_.front()[i]] = i;
        rows_.erase(rows_.begin());
    }
    [[nodiscard]] std::size_t size() const { return rows_.size(); }
    [[nodiscard]] bool has(const std::string& column) const { return column_.contains(column); }
    [[nodiscard]] const std::string& text(std::size_t row, const std::string& column) const {
        const auto at = column_.find(column);
        if (at == column_.end()) throw std::runtime_error(name_ + " has no column " + column);
        return rows_.at(row).at(at->second);
    }
    /// NaN where blank.
    [[nodiscard]] double number(std::size_t row, const std::string& column) const {
        const std::string& t = text(row, column);
        return t.empty() ? std::numeric_limits<double>::quiet_NaN() : std::strtod(t.c_str(), nullptr);
    }
    /// First row of each text of the column.
    [[nodiscard]] std::map<std::string, std::size_t> index(const std::string& column) const {
        std::map<std::string, std::size_t> out;
        for (std::size_t row = 0; row < rows_.size(); ++row) out.try_emplace(text(row, column), row);
        return out;
    }

  private:
    void parse(const std::string& bytes) {
        const std::size_t first = bytes.starts_with("\xEF\xBB\xBF") ? 3 : 0;
        std::vector<std::string> row(1);
        bool quoted = false;
        for (std::size_t i = first; i < bytes.size(); ++i) {
            const char c = bytes[i];
            if (quoted) {
                if (c != '"')
                    row.back() += c;
                else if (i + 1 < bytes.size() && bytes[i + 1] == '"')
                    row.back() += bytes[++i];
                else
                    quoted = false;
            } else if (c == '"') {
                quoted = true;
            } else if (c == ',') {
                row.emplace_back();
            } else if (c == '\n') {
                rows_.push_back(std::move(row));
                row.assign(1, "");
            } else if (c != '\r') {
                row.back() += c;
            }
        }
        if (row.size() > 1 || !row[0].empty()) rows_.push_back(std::move(row));
    }

    std::string name_;
    std::vector<std::vector<std::string>> rows_;
    std::map<std::string, std::size_t> column_;
};

}  // namespace test_support
