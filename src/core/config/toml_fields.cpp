#include "config/toml_fields.hpp"

#include <algorithm>
#include <sstream>

namespace mulens::config {

toml::table parse_toml(const std::string& text, const std::string& file) {
    try {
        return toml::parse(text, file);
    } catch (const toml::parse_error& error) {
        throw Error::make(ExitCode::usage, "{}:{}: not valid TOML: {}", file, error.source().begin.line,
                          std::string(error.description()));
    }
}

std::size_t name_distance(const std::string& word, const std::string& name) {
    std::vector<std::size_t> row(name.size() + 1);
    for (std::size_t j = 0; j <= name.size(); ++j) row[j] = j;
    for (std::size_t i = 1; i <= word.size(); ++i) {
        std::size_t diagonal = row[0];
        row[0] = i;
        for (std::size_t j = 1; j <= name.size(); ++j) {
            const std::size_t above = row[j];
            const std::size_t swap = diagonal + (word[i - 1] == name[j - 1] ? 0 : 1);
            row[j] = std::min({above + 1, row[j - 1] + 1, swap});
            diagonal = above;
        }
    }
    return row.back();
}

std::string nearest_name(const std::string& word, const std::vector<std::string>& known) {
    const auto best = std::min_element(known.begin(), known.end(), [&](const auto& a, const auto& b) {
        return name_distance(word, a) < name_distance(word, b);
    });
    return best == known.end() ? std::string() : *best;
}

TomlFields::TomlFields(const toml::table& table, std::string file, std::string what)
    : table_(table), file_(std::move(file)), what_(std::move(what)) {}

int TomlFields::line() const { return static_cast<int>(table_.source().begin.line); }

void TomlFields::fail_at(const toml::node& node, const std::string& message) const {
    throw Error::make(ExitCode::usage, "{}:{}: {}", file_, node.source().begin.line, message);
}

void TomlFields::fail(const char* key, const std::string& message) const {
    const toml::node* node = table_.get(key);
    fail_at(node != nullptr ? *node : static_cast<const toml::node&>(table_),
            fmt::format("{} in {}: {}", key, what_, message));
}

const toml::node* TomlFields::find(const char* key) {
    if (std::find(known_.begin(), known_.end(), key) == known_.end()) known_.emplace_back(key);
    return table_.get(key);
}

std::optional<std::string> TomlFields::text(const char* key) {
    const toml::node* node = find(key);
    if (node == nullptr) return std::nullopt;
    if (const auto value = node->value_exact<std::string>()) return *value;
    fail(key, "expected a text in quotes");
}

std::string TomlFields::text_or(const char* key, const std::string& fallback) { return text(key).value_or(fallback); }

std::string TomlFields::required_text(const char* key) {
    const auto value = text(key);
    if (!value || value->empty()) fail(key, "missing; it must be given");
    return *value;
}

std::optional<double> TomlFields::number(const char* key) {
    const toml::node* node = find(key);
    if (node == nullptr) return std::nullopt;
    if (!node->is_number()) fail(key, "expected a number");
    const double value = *node->value<double>();
    if (!(value > -1e300 && value < 1e300)) fail(key, "expected a finite number");
    return value;
}

void TomlFields::need(const char* key) {
    if (find(key) == nullptr) fail(key, "missing; it must be given");
}

double TomlFields::number_or(const char* key, double fallback) { return number(key).value_or(fallback); }

double TomlFields::required_number(const char* key) {
    const auto value = number(key);
    if (!value) fail(key, "missing; it must be given");
    return *value;
}

std::optional<int> TomlFields::integer(const char* key) {
    const toml::node* node = find(key);
    if (node == nullptr) return std::nullopt;
    const auto value = node->value_exact<std::int64_t>();
    if (!value || *value < -1000000 || *value > 1000000) fail(key, "expected a whole number");
    return static_cast<int>(*value);
}

bool TomlFields::flag_or(const char* key, bool fallback) {
    const toml::node* node = find(key);
    if (node == nullptr) return fallback;
    if (const auto value = node->value_exact<bool>()) return *value;
    fail(key, "expected true or false");
}

std::optional<Date> TomlFields::date(const char* key) {
    const toml::node* node = find(key);
    if (node == nullptr) return std::nullopt;
    if (const auto value = node->value_exact<toml::date>()) return make_date(value->year, value->month, value->day);
    if (const auto value = node->value_exact<std::string>())
        if (const auto parsed = parse_date(*value)) return parsed;
    fail(key, "expected a date such as 2024-12-31");
}

std::vector<std::string> TomlFields::texts(const char* key) {
    const toml::node* node = find(key);
    std::vector<std::string> out;
    if (node == nullptr) return out;
    if (!node->is_array()) fail(key, "expected a list of texts");
    for (const auto& item : *node->as_array()) {
        const auto value = item.value_exact<std::string>();
        if (!value) fail(key, "expected a list of texts");
        out.push_back(*value);
    }
    return out;
}

std::vector<double> TomlFields::numbers(const char* key) {
    const toml::node* node = find(key);
    std::vector<double> out;
    if (node == nullptr) return out;
    if (!node->is_array()) fail(key, "expected a list of numbers");
    for (const auto& item : *node->as_array()) {
        if (!item.is_number()) fail(key, "expected a list of numbers");
        out.push_back(*item.value<double>());
    }
    return out;
}

std::size_t TomlFields::choice_or(const char* key, const std::vector<std::string>& choices, std::size_t fallback) {
    const auto value = text(key);
    if (!value) return fallback;
    const auto it = std::find(choices.begin(), choices.end(), *value);
    if (it == choices.end()) fail(key, fmt::format("\"{}\" is not one of {}", *value, fmt::join(choices, ", ")));
    return static_cast<std::size_t>(it - choices.begin());
}

const toml::table* TomlFields::table(const char* key) {
    const toml::node* node = find(key);
    if (node == nullptr) return nullptr;
    if (!node->is_table()) fail(key, "expected a table");
    return node->as_table();
}

std::vector<const toml::table*> TomlFields::tables(const char* key) {
    const toml::node* node = find(key);
    std::vector<const toml::table*> out;
    if (node == nullptr) return out;
    if (!node->is_array()) fail(key, "expected a list of tables ([[…]])");
    for (const auto& item : *node->as_array()) {
        if (!item.is_table()) fail(key, "expected a list of tables ([[…]])");
        out.push_back(item.as_table());
    }
    return out;
}

void TomlFields::done() const {
    for (const auto& [key, node] : table_) {
        const std::string name(key.str());
        if (std::find(known_.begin(), known_.end(), name) != known_.end()) continue;
        fail_at(node, fmt::format("unknown field {} in {}; did you mean {}?", name, what_, nearest_name(name, known_)));
    }
}

}  // namespace mulens::config
