// Which characters occur in texts, as sorted ranges: an ImGui 1.86 font atlas is built from such a list. Pure function.
#pragma once

#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace mulens::text {

/// Pairs first, last (inclusive), sorted, then one 0: ImWchar ranges of 16 bits. Printable ASCII and U+FFFD are always
/// in; characters above U+FFFF are left out (ImGui shows its box for them); neighbours are joined over gaps of 3.
[[nodiscard]] std::vector<std::uint16_t> glyph_ranges(std::span<const std::string> texts);

/// The same, gathered over texts that do not lie together.
class CharacterSet {
  public:
    CharacterSet();
    void add(std::string_view utf8);
    [[nodiscard]] bool has(char32_t character) const;
    [[nodiscard]] std::size_t size() const;
    [[nodiscard]] std::vector<std::uint16_t> ranges() const;

  private:
    std::vector<bool> seen_;
};

}  // namespace mulens::text
