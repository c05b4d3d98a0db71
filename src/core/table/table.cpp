#include "table/table.hpp"

#include "base/error.hpp"
#include "base/parallel.hpp"

#include <algorithm>

namespace mulens::table {

void Table::set(const std::string& name, Column column) {
    set(name, std::make_shared<const Column>(std::move(column)));
}

void Table::set(const std::string& name, ColumnPtr column) {
    if (names_.empty() && rows_ == 0) rows_ = column->size();
    if (column->size() != rows_)
        throw Error::make(ExitCode::failed, "column {} has {} rows, its table has {}", name, column->size(), rows_);
    const auto it = std::find(names_.begin(), names_.end(), name);
    if (it != names_.end()) {
        columns_[static_cast<std::size_t>(it - names_.begin())] = std::move(column);
        return;
    }
    names_.push_back(name);
    columns_.push_back(std::move(column));
}

void Table::drop(std::string_view name) {
    const auto it = std::find(names_.begin(), names_.end(), name);
    if (it == names_.end()) return;
    columns_.erase(columns_.begin() + (it - names_.begin()));
    names_.erase(it);
}

void Table::pack(unsigned threads) {
    parallel_chunks(threads, columns_.size(), 1, [&](std::uint64_t i, auto, auto, auto) {
        if (columns_[i]->can_pack()) columns_[i] = std::make_shared<const Column>(columns_[i]->packed());
    });
}

// Asked for every cell in places: length and last letter tell most names apart before the rest is compared.
const Column* Table::find(std::string_view name) const {
    if (name.empty()) return nullptr;
    for (std::size_t i = 0; i < names_.size(); ++i) {
        const std::string& other = names_[i];
        if (other.size() == name.size() && other.back() == name.back() && other == name) return columns_[i].get();
    }
    return nullptr;
}

ColumnPtr Table::share(std::string_view name) const {
    const auto it = std::find(names_.begin(), names_.end(), name);
    return it == names_.end() ? nullptr : columns_[static_cast<std::size_t>(it - names_.begin())];
}

const Column& Table::at(std::string_view name) const {
    const Column* column = find(name);
    if (column == nullptr) throw Error::make(ExitCode::failed, "no column {} in this table", name);
    return *column;
}

double Table::number(std::string_view name, Row row) const {
    const Column* column = find(name);
    return column == nullptr || column->is_text() ? none : column->number(row);
}

std::string_view Table::text(std::string_view name, Row row) const {
    const Column* column = find(name);
    return column == nullptr || !column->is_text() ? std::string_view{} : column->text(row);
}

Table take_rows(const Table& from, const std::vector<Row>& rows) {
    Table out(static_cast<Row>(rows.size()));
    for (const auto& name : from.names()) {
        const Column& column = from.at(name);
        if (column.is_text()) {
            TextStore store(column.store().mode());
            for (const Row row : rows) store.push(column.text(row));
            out.set(name, Column::texts(std::move(store)));
            continue;
        }
        std::vector<double> values(rows.size());
        std::vector<Status> status(rows.size());
        for (std::size_t i = 0; i < rows.size(); ++i) {
            values[i] = column.number(rows[i]);
            status[i] = column.status(rows[i]);
        }
        out.set(name, Column::numbers(std::move(values), std::move(status), column.kind()));
    }
    return out;
}

}  // namespace mulens::table
