#include "text/name_index.hpp"

#include "text/name_query.hpp"
#include "text/romanise.hpp"
#include "text/utf8.hpp"

#include <algorithm>
#include <array>
#include <iterator>
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
    /// Texts with consecutive entries: own ones with their symbols, or those of rows that somebody else keeps.
    struct Group {
        std::uint32_t first = 0;  ///< entry
        std::function<std::string_view(Row)> text_of;
        std::vector<Row> rows;  // of own texts …
        std::vector<std::uint64_t> begins{0};
        std::vector<Symbol> symbols;
        [[nodiscard]] Row row_of(std::uint32_t entry) const { return text_of ? entry - first : rows[entry - first]; }
    };
    std::vector<Group> groups;
    std::vector<Signature> signatures;
    std::array<std::uint32_t, 128> ascii{};  ///< symbols of plain characters

    Data() {
        for (char32_t c = U'a'; c <= U'z'; ++c) (void)symbol(c);  // first: see NameQuery
        for (char32_t c = U'0'; c <= U'9'; ++c) (void)symbol(c);
        for (char32_t c = 0; c < ascii.size(); ++c) ascii[c] = symbol(c);
    }

    [[nodiscard]] Group& group(std::function<std::string_view(Row)> text_of) {
        if (text_of || groups.empty() || groups.back().text_of) {
            groups.emplace_back();
            groups.back().first = static_cast<std::uint32_t>(signatures.size());
            groups.back().text_of = std::move(text_of);
        }
        return groups.back();
    }

    /// Symbols of a text that is added: new characters get theirs.
    void read(std::string_view text, std::vector<Symbol>& out) {
        const std::size_t most = out.size() + most_symbols;
        for (std::size_t position = 0; position < text.size() && out.size() < most;) {
            const auto byte = static_cast<unsigned char>(text[position]);
            std::uint32_t s = nothing;
            if (byte < ascii.size()) {
                s = ascii[byte];
                ++position;
            } else {
                s = symbol(next_character(text, position));
            }
            if (s != nothing) out.push_back(static_cast<Symbol>(s));
        }
    }
    /// Symbols of a text that was added.
    void read_again(std::string_view text, std::vector<Symbol>& out) const {
        out.clear();
        for (std::size_t position = 0; position < text.size() && out.size() < most_symbols;) {
            const auto byte = static_cast<unsigned char>(text[position]);
            std::uint32_t s = nothing;
            if (byte < ascii.size()) {
                s = ascii[byte];
                ++position;
            } else if (const auto at = symbol_of.find(folded(next_character(text, position))); at != symbol_of.end()) {
                s = at->second;
            }
            if (s != nothing) out.push_back(static_cast<Symbol>(s));
        }
    }

    void sign(std::span<const Symbol> name) {
        Signature signature;
        int before = -1;
        for (const Symbol s : name) {
            const int initial = alphabet.initial(s);
            signature.see(initial);
            if (s < 26) signature.see_plain_letter();
            if (before < 0) {
                signature.set_first(initial);
            } else {
                signature.see_pair(before, initial);
                alphabet.pairs[static_cast<std::size_t>(before)][static_cast<std::size_t>(initial)] = true;
            }
            before = initial;
        }
        if (name.empty()) signature.set_first(63);
        signatures.push_back(signature);
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
    Data::Group& group = data.group({});
    data.read(text, group.symbols);
    data.sign(std::span(group.symbols).subspan(group.begins.back()));
    group.rows.push_back(row);
    group.begins.push_back(group.symbols.size());
}

void NameIndex::add_rows(Row rows, std::function<std::string_view(Row)> text_of) {
    Data& data = *data_;
    const Data::Group& group = data.group(std::move(text_of));
    data.signatures.reserve(data.signatures.size() + rows);
    std::vector<Symbol> symbols;
    for (Row row = 0; row < rows; ++row) {
        symbols.clear();
        data.read(group.text_of(row), symbols);
        data.sign(symbols);
    }
}

std::size_t NameIndex::size() const { return data_->signatures.size(); }

std::vector<NameIndex::Hit> NameIndex::find(std::string_view query, std::size_t limit) const {
    const Data& data = *data_;
    const auto symbols = data.query_symbols(query);
    if (symbols.empty() || limit == 0) return {};
    const NameQuery wanted(data.alphabet, symbols);
    // A heap of the best so far; rows may have several texts, so more than the limit are kept.
    const std::size_t keep = limit * 3 + 8;
    std::vector<Candidate> best;
    std::vector<Symbol> symbols_here;
    for (std::size_t g = 0; g < data.groups.size(); ++g) {
        const Data::Group& group = data.groups[g];
        const auto end = static_cast<std::uint32_t>(g + 1 < data.groups.size() ? data.groups[g + 1].first
                                                                               : data.signatures.size());
        for (std::uint32_t entry = group.first; entry < end; ++entry) {
            if (!wanted.may_match(data.signatures[entry])) continue;
            std::span<const Symbol> name;
            if (group.text_of) {
                data.read_again(group.text_of(entry - group.first), symbols_here);
                name = symbols_here;
            } else {
                const std::size_t at = entry - group.first;
                name = std::span(group.symbols).subspan(group.begins[at], group.begins[at + 1] - group.begins[at]);
            }
            const auto score = [&](Match match) {
                return Candidate{static_cast<std::uint32_t>(match) << 16 | static_cast<std::uint32_t>(name.size()),
                                 entry};
            };
            if (best.size() == keep &&
                !(score(wanted.at_best(data.signatures[entry], name.size())) < best.front()))
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
    }
    std::sort(best.begin(), best.end());
    std::vector<Hit> hits;
    std::unordered_set<Row> seen;
    for (const Candidate& candidate : best) {
        if (hits.size() == limit) break;
        const auto after = std::upper_bound(data.groups.begin(), data.groups.end(), candidate.entry,
                                            [](std::uint32_t entry, const Data::Group& group) { return entry < group.first; });
        const Row row = std::prev(after)->row_of(candidate.entry);
        if (!seen.insert(row).second) continue;
        hits.push_back({row, static_cast<Match>(candidate.score >> 16), candidate.entry});
    }
    return hits;
}

}  // namespace mulens::text
