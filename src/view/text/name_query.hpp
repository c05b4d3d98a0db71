// The inside of NameIndex: symbols, signatures, and how a query is held against a name.
//
// A name is a row of symbols (characters that are letters or digits, folded). Each has letters (pinyin) and thereby an
// initial. 64 bits a name say which initials and which pairs of neighbouring initials it may hold, so one pass over 8
// bytes a name leaves few to look at closely.
#pragma once

#include "text/name_index.hpp"

#include <array>
#include <optional>
#include <span>
#include <string>
#include <vector>

namespace mulens::text {

using Symbol = std::uint16_t;
inline constexpr int initial_count = 36;  // a–z, 0–9

[[nodiscard]] constexpr int initial_of(char letter) {
    return letter >= 'a' && letter <= 'z' ? letter - 'a' : 26 + (letter - '0');
}

struct Signature {
    /// Bit a initial; bit 36: has a plain letter; bits 37 to 42: the first one's number; from 43 on a bit a hash of two
    /// neighbours.
    std::uint64_t bits = 0;
    void see(int initial) { bits |= std::uint64_t{1} << initial; }
    void see_pair(int a, int b) { bits |= std::uint64_t{1} << (43 + (a * 37 + b * 5) % 21); }
    void see_plain_letter() { bits |= std::uint64_t{1} << 36; }
    [[nodiscard]] bool has_plain_letter() const { return (bits >> 36 & 1) != 0; }
    void set_first(int initial) { bits |= static_cast<std::uint64_t>(initial) << 37; }
    [[nodiscard]] int first() const { return static_cast<int>(bits >> 37 & 63); }
    [[nodiscard]] bool may_hold(const Signature& wanted) const { return (wanted.bits & ~bits) == 0; }
};

/// Letters of every symbol, and which pairs of initials occur at all.
struct Alphabet {
    std::vector<std::string> letters;
    std::vector<std::uint8_t> initials;  ///< of letters: small enough to stay in the cache
    std::vector<std::string> syllables;  ///< distinct letters of two and more, sorted
    std::array<std::array<bool, initial_count>, initial_count> pairs{};
    [[nodiscard]] int initial(Symbol s) const { return initials[s]; }
};

/// A query made ready.
class NameQuery {
  public:
    /// `symbols`: of the query; a character that no name has makes nothing match (empty).
    NameQuery(const Alphabet& alphabet, std::vector<Symbol> symbols);

    [[nodiscard]] bool may_match(const Signature& signature) const;
    /// No match of such a name is better: what need not be looked at once there are better ones.
    [[nodiscard]] Match at_best(const Signature& signature, std::size_t size) const;
    /// Best match, or nothing.
    [[nodiscard]] std::optional<Match> match(std::span<const Symbol> name) const;

  private:
    enum Way : std::uint8_t { plain = 0, pinyin = 1, initials = 2, both = 3, never = 4 };

    void split(std::size_t at, std::vector<int>& taken);
    [[nodiscard]] bool is_letter(std::size_t at) const;
    [[nodiscard]] Way follow(std::span<const Symbol> name, std::size_t position, std::size_t at, Way way) const;

    const Alphabet& alphabet_;
    std::vector<Symbol> symbols_;
    std::string letters_;  ///< of each symbol its only letter, or '\0' where it must be met itself
    std::vector<Signature> ways_;
    Signature common_;
    bool any_letter_ = false;  ///< then the text itself is met only in names with plain letters
    bool syllables_ = false;   ///< may be read as pinyin, not as initials alone
};

}  // namespace mulens::text
