// Words of the user interface in Chinese and English, from data/ui/*.toml ([key] zh = "…", en = "…"; keys are unique
// over all files). Read once; const access is thread safe. A missing key shows as itself, and a test finds it.
#pragma once

#include "base/diagnostics.hpp"
#include "base/words.hpp"

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace mulens::app {

using mulens::Lang;

/// The words of a key; valid for the life of the program.
[[nodiscard]] const std::string& tr(Lang lang, std::string_view key);
[[nodiscard]] bool has_words(std::string_view key);
/// All texts of both languages, for glyph ranges and tests.
[[nodiscard]] std::vector<std::string> all_words();

/// Header of a column without its unit ("亩均税收", "Tax per mu") and its unit ("万元/亩", "%", "").
[[nodiscard]] std::string column_name(Lang lang, std::string_view column);
[[nodiscard]] std::string column_unit(Lang lang, std::string_view column);
/// A unit of the catalogue ("万元/亩") in the language; unknown ones stay as they are.
[[nodiscard]] std::string unit_word(Lang lang, const std::string& unit);
/// A value of a column as people read it: numbers with separators and the catalogue's decimals, shares in percent,
/// codes in words, NaN and "" as "–".
[[nodiscard]] std::string shown(Lang lang, std::string_view column, double value);
[[nodiscard]] std::string shown(Lang lang, std::string_view column, std::string_view value);

/// The class of size of a firm (规上, 规下, 租赁) in words of the language; a scheme's own ones stay as they are.
[[nodiscard]] std::string scale_word(Lang lang, const std::string& scale_class);
/// A review status (疑似, 核实中 …) in words of the language.
[[nodiscard]] std::string review_word(Lang lang, std::string_view status);

/// What a finding says, in words: the catalogue's sentence and the finding's own detail.
[[nodiscard]] std::string sentence_of(Lang lang, const Finding& finding);
/// A money figure as meeting mode shows it: the band of the column's catalogue entry, or "***" where it has none.
[[nodiscard]] std::string banded(Lang lang, std::string_view column, double value);
}  // namespace mulens::app
