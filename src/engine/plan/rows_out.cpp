#include "plan/rows_out.hpp"

#include "base/error.hpp"
#include "base/text.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>

namespace mulens::plan {

RowsOut::Values& RowsOut::at(const std::string& name, table::Kind kind) {
    // Rows give their columns in the same order nearly always: the columns are few.
    const auto it = std::find_if(columns_.begin(), columns_.end(), [&](const Values& v) { return v.name == name; });
    if (it != columns_.end()) return *it;
    columns_.push_back({name, kind, {}, {}});
    return columns_.back();
}

RowsOut& RowsOut::text(const std::string& name, std::string value) {
    at(name, table::Kind::text).texts.push_back(std::move(value));
    return *this;
}

RowsOut& RowsOut::number(const std::string& name, double value, table::Kind kind) {
    at(name, kind).numbers.push_back(value);
    return *this;
}

table::Table RowsOut::table() const {
    table::Table out(rows_);
    for (const auto& column : columns_) {
        const std::size_t size = column.kind == table::Kind::text ? column.texts.size() : column.numbers.size();
        if (size != rows_)
            throw Error::make(ExitCode::failed, "report column {} has {} rows of {}", column.name, size, rows_);
        out.set(column.name, column.kind == table::Kind::text ? table::Column::texts(column.texts)
                                                              : table::Column::numbers(column.numbers, column.kind));
    }
    return out;
}

std::string shown(double value, int decimals) {
    if (!std::isfinite(value)) return "–";
    std::string text = fmt::format("{:.{}f}", value, decimals);
    const std::size_t first = text[0] == '-' ? 1 : 0;
    const std::size_t point = text.find('.');
    for (std::size_t i = point == std::string::npos ? text.size() : point; i > first + 3;) text.insert(i -= 3, ",");
    return text;
}

void Names::add(std::string_view text, char separator) {
    while (!text.empty()) {
        const std::size_t end = text.find(separator);
        const auto word = trimmed(text.substr(0, end));
        if (!word.empty() && std::find(names_.begin(), names_.end(), word) == names_.end()) names_.emplace_back(word);
        if (end == std::string_view::npos) break;
        text.remove_prefix(end + 1);
    }
}

Words WordList::joined(const Words& between) const {
    Words out;
    for (std::size_t i = 0; i < words_.size(); ++i) out += i == 0 ? words_[i] : between + words_[i];
    return out;
}

std::string Names::joined(const char* between) const { return fmt::format("{}", fmt::join(names_, between)); }

}  // namespace mulens::plan
