#include "read/encoding.hpp"

#include "read/common_characters.hpp"

#include <fmt/format.h>
#include <iconv.h>

#include <algorithm>
#include <array>
#include <bitset>

namespace mulens::read {
namespace {

using Byte = unsigned char;
using Pairs = std::bitset<65536>;

/// What a reading of the bytes in one encoding found.
struct Reading {
    std::size_t characters = 0;  ///< beyond ASCII
    std::size_t common = 0;      ///< of these, in the table of common characters
    std::size_t invalid = 0;
    std::size_t cut_off = 0;
    std::size_t long_ones = 0;  ///< UTF-8: of three bytes and more; GB18030: of four bytes
    double score = 0;

    [[nodiscard]] double mean() const { return characters + invalid == 0 ? 0 : score / double(characters + invalid); }
};

/// The table of common characters in a two-byte encoding; characters that it lacks are left out.
Pairs encoded(const char* encoding, bool traditional_only) {
    Pairs pairs;
    const iconv_t handle = iconv_open(encoding, "UTF-8");
    if (handle == reinterpret_cast<iconv_t>(-1)) return pairs;
    const auto take = [&](std::string_view text) {
        for (std::size_t i = 0; i + 3 <= text.size(); i += 3) {  // every entry is three bytes of UTF-8
            char* in = const_cast<char*>(text.data()) + i;
            std::size_t left = 3;
            std::array<char, 4> out{};
            char* to = out.data();
            std::size_t room = out.size();
            if (iconv(handle, &in, &left, &to, &room) == 0 && room == 2)
                pairs.set(static_cast<Byte>(out[0]) * 256u + static_cast<Byte>(out[1]));
            iconv(handle, nullptr, nullptr, nullptr, nullptr);
        }
    };
    take(common_traditional);
    if (!traditional_only) take(common_simplified);
    iconv_close(handle);
    return pairs;
}

/// Text fields end here; half a character before it was cut off by the field's width.
bool field_end(std::string_view bytes, std::size_t at) {
    return at >= bytes.size() || bytes[at] == '\n' || bytes[at] == '\r' || bytes[at] == '\0' || bytes[at] == ' ';
}

constexpr double points_common = 3;
constexpr double points_invalid = -6;
constexpr double points_in_a_word = -3;

/// A two-byte character within a word of Latin letters: "Z眉rich" is no Chinese.
double in_a_word(std::string_view bytes, std::size_t at) {
    const auto lower = [&](std::size_t i) { return i < bytes.size() && bytes[i] >= 'a' && bytes[i] <= 'z'; };
    const bool after_letter = at > 0 && (lower(at - 1) || (bytes[at - 1] >= 'A' && bytes[at - 1] <= 'Z'));
    return after_letter && lower(at + 2) ? points_in_a_word : 0;
}

double gbk_points(Byte lead, Byte trail) {
    if (trail >= 0xA1) {
        if (lead >= 0xB0 && lead <= 0xD7) return 2;    // GB 2312 level 1
        if (lead >= 0xD8 && lead <= 0xF7) return 0.5;  // level 2
        if (lead >= 0xA1 && lead <= 0xA3) return 1.5;  // punctuation, full-width letters
        if (lead >= 0xA4 && lead <= 0xA9) return 0;
        if (lead >= 0xAA) return -2;  // user-defined
    }
    return -0.5;  // the extension: traditional and rare characters
}

double big5_points(Byte lead, Byte trail) {
    const unsigned code = lead * 256u + trail;
    if (code >= 0xA440 && code <= 0xC67E) return 1.5;  // frequently used
    if (code >= 0xA140 && code <= 0xA3BF) return 1;    // punctuation
    if (code >= 0xC940 && code <= 0xF9D5) return -0.5;
    return -2;
}

Reading read_gbk(std::string_view bytes) {
    static const Pairs common = encoded("GBK", false);
    Reading r;
    for (std::size_t i = 0; i < bytes.size();) {
        const auto lead = static_cast<Byte>(bytes[i]);
        const auto at = [&](std::size_t k) { return i + k < bytes.size() ? static_cast<Byte>(bytes[i + k]) : Byte{0}; };
        if (lead < 0x80) {
            ++i;
        } else if (lead == 0x80 || lead == 0xFF) {
            ++r.invalid;
            r.score += points_invalid;
            ++i;
        } else if (at(1) >= 0x40 && at(1) != 0x7F && at(1) != 0xFF) {
            const bool known = common.test(lead * 256u + at(1));
            r.common += known;
            r.score += (known ? points_common : gbk_points(lead, at(1))) + in_a_word(bytes, i);
            ++r.characters;
            i += 2;
        } else if (at(1) >= 0x30 && at(1) <= 0x39 && at(2) >= 0x81 && at(2) <= 0xFE && at(3) >= 0x30 && at(3) <= 0x39) {
            ++r.characters;
            ++r.long_ones;
            i += 4;
        } else if (field_end(bytes, i + 1)) {
            ++r.cut_off;
            ++i;
        } else {
            ++r.invalid;
            r.score += points_invalid;
            ++i;
        }
    }
    return r;
}

Reading read_big5(std::string_view bytes) {
    static const Pairs common = encoded("BIG5", true);
    Reading r;
    for (std::size_t i = 0; i < bytes.size();) {
        const auto lead = static_cast<Byte>(bytes[i]);
        const Byte trail = i + 1 < bytes.size() ? static_cast<Byte>(bytes[i + 1]) : Byte{0};
        const bool good_lead = lead >= 0x87 && lead <= 0xFE;
        if (lead < 0x80) {
            ++i;
        } else if (good_lead && ((trail >= 0x40 && trail <= 0x7E) || (trail >= 0xA1 && trail <= 0xFE))) {
            const bool known = common.test(lead * 256u + trail);
            r.common += known;
            r.score += (known ? points_common : big5_points(lead, trail)) + in_a_word(bytes, i);
            ++r.characters;
            i += 2;
        } else if (good_lead && field_end(bytes, i + 1)) {
            ++r.cut_off;
            ++i;
        } else {
            ++r.invalid;
            r.score += points_invalid;
            ++i;
        }
    }
    return r;
}

/// Strict: no overlong forms, no surrogates, nothing beyond U+10FFFF.
Reading read_utf8(std::string_view bytes) {
    Reading r;
    for (std::size_t i = 0; i < bytes.size();) {
        const auto lead = static_cast<Byte>(bytes[i]);
        if (lead < 0x80) {
            ++i;
            continue;
        }
        const std::size_t length = lead >= 0xC2 && lead <= 0xDF   ? 2
                                   : lead >= 0xE0 && lead <= 0xEF ? 3
                                   : lead >= 0xF0 && lead <= 0xF4 ? 4
                                                                  : 0;
        std::size_t good = length == 0 ? 0 : 1;
        while (good > 0 && good < length && i + good < bytes.size()) {
            const auto b = static_cast<Byte>(bytes[i + good]);
            Byte low = 0x80;
            Byte high = 0xBF;
            if (good == 1) {
                if (lead == 0xE0) low = 0xA0;
                if (lead == 0xED) high = 0x9F;
                if (lead == 0xF0) low = 0x90;
                if (lead == 0xF4) high = 0x8F;
            }
            if (b < low || b > high) break;
            ++good;
        }
        if (good == length && length > 0) {
            ++r.characters;
            r.long_ones += length >= 3;
        } else if (good > 0 && field_end(bytes, i + good)) {
            ++r.cut_off;
        } else {
            ++r.invalid;
        }
        i += std::max<std::size_t>(good, 1);
    }
    return r;
}

/// A mean score from which text is Chinese in that encoding, and a difference that decides between two encodings.
constexpr double chinese_mean = 0.7;
constexpr double clear_margin = 0.6;
constexpr std::size_t few = 4;

struct Evidence {
    Reading utf8, gbk, big5;

    [[nodiscard]] bool utf8_fits() const {
        if (utf8.characters == 0) return false;
        return utf8.invalid == 0 || (utf8.characters >= 20 && utf8.invalid * 50 < utf8.characters);
    }
    /// Pairs of bytes that are Latin, Greek or Cyrillic in UTF-8 and everyday Chinese in GBK.
    [[nodiscard]] bool utf8_by_accident() const {
        return utf8.long_ones == 0 && utf8.characters <= 2 * few && gbk.invalid == 0 && gbk.mean() >= 2;
    }
    [[nodiscard]] const Reading& of(std::string_view name) const {
        return name == "UTF-8" ? utf8 : name == "Big5" ? big5 : gbk;
    }
};

std::string gbk_name(const Evidence& e) { return e.gbk.long_ones > 0 ? "GB18030" : "GBK"; }

std::string defects(const Reading& r) {
    std::string text;
    if (r.invalid > 0) text += fmt::format(", {} bytes wrong", r.invalid);
    if (r.cut_off > 0) text += fmt::format(", {} fields cut off within a character", r.cut_off);
    return text;
}

/// What the bytes say when nobody is asked.
EncodingGuess from_bytes(const Evidence& e) {
    if (e.utf8_fits() && !e.utf8_by_accident())
        return {"UTF-8", fmt::format("the bytes are valid UTF-8 ({} characters{})", e.utf8.characters, defects(e.utf8)),
                e.utf8.long_ones > 0 || e.utf8.characters > 2 * few};
    const bool big5_wins = e.big5.mean() > e.gbk.mean();
    const Reading& best = big5_wins ? e.big5 : e.gbk;
    const Reading& other = big5_wins ? e.gbk : e.big5;
    const std::string name = big5_wins ? "Big5" : gbk_name(e);
    const double margin = best.mean() - other.mean();
    if (best.mean() < chinese_mean)
        return {"ISO-8859-1", "the bytes are neither UTF-8 nor plausible Chinese text: read as ISO-8859-1"};
    return {name,
            fmt::format("the bytes are no UTF-8; as {} {} of {} characters are everyday ones (as {} {} of {}{})", name,
                        best.common, best.characters, big5_wins ? "GBK" : "Big5", other.common, other.characters,
                        defects(best)),
            margin >= clear_margin && best.characters >= few};
}

/// May the declared encoding stand? The benefit of the doubt is the declaration's.
bool declared_stands(const Evidence& e, const std::string& declared, const EncodingGuess& guess) {
    if (declared == guess.name) return true;
    if ((declared == "GBK" || declared == "GB18030") && (guess.name == "GBK" || guess.name == "GB18030")) return true;
    if (declared == "UTF-8") return e.utf8_fits();
    if (declared == "GBK" || declared == "GB18030" || declared == "Big5") {
        const Reading& r = e.of(declared);
        if (guess.name == "UTF-8" && guess.certain) return false;
        if (r.invalid * 50 > r.characters) return false;
        if (r.characters < few) return true;
        return guess.name == "ISO-8859-1" ? r.mean() > -1
                                          : e.of(guess.name).mean() - r.mean() < clear_margin || !guess.certain;
    }
    if (declared == "ASCII") return false;
    // Any bytes are valid in a single-byte encoding: only clear UTF-8 or clear Chinese speaks against it.
    if (guess.name == "UTF-8") return !guess.certain;
    if (guess.name == "ISO-8859-1") return true;
    const Reading& r = e.of(guess.name);
    return !(guess.certain && r.mean() >= 1.5 && 2 * r.common >= r.characters);
}

}  // namespace

EncodingGuess detect_encoding(std::string_view bytes, std::string_view declared_name) {
    const std::string declared = canonical_encoding(declared_name);
    if (bytes.starts_with("\xEF\xBB\xBF"))
        return {"UTF-8", "byte order mark", true, !declared.empty() && declared != "UTF-8"};
    if (bytes.starts_with("\xFF\xFE"))
        return {"UTF-16LE", "byte order mark", true, !declared.empty() && declared != "UTF-16LE"};
    if (bytes.starts_with("\xFE\xFF"))
        return {"UTF-16BE", "byte order mark", true, !declared.empty() && declared != "UTF-16BE"};
    if (std::all_of(bytes.begin(), bytes.end(), [](char c) { return static_cast<Byte>(c) < 0x80; })) {
        if (!declared.empty()) return {declared, "declared; the bytes are plain ASCII", true};
        return {"ASCII", "the bytes are plain ASCII", true};
    }
    const Evidence e{read_utf8(bytes), read_gbk(bytes), read_big5(bytes)};
    EncodingGuess guess = from_bytes(e);
    if (declared.empty()) {
        if (!declared_name.empty())
            guess.reason =
                fmt::format("\"{}\" is declared, which is no known encoding; {}", declared_name, guess.reason);
        return guess;
    }
    if (declared_stands(e, declared, guess)) {
        const std::string name =
            declared == "GBK" && e.gbk.long_ones > 0 && guess.name == "GB18030" ? "GB18030" : declared;
        const Reading& r = e.of(declared);
        const bool multi = declared == "UTF-8" || declared == "GBK" || declared == "GB18030" || declared == "Big5";
        return {name, fmt::format("declared {}, and the bytes fit{}", declared, multi ? defects(r) : std::string()),
                !multi || name == guess.name || guess.name == "GBK"};
    }
    guess.contradicts = true;
    guess.reason = fmt::format("declared {}, but {}", declared, guess.reason);
    return guess;
}

}  // namespace mulens::read
