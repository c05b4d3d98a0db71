// Small helpers for the tables of planning reports: columns that grow row by row, and figures in sentences.
#pragma once

#include "base/words.hpp"
#include "table/table.hpp"

#include <algorithm>
#include <map>
#include <string>
#include <utility>
#include <vector>

namespace mulens::plan {

/// Columns in order of first use; every row must give every column. A column is text or number by its first value.
class RowsOut {
  public:
    RowsOut& text(const std::string& name, std::string value);
    /// The Chinese, and its English for english().
    template <typename W>
    requires std::is_same_v<W, Words> RowsOut& text(const std::string& name, const W& value) {
        if (!value.zh.empty() && !value.en.empty()) english_[value.zh] = value.en;
        return text(name, value.zh);
    }
    RowsOut& number(const std::string& name, double value, table::Kind kind = table::Kind::number);
    RowsOut& flag(const std::string& name, bool value) { return number(name, value ? 1 : 0, table::Kind::boolean); }
    void end_row() { ++rows_; }
    [[nodiscard]] Row rows() const { return rows_; }
    /// Throws Error(failed) where a column has another length.
    [[nodiscard]] table::Table table() const;
    [[nodiscard]] const std::map<std::string, std::string, std::less<>>& english() const { return english_; }

  private:
    struct Values {
        std::string name;
        table::Kind kind = table::Kind::number;
        std::vector<double> numbers;
        std::vector<std::string> texts;
    };
    Values& at(const std::string& name, table::Kind kind);
    std::vector<Values> columns_;
    std::map<std::string, std::string, std::less<>> english_;
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

/// Words in both languages, each once, joined by "、" and ", " or by ";" in both.
class WordList {
  public:
    void add(const Words& words) {
        if (!words.empty() && std::find(words_.begin(), words_.end(), words) == words_.end()) words_.push_back(words);
    }
    [[nodiscard]] Words joined(const Words& between = {";", "; "}) const;
    [[nodiscard]] std::size_t size() const { return words_.size(); }
    [[nodiscard]] const std::vector<Words>& all() const { return words_; }

  private:
    std::vector<Words> words_;
};

}  // namespace mulens::plan
