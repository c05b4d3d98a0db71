#include "text/name_index.hpp"

#include "text/name_query.hpp"
#include "text/romanise.hpp"
#include "text/utf8.hpp"

#include <algorithm>
#include <unordered_map>
#include <unordered_set>

namespace mulens::text {
namespace {

constexpr std::size_t most_symbols = 255;
constexpr std::uint32_t nothing = 0x10000;  // a character that does not count

struct Candidate {
    std::uint32_t score = 0;  ///< match, then length
    std::uint32_t entry = 0;
    [[nodiscard]] bool operator<(const Candidate& other) const {
        return score != other.score ? score < other.score : entry < other.entry;
    }
};

}  // namespace

struct NameIndex::Data {
    Romaniser romaniser;
    Alphabet alphabet;
    std::unordered_map<char32_t, std::uint32_t> symbol_of;
    std::vector<Row> rows;
    std::vector<Signature> signatures;
    std::vector<std::uint64_t> begins{0};
    std::vector<Symbol> symbols;

    Data() {
        for (char32_t c = U'a'; c <= U'z'; ++c) (void)symbol(c);  // first: see NameQuery
        for (char32_t c = U'0'; c <= U'9'; ++c) (void)symbol(c);
    }

    std::uint32_t symbol(char32_t c) {
        c = folded(c);
        const auto [at, fresh] = symbol_of.try_emplace(c, nothing);
        if (!fresh) return at->second;
        const std::string& letters = romaniser.letters(c);
        if (letters.empty() || alphabet.letters.size() > 0xffff) return nothing;
        at->second = static_cast<std::uint32_t>(alphabet.letters.size());
        alphabet.letters.push_back(letters);
        alphabet.initials.push_back(static_cast<std::uint8_t>(initial_of(letters[0])));
        if (letters.size() > 1) {
            const auto place = std::lower_bound(alphabet.syllables.begin(), alphabet.syllables.end(), letters);
            if (place == alphabet.syllables.end() || *place != letters) alphabet.syllables.insert(place, letters);
        }
        return at->second;
    }

    [[nodiscard]] std::span<const Symbol> name(std::size_t entry) const {
        return std::span(symbols).subspan(begins[entry], begins[entry + 1] - begins[entry]);
    }

    /// Symbols of a query; empty where a character of it occurs in no name.
    [[nodiscard]] std::vector<Symbol> query_symbols(std::string_view query) const {
        std::vector<Symbol> out;
        for (std::size_t position = 0; position < query.size();) {
            const char32_t c = folded(next_character(query, position));
            const auto at = symbol_of.find(c);
            // No name has it: a letter cannot be found; a sign would not have counted.
            if (at == symbol_of.end() && is_letter_or_digit(c)) return {};
            if (at != symbol_of.end() && at->second != nothing) out.push_back(static_cast<Symbol>(at->second));
        }
        return out;
    }
};

NameIndex::NameIndex() : data_(std::make_unique<Data>()) {}
NameIndex::~NameIndex() = default;
NameIndex::NameIndex(NameIndex&&) noexcept = default;
NameIndex& NameIndex::operator=(NameIndex&&) noexcept = default;

void NameIndex::add(Row row, std::string_view text) {
    Data& data = *data_;
    Signature signature;
    int before = -1;
    const std::size_t begin = data.symbols.size();
    for (std::size_t position = 0; position < text.size() && data.symbols.size() < begin + most_symbols;) {
        const std::uint32_t s = data.symbol(next_character(text, position));
        if (s == nothing) continue;
        data.symbols.push_back(static_cast<Symbol>(s));
        const int initial = data.alphabet.initial(static_cast<Symbol>(s));
        signature.see(initial);
        if (s < 26) signature.see_plain_letter();
        if (before < 0) {
            signature.set_first(initial);
        } else {
            signature.see_pair(before, initial);
            data.alphabet.pairs[static_cast<std::size_t>(before)][static_cast<std::size_t>(initial)] = true;
        }
        before = initial;
    }
    if (data.symbols.size() == begin) signature.set_first(63);
    data.rows.push_back(row);
    data.signatures.push_back(signature);
    data.begins.push_back(data.symbols.size());
}

std::size_t NameIndex::size() const { return data_->rows.size(); }

std::vector<NameIndex::Hit> NameIndex::find(std::string_view query, std::size_t limit) const {
    const Data& data = *data_;
    const auto symbols = data.query_symbols(query);
    if (symbols.empty() || limit == 0) return {};
    const NameQuery wanted(data.alphabet, symbols);
    // A heap of the best so far; rows may have several texts, so more than the limit are kept.
    const std::size_t keep = limit * 3 + 8;
    std::vector<Candidate> best;
    for (std::uint32_t entry = 0; entry < data.signatures.size(); ++entry) {
        if (!wanted.may_match(data.signatures[entry])) continue;
        const auto name = data.name(entry);
        const auto score = [&](Match match) {
            return Candidate{static_cast<std::uint32_t>(match) << 16 | static_cast<std::uint32_t>(name.size()), entry};
        };
        if (best.size() == keep && !(score(wanted.at_best(data.signatures[entry], name.size())) < best.front()))
            continue;
        const auto match = wanted.match(name);
        if (!match) continue;
        const Candidate candidate = score(*match);
        if (best.size() == keep) {
            if (!(candidate < best.front())) continue;
            std::pop_heap(best.begin(), best.end());
            best.back() = candidate;
        } else {
            best.push_back(candidate);
        }
        std::push_heap(best.begin(), best.end());
    }
    std::sort(best.begin(), best.end());
    std::vector<Hit> hits;
    std::unordered_set<Row> seen;
    for (const Candidate& candidate : best) {
        if (hits.size() == limit) break;
        if (!seen.insert(data.rows[candidate.entry]).second) continue;
        hits.push_back({data.rows[candidate.entry], static_cast<Match>(candidate.score >> 16), candidate.entry});
    }
    return hits;
}

}  // namespace mulens::text
