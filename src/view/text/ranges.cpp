#include "text/ranges.hpp"

#include "text/utf8.hpp"

#include <algorithm>

namespace mulens::text {

CharacterSet::CharacterSet() : seen_(0x10000, false) {
    for (char32_t c = 0x20; c < 0x7f; ++c) seen_[c] = true;
    seen_[replacement_character] = true;
}

void CharacterSet::add(std::string_view utf8) {
    for (std::size_t position = 0; position < utf8.size();) {
        const char32_t c = next_character(utf8, position);
        if (c >= 0x20 && c < seen_.size()) seen_[c] = true;
    }
}

bool CharacterSet::has(char32_t character) const { return character < seen_.size() && seen_[character]; }

std::size_t CharacterSet::size() const {
    return static_cast<std::size_t>(std::count(seen_.begin(), seen_.end(), true));
}

std::vector<std::uint16_t> CharacterSet::ranges() const {
    std::vector<std::uint16_t> out;
    for (std::uint32_t c = 0; c < seen_.size(); ++c) {
        if (!seen_[c]) continue;
        if (!out.empty() && c - out.back() <= 4)
            out.back() = static_cast<std::uint16_t>(c);
        else
            out.insert(out.end(), 2, static_cast<std::uint16_t>(c));
    }
    out.push_back(0);
    return out;
}

std::vector<std::uint16_t> glyph_ranges(std::span<const std::string> texts) {
    CharacterSet set;
    for (const std::string& text : texts) set.add(text);
    return set.ranges();
}

}  // namespace mulens::text
