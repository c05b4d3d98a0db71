// The parts of the scheme loader; only scheme_*.cpp include this.
#pragma once

#include "config/scheme.hpp"
#include "config/toml_fields.hpp"

namespace mulens::config {

[[nodiscard]] Source parse_source(TomlFields& fields);
[[nodiscard]] Op parse_op(TomlFields& fields, const char* key);
/// A grade letter A–D.
[[nodiscard]] char parse_grade(TomlFields& fields, const char* key, const std::string& text);
[[nodiscard]] std::map<std::string, double> parse_number_map(TomlFields& fields, const char* key);

// scheme_scoring.cpp
void parse_scoring(TomlFields& root, Scheme& scheme);
// scheme_judged.cpp
void parse_judged(TomlFields& root, Scheme& scheme);
// scheme_low.cpp
void parse_low_tests(TomlFields& root, Scheme& scheme);
void parse_cases(TomlFields& root, Scheme& scheme);

}  // namespace mulens::config
