#include "read/values.hpp"

#include "base/date.hpp"
#include "base/text.hpp"

#include <algorithm>
#include <charconv>
#include <cmath>
#include <limits>

namespace mulens::read {
namespace {

using config::FieldKind;

constexpr std::array blank_texts{"-", "--", "—", "——", "/", "\\", "NULL", "null", "<Null>", "N/A", "n/a", "NA", "#N/A"};
constexpr std::array yes_texts{"1",   "是", "有", "已",   "Y",    "y",    "YES", "Yes",
                               "yes", "T",  "t",  "TRUE", "True", "true", "√"};
constexpr std::array no_texts{"0",  "否", "无", "未",    "N",     "n",     "NO", "No",
                              "no", "F",  "f",  "FALSE", "False", "false", "×"};

template <std::size_t N>
bool among(const std::array<const char*, N>& list, std::string_view text) {
    return std::any_of(list.begin(), list.end(), [&](const char* t) { return text == t; });
}

/// Nothing to trim, seen from two bytes.
bool plain_ends(std::string_view text) {
    const auto plain = [](char c) { return c > ' ' && c < '\x7F'; };
    return text.empty() || (plain(text.front()) && plain(text.back()));
}

/// Plain decimals of up to 15 digits: digits ÷ a power of ten, both exact, so the same double as a full parser gives.
bool plain_decimal(std::string_view text, double& value) {
    static constexpr std::array powers{1.0, 1e1, 1e2,  1e3,  1e4,  1e5,  1e6,  1e7,
                                       1e8, 1e9, 1e10, 1e11, 1e12, 1e13, 1e14, 1e15};
    if (text.size() > 17) return false;
    const char* p = text.data();
    const char* const end = p + text.size();
    const bool minus = p < end && *p == '-';
    if (minus) ++p;
    std::int64_t digits = 0;
    std::size_t count = 0;
    std::size_t decimals = 0;
    bool point = false;
    for (; p < end; ++p) {
        if (*p == '.' && !point) {
            point = true;
        } else if (*p >= '0' && *p <= '9') {
            digits = digits * 10 + (*p - '0');
            ++count;
            decimals += point ? 1 : 0;
        } else {
            return false;
        }
    }
    if (count == 0 || count > 15) return false;
    value = static_cast<double>(digits) / powers[decimals];
    if (minus) value = -value;
    return true;
}

/// 3.30114E+18: a spreadsheet turned a long code into a number and lost its last digits.
bool rounded(std::string_view key) {
    const std::size_t e = key.find_first_of("eE");
    if (e == std::string_view::npos || e == 0 || e + 2 >= key.size()) return false;
    const std::string_view head = key.substr(0, e);
    const std::string_view tail = key.substr(e + 1);
    return head.find('.') != std::string_view::npos &&
           head.find_first_not_of("0123456789.") == std::string_view::npos &&
           tail.find_first_not_of("+0123456789") == std::string_view::npos;
}

/// "330114001.0" comes from a code kept as a number; ="0012" and '0012 are how spreadsheets are told to keep zeros.
/// A code that is no code: -, ---, /, NULL.
bool blank_key(std::string_view key) {
    return key.size() <= 6 && (key.find_first_not_of("-_/\\.*?") == std::string_view::npos || among(blank_texts, key));
}

std::string_view bare_key(std::string_view key) {
    if (blank_key(key)) return {};
    if (key.size() > 3 && key.starts_with("=\"") && key.ends_with('"')) key = key.substr(2, key.size() - 3);
    if (key.size() > 1 && key.front() == '\'') key.remove_prefix(1);
    if (!key.ends_with(".0") || key.size() < 3) return key;
    const std::string_view head = key.substr(0, key.size() - 2);
    return head.find_first_not_of("0123456789") == std::string_view::npos ? head : key;
}

/// "2024年", "3层", "25人": the unit behind the number says nothing new.
std::string_view without_counter(std::string_view text) {
    for (const std::string_view end : {"年", "层", "人", "米", "家", "个"})
        if (text.ends_with(end)) return text.substr(0, text.size() - end.size());
    return text;
}

double date_of(std::string_view text, bool& good) {
    good = true;
    if (const auto date = parse_date(text)) return day_number(*date);
    // A spreadsheet's serial day: 45657 = 2024-12-31.
    const auto serial = parse_number(text);
    if (serial && *serial > 15000 && *serial < 80000 && text.size() <= 8) return std::floor(*serial) - 25569;
    good = false;
    return table::none;
}

double most_plain(FieldKind kind) {
    if (kind == FieldKind::share) return 1.5;
    return kind == FieldKind::ratio ? config::most_ratio : std::numeric_limits<double>::infinity();
}

}  // namespace

table::TextStore::Mode store_mode(const config::FieldSpec& field) {
    using Mode = table::TextStore::Mode;
    if (field.kind == FieldKind::key) return Mode::unique;
    for (const char* name : {"name", "former_name", "location", "owner", "alias"})
        if (field.name == name) return Mode::unique;
    return Mode::dictionary;
}

table::Kind table_kind(FieldKind kind) {
    switch (kind) {
        case FieldKind::key:
        case FieldKind::text:
            return table::Kind::text;
        case FieldKind::date:
            return table::Kind::date;
        case FieldKind::boolean:
            return table::Kind::boolean;
        default:
            return table::Kind::number;
    }
}

ValueColumn::ValueColumn(const MappedField& field)
    : field_(&field),
      text_(table_kind(field.field->kind) == table::Kind::text),
      key_(field.field->kind == FieldKind::key),
      plain_most_(most_plain(field.field->kind)),
      texts_(store_mode(*field.field)) {}

void ValueColumn::reserve(Row rows) {
    if (text_)
        texts_.reserve(rows, texts_.mode() == table::TextStore::Mode::unique ? std::size_t{rows} * 20 : 256);
    else
        numbers_.reserve(rows);
}

void ValueColumn::clear() {
    numbers_.clear();
    texts_.clear();
    clear_troubles();
}

void ValueColumn::add_text(std::string_view raw, Row source_row) {
    const std::string_view text = plain_ends(raw) ? raw : trimmed(raw);
    if (key_) {
        const std::string_view plain = bare_key(text);
        if (rounded(plain)) add_trouble(Trouble::Kind::rounded_key, source_row, plain);
        const bool ready = std::all_of(plain.begin(), plain.end(), [](char c) {
            return (c >= '0' && c <= '9') || (c >= 'A' && c <= 'Z') || c == '-';
        });
        texts_.push(ready ? plain : std::string_view(normalised_key(plain)));
    } else if (text_) {
        texts_.push(text);
    } else {
        numbers_.push_back(number_of(text, source_row));
    }
}

double ValueColumn::number_of(std::string_view text, Row source_row) {
    if (text.empty()) return table::none;
    bool good = true;
    double value = table::none;
    switch (field_->field->kind) {
        case FieldKind::date:
            if (text.find_first_not_of("0/-: ") == std::string_view::npos) return table::none;  // 00000000
            value = date_of(text, good);
            break;
        case FieldKind::boolean:
            if (among(yes_texts, text)) return 1;
            if (among(no_texts, text)) return 0;
            if (const auto number = parse_number(text); number && (*number == 0 || *number == 1)) return *number;
            good = false;
            break;
        default: {
            if (plain_decimal(text, value)) {
                count_plain(value);
                return converted(value, field_->unit);
            }
            auto number = parse_number(text);
            if (!number) number = parse_number(without_counter(text));
            good = number.has_value();
            if (!good) break;
            const bool percent = text.ends_with('%') || text.ends_with("％");
            if (percent && std::isfinite(plain_most_)) {
                signed_.push_back(static_cast<Row>(numbers_.size()));
                return *number;
            }
            count_plain(*number);
            value = converted(*number, field_->unit);
        }
    }
    if (good) return value;
    if (among(blank_texts, text))
        ++blank_marks_;
    else
        add_trouble(Trouble::Kind::unreadable, source_row, text);
    return table::none;
}

void ValueColumn::count_plain(double value) {
    if (value > plain_most_)
        ++plain_large_;
    else if (value > 0)
        ++plain_small_;
}

void ValueColumn::add_number(double value, Row source_row) {
    if (text_) {
        char buffer[32];
        const bool whole = std::nearbyint(value) == value && std::fabs(value) < 9.007199254740992e15;
        if (key_ && !whole && !std::isnan(value))
            add_trouble(Trouble::Kind::rounded_key, source_row, number_text(value));
        const auto end = whole ? std::to_chars(buffer, buffer + sizeof buffer, static_cast<std::int64_t>(value)).ptr
                               : std::to_chars(buffer, buffer + sizeof buffer, value).ptr;
        texts_.push(std::isnan(value) ? std::string_view{}
                                      : std::string_view(buffer, static_cast<std::size_t>(end - buffer)));
        return;
    }
    if (!std::isfinite(value)) {
        numbers_.push_back(table::none);
    } else if (is_date() || field_->field->kind == FieldKind::boolean) {
        numbers_.push_back(number_of(number_text(value), source_row));
    } else {
        count_plain(value);
        numbers_.push_back(converted(value, field_->unit));
    }
}

void ValueColumn::add_blank() {
    if (text_)
        texts_.push({});
    else
        numbers_.push_back(table::none);
}

void ValueColumn::add_trouble(Trouble::Kind kind, Row source_row, std::string_view text) {
    ++trouble_count_;
    if (troubles_.size() < kept_troubles) troubles_.push_back({kind, source_row, std::string(text)});
}

void ValueColumn::shift_rows(Row by) {
    for (auto& trouble : troubles_) trouble.row += by;
}

void ValueColumn::take_as_percent(std::uint64_t first) {
    auto sign = signed_.begin();
    for (std::uint64_t row = first; row < numbers_.size(); ++row) {
        while (sign != signed_.end() && *sign < row) ++sign;
        if (sign == signed_.end() || *sign != row) numbers_[row] /= 100;
    }
}

void ValueColumn::append(const ValueColumn& later) {
    for (const Row row : later.signed_) signed_.push_back(static_cast<Row>(numbers_.size()) + row);
    if (text_)
        texts_.append(later.texts_);
    else
        numbers_.insert(numbers_.end(), later.numbers_.begin(), later.numbers_.end());
    copy_troubles(later);
}

void ValueColumn::copy_troubles(const ValueColumn& from) {
    for (const auto& trouble : from.troubles_)
        if (troubles_.size() < kept_troubles) troubles_.push_back(trouble);
    trouble_count_ += from.trouble_count_;
    blank_marks_ += from.blank_marks_;
    plain_large_ += from.plain_large_;
    plain_small_ += from.plain_small_;
}

void ValueColumn::clear_troubles() {
    troubles_.clear();
    signed_.clear();
    trouble_count_ = blank_marks_ = plain_large_ = plain_small_ = 0;
}

Row ValueColumn::size() const { return text_ ? texts_.size() : static_cast<Row>(numbers_.size()); }

table::Column ValueColumn::finish() {
    if (text_) return table::Column::texts(std::move(texts_));
    return table::Column::numbers(std::move(numbers_), table_kind(field_->field->kind));
}

}  // namespace mulens::read
