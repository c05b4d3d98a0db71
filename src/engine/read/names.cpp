#include "read/names.hpp"

#include "base/text.hpp"

namespace mulens::read {

std::string folded_name(std::string_view name) {
    std::string out;
    for (char c : half_width(trimmed(name))) {
        if (static_cast<unsigned char>(c) <= ' ' || c == '_') continue;
        if (c >= 'A' && c <= 'Z') c = static_cast<char>(c - 'A' + 'a');
        out += c;
    }
    return out;
}

NameAndUnit bracket_unit(std::string_view folded) {
    for (const auto& [open, close] :
         {std::pair<std::string_view, std::string_view>{"(", ")"}, {"[", "]"}, {"【", "】"}}) {
        if (!folded.ends_with(close)) continue;
        const std::size_t at = folded.rfind(open);
        if (at == std::string_view::npos || at == 0) continue;
        return {std::string(folded.substr(0, at)),
                std::string(folded.substr(at + open.size(), folded.size() - close.size() - at - open.size()))};
    }
    // "税收/万元", "税收:万元", "税收,万元"
    for (const std::string_view mark : {"单位:", ":", ","}) {
        const std::size_t at = folded.rfind(mark);
        if (at != std::string_view::npos && at > 0)
            return {std::string(folded.substr(0, at)), std::string(folded.substr(at + mark.size()))};
    }
    return {std::string(folded), {}};
}

std::size_t wide_characters(std::string_view text) {
    std::size_t n = 0;
    for (const char c : text) n += (static_cast<unsigned char>(c) >= 0xC0);
    return n;
}

}  // namespace mulens::read
