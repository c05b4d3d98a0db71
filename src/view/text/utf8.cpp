#include "text/utf8.hpp"

namespace mulens::text {

char32_t next_character(std::string_view text, std::size_t& position) {
    const auto byte = [&](std::size_t i) { return static_cast<unsigned char>(text[i]); };
    const unsigned lead = byte(position++);
    if (lead < 0x80) return lead;
    const std::size_t more = lead >= 0xf0 ? 3 : lead >= 0xe0 ? 2 : 1;
    if (lead < 0xc2 || lead > 0xf4) return replacement_character;
    char32_t c = lead & (0x3fU >> more);
    const std::size_t end = position + more;
    while (position < end) {
        if (position >= text.size() || (byte(position) & 0xc0) != 0x80) return replacement_character;
        c = c << 6 | (byte(position++) & 0x3f);
    }
    constexpr char32_t least[] = {0, 0x80, 0x800, 0x10000};
    const bool surrogate = c >= 0xd800 && c <= 0xdfff;
    return c < least[more] || c > 0x10ffff || surrogate ? replacement_character : c;
}

std::u32string characters(std::string_view text) {
    std::u32string out;
    out.reserve(text.size());
    for (std::size_t position = 0; position < text.size();) out.push_back(next_character(text, position));
    return out;
}

void append_utf8(std::string& text, char32_t character) {
    const auto put = [&](char32_t byte) { text.push_back(static_cast<char>(byte)); };
    if (character < 0x80) return put(character);
    if (character < 0x800) {
        put(0xc0 | character >> 6);
    } else {
        if (character < 0x10000) {
            put(0xe0 | character >> 12);
        } else {
            put(0xf0 | character >> 18);
            put(0x80 | (character >> 12 & 0x3f));
        }
        put(0x80 | (character >> 6 & 0x3f));
    }
    put(0x80 | (character & 0x3f));
}

}  // namespace mulens::text
