#include "table/rows.hpp"

namespace mulens::table {

void Rows::set(const std::string& name, double value, Kind kind) {
    auto [it, added] = numbers_.try_emplace(name, Numbers{kind, {}});
    if (added) order_.push_back(name);
    it->second.values.resize(count_, none);
    it->second.values.back() = value;
}

void Rows::set(const std::string& name, std::string_view value) {
    auto [it, added] = texts_.try_emplace(name);
    if (added) order_.push_back(name);
    it->second.resize(count_);
    it->second.back() = value;
}

void Rows::copy(const Table& from, const std::string& name, Row at) {
    const auto* column = from.find(name);
    if (column == nullptr) return;
    if (column->is_text())
        set(name, column->text(at));
    else
        set(name, column->number(at), column->kind());
}

Table Rows::take() const {
    Table out(static_cast<Row>(count_));
    for (const auto& name : order_) {
        if (const auto it = texts_.find(name); it != texts_.end()) {
            auto values = it->second;
            values.resize(count_);
            out.set(name, Column::texts(values));
        } else {
            const auto& numbers = numbers_.at(name);
            auto values = numbers.values;
            values.resize(count_, none);
            out.set(name, Column::numbers(std::move(values), numbers.kind));
        }
    }
    return out;
}

}  // namespace mulens::table
