// A live session against whole runs of the rules: every column must be the same, for any trial scheme.
#include "rules/live.hpp"

#include "base/error.hpp"
#include "rules/engine.hpp"

#include <gtest/gtest.h>

#include <algorithm>
#include <random>

namespace mulens::rules {
namespace {

using table::Column;

class Dice {
  public:
    explicit Dice(std::uint64_t seed) : rng_(seed) {}
    std::size_t below(std::size_t n) { return static_cast<std::size_t>(rng_() % n); }
    bool one_in(std::size_t n) { return below(n) == 0; }
    double real(double low, double high) { return low + (high - low) * static_cast<double>(rng_() >> 11) * 0x1p-53; }

  private:
    std::mt19937_64 rng_;
};

struct District {
    static constexpr Row firm_rows = 420, parcel_rows = 330;
    table::Table parcels{parcel_rows}, firms{firm_rows}, last_year{firm_rows}, contracts{60}, decisions{40};
    std::vector<Link> links;

    explicit District(std::uint64_t seed) : dice(seed) {
        fill_money(parcels, true);
        fill_money(firms, false);
        fill_money(last_year, false);
        text(parcels, "platform", {"甲", "乙", "丙", ""});
        text(parcels, "land_use", {"0601", "0601", "0604", "1207", "M1/R2", ""});
        numbers(parcels, "industrial_share", 0, 1, 2);
        ids(parcels, "parcel_id", "P");
        for (auto* table : {&firms, &last_year}) {
            ids(*table, "ent_id", "E");
            ids(*table, "credit_code", "C");
            text(*table, "scale_class", {"规上", "规下", "规下", "规上", ""});
            text(*table, "industry", {"C3612", "C1310", "2710", ""});
            text(*table, "exempt_kind", {"", "", "", "", "", "公用工程", "在建", "照常定级"});
            text(*table, "veto", {"", "", "", "", "环保", "偷税"});
            text(*table, "park_kind", {"", "", "小微园"});
            text(*table, "group_name", {"", "", "", "", "大集团", "小集团"});
            numbers(*table, "bonus", 0, 8, 2);
            flags(*table, "tax_elsewhere", 15);
        }
        flags(parcels, "tax_elsewhere", 12);
        for (Row e = 0; e < firm_rows; ++e)
            for (std::size_t k = dice.below(4); k > 0; --k)
                links.push_back({e, static_cast<Row>(dice.below(parcel_rows)), dice.real(0.1, 1), dice.one_in(3)});
        fill_contracts();
        fill_decisions();
    }

    RulesResult rules(const config::Scheme& scheme, const config::Scheme* cut_from, bool decided = true) const {
        RulesInput input;
        input.parcels = parcels;
        input.enterprises = firms;
        input.enterprises_last_year = &last_year;
        input.links = links;
        input.contracts = &contracts;
        input.decisions = decided ? &decisions : nullptr;
        input.scheme = &scheme;
        input.cut_from = cut_from;
        input.as_of = parse_date("2024-12-31");
        input.year = 2024;
        Diagnostics diagnostics;
        return apply_rules(std::move(input), diagnostics);
    }

    LiveInput live(const config::Scheme& scheme, std::shared_ptr<const config::Scheme> cut_from) const {
        const RulesResult base = rules(scheme, cut_from.get());
        LiveInput in;
        in.parcels = base.parcels;
        in.enterprises = base.enterprises;
        in.enterprises_last_year = last_year;
        in.decisions = decisions;
        in.links = links;
        for (Row row = 0; row < parcel_rows; ++row) in.idle.push_back(base.idle.status(row));
        in.under_construction = base.idle.under_construction;
        in.previous = base.previous;
        in.scheme = std::make_shared<const config::Scheme>(scheme);
        in.cut_from = std::move(cut_from);
        in.as_of = parse_date("2024-12-31");
        in.year = 2024;
        return in;
    }

  private:
    void numbers(table::Table& t, const char* name, double low, double high, std::size_t blank_one_in) {
        std::vector<double> values(t.rows());
        for (auto& v : values) v = dice.one_in(blank_one_in) ? table::none : dice.real(low, high);
        t.set(name, Column::numbers(std::move(values)));
    }
    void text(table::Table& t, const char* name, const std::vector<std::string>& of) {
        std::vector<std::string> values(t.rows());
        for (auto& v : values) v = of[dice.below(of.size())];
        t.set(name, Column::texts(values));
    }
    void flags(table::Table& t, const char* name, std::size_t one_in) {
        std::vector<double> values(t.rows());
        for (auto& v : values) v = dice.one_in(one_in) ? 1 : 0;
        t.set(name, Column::numbers(std::move(values), table::Kind::boolean));
    }
    void ids(table::Table& t, const char* name, const std::string& letter) {
        std::vector<std::string> values;
        for (Row row = 0; row < t.rows(); ++row) values.push_back(letter + std::to_string(row));
        t.set(name, Column::texts(values));
    }
    void fill_money(table::Table& t, bool land) {
        numbers(t, land ? "area_basis_mu" : "area_assessed_mu", 0, 40, 30);
        for (const char* name : {"tax", "output", "value_added", "revenue", "rd"}) numbers(t, name, -20, 900, 6);
        for (const char* name : {"employees", "energy_tce", "emissions_t"}) numbers(t, name, 1, 200, 7);
        if (!land) return;
        std::vector<double> m2 = t.at("area_basis_mu").values();
        for (auto& v : m2) v *= 10000.0 / 15;
        t.set("area_basis_m2", Column::numbers(std::move(m2)));
        numbers(t, "tax_per_mu", -1, 25, 8);
        numbers(t, "output_per_mu", 0, 300, 8);
        numbers(t, "far", 0, 2, 20);
        numbers(t, "building_density", 0, 0.6, 20);
        numbers(t, "vacancy_share", 0, 1, 2);
        std::vector<double> count(t.rows());
        for (auto& v : count) v = static_cast<double>(dice.below(4));
        t.set("building_count", Column::numbers(std::move(count)));
        numbers(t, "stopped_since", 19000, 20200, 2);
    }
    void fill_contracts() {
        std::vector<std::string> keys;
        for (Row row = 0; row < contracts.rows(); ++row) keys.push_back("P" + std::to_string(dice.below(parcel_rows)));
        contracts.set("parcel_id", Column::texts(keys));
        for (const char* name : {"agreed_start", "agreed_completion"}) {
            std::vector<double> days(contracts.rows());
            for (auto& d : days) d = std::floor(dice.real(18500, 20500));
            contracts.set(name, Column::numbers(std::move(days), table::Kind::date));
        }
        flags(contracts, "started", 2);
    }
    void fill_decisions() {
        std::vector<std::string> keys;
        std::vector<std::string> kinds;
        std::vector<std::string> fields;
        for (Row row = 0; row < decisions.rows(); ++row) {
            const bool firm = dice.one_in(3);
            keys.push_back((firm ? "C" : "P") + std::to_string(dice.below(firm ? firm_rows : parcel_rows)));
            kinds.emplace_back(dice.one_in(4) ? "认定" : "排除");
            const std::size_t field = dice.below(4);
            fields.emplace_back(field == 0 ? "low_efficiency" : field == 1 ? "idle_status" : "");
        }
        decisions.set("key", Column::texts(keys));
        decisions.set("decision_kind", Column::texts(kinds));
        decisions.set("field", Column::texts(fields));
    }
    Dice dice;
};

/// Small edits as sliders make them: `depth` 0 tests, 1 also weights and cuts, 2 anything a scheme can say.
config::Scheme edited(config::Scheme scheme, Dice& dice, int depth) {
    for (auto& test : scheme.low_tests) {
        if (dice.one_in(2)) test.value *= dice.real(0.2, 3);
        if (dice.one_in(6)) test.op = static_cast<config::Op>(dice.below(4));
        if (dice.one_in(6)) test.area_mu_at_least = dice.one_in(2) ? dice.real(0, 20) : config::not_given;
        if (dice.one_in(6)) test.sufficient = !test.sufficient;
        if (dice.one_in(9)) test.skip_under_construction = !test.skip_under_construction;
    }
    if (depth == 0) return scheme;
    for (auto& c : scheme.classes)
        for (auto& i : c.indicators) {
            if (dice.one_in(3)) i.weight = dice.one_in(8) ? 0 : dice.real(1, 60);
            if (dice.one_in(3)) i.cap = dice.one_in(3) ? config::not_given : dice.real(0.3, 3);
            if (dice.one_in(4)) i.negative = static_cast<config::NegativeRule>(dice.below(3));
            if (dice.one_in(4)) i.floor = -dice.real(0, 1);
            if (dice.one_in(4)) i.missing = static_cast<config::MissingRule>(dice.below(4));
        }
    if (dice.one_in(6)) scheme.cut.mode = config::CutMode::none;
    if (dice.one_in(5)) {
        scheme.cut.mode = config::CutMode::threshold;
        double limit = 130;
        for (auto& line : scheme.cut.lines) {
            line.value = std::round(limit -= dice.real(5, 40));
            line.op = dice.one_in(2) ? config::Op::greater : config::Op::greater_equal;
        }
    } else if (scheme.cut.mode == config::CutMode::quota) {
        double share = 0;
        for (auto& line : scheme.cut.lines) line.cumulative = share += dice.real(0, 1 - share);
    }
    if (depth == 1) return scheme;
    if (dice.one_in(2)) scheme.size_limit_mu = dice.real(0, 8);
    scheme.co_located.mode = static_cast<config::CoLocated>(dice.below(4));
    if (dice.one_in(3)) scheme.co_located.merge_groups = {"大集团"};
    if (dice.one_in(3)) scheme.points = {{"bonus", 5, dice.one_in(2), {}}};
    for (auto& c : scheme.classes) {
        for (auto& i : c.indicators) {
            if (dice.one_in(4)) i.within_group = !i.within_group;
            if (dice.one_in(3)) i.benchmark = static_cast<config::Benchmark>(dice.below(5));
            if (i.benchmark == config::Benchmark::value) i.value = dice.real(1, 50);
            if (dice.one_in(4)) i.factor = dice.real(0.5, 2);
            if (dice.one_in(4)) i.low = 60;
        }
        if (dice.one_in(9)) c.indicators.front().weight = config::not_given;
    }
    if (dice.one_in(5)) scheme.scope.mixed_use_share = dice.real(0, 1);
    return scheme;
}

std::string text_of(const std::vector<char>& grades, Row row) {
    return std::string(grade_column({grades[row]}).text(0));
}

/// Every column that the rules make, row by row.
void expect_equal(const LiveSession& session, const LiveResult& live, const RulesResult& full) {
    const auto same = [](double a, double b) { return a == b || (std::isnan(a) && std::isnan(b)); };
    const auto number = [](const table::Table& t, const char* name, Row row) { return t.number(name, row); };
    for (Row row = 0; row < full.parcels.rows(); ++row) {
        const auto& t = full.parcels;
        ASSERT_EQ(text_of(live.grades->grade, row), t.text("grade", row)) << row;
        ASSERT_TRUE(same(live.grades->score[row], number(t, "score", row))) << row;
        ASSERT_EQ(live.low[row], number(t, "low_efficiency", row)) << row;
        ASSERT_EQ(live.reasons(row),
                  std::string(t.text("reasons", row)) + std::string(t.text("reasons_if_not_idle", row)))
            << row;
        ASSERT_TRUE(same(live.shortfall[row], number(t, "shortfall", row))) << row;
        ASSERT_EQ(session.reason(live, row), t.text("grade_reason", row)) << row;
        ASSERT_EQ(session.sentence(live, row), t.text("reasons_text", row)) << row;
        ASSERT_TRUE(same(session.rank(live, row), number(t, "rank", row))) << row;
    }
    for (Row row = 0; row < full.enterprises.rows(); ++row) {
        const auto& t = full.enterprises;
        ASSERT_EQ(text_of(live.grades->firm_grade, row), t.text("grade", row)) << row;
        ASSERT_TRUE(same(live.grades->firm_score[row], number(t, "score", row))) << row;
        ASSERT_EQ(session.firm_reason(live, row), t.text("grade_reason", row)) << row;
        ASSERT_TRUE(same(session.firm_rank(live, row), number(t, "rank", row))) << row;
        ASSERT_EQ(live.grades->firm_score_merged.empty(), !t.has("score_merged"));
        if (!t.has("score_merged")) continue;
        ASSERT_TRUE(same(live.grades->firm_score_merged[row], number(t, "score_merged", row))) << row;
        ASSERT_EQ(text_of(live.grades->firm_grade_merged, row), t.text("grade_merged", row)) << row;
    }
    for (std::size_t c = 0; c < full.firms.cuts.size(); ++c)
        for (std::size_t l = 0; l < full.firms.cuts[c].lines.size(); ++l)
            ASSERT_EQ(live.grades->cuts[c].lines[l].score, full.firms.cuts[c].lines[l].score);
}

TEST(Live, TwoHundredTrialsAreWholeRuns) {
    const District district(11);
    const auto base = config::load_scheme("demo");
    LiveSession session(district.live(base, nullptr));
    expect_equal(session, *session.saved(), district.rules(base, nullptr));
    Dice dice(5);
    config::Scheme before = base;
    for (int i = 0; i < 200; ++i) {
        const int depth = i % 10 == 9 ? 2 : i % 2;
        const auto trial = std::make_shared<const config::Scheme>(edited(dice.one_in(2) ? base : before, dice, depth));
        session.set_threads(1 + static_cast<unsigned>(i % 3));
        const auto live = session.evaluate(trial);
        expect_equal(session, *live, district.rules(*trial, nullptr));
        if (HasFatalFailure()) FAIL() << "trial " << i << ", depth " << depth;
        before = *trial;
    }
}

TEST(Live, BorrowedCutsAndEveryShippedScheme) {
    const District district(12);
    const auto cut_from = std::make_shared<const config::Scheme>(config::load_scheme("demo"));
    Dice dice(6);
    for (const auto& name : config::scheme_names()) {
        const auto base = config::load_scheme(name);
        LiveSession session(district.live(base, cut_from));
        expect_equal(session, *session.saved(), district.rules(base, cut_from.get()));
        if (HasFatalFailure()) FAIL() << name;
        for (int depth = 0; depth < 2; ++depth) {
            const auto trial = std::make_shared<const config::Scheme>(edited(base, dice, depth));
            expect_equal(session, *session.evaluate(trial), district.rules(*trial, cut_from.get()));
            if (HasFatalFailure()) FAIL() << name << " " << depth;
        }
    }
}

TEST(Live, OnlyWhatAnEditTouchesIsMadeAgain) {
    const District district(13);
    const auto base = config::load_scheme("demo");
    LiveSession session(district.live(base, nullptr));
    auto trial = base;
    trial.low_tests[0].value = 11;
    const auto tests = session.evaluate(std::make_shared<const config::Scheme>(trial));
    EXPECT_EQ(tests->tier, LiveTier::tests);
    EXPECT_EQ(tests->grades, session.saved()->grades);
    trial.classes[0].indicators[0].weight += 5;
    const auto scores = session.evaluate(std::make_shared<const config::Scheme>(trial));
    EXPECT_EQ(scores->tier, LiveTier::scores);
    EXPECT_NE(scores->grades, tests->grades);
    EXPECT_EQ(scores->standing, tests->standing);
    EXPECT_EQ(session.evaluate(std::make_shared<const config::Scheme>(trial))->tier, LiveTier::same);
    trial.size_limit_mu = 6;
    EXPECT_EQ(session.evaluate(std::make_shared<const config::Scheme>(trial))->tier, LiveTier::all);
    trial.tax.terms.emplace_back("tax_refund", 1);
    EXPECT_THROW((void)session.evaluate(std::make_shared<const config::Scheme>(trial)), Error);
    // A result that somebody still holds is not written over.
    const auto low = tests->low;
    for (int i = 0; i < 12; ++i) {
        trial = base;
        trial.low_tests[0].value = i;
        (void)session.evaluate(std::make_shared<const config::Scheme>(trial));
    }
    EXPECT_EQ(tests->low, low);
    EXPECT_EQ(tests->scheme->low_tests[0].value, 11);
}

TEST(Live, DecisionsAreReplaced) {
    const District district(14);
    const auto base = config::load_scheme("demo");
    LiveSession session(district.live(base, nullptr));
    session.set_decisions({});
    expect_equal(session, *session.saved(), district.rules(base, nullptr, false));
    session.set_decisions(read_decisions(&district.decisions, 2024));
    expect_equal(session, *session.saved(), district.rules(base, nullptr));
}

TEST(Live, CountsAndMovesAddUp) {
    const District district(15);
    const auto base = config::load_scheme("demo");
    LiveSession session(district.live(base, nullptr));
    Dice dice(8);
    const auto trial = std::make_shared<const config::Scheme>(edited(base, dice, 1));
    const auto check = [&](const LiveResult& r, const std::vector<std::uint8_t>& shown) {
        const auto& saved = *session.saved();
        std::array<std::array<std::uint64_t, 6>, 6> moved{};
        std::array<std::uint64_t, 6> grades{};
        std::uint64_t low = 0;
        std::uint64_t gained = 0;
        double low_mu = 0;
        double tax = 0;
        for (Row row = 0; row < District::parcel_rows; ++row) {
            if (!shown.empty() && shown[row] == 0) continue;
            const auto from = grade_place(saved.grades->grade[row]);
            const auto to = grade_place(r.grades->grade[row]);
            if (from < 6 && to < 6) ++moved[from][to];
            if (to < 6) ++grades[to];
            low += r.low[row];
            gained += r.low[row] > saved.low[row] ? 1 : 0;
            const double mu = district.parcels.number("area_basis_mu", row);
            if (r.low[row] != 0 && !std::isnan(mu)) low_mu += mu;
            const double t = district.parcels.number("tax", row);
            if (r.standing->in_scope[row] != 0 && !std::isnan(t)) tax += t;
        }
        const auto& d = r.counts.district;
        EXPECT_EQ(d.moved, moved);
        EXPECT_EQ(d.grades, grades);
        EXPECT_EQ(d.low, low);
        EXPECT_EQ(d.low_gained, gained);
        EXPECT_NEAR(d.low_mu, low_mu, 1e-6);
        EXPECT_NEAR(d.tax, tax, 1e-3);
        std::uint64_t of_platforms = 0;
        for (const auto& p : r.counts.platforms) of_platforms += p.low;
        EXPECT_EQ(of_platforms, low);
    };
    session.set_threads(1);
    const auto one = session.evaluate(trial);
    check(*one, {});
    session.set_threads(3);
    check(*session.evaluate(std::make_shared<const config::Scheme>(base)), {});
    check(*session.evaluate(trial), {});
    std::vector<std::uint8_t> shown(District::parcel_rows);
    for (auto& s : shown) s = dice.one_in(2) ? 1 : 0;
    session.set_shown(shown);
    check(*session.evaluate(trial), shown);
}

}  // namespace
}  // namespace mulens::rules
