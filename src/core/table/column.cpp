#include "table/column.hpp"

#include <cmath>

namespace mulens::table {

const char* name_of(Status status) {
    switch (status) {
        case Status::ok:
            return "ok";
        case Status::no_data:
            return "no_data";
        case Status::not_applicable:
            return "not_applicable";
        case Status::invalid_geometry:
            return "invalid_geometry";
        case Status::failed:
            return "failed";
    }
    return "?";
}

const char* name_of(Kind kind) {
    switch (kind) {
        case Kind::number:
            return "number";
        case Kind::text:
            return "text";
        case Kind::date:
            return "date";
        case Kind::boolean:
            return "boolean";
    }
    return "?";
}

std::uint32_t TextStore::add_entry(std::string_view text) {
    bytes_.insert(bytes_.end(), text.begin(), text.end());
    ends_.push_back(bytes_.size());
    return static_cast<std::uint32_t>(ends_.size() - 1);
}

TextStore TextStore::coded(const std::vector<std::string>& entries, std::vector<std::uint32_t> codes) {
    TextStore store(Mode::dictionary);
    for (const auto& entry : entries) store.lookup_.try_emplace(entry, store.add_entry(entry));
    store.codes_ = std::move(codes);
    return store;
}

void TextStore::push(std::string_view text) {
    if (mode_ == Mode::unique) {
        add_entry(text);
        return;
    }
    // Neighbouring rows often repeat: look at the last entry before the table.
    if (!codes_.empty() && entry(codes_.back()) == text) {
        codes_.push_back(codes_.back());
        return;
    }
    const auto [it, added] = lookup_.try_emplace(std::string(text), entries());
    if (added) add_entry(text);
    codes_.push_back(it->second);
}

void TextStore::reserve(Row rows, std::size_t bytes) {
    bytes_.reserve(bytes);
    if (mode_ == Mode::unique)
        ends_.reserve(rows);
    else
        codes_.reserve(rows);
}

void TextStore::clear() {
    bytes_.clear();
    ends_.clear();
    codes_.clear();
    lookup_.clear();
}

void TextStore::append(const TextStore& later) {
    if (mode_ == Mode::unique) {
        const std::uint64_t base = bytes_.size();
        bytes_.insert(bytes_.end(), later.bytes_.begin(), later.bytes_.end());
        for (const std::uint64_t end : later.ends_) ends_.push_back(base + end);
        return;
    }
    std::vector<std::uint32_t> code_here(later.entries());
    for (std::uint32_t code = 0; code < later.entries(); ++code) {
        const auto [it, added] = lookup_.try_emplace(std::string(later.entry(code)), entries());
        if (added) add_entry(later.entry(code));
        code_here[code] = it->second;
    }
    for (const std::uint32_t code : later.codes_) codes_.push_back(code_here[code]);
}

Column Column::numbers(std::vector<double> values, Kind kind) {
    Column c;
    c.kind_ = kind;
    c.numbers_ = std::move(values);
    return c;
}

Column Column::numbers(std::vector<double> values, std::vector<Status> status, Kind kind) {
    Column c = numbers(std::move(values), kind);
    c.status_ = std::move(status);
    return c;
}

Column Column::texts(TextStore store) {
    Column c;
    c.kind_ = Kind::text;
    store.seal();
    c.texts_ = std::move(store);
    return c;
}

Column Column::texts(const std::vector<std::string>& values, TextStore::Mode mode) {
    TextStore store(mode);
    for (const auto& value : values) store.push(value);
    return texts(std::move(store));
}

Row Column::size() const { return is_text() ? texts_.size() : static_cast<Row>(numbers_.size()); }

Status Column::status(Row row) const {
    if (is_text()) return texts_.at(row).empty() ? Status::no_data : Status::ok;
    if (!status_.empty()) return status_[row];
    return std::isnan(numbers_[row]) ? Status::no_data : Status::ok;
}

}  // namespace mulens::table
