#include "rules/low_mask.hpp"

#include "base/error.hpp"
#include "base/parallel.hpp"
#include "rules/live_compare.hpp"

#include <algorithm>
#include <array>
#include <utility>

namespace mulens::rules {
namespace {

constexpr std::uint64_t chunk_rows = 65536;
constexpr double nothing_missed = -std::numeric_limits<double>::infinity();

// What a test asks of a row, as bits: a row has them all or the test does not look at it.
constexpr std::uint8_t looked_at = 1;     // in scope and not excluded
constexpr std::uint8_t is_judged = 2;     // a firm on it is assessed
constexpr std::uint8_t not_building = 4;  // not under construction
constexpr std::uint8_t taxed_here = 8;    // no tax paid in another district
constexpr std::uint8_t scale_above = 16;
constexpr std::uint8_t scale_below = 32;
constexpr std::uint8_t idle_row = 64;  // idle in law and not ruled out by a decision: never low-efficient
constexpr std::uint8_t scale_none = 128;

std::uint8_t asked(const config::LowTest& test) {
    std::uint8_t out = looked_at;
    if (test.skip_under_construction) out |= not_building;
    if (test.kind != config::TestKind::physical) out |= is_judged;
    const Scale scale = scale_of(test.scale_class);
    if (scale == Scale::above) out |= scale_above;
    if (scale == Scale::below) out |= scale_below;
    if (scale == Scale::none && !test.scale_class.empty()) out |= scale_none;
    if (test.kind != config::TestKind::grade && std::string_view(test.metric).starts_with("tax_")) out |= taxed_here;
    return out;
}

/// Sets or clears `bit` of every row by `hit(row)`.
template <typename Hit>
void set_bits(std::vector<std::uint32_t>& words, std::uint32_t bit, unsigned threads, Hit&& hit) {
    parallel_chunks(threads, words.size(), chunk_rows, [&](auto, auto first, auto last, auto) {
        for (auto row = first; row < last; ++row)
            words[row] = (words[row] & ~bit) | (bit & (0U - static_cast<std::uint32_t>(hit(row))));
    });
}

template <config::Op op>
void compare(std::vector<std::uint32_t>& words, std::uint32_t bit, unsigned threads, const double* values, double limit,
             const std::uint8_t* kind, std::uint8_t need, const double* area, double area_at_least) {
    if (std::isnan(area_at_least))
        set_bits(words, bit, threads, [=](std::uint64_t row) {
            return static_cast<unsigned>(config::holds(op, values[row], limit)) &
                   static_cast<unsigned>((kind[row] & need) == need);
        });
    else
        set_bits(words, bit, threads, [=](std::uint64_t row) {
            return static_cast<unsigned>(config::holds(op, values[row], limit)) &
                   static_cast<unsigned>((kind[row] & need) == need) &
                   static_cast<unsigned>(area[row] >= area_at_least);
        });
}

// Loops of one block. The pointers never overlap, and saying so is what lets them become vector code.
constexpr std::size_t block = 1024;

void add_combination(std::uint32_t* __restrict hits, const std::uint8_t* __restrict kind, std::size_t count,
                     std::uint32_t needs, std::uint32_t bit) {
    if (needs != 0) {  // a row that hits other tests is looked at
        for (std::size_t k = 0; k < count; ++k) hits[k] |= (hits[k] & needs) == needs ? bit : 0;
        return;
    }
    for (std::size_t k = 0; k < count; ++k) hits[k] |= (kind[k] & looked_at) != 0 ? bit : 0;
}

void keep_sufficient(std::uint32_t* __restrict hits, std::size_t count, std::uint32_t sufficient) {
    for (std::size_t k = 0; k < count; ++k) hits[k] = (hits[k] & sufficient) != 0 ? hits[k] : 0;
}

/// Places of the rows that hit something and are not idle, without a branch a row; sets `low`.
std::size_t find_low(std::uint8_t* __restrict low, std::uint16_t* __restrict places,
                     const std::uint32_t* __restrict hits, const std::uint8_t* __restrict kind, std::size_t count) {
    for (std::size_t k = 0; k < count; ++k)
        low[k] = static_cast<std::uint8_t>(static_cast<unsigned>(hits[k] != 0) &
                                           static_cast<unsigned>((kind[k] & idle_row) == 0));
    std::size_t found = 0;
    for (std::size_t k = 0; k < count; ++k) {
        places[found] = static_cast<std::uint16_t>(k);
        found += low[k];
    }
    return found;
}

const table::Column* number_column(const table::Table& table, std::string_view name) {
    const table::Column* column = table.find(name);
    return column == nullptr || column->is_text() ? nullptr : column;
}

bool in(const std::vector<char>& list, char grade) {
    return list.empty() || std::find(list.begin(), list.end(), grade) != list.end();
}

}  // namespace

LowMask::LowMask(const table::Table& parcels, std::optional<Date> as_of)
    : parcels_(&parcels),
      stopped_months_(table::Column::numbers(months_stopped(parcels, as_of)).packed()),
      area_(number_column(parcels, "area_basis_mu")) {}

void LowMask::look_at(const Facts& facts) {
    facts_ = facts;
    all_new_ = true;
    const Row rows = parcels_->rows();
    kind_.assign(rows, 0);
    raw_.assign(rows, 0);
    const auto elsewhere = NumberColumns(*parcels_).get("tax_elsewhere");
    for (Row row = 0; row < rows; ++row) {
        std::uint8_t kind = 0;
        if ((*facts.in_scope)[row] != 0 && (*facts.excluded)[row] == 0) kind |= looked_at;
        if ((*facts.judged)[row] != 0) kind |= is_judged;
        if ((*facts.under_construction)[row] == 0) kind |= not_building;
        if (elsewhere[row] != 1) kind |= taxed_here;
        if ((*facts.scale)[row] == Scale::above) kind |= scale_above;
        if ((*facts.scale)[row] == Scale::below) kind |= scale_below;
        if ((*facts.scale)[row] == Scale::none) kind |= scale_none;
        if (is_idle((*facts.idle)[row]) && (*facts.not_idle)[row] == 0) kind |= idle_row;
        kind_[row] = kind;
    }
}

double LowMask::value(std::size_t t, Row row) const {
    return figures_[t] == nullptr ? config::not_given : figures_[t]->number(row);
}

void LowMask::forget_flat() {
    flat_for_ = most_low_tests;
    flat_.reset();
    flat_area_.reset();
}

const table::Column* LowMask::figure_of(const config::LowTest& test) {
    if (test.metric.empty()) return nullptr;
    if (test.metric == "stopped_months") return &stopped_months_;
    if (const auto* own = number_column(*parcels_, test.metric)) return own;
    NumberColumns columns(*parcels_);
    made_.push_back(
        std::make_unique<table::Column>(table::Column::numbers(flat_ratio(*parcels_, test.metric, columns)).packed()));
    return made_.back().get();
}

void LowMask::remake(std::size_t t, const std::vector<char>& grade, unsigned threads) {
    const auto& test = tests_[t];
    const std::uint32_t bit = 1U << t;
    const std::uint8_t need = asked(test);
    const bool by_area = !std::isnan(test.area_mu_at_least);
    // A figure or an area that nobody knows is never beyond a limit.
    if (test.kind == config::TestKind::combination || (by_area && area_ == nullptr) ||
        (test.kind != config::TestKind::grade && figures_[t] == nullptr))
        return set_bits(raw_, bit, threads, [](std::uint64_t) { return 0U; });
    if (std::exchange(flat_for_, t) != t) {
        flat_.reset();
        flat_area_.reset();
    }
    const auto flat = [](const table::Column& column, std::unique_ptr<table::FlatNumbers>& kept) {
        if (!kept) kept = std::make_unique<table::FlatNumbers>(column);
        return kept->get().data();
    };
    const double* area = by_area ? flat(*area_, flat_area_) : nullptr;
    if (test.kind == config::TestKind::grade) {
        std::array<std::uint8_t, 256> hit{};
        std::array<std::uint8_t, 256> hit_before{};
        for (std::size_t g = 0; g < 256; ++g) {
            hit[g] = in(test.grade_in, static_cast<char>(g)) ? 1 : 0;
            hit_before[g] = in(test.previous_in, static_cast<char>(g)) ? 1 : 0;
        }
        const bool has_previous = !facts_.previous->empty();
        return set_bits(raw_, bit, threads, [&](std::uint64_t row) {
            const char before = has_previous ? (*facts_.previous)[row] : ' ';
            const bool large = area == nullptr || area[row] >= test.area_mu_at_least;
            return static_cast<unsigned>(hit[static_cast<unsigned char>(grade[row])]) &
                   static_cast<unsigned>(hit_before[static_cast<unsigned char>(before)]) &
                   static_cast<unsigned>((kind_[row] & need) == need) & static_cast<unsigned>(large);
        });
    }
    const double* figures = flat(*figures_[t], flat_);
    const auto run = [&]<config::Op op>() {
        compare<op>(raw_, bit, threads, figures, test.value, kind_.data(), need, area, test.area_mu_at_least);
    };
    switch (test.op) {
        case config::Op::less:
            return run.operator()<config::Op::less>();
        case config::Op::less_equal:
            return run.operator()<config::Op::less_equal>();
        case config::Op::greater:
            return run.operator()<config::Op::greater>();
        case config::Op::greater_equal:
            return run.operator()<config::Op::greater_equal>();
        case config::Op::equal:
            return run.operator()<config::Op::equal>();
    }
}

void LowMask::combine() {
    combinations_.clear();
    sufficient_ = 0;
    for (std::size_t t = 0; t < tests_.size(); ++t) {
        if (tests_[t].sufficient) sufficient_ |= 1U << t;
        if (tests_[t].kind != config::TestKind::combination) continue;
        Combination c;
        c.bit = 1U << t;
        for (const auto& code : tests_[t].all_of) {
            std::uint32_t named = 0;
            for (std::size_t before = 0; before < t; ++before)
                if (tests_[before].code == code) named |= 1U << before;
            c.needs |= named;
            c.never |= named == 0;
        }
        combinations_.push_back(c);
    }
}

void LowMask::update(const config::Scheme& scheme, const std::vector<char>& grade, bool grades_changed,
                     unsigned threads) {
    if (scheme.low_tests.size() > most_low_tests)
        throw Error::make(ExitCode::usage, "scheme {} has {} low-efficiency tests; at most {} can be tried live",
                          scheme.id, scheme.low_tests.size(), most_low_tests);
    const std::vector<config::LowTest> before = std::exchange(tests_, scheme.low_tests);
    const bool all_new = std::exchange(all_new_, false) || before.size() != tests_.size();
    if (all_new) forget_flat();
    figures_.resize(tests_.size());
    std::size_t remade = 0;
    for (std::size_t t = 0; t < tests_.size(); ++t) {
        const auto& test = tests_[t];
        if (all_new || before[t].metric != test.metric) {
            figures_[t] = figure_of(test);
            if (flat_for_ == t) forget_flat();
        }
        const bool by_grade = grades_changed && test.kind == config::TestKind::grade;
        if (!all_new && !by_grade && same_test(before[t], test)) continue;
        remake(t, grade, threads);
        ++remade;
    }
    if (remade > 1) forget_flat();
    const std::uint32_t known = tests_.size() == most_low_tests ? ~0U : (1U << tests_.size()) - 1;
    if (all_new)
        for (auto& word : raw_) word &= known;
    combine();
}

void LowMask::settle(std::vector<std::uint8_t>& low, std::vector<std::uint32_t>& hits, std::vector<double>& shortfall,
                     unsigned threads) const {
    struct TaxTest {
        std::uint32_t bit;
        double limit;
        const table::Column* figures;
    };
    std::vector<TaxTest> tax_tests;
    for (std::size_t t = 0; t < tests_.size(); ++t)
        if (tests_[t].metric == "tax_per_mu" && figures_[t] != nullptr && tests_[t].kind != config::TestKind::grade &&
            tests_[t].kind != config::TestKind::combination)
            tax_tests.push_back({1U << t, tests_[t].value, figures_[t]});
    low.resize(raw_.size());
    hits.resize(raw_.size());
    shortfall.resize(raw_.size());
    // Block by block without branches: hits lie scattered, and a wrong guess costs more than the sums.
    parallel_chunks(threads, raw_.size(), chunk_rows, [&](auto, auto first, auto last, auto) {
        std::array<std::uint16_t, block> places;
        for (auto at = first; at < last; at += block) {
            const auto count = static_cast<std::size_t>(std::min<std::uint64_t>(block, last - at));
            std::uint32_t* hit = hits.data() + at;
            const std::uint8_t* kind = kind_.data() + at;
            std::copy(raw_.data() + at, raw_.data() + at + count, hit);
            for (const auto& c : combinations_)
                if (!c.never) add_combination(hit, kind, count, c.needs, c.bit);
            keep_sufficient(hit, count, sufficient_);
            const std::size_t found = find_low(low.data() + at, places.data(), hit, kind, count);
            double* missed = shortfall.data() + at;
            std::fill(missed, missed + count, table::none);
            for (std::size_t i = 0; i < found; ++i) {
                const std::size_t k = places[i];
                double worst = nothing_missed;
                for (const auto& test : tax_tests) {
                    const double miss = (hit[k] & test.bit) != 0
                                            ? test.limit - test.figures->number(static_cast<Row>(at + k))
                                            : nothing_missed;
                    worst = std::max(worst, miss);
                }
                if (worst > nothing_missed) missed[k] = worst;
            }
        }
    });
}

}  // namespace mulens::rules
