#include "text/romanise.hpp"

#include "base/error.hpp"
#include "text/utf8.hpp"

#include <unicode/translit.h>
#include <unicode/uchar.h>

namespace mulens::text {

struct Romaniser::Rules {
    std::unique_ptr<icu::Transliterator> to_latin, to_ascii;
};

Romaniser::Romaniser() : rules_(std::make_unique<Rules>()) {
    UErrorCode status = U_ZERO_ERROR;
    rules_->to_latin.reset(icu::Transliterator::createInstance("Han-Latin; Any-Latin", UTRANS_FORWARD, status));
    rules_->to_ascii.reset(icu::Transliterator::createInstance("Latin-ASCII; Lower", UTRANS_FORWARD, status));
    if (U_FAILURE(status) != 0)
        throw Error::make(ExitCode::failed,
                          "ICU cannot write Chinese in Latin letters ({}); install the package libicu72",
                          u_errorName(status));
}
Romaniser::~Romaniser() = default;
Romaniser::Romaniser(Romaniser&&) noexcept = default;
Romaniser& Romaniser::operator=(Romaniser&&) noexcept = default;

const std::string& Romaniser::letters(char32_t character) {
    const auto [at, fresh] = known_.try_emplace(character);
    if (!fresh || !is_letter_or_digit(character)) return at->second;
    icu::UnicodeString text(static_cast<UChar32>(character));
    rules_->to_latin->transliterate(text);
    // 绿 is typed lv on every Chinese keyboard; ICU alone would make it lu.
    if (u_hasBinaryProperty(static_cast<UChar32>(character), UCHAR_IDEOGRAPHIC) != 0)
        for (const char16_t u : {u'ü', u'ǖ', u'ǘ', u'ǚ', u'ǜ'})
            text.findAndReplace(icu::UnicodeString(u), icu::UnicodeString(u'v'));
    rules_->to_ascii->transliterate(text);
    for (int32_t i = 0; i < text.length(); ++i) {
        const char16_t c = text[i];
        if ((c >= u'a' && c <= u'z') || (c >= u'0' && c <= u'9')) at->second.push_back(static_cast<char>(c));
    }
    return at->second;
}

std::string Romaniser::letters_of(std::string_view utf8) {
    std::string out;
    for (std::size_t position = 0; position < utf8.size();) out += letters(next_character(utf8, position));
    return out;
}

std::string Romaniser::initials_of(std::string_view utf8) {
    std::string out;
    for (std::size_t position = 0; position < utf8.size();)
        if (const std::string& word = letters(next_character(utf8, position)); !word.empty()) out.push_back(word[0]);
    return out;
}

bool is_letter_or_digit(char32_t character) { return u_isalnum(static_cast<UChar32>(character)) != 0; }

char32_t folded(char32_t character) {
    if (character >= 0xff01 && character <= 0xff5e) character -= 0xfee0;
    if (character >= U'A' && character <= U'Z') return character + 32;
    return character < 0x80 ? character : static_cast<char32_t>(u_tolower(static_cast<UChar32>(character)));
}

}  // namespace mulens::text
