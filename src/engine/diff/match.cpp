#include "diff/match.hpp"

#include "base/text.hpp"

#include <algorithm>
#include <unordered_map>

namespace mulens::diff {
namespace {

/// Rows by code, in row order; rows that have a partner are left out.
using Codes = std::unordered_map<std::string, std::vector<Row>>;

Codes codes_of(const table::Table& table, const char* column, const std::vector<Row>& partner) {
    Codes out;
    for (Row row = 0; row < table.rows(); ++row)
        if (partner[row] == no_row)
            if (auto key = normalised_key(table.text(column, row)); !key.empty()) out[std::move(key)].push_back(row);
    return out;
}

Pairs unmatched(Row a, Row b) {
    Pairs out;
    out.b_of_a.assign(a, no_row);
    out.a_of_b.assign(b, no_row);
    return out;
}

void match_by(const table::Table& a, const table::Table& b, const char* column, Pairs& out) {
    const Codes of_a = codes_of(a, column, out.b_of_a), of_b = codes_of(b, column, out.a_of_b);
    for (const auto& [key, rows] : of_a) {  // keys differ, so the order of the map does not show
        const auto it = of_b.find(key);
        for (std::size_t i = 0; it != of_b.end() && i < std::min(rows.size(), it->second.size()); ++i) {
            out.b_of_a[rows[i]] = it->second[i];
            out.a_of_b[it->second[i]] = rows[i];
        }
    }
}

void say_why(Pairs& out) {
    const auto fill = [](const std::vector<Row>& other, const char* word, std::vector<std::string>& why) {
        why.resize(other.size());
        for (std::size_t i = 0; i < other.size(); ++i) {
            if (other[i] != no_row)
                why[i].clear();
            else if (why[i].empty())
                why[i] = word;
        }
    };
    fill(out.b_of_a, "gone", out.why_left);
    fill(out.a_of_b, "new", out.why_new);
}

void use_lineage(const years::Lineage& lineage, Pairs& out) {
    out.why_left.resize(out.b_of_a.size());
    out.why_new.resize(out.a_of_b.size());
    const auto recoded = [](years::Kind kind) { return kind == years::Kind::recoded || kind == years::Kind::same; };
    for (const auto& link : lineage.links) {
        if (link.before == no_row || link.after == no_row) continue;
        Row &to = out.b_of_a[link.before], &from = out.a_of_b[link.after];
        if (recoded(link.kind) && to == no_row && from == no_row) {
            to = link.after;
            from = link.before;
        }
    }
    for (const auto& link : lineage.links) {
        if (link.before == no_row || link.after == no_row) continue;
        const char* word = recoded(link.kind) ? "redrawn" : years::name_of(link.kind);
        if (out.why_left[link.before].empty()) out.why_left[link.before] = word;
        if (out.why_new[link.after].empty()) out.why_new[link.after] = word;
    }
}

}  // namespace

std::size_t Pairs::both() const {
    return static_cast<std::size_t>(std::count_if(b_of_a.begin(), b_of_a.end(), [](Row b) { return b != no_row; }));
}

Pairs match_firms(const table::Table& a, const table::Table& b) {
    Pairs out = unmatched(a.rows(), b.rows());
    match_by(a, b, "credit_code", out);
    match_by(a, b, "ent_id", out);
    say_why(out);
    return out;
}

Pairs match_parcels(const table::Table& a, const table::Table& b, const years::Lineage* lineage) {
    Pairs out = unmatched(a.rows(), b.rows());
    match_by(a, b, "parcel_id", out);
    if (lineage != nullptr) use_lineage(*lineage, out);
    say_why(out);
    return out;
}

bool codes_differ(const table::Table& a, const table::Table& b) {
    const Pairs pairs = match_parcels(a, b, nullptr);
    return pairs.both() < std::max(pairs.b_of_a.size(), pairs.a_of_b.size());
}

}  // namespace mulens::diff
