#include "text/name_query.hpp"

#include <algorithm>

namespace mulens::text {
namespace {

constexpr std::size_t most_ways = 48, most_symbols = 40;

}  // namespace

NameQuery::NameQuery(const Alphabet& alphabet, std::vector<Symbol> symbols)
    : alphabet_(alphabet), symbols_(std::move(symbols)) {
    if (symbols_.size() > most_symbols) symbols_.resize(most_symbols);
    for (const Symbol s : symbols_) {
        const std::string& own = alphabet_.letters[s];
        // The symbols of a–z come first in the alphabet, so a letter of the query is one of them.
        letters_.push_back(s < 26 ? own[0] : '\0');
        any_letter_ = any_letter_ || s < 26;
    }
    std::vector<int> taken;
    split(0, taken);
    if (ways_.empty()) return;
    common_.bits = ~std::uint64_t{0};
    for (const Signature& way : ways_) common_.bits &= way.bits;
}

bool NameQuery::is_letter(std::size_t at) const { return letters_[at] != '\0'; }

/// Every way to read the query as symbols of a name: whole syllables, or initials, or itself.
void NameQuery::split(std::size_t at, std::vector<int>& taken) {
    if (ways_.size() >= most_ways) return;
    if (at == symbols_.size()) {
        Signature way;
        for (std::size_t i = 0; i < taken.size(); ++i) {
            way.see(taken[i]);
            if (i > 0) way.see_pair(taken[i - 1], taken[i]);
        }
        ways_.push_back(way);
        return;
    }
    const int initial = alphabet_.initial(symbols_[at]);
    if (!taken.empty() && !alphabet_.pairs[static_cast<std::size_t>(taken.back())][static_cast<std::size_t>(initial)])
        return;
    taken.push_back(initial);
    if (is_letter(at)) {
        std::size_t end = at;
        while (end < symbols_.size() && is_letter(end)) ++end;
        const std::string_view rest = std::string_view(letters_).substr(at, end - at);
        // Long syllables first: when there are too many ways, the likely ones are kept.
        for (std::size_t n = std::min<std::size_t>(rest.size(), 8); n >= 2; --n) {
            const std::string_view word = rest.substr(0, n);
            const auto found = std::lower_bound(alphabet_.syllables.begin(), alphabet_.syllables.end(), word);
            if (found == alphabet_.syllables.end()) continue;
            const bool unfinished = at + n == symbols_.size() && found->starts_with(word);
            if (*found != word && !unfinished) continue;
            syllables_ = true;
            split(at + n, taken);
        }
    }
    split(at + 1, taken);
    taken.pop_back();
}

bool NameQuery::may_match(const Signature& signature) const {
    if (ways_.empty()) return false;
    if (symbols_.size() == 1) return signature.first() == alphabet_.initial(symbols_[0]);
    if (!signature.may_hold(common_)) return false;
    for (const Signature& way : ways_)
        if (signature.may_hold(way)) return true;
    return false;
}

Match NameQuery::at_best(const Signature& signature, std::size_t size) const {
    const bool begins = signature.first() == alphabet_.initial(symbols_[0]);
    if (!any_letter_ || signature.has_plain_letter()) {
        if (begins) return size == symbols_.size() ? Match::exact : Match::prefix;
        return Match::part;
    }
    if (syllables_) return begins ? Match::pinyin_prefix : Match::pinyin_part;
    return begins ? Match::initials_prefix : Match::initials_part;
}

/// The best way to read symbols_[at…] as the name from `position` on; `way` is how it was read so far.
NameQuery::Way NameQuery::follow(std::span<const Symbol> name, std::size_t position, std::size_t at, Way way) const {
    if (at == symbols_.size()) return way;
    if (position == name.size()) return never;
    const Symbol s = name[position];
    if (!is_letter(at)) return s == symbols_[at] ? follow(name, position + 1, at + 1, way) : never;
    const std::string& word = alphabet_.letters[s];
    if (word[0] != letters_[at]) return never;
    const std::size_t left = symbols_.size() - at;
    std::size_t same = 1;
    while (same < word.size() && same < left && word[same] == letters_[at + same]) ++same;
    if (same == left && (same > 1 || word.size() == 1 || way != plain)) {
        // The end of the query, maybe inside a syllable; one letter of it fits either way of reading.
        return same == 1 ? way : static_cast<Way>(way | pinyin);
    }
    Way best = never;
    if (same == word.size())
        best = follow(name, position + 1, at + same, static_cast<Way>(way | (same > 1 ? pinyin : plain)));
    if (word.size() > 1 && best != pinyin) {
        const Way other = follow(name, position + 1, at + 1, static_cast<Way>(way | initials));
        if (other < best) best = other;
    }
    return best;
}

std::optional<Match> NameQuery::match(std::span<const Symbol> name) const {
    const std::size_t n = symbols_.size();
    const auto equal_at = [&](std::size_t at) {
        return at + n <= name.size() &&
               std::equal(symbols_.begin(), symbols_.end(), name.begin() + static_cast<std::ptrdiff_t>(at));
    };
    if (equal_at(0)) return n == name.size() ? Match::exact : Match::prefix;
    const std::size_t last = n == 1 ? 1 : name.size();
    const int initial = alphabet_.initial(symbols_[0]);
    Match best = Match::mixed;
    bool found = false;
    for (std::size_t at = 0; at < last; ++at) {
        if (alphabet_.initial(name[at]) != initial) continue;
        if (equal_at(at)) return Match::part;
        const Way way = follow(name, at, 0, plain);
        if (way == never) continue;
        const Match here = way == both       ? Match::mixed
                           : way == initials ? (at == 0 ? Match::initials_prefix : Match::initials_part)
                           : way == pinyin   ? (at == 0 ? Match::pinyin_prefix : Match::pinyin_part)
                                             : (at == 0 ? Match::prefix : Match::part);
        best = found ? std::min(best, here) : here;
        found = true;
    }
    return found ? std::optional(best) : std::nullopt;
}

}  // namespace mulens::text
