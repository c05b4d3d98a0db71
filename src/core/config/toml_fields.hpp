// Reads one TOML table field by field. Every field asked for is thereby known; done() rejects the rest and names the
// nearest known one. All errors are Error(usage) with file:line.
#pragma once

#include "base/date.hpp"
#include "base/error.hpp"

#include <toml++/toml.h>

#include <optional>
#include <string>
#include <vector>

namespace mulens::config {

[[nodiscard]] toml::table parse_toml(const std::string& text, const std::string& file);
/// Edit distance in bytes.
[[nodiscard]] std::size_t name_distance(const std::string& word, const std::string& name);
/// The nearest of `known` by edit distance (ties: first).
[[nodiscard]] std::string nearest_name(const std::string& word, const std::vector<std::string>& known);

class TomlFields {
  public:
    TomlFields(const toml::table& table, std::string file, std::string what);

    [[nodiscard]] std::optional<std::string> text(const char* key);
    [[nodiscard]] std::string text_or(const char* key, const std::string& fallback);
    [[nodiscard]] std::string required_text(const char* key);
    void need(const char* key);  ///< fails where the field is absent
    [[nodiscard]] std::optional<double> number(const char* key);
    [[nodiscard]] double number_or(const char* key, double fallback);
    [[nodiscard]] double required_number(const char* key);
    [[nodiscard]] std::optional<int> integer(const char* key);
    [[nodiscard]] bool flag_or(const char* key, bool fallback);
    [[nodiscard]] std::optional<Date> date(const char* key);
    [[nodiscard]] std::vector<std::string> texts(const char* key);
    [[nodiscard]] std::vector<double> numbers(const char* key);
    /// A text that must be one of `choices`; its index.
    [[nodiscard]] std::size_t choice_or(const char* key, const std::vector<std::string>& choices, std::size_t fallback);
    [[nodiscard]] const toml::table* table(const char* key);
    [[nodiscard]] std::vector<const toml::table*> tables(const char* key);
    void done() const;

    [[noreturn]] void fail(const char* key, const std::string& message) const;
    [[nodiscard]] int line() const;
    [[nodiscard]] const std::string& file() const { return file_; }

  private:
    const toml::node* find(const char* key);
    [[noreturn]] void fail_at(const toml::node& node, const std::string& message) const;

    const toml::table& table_;
    std::string file_;
    std::string what_;
    std::vector<std::string> known_;
};

}  // namespace mulens::config
