#include "table/rows.hpp"

#include "base/error.hpp"

#include <algorithm>

namespace mulens::table {

void Rows::row() {
    ++count_;
    next_ = 0;
}

Rows::Cells& Rows::at(std::string_view name, Kind kind) {
    if (next_ >= columns_.size() || columns_[next_].name != name) {
        const auto it = std::find_if(columns_.begin(), columns_.end(), [&](const Cells& c) { return c.name == name; });
        next_ = static_cast<std::size_t>(it - columns_.begin());
        if (it == columns_.end()) columns_.push_back({std::string(name), kind, {}, {}});
    }
    Cells& out = columns_[next_++];
    if ((out.kind == Kind::text) != (kind == Kind::text))
        throw Error::make(ExitCode::failed, "report column {} holds texts and numbers", name);
    return out;
}

Rows& Rows::set(std::string_view name, double value, Kind kind) {
    auto& numbers = at(name, kind).numbers;
    numbers.resize(count_, none);
    numbers.back() = value;
    return *this;
}

Rows& Rows::set(std::string_view name, std::string_view value) {
    auto& texts = at(name, Kind::text).texts;
    texts.resize(count_);
    texts.back() = value;
    return *this;
}

Rows& Rows::copy(const Table& from, std::string_view name, Row at) {
    const auto* column = from.find(name);
    if (column == nullptr) return *this;
    return column->is_text() ? set(name, column->text(at)) : set(name, column->number(at), column->kind());
}

Table Rows::take() const {
    Table out(static_cast<Row>(count_));
    for (const auto& column : columns_) {
        if (column.kind == Kind::text) {
            auto texts = column.texts;
            texts.resize(count_);
            out.set(column.name, Column::texts(texts));
        } else {
            auto numbers = column.numbers;
            numbers.resize(count_, none);
            out.set(column.name, Column::numbers(std::move(numbers), column.kind));
        }
    }
    return out;
}

}  // namespace mulens::table
