// UTF-8 one character at a time, for drawing: broken bytes become U+FFFD, never an error. Pure functions.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>

namespace mulens::text {

inline constexpr char32_t replacement_character = 0xfffd;

/// The character that begins at `position`, which moves past it; position < text.size().
[[nodiscard]] char32_t next_character(std::string_view text, std::size_t& position);
[[nodiscard]] std::u32string characters(std::string_view text);
void append_utf8(std::string& text, char32_t character);

}  // namespace mulens::text
