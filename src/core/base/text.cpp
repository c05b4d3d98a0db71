#include "base/text.hpp"

#include <array>
#include <charconv>
#include <cmath>

namespace mulens {
namespace {

constexpr std::string_view wide_space = "\xE3\x80\x80";
constexpr std::string_view no_break_space = "\xC2\xA0";

bool strip_front(std::string_view& text) {
    for (const std::string_view space : {wide_space, no_break_space})
        if (text.starts_with(space)) return text.remove_prefix(space.size()), true;
    if (!text.empty() && (static_cast<unsigned char>(text.front()) <= ' ')) return text.remove_prefix(1), true;
    return false;
}

bool strip_back(std::string_view& text) {
    for (const std::string_view space : {wide_space, no_break_space})
        if (text.ends_with(space)) return text.remove_suffix(space.size()), true;
    if (!text.empty() && (static_cast<unsigned char>(text.back()) <= ' ')) return text.remove_suffix(1), true;
    return false;
}

constexpr std::string_view credit_alphabet = "0123456789ABCDEFGHJKLMNPQRTUWXY";

/// Value of a character in the credit code alphabet, 255 where it has none: ledgers hold a million codes.
constexpr std::array<unsigned char, 256> credit_values = [] {
    std::array<unsigned char, 256> values{};
    values.fill(255);
    for (std::size_t i = 0; i < credit_alphabet.size(); ++i)
        values[static_cast<unsigned char>(credit_alphabet[i])] = static_cast<unsigned char>(i);
    return values;
}();

}  // namespace

std::string_view trimmed(std::string_view text) {
    while (strip_front(text)) {
    }
    while (strip_back(text)) {
    }
    return text;
}

std::string half_width(std::string_view text) {
    std::string out;
    out.reserve(text.size());
    for (std::size_t i = 0; i < text.size(); ++i) {
        const auto byte = [&](std::size_t k) { return static_cast<unsigned char>(text[k]); };
        if (byte(i) == 0xEF && i + 2 < text.size()) {
            const unsigned code = ((byte(i) & 0x0FU) << 12) | ((byte(i + 1) & 0x3FU) << 6) | (byte(i + 2) & 0x3FU);
            if (code >= 0xFF01 && code <= 0xFF5E) {
                out += static_cast<char>(code - 0xFF01 + '!');
                i += 2;
                continue;
            }
        }
        if (text.substr(i, 3) == wide_space) {
            out += ' ';
            i += 2;
            continue;
        }
        out += text[i];
    }
    return out;
}

std::string normalised_key(std::string_view text) {
    bool plain = true;
    for (const char c : text) {
        if (static_cast<unsigned char>(c) <= ' ' || static_cast<unsigned char>(c) >= 0x80 || (c >= 'a' && c <= 'z')) {
            plain = false;
            break;
        }
    }
    if (plain) return std::string(text);
    std::string out;
    for (const char c : half_width(trimmed(text))) {
        if (static_cast<unsigned char>(c) <= ' ') continue;
        out += (c >= 'a' && c <= 'z') ? static_cast<char>(c - 'a' + 'A') : c;
    }
    return out;
}

std::optional<double> parse_number(std::string_view raw) {
    std::string_view text = trimmed(raw);
    if (text.empty()) return std::nullopt;
    double value = 0;
    const auto whole = [&](std::string_view t) {
        if (t.starts_with('+')) t.remove_prefix(1);
        const auto [end, error] = std::from_chars(t.data(), t.data() + t.size(), value);
        return error == std::errc{} && end == t.data() + t.size() && std::isfinite(value);
    };
    if (whole(text)) return value;
    std::string folded;
    for (const char c : half_width(text))
        if (c != ',' && c != ' ') folded += c;
    if (folded.empty()) return std::nullopt;
    const bool percent = folded.back() == '%';
    if (percent) folded.pop_back();
    if (!whole(folded)) return std::nullopt;
    return percent ? value / 100 : value;
}

std::string number_text(double value) {
    if (!std::isfinite(value)) return {};
    char buffer[40];
    const auto result = std::to_chars(buffer, buffer + sizeof buffer, value == 0 ? 0.0 : value);
    return {buffer, result.ptr};
}

std::vector<std::string> split(std::string_view text, char separator) {
    std::vector<std::string> parts;
    std::size_t start = 0;
    for (;;) {
        const std::size_t end = text.find(separator, start);
        parts.emplace_back(text.substr(start, end == std::string_view::npos ? end : end - start));
        if (end == std::string_view::npos) return parts;
        start = end + 1;
    }
}

bool valid_utf8(std::string_view text) {
    const auto* p = reinterpret_cast<const unsigned char*>(text.data());
    const auto* const end = p + text.size();
    while (p < end) {
        if (*p < 0x80) {
            ++p;
            continue;
        }
        const int extra = (*p >= 0xC2 && *p <= 0xDF)   ? 1
                          : (*p >= 0xE0 && *p <= 0xEF) ? 2
                          : (*p >= 0xF0 && *p <= 0xF4) ? 3
                                                       : 0;
        if (extra == 0 || end - p <= extra) return false;
        for (int i = 1; i <= extra; ++i)
            if ((p[i] & 0xC0) != 0x80) return false;
        if ((*p == 0xE0 && p[1] < 0xA0) || (*p == 0xED && p[1] > 0x9F) || (*p == 0xF0 && p[1] < 0x90) ||
            (*p == 0xF4 && p[1] > 0x8F))
            return false;
        p += extra + 1;
    }
    return true;
}

char credit_code_check(std::string_view first17) {
    if (first17.size() != 17) return '\0';
    int sum = 0;
    int weight = 1;
    for (const char c : first17) {
        const unsigned char value = credit_values[static_cast<unsigned char>(c)];
        if (value == 255) return '\0';
        sum += static_cast<int>(value) * weight;
        weight = weight * 3 % 31;
    }
    return credit_alphabet[static_cast<std::size_t>((31 - sum % 31) % 31)];
}

bool valid_credit_code(std::string_view code) {
    return code.size() == 18 && credit_code_check(code.substr(0, 17)) == code[17];
}

}  // namespace mulens
