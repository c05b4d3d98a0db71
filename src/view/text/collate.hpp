// The order of Chinese texts as readers expect it: by pinyin, then stroke by ICU's table; digits in a text by their
// value ("2号" before "10号"). Thread safe once made.
#pragma once

#include <cstdint>
#include <memory>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace mulens::text {

class Collation {
  public:
    /// Throws Error where the ICU data lack Chinese collation.
    Collation();
    ~Collation();
    Collation(const Collation&) = delete;
    Collation& operator=(const Collation&) = delete;

    /// Bytes that compare as the texts do.
    [[nodiscard]] std::string sort_key(std::string_view utf8) const;
    [[nodiscard]] bool less(std::string_view a, std::string_view b) const;
    /// Of each text its place in the order, from 0; texts that are the same share one. Sort a column by its
    /// dictionary's ranks instead of by texts.
    [[nodiscard]] std::vector<std::uint32_t> ranks(std::span<const std::string> texts) const;

  private:
    struct Rules;
    std::unique_ptr<Rules> rules_;
};

}  // namespace mulens::text
