// Options by hand-worked figures, portfolios against brute force, phasing within the years' money.
#include "base/error.hpp"
#include "plan/effect.hpp"
#include "plan/portfolio.hpp"
#include "plan/reports.hpp"

#include <gtest/gtest.h>

#include <cmath>

namespace mulens::plan {
namespace {

using config::RenewalTable;
using config::Scenario;

std::uint64_t mix(std::uint64_t& state) {
    state += 0x9E3779B97F4A7C15ULL;
    std::uint64_t z = state;
    z = (z ^ (z >> 30)) * 0xBF58476D1CE4E5B9ULL;
    z = (z ^ (z >> 27)) * 0x94D049BB133111EBULL;
    return z ^ (z >> 31);
}

/// n plots of two platforms; plot 0 is the one worked by hand.
table::Table parcels(std::uint64_t seed, Row n) {
    std::vector<std::string> id, platform, grade, scope;
    std::vector<double> mu, m2, gfa, far, limit, tax, per_mu, firms, density;
    for (Row i = 0; i < n; ++i) {
        id.push_back(fmt::format("P{:03}", i));
        platform.push_back(i % 2 == 0 ? "甲" : "乙");
        scope.emplace_back("in");
        const double area = i == 0 ? 20'000 : 4'000 + static_cast<double>(mix(seed) % 60'000);
        m2.push_back(area);
        mu.push_back(area * 15 / 10'000);
        gfa.push_back(i == 0 ? 10'000 : area * static_cast<double>(mix(seed) % 100) / 100);
        far.push_back(gfa.back() / area);
        limit.push_back(2.0);
        tax.push_back(i == 0 ? 60 : mu.back() * static_cast<double>(mix(seed) % 120) / 10);
        per_mu.push_back(tax.back() / mu.back());
        grade.emplace_back(i % 3 == 0 ? "D" : i % 3 == 1 ? "C" : "B");
        firms.push_back(1 + static_cast<double>(mix(seed) % 3));
        density.push_back(0.3);
    }
    table::Table t(n);
    t.set("parcel_id", table::Column::texts(id));
    t.set("platform", table::Column::texts(platform));
    t.set("scope", table::Column::texts(scope));
    t.set("grade", table::Column::texts(grade));
    const auto number = [&](const char* name, std::vector<double>& values) {
        t.set(name, table::Column::numbers(std::move(values)));
    };
    number("area_basis_mu", mu);
    number("area_m2", m2);
    number("gfa_m2", gfa);
    number("far", far);
    number("far_limit", limit);
    number("tax", tax);
    number("tax_per_mu", per_mu);
    number("enterprise_count", firms);
    number("building_density", density);
    auto area = gfa;
    return t;
}

Options all_options(const table::Table& t, const RenewalTable& table) {
    PlanInput input;
    input.parcels = &t;
    std::vector<Row> rows;
    for (Row row = 0; row < t.rows(); ++row) rows.push_back(row);
    return evaluate_options(input, single_sites(t, rows), table);
}

constexpr const char* small_table = R"(
id = "t"
zh = "测试"
citation = "测试"
target_tax_per_mu = 12
[[path]]
name = "退二进三"
when = "parcel_ids = 'P001'"
leaves = true
[[path]]
name = "退二优二"
[[option]]
id = "reserve"
zh = "收储"
source = "测试"
land_price_per_mu = 50
building_price_yuan_m2 = 1000
demolition_yuan_m2 = 100
relocation_per_enterprise = 10
resale_price_per_mu = 30
private_build_yuan_m2 = 3000
far_use = 0.8
realisation = 1.0
years = 3
[[option]]
id = "upgrade"
zh = "改造"
source = "测试"
private_build_yuan_m2 = 2000
far_use = 0.6
realisation = 0.5
years = 2
[[option]]
id = "keep"
zh = "保持现状"
source = "测试"
[[mode]]
name = "收储"
option = "reserve"
)";

TEST(PlanOptions, OnePlotWorkedByHand) {
    const auto t = parcels(1, 3);
    const auto table = config::parse_renewal(small_table, "t.toml");
    const auto options = all_options(t, table);
    // 20,000 m² = 30 亩, floor 10,000 m² (FAR 0.5), planned FAR 2.0, tax 60 万元, target 12 万元/亩.
    const double firms = t.number("enterprise_count", 0);
    const auto& reserve = options.at(0, 0);
    EXPECT_NEAR(reserve.public_cost, 50 * 30 + 1100.0 * 10'000 / 10'000 + 10 * firms, 1e-9);
    EXPECT_NEAR(reserve.public_income, 30 * 30, 1e-9);
    EXPECT_NEAR(reserve.floor_after_m2, 0.8 * 2.0 * 20'000, 1e-9);
    EXPECT_NEAR(reserve.floor_gain_m2, 32'000 - 10'000, 1e-9);
    EXPECT_NEAR(reserve.private_cost, 3000.0 * 32'000 / 10'000, 1e-9);  // all is built anew
    EXPECT_NEAR(reserve.tax_gain(), 12 * 30 - 60, 1e-9);
    EXPECT_NEAR(reserve.payback_years, 3 + reserve.net_cost() / 300, 1e-9);
    const auto& upgrade = options.at(0, 1);
    EXPECT_EQ(upgrade.public_cost, 0);
    EXPECT_NEAR(upgrade.floor_after_m2, 24'000, 1e-9);
    EXPECT_NEAR(upgrade.private_cost, 2000.0 * 14'000 / 10'000, 1e-9);  // only what is added
    EXPECT_NEAR(upgrade.tax_gain(), 150, 1e-9);
    EXPECT_NEAR(upgrade.payback_years, 2, 1e-9);
    EXPECT_EQ(options.at(0, 2).tax_gain(), 0);
    EXPECT_TRUE(std::isnan(options.at(0, 2).payback_years));
    // The second plot leaves industry: no floor, no industrial tax, its land out of the denominator.
    EXPECT_EQ(options.decisions[1].path.zh, "退二进三");
    EXPECT_EQ(options.at(1, 0).floor_after_m2, 0);
    EXPECT_EQ(options.at(1, 0).tax_after, 0);
    EXPECT_NEAR(options.at(1, 0).leaves_mu, t.number("area_basis_mu", 1), 1e-9);
}

TEST(PlanOptions, AHeightLimitHoldsBackTheFloor) {
    auto t = parcels(1, 1);
    t.set("regulatory_unit", table::Column::texts({"U1"}));
    table::Table units(1);
    units.set("unit_id", table::Column::texts({"U1"}));
    units.set("planned_use", table::Column::texts({"M1"}));
    units.set("height_max_m", table::Column::numbers({10}));
    units.set("density_max", table::Column::numbers({0.5}));
    PlanInput input;
    input.parcels = &t;
    input.regulatory = &units;
    const auto table = config::parse_renewal(small_table, "t.toml");
    const std::vector<Row> rows{0};
    const auto options = evaluate_options(input, single_sites(t, rows), table);
    // ⌊10 ÷ 4.5⌋ = 2 storeys · 0.5 · 20,000 m² = 20,000 m² < FAR 2.0 · 20,000 m².
    EXPECT_NEAR(options.at(0, 0).floor_after_m2, 0.8 * 20'000, 1e-9);
    EXPECT_EQ(options.table.text("planned_use", 0), "M1");
}

TEST(PlanOptions, WithoutAPlannedFarTheFloorIsUnknownNotZero) {
    auto t = parcels(1, 1);
    t.drop("far_limit");
    const auto options = all_options(t, config::parse_renewal(small_table, "t.toml"));
    EXPECT_TRUE(std::isnan(options.at(0, 0).floor_gain_m2));
    EXPECT_EQ(options.unknown_far, 1U);
}

TEST(PlanOptions, AGroupIsSumsAndRatiosOfSums) {
    const auto t = parcels(9, 4);
    PlanInput input;
    input.parcels = &t;
    const std::vector<Site> sites{{"G1", {0, 1, 3}}};
    const auto table = site_table(input, sites, {});
    double mu = 0, tax = 0;
    for (const Row row : {0U, 1U, 3U}) {
        mu += t.number("area_basis_mu", row);
        tax += t.number("tax", row);
    }
    EXPECT_NEAR(table.number("area_basis_mu", 0), mu, 1e-9);
    EXPECT_NEAR(table.number("tax_per_mu", 0), tax / mu, 1e-12);
    EXPECT_EQ(table.text("grade", 0), "D");
    EXPECT_EQ(table.text("parcel_ids", 0), "P000;P001;P003");
    EXPECT_EQ(table.number("plot_count", 0), 3);
}

TEST(PlanOptions, ABrokenConditionNamesTheRuleAndTheFile) {
    const auto t = parcels(1, 2);
    std::string text = small_table;
    text.replace(text.find("parcel_ids = 'P001'"), 19, "no_such_column = 3 ");
    const auto table = config::parse_renewal(text, "mine.toml");
    try {
        (void)all_options(t, table);
        FAIL();
    } catch (const Error& error) {
        EXPECT_EQ(error.code(), ExitCode::usage);
        EXPECT_NE(std::string(error.what()).find("mine.toml"), std::string::npos) << error.what();
        EXPECT_NE(std::string(error.what()).find("no_such_column"), std::string::npos) << error.what();
    }
}

/// Best value over every combination of options, or −1.
double brute_force(const Options& options, const Scenario& s, const District& d) {
    const std::size_t n = options.sites.size();
    std::vector<std::size_t> pick(n, 2);  // 2 = keep
    double best = -1;
    for (;;) {
        std::vector<Chosen> chosen;
        bool fits = true;
        for (std::uint32_t i = 0; i < n; ++i) {
            if (pick[i] < 2) chosen.push_back({i, static_cast<std::uint32_t>(pick[i]), false, 0});
            fits = fits && (pick[i] == 2 || options.at(i, pick[i]).offered);
        }
        const Totals t = totals_of(options, chosen);
        fits = fits && (!s.budget || t.public_cost <= *s.budget + 1e-9) && (!s.max_mu || t.mu <= *s.max_mu + 1e-9) &&
               (!s.min_floor_m2 || t.floor_gain_m2 >= *s.min_floor_m2 - 1e-9);
        if (fits) {
            double value = t.tax_gain;
            if (s.objective == config::Objective::floor) value = t.floor_gain_m2;
            if (s.objective == config::Objective::per_mu) value = (d.tax + t.tax_gain) / (d.mu - t.leaves_mu);
            best = std::max(best, value);
        }
        std::size_t i = 0;
        while (i < n && pick[i] == 0) pick[i++] = 2;
        if (i == n) return best;
        --pick[i];
    }
}

/// Twelve small districts under every objective: what brute force can check.
template <typename Check>
void for_small_cases(Check&& check) {
    const auto table = config::parse_renewal(small_table, "t.toml");
    for (std::uint64_t seed = 1; seed <= 12; ++seed) {
        const auto t = parcels(seed, 8);
        const auto options = all_options(t, table);
        const auto d = district_of(t);
        for (const auto objective : {config::Objective::tax, config::Objective::floor, config::Objective::per_mu}) {
            Scenario s;
            s.name = "s";
            s.gap = 1e-9;
            s.objective = objective;
            check(seed, table, options, d, s);
        }
    }
}

TEST(PlanPortfolio, EqualsBruteForceForEveryObjective) {
    for_small_cases([](std::uint64_t seed, const auto& table, const auto& options, const auto& d, Scenario s) {
        s.budget = 4000 + static_cast<double>(seed) * 500;
        s.max_mu = 0.6 * d.mu;
        const auto p = choose_portfolio(options, table, s, d);
        const double best = brute_force(options, s, d);
        EXPECT_NEAR(p.value, best, 1e-6 * std::max(1.0, best)) << seed << config::name_of(s.objective);
        EXPECT_GE(p.bound, best - 1e-6 * std::max(1.0, best)) << seed << config::name_of(s.objective);
        EXPECT_LE(p.totals.public_cost, *s.budget + 1e-6);
        EXPECT_LE(p.totals.mu, *s.max_mu + 1e-6);
    });
}

TEST(PlanPortfolio, QuickAnswersLieWithinTheirProvenGap) {
    for_small_cases([](std::uint64_t seed, const auto& table, const auto& options, const auto& d, Scenario s) {
        if (seed % 4 != 0) s.budget = 3000 + static_cast<double>(seed) * 500;
        if (seed % 5 == 0) s.max_mu = 0.6 * d.mu;  // two limits: the solver answers
        const double best = brute_force(options, s, d);
        const auto p = choose_portfolio(options, table, s, d, Effort::quick);
        EXPECT_LE(p.value, best + 1e-6 * best) << seed;
        EXPECT_GE(p.bound, best - 1e-6 * best) << seed;
        EXPECT_TRUE(!s.budget || p.totals.public_cost <= *s.budget + 1e-6) << seed;
        if (!s.budget) {
            EXPECT_NEAR(p.value, best, 1e-9 * best) << seed;
        }
    });
}

TEST(PlanPortfolio, TheGapIsHonestWhenStoppedEarly) {
    const auto table = config::parse_renewal(small_table, "t.toml");
    const auto t = parcels(5, 300);
    const auto options = all_options(t, table);
    Scenario s;
    s.name = "s";
    s.budget = 60'000;
    s.max_mu = 6'000;
    s.gap = 1e-9;
    s.nodes = 100'000;
    const double exact = choose_portfolio(options, table, s, district_of(t)).value;
    for (const auto& [gap, nodes] : {std::pair{0.2, 100'000}, {1e-9, 1}, {0.01, 3}}) {
        s.gap = gap;
        s.nodes = nodes;
        const auto p = choose_portfolio(options, table, s, district_of(t));
        EXPECT_LE(p.value, exact * (1 + 1e-9));
        EXPECT_GE(p.bound, exact * (1 - 1e-9)) << gap << " " << nodes;
    }
}

TEST(PlanPortfolio, ListsGroupsAndTheirContradictions) {
    const auto table = config::parse_renewal(small_table, "t.toml");
    const auto t = parcels(3, 10);
    const auto options = all_options(t, table);
    const auto d = district_of(t);
    Scenario s;
    s.name = "s";
    s.budget = 20'000;
    s.must = {"P003"};
    s.never = {"P004"};
    const auto p = choose_portfolio(options, table, s, d);
    const auto has = [&](std::uint32_t site) {
        return std::any_of(p.chosen.begin(), p.chosen.end(), [&](const auto& c) { return c.site == site; });
    };
    EXPECT_TRUE(has(3));
    EXPECT_FALSE(has(4));
    s.never = {"p003 "};  // keys are compared as keys
    EXPECT_THROW(config::check_scenario(s, "s"), Error);
    s.never.clear();
    s.options = {"reserve"};
    s.budget = 1;
    try {
        (void)choose_portfolio(options, table, s, d);
        FAIL();
    } catch (const Error& error) {
        EXPECT_EQ(error.code(), ExitCode::usage);
        EXPECT_NE(std::string(error.what()).find("the must list alone costs at least"), std::string::npos)
            << error.what();
    }
    s.budget = 0;
    EXPECT_THROW(config::check_scenario(s, "s"), Error);
    s.budget.reset();
    s.min_mu = 10;
    s.max_mu = 5;
    EXPECT_THROW(config::check_scenario(s, "s"), Error);
}

/// Best gain over every combination of options of which no two hold one plot, or −1; must[p]: plot p has to be held.
double brute_force_of_groups(const Options& options, const Scenario& s, const std::vector<bool>& must) {
    const std::size_t n = options.sites.size();
    std::vector<std::size_t> pick(n, 2);  // 2 = keep
    double best = -1;
    for (;;) {
        std::vector<Chosen> chosen;
        std::vector<int> held(must.size(), 0);
        bool fits = true;
        for (std::uint32_t i = 0; i < n; ++i) {
            if (pick[i] == 2) continue;
            fits = fits && options.at(i, pick[i]).offered;
            chosen.push_back({i, static_cast<std::uint32_t>(pick[i]), false, 0});
            for (const Row plot : options.sites[i].plots) fits = fits && ++held[plot] == 1;
        }
        for (std::size_t p = 0; p < must.size(); ++p) fits = fits && (!must[p] || held[p] == 1);
        const Totals t = totals_of(options, chosen);
        if (fits && t.public_cost <= *s.budget + 1e-9) best = std::max(best, t.tax_gain);
        std::size_t i = 0;
        while (i < n && pick[i] == 0) pick[i++] = 2;
        if (i == n) return best;
        --pick[i];
    }
}

TEST(PlanPortfolio, AGroupOrItsPlotsAloneButNeverBothEqualsBruteForce) {
    std::string text = small_table;  // small plots alone are not offered the dear way, groups are
    text.replace(text.find("land_price_per_mu"), 0, "min_mu = 60\n");
    const auto table = config::parse_renewal(text, "t.toml");
    bool any_group = false, any_single = false;
    for (std::uint64_t seed = 1; seed <= 12; ++seed) {
        const auto t = parcels(seed, 7);
        PlanInput input;
        input.parcels = &t;
        std::vector<Row> rows{0, 1, 2, 3, 4, 5, 6};
        std::vector<Site> sites{{"G001", {1, 2, 4}}, {"G002", {3, 5}}};
        for (auto& site : single_sites(t, rows)) sites.push_back(std::move(site));
        const auto options = evaluate_options(input, sites, table);
        Scenario s;
        s.name = "s";
        s.gap = 1e-9;
        s.budget = 2000 + static_cast<double>(seed) * 700;
        std::vector<bool> must(7, false);
        if (seed % 3 == 0) {
            s.must = {"P004"};  // alone or in its group
            must[4] = true;
        }
        const double best = brute_force_of_groups(options, s, must);
        ASSERT_GE(best, 0) << seed;
        for (const auto effort : {Effort::exact, Effort::quick}) {
            const auto p = choose_portfolio(options, table, s, district_of(t), effort);
            EXPECT_NEAR(p.value, best, 1e-6 * std::max(1.0, best)) << seed;
            std::vector<int> held(7, 0);
            for (const auto& c : p.chosen) {
                (c.site < 2 ? any_group : any_single) = true;
                for (const Row plot : options.sites[c.site].plots) EXPECT_EQ(++held[plot], 1) << seed;
            }
            EXPECT_TRUE(!must[4] || held[4] == 1) << seed;
        }
    }
    EXPECT_TRUE(any_group && any_single);
}

TEST(PlanPortfolio, YearsKeepTheSetAndTheMoney) {
    const auto table = config::parse_renewal(small_table, "t.toml");
    const auto t = parcels(11, 40);
    const auto options = all_options(t, table);
    Scenario s;
    s.name = "s";
    s.budget = 30'000;
    s.year_budgets = {5'000, 15'000, 10'000};
    s.first_year = 2025;
    s.options = {"reserve"};
    const auto p = choose_portfolio(options, table, s, district_of(t));
    ASSERT_FALSE(p.chosen.empty());
    double given = 0, spent = 0;
    for (int year = 2025; year <= 2027; ++year) {
        given += s.year_budgets[static_cast<std::size_t>(year - 2025)];
        for (const auto& c : p.chosen)
            if (c.year == year) spent += options.at(c.site, c.option).public_cost;
        EXPECT_LE(spent, given * (1 + 1e-6)) << year;
    }
    EXPECT_NEAR(spent, p.totals.public_cost, 1e-6);
}

TEST(PlanEffect, TheTwoPartsOfTheGainAddUpAndPlatformsSumToTheDistrict) {
    const auto table = config::parse_renewal(small_table, "t.toml");
    const auto t = parcels(4, 12);
    const auto options = all_options(t, table);
    Scenario s;
    s.name = "s";
    s.must = {"P001"};  // the plot that leaves industry
    const auto p = choose_portfolio(options, table, s, district_of(t));
    const auto e = effects_of(t, options, p.chosen);
    EXPECT_NEAR(e.district.per_mu_before + e.district.by_land + e.district.by_tax, e.district.per_mu_after, 1e-12);
    EXPECT_NEAR(e.district.land_before_mu - e.district.land_after_mu, t.number("area_basis_mu", 1), 1e-9);
    double tax = 0, cost = 0, mu = 0;
    for (const auto& platform : e.platforms) {
        tax += platform.tax_after;
        cost += platform.public_cost;
        mu += platform.mu;
    }
    EXPECT_NEAR(tax, e.district.tax_after, 1e-6);
    EXPECT_NEAR(cost, p.totals.public_cost, 1e-6);
    EXPECT_NEAR(mu, p.totals.mu, 1e-9);
}

TEST(PlanTargets, QuantileIsLinearBetweenNeighbours) {
    EXPECT_NEAR(quantile({1, 2, 3, 4}, 0.75), 3.25, 1e-12);
    EXPECT_NEAR(quantile({4, table::none, 1}, 0.5), 2.5, 1e-12);
    EXPECT_TRUE(std::isnan(quantile({}, 0.5)));
}

TEST(RenewalTables, ShippedOnesAreWhole) {
    for (const auto& name : config::shipped_renewal()) {
        const auto table = config::load_renewal(name);
        EXPECT_FALSE(table.citation.empty()) << name;
        EXPECT_NE(table.find("keep"), nullptr) << name;
        (void)all_options(parcels(1, 5), table);  // every condition is good SQL over the columns of a site
    }
}

}  // namespace
}  // namespace mulens::plan
