#include "table/column.hpp"

#include "base/release.hpp"

#include <algorithm>
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

void TextStore::seal() {
    release(lookup_);
    if (!ends_.empty()) {
        const std::uint64_t length = ends_.front();
        bool regular = length > 0 && length <= std::numeric_limits<std::uint32_t>::max();
        for (std::size_t i = 0; regular && i < ends_.size(); ++i) regular = ends_[i] == (i + 1) * length;
        if (regular)
            length_ = static_cast<std::uint32_t>(length);
        else if (bytes_.size() <= std::numeric_limits<std::uint32_t>::max())
            short_ends_.assign(ends_.begin(), ends_.end());
        if (regular || !short_ends_.empty()) release(ends_);
    }
    if (codes_.empty()) return;
    const auto narrow = [&](auto& codes) {
        codes.resize(codes_.size());
        std::transform(codes_.begin(), codes_.end(), codes.begin(),
                       [](auto c) { return static_cast<std::remove_reference_t<decltype(codes[0])>>(c); });
        release(codes_);
    };
    if (entries() == 1) {
        same_rows_ = codes_.size();
        release(codes_);
    } else if (entries() <= 0x100) {
        narrow(codes8_);
    } else if (entries() <= 0x10000) {
        narrow(codes16_);
    }
}

std::size_t TextStore::memory() const {
    return bytes_.size() + ends_.size() * sizeof(ends_[0]) + short_ends_.size() * sizeof(short_ends_[0]) +
           codes_.size() * sizeof(codes_[0]) + codes16_.size() * sizeof(codes16_[0]) + codes8_.size();
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
    short_ends_.clear();
    codes_.clear();
    codes16_.clear();
    codes8_.clear();
    length_ = 0;
    same_rows_ = 0;
    lookup_.clear();
}

void TextStore::append(const TextStore& later) {
    if (mode_ == Mode::unique) {
        const std::uint64_t base = bytes_.size();
        bytes_.insert(bytes_.end(), later.bytes_.begin(), later.bytes_.end());
        for (std::uint32_t row = 0; row < later.entries(); ++row) ends_.push_back(base + later.end(row));
        return;
    }
    std::vector<std::uint32_t> code_here(later.entries());
    for (std::uint32_t code = 0; code < later.entries(); ++code) {
        const auto [it, added] = lookup_.try_emplace(std::string(later.entry(code)), entries());
        if (added) add_entry(later.entry(code));
        code_here[code] = it->second;
    }
    for (Row row = 0; row < later.size(); ++row) codes_.push_back(code_here[later.code(row)]);
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

Column Column::ratio(std::shared_ptr<const Column> numerator, std::shared_ptr<const Column> denominator) {
    Column c;
    c.above_ = std::move(numerator);
    c.below_ = std::move(denominator);
    return c;
}

Row Column::size() const {
    if (is_text()) return texts_.size();
    if (packed_) return packed_->size();
    return above_ ? above_->size() : static_cast<Row>(numbers_.size());
}

double Column::unpacked(Row row) const {
    if (packed_) return (*packed_)[row];
    const double above = above_->number(row);
    const double below = below_->number(row);
    if (!(below > 0)) return none;
    const double value = above / below;
    return std::isfinite(value) ? value : none;
}

Status Column::usual_status(Row row) const {
    if (!std::isnan(number(row))) return Status::ok;
    if (!above_) return Status::no_data;
    if (!std::isnan(above_->number(row)) && !std::isnan(below_->number(row))) return Status::not_applicable;
    const Status first = above_->status(row);
    return first != Status::ok ? first : below_->status(row);
}

Status Column::status(Row row) const {
    if (is_text()) return texts_.at(row).empty() ? Status::no_data : Status::ok;
    if (!status_.empty()) return status_[row];
    if (!odd_.empty()) {
        const auto it =
            std::lower_bound(odd_.begin(), odd_.end(), row, [](const auto& a, Row b) { return a.first < b; });
        if (it != odd_.end() && it->first == row) return it->second;
    }
    return usual_status(row);
}

std::vector<double> Column::values() const {
    if (!numbers_.empty()) return numbers_;
    std::vector<double> out(is_text() ? 0 : size());
    for (Row row = 0; row < out.size(); ++row) out[row] = unpacked(row);
    return out;
}

Column Column::packed() const {
    if (!can_pack()) return *this;
    if (is_text()) return texts(TextStore::coded({""}, std::vector<std::uint32_t>(size(), 0)));
    Column out;
    out.kind_ = kind_;
    out.settled_ = true;
    auto packed = std::make_shared<const PackedNumbers>(numbers_);
    if (packed->bytes() < numbers_.size() * sizeof(double))
        out.packed_ = std::move(packed);
    else
        out.numbers_ = numbers_;
    for (Row row = 0; row < status_.size(); ++row)
        if (status_[row] != out.usual_status(row)) out.odd_.emplace_back(row, status_[row]);
    if (out.odd_.size() * sizeof(out.odd_[0]) > status_.size()) {
        release(out.odd_);
        out.status_ = status_;
    }
    out.odd_.shrink_to_fit();
    return out;
}

std::size_t Column::memory() const {
    return numbers_.size() * sizeof(double) + (packed_ ? packed_->bytes() : 0) + status_.size() +
           odd_.size() * sizeof(odd_[0]) + texts_.memory();
}

FlatNumbers::FlatNumbers(const Column& column)
    : own_(column.numbers_.empty() ? column.values() : std::vector<double>()),
      at_(column.numbers_.empty() ? &own_ : &column.numbers_) {}

NumberView::NumberView(const Column& column)
    : values_(column.numbers_.empty() ? nullptr : column.numbers_.data()), column_(&column) {}

}  // namespace mulens::table
