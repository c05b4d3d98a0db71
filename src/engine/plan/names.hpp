// Figures and lists of names in the sentences and cells of planning reports.
#pragma once

#include "base/figure.hpp"
#include "base/words.hpp"

#include <algorithm>
#include <string>
#include <string_view>
#include <vector>

namespace mulens::plan {

/// ;-joined, each once, in order of first sight; blanks left out.
class Names {
  public:
    void add(std::string_view text, char separator = ';');
    [[nodiscard]] std::string joined(const char* between = ";") const;
    [[nodiscard]] std::size_t size() const { return names_.size(); }
    [[nodiscard]] const std::vector<std::string>& all() const { return names_; }

  private:
    std::vector<std::string> names_;
};

/// Words in both languages, each once, joined by "、" and ", " or by ";" in both.
class WordList {
  public:
    void add(const Words& words) {
        if (!words.empty() && std::find(words_.begin(), words_.end(), words) == words_.end()) words_.push_back(words);
    }
    [[nodiscard]] Words joined(const Words& between = {";", "; "}) const;
    [[nodiscard]] std::size_t size() const { return words_.size(); }
    [[nodiscard]] const std::vector<Words>& all() const { return words_; }

  private:
    std::vector<Words> words_;
};

}  // namespace mulens::plan
