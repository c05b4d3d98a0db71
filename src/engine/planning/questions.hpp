// Planning questions as forms: fields with words and units, and the function that answers from a finished run. What the
// window offers in its planning panel; the command line asks the same functions with its own options.
#pragma once

#include "base/words.hpp"
#include "pipeline/run.hpp"
#include "table/report.hpp"

#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace mulens::planning {

struct QuestionField {
    enum class Kind : std::uint8_t { number, text, choice, flag, plots, file };
    std::string name, zh, en, unit;
    Kind kind = Kind::text;
    std::string fallback;                             ///< value where nothing was entered
    std::vector<std::string> choices;                 ///< values of a choice
    std::vector<std::string> choices_zh, choices_en;  ///< their words
    std::string tip_zh, tip_en;
    bool no_limit = false;  ///< blank is another answer than the fallback: no limit
    Words blank{};          ///< what blank means where it is neither the fallback nor "no limit"
    std::uint32_t (*usual)(Row plots) = nullptr;  ///< the number that blank stands for, where it depends on the data
};

/// What an empty field means, as it stands in it: "默认 0.5", "上年", "不限". `plots`: rows of the parcels.
[[nodiscard]] Words blank_words(const QuestionField& field, Row plots);

/// The field with words for blank.
[[nodiscard]] inline QuestionField with_blank(QuestionField field, std::string zh, std::string en) {
    field.blank = {std::move(zh), std::move(en)};
    return field;
}

/// What was entered, by field name; blank = not entered.
class FormValues {
  public:
    FormValues() = default;
    explicit FormValues(std::map<std::string, std::string> values) : values_(std::move(values)) {}
    [[nodiscard]] std::string text(const std::string& name) const;
    /// Nothing where blank; Error(usage) where it is no number.
    [[nodiscard]] std::optional<double> number(const std::string& name) const;
    [[nodiscard]] bool flag(const std::string& name) const { return text(name) == "on"; }
    /// Comma, blank or ;-separated words.
    [[nodiscard]] std::vector<std::string> list(const std::string& name) const;

  private:
    std::map<std::string, std::string> values_;
};

struct Question {
    std::string command;  ///< the sub-command's name
    std::string zh, en;
    std::string about_zh, about_en;  ///< one sentence
    std::vector<QuestionField> fields;
    /// Throws as the sub-command does. Runs on any thread; `run` stays as it is.
    table::Report (*ask)(const pipeline::Run& run, const FormValues& values, Progress& progress) = nullptr;
};

/// In the order of the panel.
[[nodiscard]] const std::vector<Question>& questions();
[[nodiscard]] const Question* find_question(std::string_view command);

}  // namespace mulens::planning
