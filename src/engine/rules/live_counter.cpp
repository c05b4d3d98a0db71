#include "rules/live_counter.hpp"

#include "base/error.hpp"
#include "base/parallel.hpp"
#include "geom/units.hpp"

#include <algorithm>
#include <cstring>
#include <map>
#include <set>

namespace mulens::rules {
namespace {

constexpr std::uint64_t chunk_rows = 65536;
constexpr double largest_money_wan = 9e11;  // beyond it 分 do not fit

double mu_of(Int128 nano) { return geom::mu_from_m2(ExactSum::of_billionths(nano).value()); }

Int128 billionths_of(double value) {
    ExactSum sum;
    sum.add(value);
    return sum.billionths();
}

/// Sums a worker each, then together: whole numbers, so any order gives the same.
template <typename Sum, typename Body>
std::vector<Sum> summed(unsigned threads, std::size_t rows, std::size_t groups, Body&& body) {
    std::vector<std::vector<Sum>> parts(std::max(1U, threads), std::vector<Sum>(groups));
    parallel_chunks(threads, rows, chunk_rows,
                    [&](auto, auto first, auto last, unsigned worker) { body(first, last, parts[worker]); });
    for (std::size_t w = 1; w < parts.size(); ++w)
        for (std::size_t g = 0; g < groups; ++g) parts[0][g].add(parts[w][g]);
    return std::move(parts[0]);
}

std::array<std::uint8_t, 256> grade_places() {
    std::array<std::uint8_t, 256> out{};
    for (std::size_t g = 0; g < out.size(); ++g) out[g] = static_cast<std::uint8_t>(grade_place(static_cast<char>(g)));
    return out;
}

/// Calls take(row) where two columns of bytes differ: mostly they do not, so eight are looked at at a time.
template <typename Byte, typename Take>
void each_difference(const std::vector<Byte>& a, const std::vector<Byte>& b, std::uint64_t first, std::uint64_t last,
                     Take&& take) {
    static_assert(sizeof(Byte) == 1);
    auto row = first;
    for (; row + 8 <= last; row += 8) {
        if (std::memcmp(a.data() + row, b.data() + row, 8) == 0) continue;
        for (std::uint64_t k = row; k < row + 8; ++k)
            if (a[k] != b[k]) take(k);
    }
    for (; row < last; ++row)
        if (a[row] != b[row]) take(row);
}

struct Codes {
    std::vector<std::string> names;  ///< that some row has
    std::vector<std::uint32_t> of_row;
};
Codes codes_of(const table::Column* column, Row rows) {
    Codes out;
    out.of_row.assign(rows, 0);
    if (column == nullptr || !column->is_text()) {
        out.names = {""};
        return out;
    }
    const auto& store = column->store();
    const bool coded = store.mode() == table::TextStore::Mode::dictionary;
    constexpr std::uint32_t unknown = no_row;
    std::vector<std::uint32_t> of_entry(coded ? store.entries() : 0, unknown);
    std::map<std::string, std::uint32_t, std::less<>> known;
    for (Row row = 0; row < rows; ++row) {
        if (coded && of_entry[store.code(row)] != unknown) {
            out.of_row[row] = of_entry[store.code(row)];
            continue;
        }
        const auto [it, added] =
            known.try_emplace(std::string(store.at(row)), static_cast<std::uint32_t>(out.names.size()));
        if (added) out.names.push_back(it->first);
        if (coded) of_entry[store.code(row)] = it->second;
        out.of_row[row] = it->second;
    }
    return out;
}

double wan(Int128 fen, std::uint64_t given) { return given == 0 ? table::none : static_cast<double>(fen) / 1e6; }

}  // namespace

void LiveCounter::Money::add(const Money& other) {
    nano += other.nano;
    tax += other.tax;
    output += other.output;
    rows += other.rows;
    tax_given += other.tax_given;
    output_given += other.output_given;
}
double LiveCounter::Money::mu() const { return mu_of(nano); }
double LiveCounter::Money::tax_wan() const { return wan(tax, tax_given); }
double LiveCounter::Money::output_wan() const { return wan(output, output_given); }

void LiveCounter::Land::add(const Land& other) {
    all.add(other.all);
    in_scope.add(other.in_scope);
    assessed.add(other.assessed);
    large.add(other.large);
    idle += other.idle;
    idle_nano += other.idle_nano;
}

void LiveCounter::Moves::add(const Moves& other) {
    for (std::size_t a = 0; a < 7; ++a)
        for (std::size_t b = 0; b < 7; ++b) {
            rows[a][b] += other.rows[a][b];
            nano[a][b] += other.nano[a][b];
        }
}

void LiveCounter::Low::add(const Low& other) {
    now += other.now;
    gained += other.gained;
    lost += other.lost;
    now_nano += other.now_nano;
    gained_nano += other.gained_nano;
    lost_nano += other.lost_nano;
}

LiveCounter::LiveCounter(const LiveInput& input) : input_(&input) {
    const Row rows = input.parcels.rows();
    const auto codes = codes_of(input.parcels.find("platform"), rows);
    names_ = input.platforms;
    std::set<std::string> others(codes.names.begin(), codes.names.end());
    for (const auto& name : names_) others.erase(name);
    const bool without = others.erase("") > 0;
    names_.insert(names_.end(), others.begin(), others.end());
    if (without) names_.emplace_back();
    std::vector<std::uint16_t> place;
    for (const auto& name : codes.names)
        place.push_back(static_cast<std::uint16_t>(std::find(names_.begin(), names_.end(), name) - names_.begin()));
    platform_.resize(rows);
    for (Row row = 0; row < rows; ++row) platform_[row] = place[codes.of_row[row]];
    const table::Column* area = input.parcels.find("area_basis_m2");
    nano_.assign(rows, 0);
    for (Row row = 0; area != nullptr && row < rows; ++row)
        if (std::isfinite(area->number(row))) nano_[row] = static_cast<std::int64_t>(billionths_of(area->number(row)));
    land_.resize(names_.size());
    moves_.resize(names_.size());
}

void LiveCounter::set_shown(std::vector<std::uint8_t> shown) {
    if (!shown.empty() && shown.size() != platform_.size())
        throw Error::make(ExitCode::failed, "a mask of {} parcels for {}", shown.size(), platform_.size());
    shown_ = std::move(shown);
}

void LiveCounter::count_land(const LiveStanding& standing) {
    const auto& parcels = input_->parcels;
    NumberColumns columns(parcels);
    const auto tax = columns.get("tax");
    const auto output = columns.get("output");
    std::fill(land_.begin(), land_.end(), Land{});
    for (Row row = 0; row < parcels.rows(); ++row) {
        if (!is_shown(row)) continue;
        Land& land = land_[platform_[row]];
        Money one;
        one.rows = 1;
        one.nano = nano_[row];
        const auto add = [](double value, Int128& fen, std::uint64_t& given) {
            if (!(std::abs(value) < largest_money_wan)) return;
            fen = fen_from_wan(value);
            given = 1;
        };
        add(tax[row], one.tax, one.tax_given);
        add(output[row], one.output, one.output_given);
        land.all.add(one);
        if (standing.in_scope[row] != 0) land.in_scope.add(one);
        if (standing.in_scope[row] != 0 && standing.judged[row] != 0) land.assessed.add(one);
        if (is_idle(input_->idle[row])) {
            ++land.idle;
            land.idle_nano += nano_[row];
        }
    }
    add_shares(standing);
}

/// Land and money of assessed 规上 enterprises: their own shares, wherever they lie.
void LiveCounter::add_shares(const LiveStanding& standing) {
    const auto& input = *input_;
    const table::Column* scale = input.enterprises.find("scale_class");
    if (scale == nullptr || input.share_land_nano.size() != input.links.size()) return;
    for (std::size_t i = 0; i < input.links.size(); ++i) {
        const Link& link = input.links[i];
        if (standing.standing[link.enterprise] != Standing::assessed || standing.in_scope[link.parcel] == 0 ||
            !is_shown(link.parcel) || scale->text(link.enterprise) != "规上")
            continue;
        Money& large = land_[platform_[link.parcel]].large;
        ++large.rows;
        large.nano += billionths_of(static_cast<double>(input.share_land_nano[i]) * 1e-9);
        const auto add = [&](const auto& from, Int128& fen, std::uint64_t& given) {
            if (from == nullptr || (*from)[i] == LiveInput::no_fen) return;
            fen += (*from)[i];
            ++given;
        };
        add(input.share_tax_fen, large.tax, large.tax_given);
        add(input.share_output_fen, large.output, large.output_given);
    }
}

void LiveCounter::count_saved(const std::vector<char>& grade, const std::vector<std::uint8_t>& low, unsigned threads) {
    const auto place = grade_places();
    saved_moves_ = summed<Moves>(threads, grade.size(), names_.size(), [&](auto first, auto last, auto& sums) {
        for (auto row = first; row < last; ++row) {
            if (!is_shown(row)) continue;
            Moves& moves = sums[platform_[row]];
            const auto g = place[static_cast<unsigned char>(grade[row])];
            ++moves.rows[g][g];
            moves.nano[g][g] += nano_[row];
        }
    });
    saved_low_ = summed<Low>(threads, low.size(), names_.size(), [&](auto first, auto last, auto& sums) {
        for (auto row = first; row < last; ++row) {
            if (low[row] == 0 || !is_shown(row)) continue;
            ++sums[platform_[row]].now;
            sums[platform_[row]].now_nano += nano_[row];
        }
    });
}

void LiveCounter::count_grades(const std::vector<char>& grade, const std::vector<char>& saved, unsigned threads) {
    const auto place = grade_places();
    moves_ = summed<Moves>(threads, grade.size(), names_.size(), [&](auto first, auto last, auto& sums) {
        each_difference(grade, saved, first, last, [&](auto row) {
            if (!is_shown(row)) return;
            Moves& moves = sums[platform_[row]];
            const auto from = place[static_cast<unsigned char>(saved[row])];
            const auto to = place[static_cast<unsigned char>(grade[row])];
            --moves.rows[from][from];
            moves.nano[from][from] -= nano_[row];
            ++moves.rows[from][to];
            moves.nano[from][to] += nano_[row];
        });
    });
    for (std::size_t p = 0; p < moves_.size(); ++p) moves_[p].add(saved_moves_[p]);
}

LiveCounts LiveCounter::count_low(const std::vector<std::uint8_t>& low, const std::vector<std::uint8_t>& saved,
                                  unsigned threads) const {
    auto sums = summed<Low>(threads, low.size(), names_.size(), [&](auto first, auto last, auto& out) {
        each_difference(low, saved, first, last, [&](auto row) {
            if (!is_shown(row)) return;
            Low& sum = out[platform_[row]];
            if (low[row] != 0)
                ++sum.gained, sum.gained_nano += nano_[row];
            else
                ++sum.lost, sum.lost_nano += nano_[row];
        });
    });
    for (std::size_t p = 0; p < sums.size(); ++p) {
        sums[p].now = saved_low_[p].now + sums[p].gained - sums[p].lost;
        sums[p].now_nano = saved_low_[p].now_nano + sums[p].gained_nano - sums[p].lost_nano;
    }
    LiveCounts out;
    Land land;
    Moves moves;
    Low all;
    for (std::size_t p = 0; p < names_.size(); ++p) {
        out.platforms.push_back(sums_of(names_[p], land_[p], moves_[p], sums[p]));
        land.add(land_[p]);
        moves.add(moves_[p]);
        all.add(sums[p]);
    }
    out.district = sums_of("", land, moves, all);
    return out;
}

LiveSums LiveCounter::sums_of(const std::string& name, const Land& land, const Moves& moves, const Low& low) {
    LiveSums out;
    out.name = name;
    out.parcels = land.all.rows;
    out.in_scope = land.in_scope.rows;
    out.assessed = land.assessed.rows;
    out.area_mu = land.all.mu();
    out.scope_mu = land.in_scope.mu();
    out.assessed_mu = land.assessed.mu();
    out.assessed_large_mu = land.large.mu();
    out.tax = land.in_scope.tax_wan();
    out.output = land.in_scope.output_wan();
    out.tax_assessed = land.assessed.tax_wan();
    out.output_assessed = land.assessed.output_wan();
    const auto per_mu = [&](double (Money::*money)() const) {
        const auto of = [&](const Money& m) { return ratio_of((m.*money)(), m.mu()); };
        return LivePerMu{of(land.large), of(land.assessed), of(land.in_scope)};
    };
    out.tax_per_mu = per_mu(&Money::tax_wan);
    out.output_per_mu = per_mu(&Money::output_wan);
    out.idle = land.idle;
    out.idle_mu = mu_of(land.idle_nano);
    out.low = low.now;
    out.low_mu = mu_of(low.now_nano);
    out.low_gained = low.gained;
    out.low_gained_mu = mu_of(low.gained_nano);
    out.low_lost = low.lost;
    out.low_lost_mu = mu_of(low.lost_nano);
    for (std::size_t to = 0; to < 6; ++to) {
        Int128 nano = 0;
        for (std::size_t from = 0; from < 7; ++from) {
            out.grades[to] += moves.rows[from][to];
            nano += moves.nano[from][to];
            if (from == 6) continue;
            out.moved[from][to] = moves.rows[from][to];
            out.moved_mu[from][to] = mu_of(moves.nano[from][to]);
        }
        out.grades_mu[to] = mu_of(nano);
    }
    return out;
}

}  // namespace mulens::rules
