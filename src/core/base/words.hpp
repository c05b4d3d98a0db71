// Words in the two languages of the program, side by side: whoever says something says it in both, whoever shows it
// picks one. Plain values.
#pragma once

#include <fmt/format.h>

#include <cstdint>
#include <string>
#include <type_traits>
#include <utility>

namespace mulens {

enum class Lang : std::uint8_t { zh, en };

struct Words {
    std::string zh, en;

    Words() = default;
    /// Words that are the same in both languages (names, codes), or not yet translated.
    Words(const char* same) : zh(same) {}             // NOLINT(google-explicit-constructor)
    Words(std::string same) : zh(std::move(same)) {}  // NOLINT(google-explicit-constructor)
    Words(std::string chinese, std::string english) : zh(std::move(chinese)), en(std::move(english)) {}

    /// Chinese where there is no English.
    [[nodiscard]] const std::string& in(Lang lang) const { return lang == Lang::zh || en.empty() ? zh : en; }
    [[nodiscard]] bool empty() const { return zh.empty(); }
    Words& operator+=(const Words& more) {
        // What has no English of its own is the same in both.
        if (!en.empty() || !more.en.empty()) en = in(Lang::en) + more.in(Lang::en);
        zh += more.zh;
        return *this;
    }
    friend Words operator+(Words a, const Words& b) { return a += b; }
    bool operator==(const Words&) const = default;
};

/// What format strings see of an argument: the words of one language, everything else as it is.
template <typename T>
using InWords = std::conditional_t<std::is_same_v<std::remove_cvref_t<T>, Words>, const std::string&, const T&>;

template <typename T>
[[nodiscard]] InWords<T> in_lang(const T& value, [[maybe_unused]] Lang lang) {
    if constexpr (std::is_same_v<T, Words>)
        return value.in(lang);
    else
        return value;
}

/// A sentence in both languages; both formats are checked when compiled, words among the arguments are of the language.
template <typename... Args>
[[nodiscard]] Words said(fmt::format_string<InWords<Args>...> zh, fmt::format_string<InWords<Args>...> en,
                         const Args&... args) {
    const fmt::string_view chinese = zh, english = en;
    return {fmt::vformat(chinese, fmt::make_format_args(in_lang(args, Lang::zh)...)),
            fmt::vformat(english, fmt::make_format_args(in_lang(args, Lang::en)...))};
}

}  // namespace mulens
