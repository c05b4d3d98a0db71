// Characters in Latin letters: 钱 → qian, é → e, Ａ → a. Each character is asked of ICU once; a polyphonic one has its
// commonest reading. Not thread safe; slow to make (some 50 ms), so make one and keep it.
#pragma once

#include <memory>
#include <string>
#include <string_view>
#include <unordered_map>

namespace mulens::text {

class Romaniser {
  public:
    /// Throws Error where the ICU data lack the Han-Latin rules.
    Romaniser();
    ~Romaniser();
    Romaniser(Romaniser&&) noexcept;
    Romaniser& operator=(Romaniser&&) noexcept;

    /// a–z and 0–9 only; "" for what is no letter and no digit (spaces, brackets, hyphens).
    const std::string& letters(char32_t character);
    /// "hangzhouqiantang"
    [[nodiscard]] std::string letters_of(std::string_view utf8);
    /// "hzqt"
    [[nodiscard]] std::string initials_of(std::string_view utf8);

  private:
    struct Rules;
    std::unique_ptr<Rules> rules_;
    std::unordered_map<char32_t, std::string> known_;
};

/// Full-width forms folded, capitals made small; the form in which names are compared.
[[nodiscard]] char32_t folded(char32_t character);
[[nodiscard]] bool is_letter_or_digit(char32_t character);

}  // namespace mulens::text
