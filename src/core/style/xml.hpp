// XML text, written element by element with everything escaped. Not thread safe.
#pragma once

#include <initializer_list>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace mulens::style {

class Xml {
  public:
    using Attributes = std::initializer_list<std::pair<std::string_view, std::string_view>>;

    void raw(std::string_view line);  ///< prologue, as it is
    void open(std::string_view tag, Attributes attributes = {});
    void close();
    void empty(std::string_view tag, Attributes attributes = {});
    void text(std::string_view tag, std::string_view words, Attributes attributes = {});
    /// Closes what is open. Ends with a line break.
    [[nodiscard]] std::string take();

  private:
    void begin(std::string_view tag, Attributes attributes);

    std::string out_;
    std::vector<std::string> open_;
};

/// & < > " and ' as entities; control characters, which XML cannot hold, left out.
[[nodiscard]] std::string escaped(std::string_view text);

}  // namespace mulens::style
