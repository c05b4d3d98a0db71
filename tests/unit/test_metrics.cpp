// Metrics and group sums: statuses instead of divisions by zero, ratios of sums, three denominators.
#include "metrics/group.hpp"

#include <gtest/gtest.h>

#include <cmath>
#include <filesystem>
#include <random>
#include <set>

namespace mulens::metrics {
namespace {

using table::Column;
using table::none;
using table::Status;
using table::Table;
using Numbers = std::vector<double>;
using Texts = std::vector<std::string>;

Table numbers(const std::vector<std::pair<const char*, Numbers>>& columns) {
    Table table;
    for (const auto& [name, values] : columns) table.set(name, Column::numbers(values));
    return table;
}

TEST(Metrics, WorkedValues) {
    // 华兴: tax 963.88 万元 on 40 亩 = 24.097 万元/亩; value added 5446.4 / 40 = 136.16; 5446.4 / 300 人.
    Table t = numbers({{"tax", {963.88}},
                       {"value_added", {5446.4}},
                       {"employees", {300}},
                       {"rd", {302}},
                       {"revenue", {10000}},
                       {"electricity_wan_kwh", {4000}},
                       {"area_assessed_mu", {40}}});
    compute_metrics(t, Subject::enterprise, {});
    EXPECT_DOUBLE_EQ(t.number("tax_per_mu", 0), 24.097);
    EXPECT_DOUBLE_EQ(t.number("value_added_per_mu", 0), 136.16);
    EXPECT_DOUBLE_EQ(t.number("labour_productivity", 0), 5446.4 / 300);
    EXPECT_DOUBLE_EQ(t.number("rd_share", 0), 0.0302);
    EXPECT_DOUBLE_EQ(t.number("tax_per_electricity", 0), 963.88 / 4000);
    EXPECT_TRUE(t.has("value_added_per_energy"));  // its columns are missing: blank, not absent
    EXPECT_EQ(t.at("value_added_per_energy").status(0), Status::no_data);
    EXPECT_FALSE(t.has("far"));
}

TEST(Metrics, NeverDividesByZero) {
    Table t = numbers({{"tax", {1, none, 1, 0, 1, 1e308}},
                       {"area_basis_mu", {0, 2, none, 2, -1, 1e-300}},
                       {"far", {0, 1, 2, none, 3, 4}}});
    compute_metrics(t, Subject::parcel, {});
    const Column& c = t.at("tax_per_mu");
    const Status expected[] = {Status::not_applicable, Status::no_data,       Status::no_data, Status::ok,
                               Status::not_applicable, Status::not_applicable};
    for (Row row = 0; row < 6; ++row) {
        EXPECT_EQ(c.status(row), expected[row]) << row;
        EXPECT_EQ(std::isnan(c.number(row)), expected[row] != Status::ok) << row;
        EXPECT_FALSE(std::isinf(c.number(row)));
    }
    EXPECT_EQ(c.number(3), 0.0);
    EXPECT_EQ(t.number("far", 5), 4.0);  // a measure of the parcel is taken over
    EXPECT_EQ(t.at("vacancy_share").status(0), Status::no_data);
}

TEST(Metrics, AnInputsOwnStatusIsKept) {
    Table t = numbers({{"tax", {1}}});
    t.set("area_basis_mu", Column::numbers({none}, std::vector<Status>{Status::invalid_geometry}));
    compute_metrics(t, Subject::parcel, {1, {"tax_per_mu"}});
    EXPECT_EQ(t.at("tax_per_mu").status(0), Status::invalid_geometry);
    EXPECT_FALSE(t.has("output_per_mu"));
}

TEST(Metrics, EveryDefinitionIsInTheListOnce) {
    std::set<std::string> ids;
    for (const Metric& metric : registry()) {
        EXPECT_TRUE(ids.insert(std::string(metric.id)).second);
        const auto file =
            std::filesystem::path(MULENS_SOURCE_DIR) / "src/engine/metrics/defs" / (std::string(metric.id) + ".cpp");
        EXPECT_TRUE(std::filesystem::exists(file)) << file;
        EXPECT_FALSE(metric.zh.empty() || metric.formula.empty() || metric.unit.empty());
        EXPECT_EQ(find_metric(metric.id), &metric);
    }
    std::size_t files = 0;
    for ([[maybe_unused]] const auto& entry :
         std::filesystem::directory_iterator(std::filesystem::path(MULENS_SOURCE_DIR) / "src/engine/metrics/defs"))
        ++files;
    EXPECT_EQ(files, registry().size());
    EXPECT_NE(list_metrics(ListFormat::markdown).find("| tax_per_mu | 亩均税收 | 万元/亩 |"), std::string::npos);
    EXPECT_EQ(list_metrics(ListFormat::text).find("metric"), 0U);
}

/// Four parcels of two platforms: 100 亩 with 1000 万元 and 1 亩 with 50 万元 (both 规上), 10 亩 规下, a road.
struct Platforms {
    Table t;
    std::vector<std::uint8_t> assessed{1, 1, 1, 0, 0};
    Platforms() {
        const double mu = 10000.0 / 15;
        t.set("platform", Column::texts(Texts{"B", "B", "A", "A", ""}));
        t.set("platforms", Column::texts(Texts{"B:1.0000;W:1.0000", "B:0.7500;A:0.2500", "A:1", "A:1", ""}));
        t.set("scope", Column::texts(Texts{"in", "in", "in", "out", "in"}));
        t.set("scale_class", Column::texts(Texts{"规上", "规上", "规下", "", "规下"}));
        t.set("area_basis_m2", Column::numbers({100 * mu, 1 * mu, 10 * mu, 5 * mu, 9 * mu}));
        t.set("tax", Column::numbers({1000, 50, 20, none, none}));
        t.set("value_added", Column::numbers({2000, 100, 60, none, none}));
        t.set("employees", Column::numbers({400, 10, 30, none, none}));
    }
    [[nodiscard]] SummaryRequest request() const {
        SummaryRequest r;
        r.group_column = "platform";
        r.area_column = "area_basis_m2";
        r.assessed = assessed;
        return r;
    }
};

TEST(Groups, RatioOfSumsNotMeanOfRatios) {
    const Platforms p;
    const Summary s = summarise(p.t, p.request());
    ASSERT_EQ(s.groups.size(), 3U);
    EXPECT_EQ(s.groups[0].group, "A");
    EXPECT_EQ(s.groups[2].group, "");  // 未归口 last
    const GroupSummary& b = s.groups[1];
    const Metric& tax = *find_metric("tax_per_mu");
    // (1000 + 50) / 101 = 10.396…; the mean of the ratios 10 and 50 would be 30.
    EXPECT_NEAR(ratio_of_sums(tax, s.columns, b.large).value, 1050.0 / 101, 1e-12);
    EXPECT_NEAR(ratio_of_sums(*find_metric("labour_productivity"), s.columns, b.large).value, 2100.0 / 410, 1e-12);
    EXPECT_EQ(ratio_of_sums(*find_metric("far"), s.columns, b.large).status, Status::not_applicable);
}

TEST(Groups, ThreeDenominatorsSideBySide) {
    const Platforms p;
    const Summary s = summarise(p.t, p.request());
    const Metric& tax = *find_metric("tax_per_mu");
    EXPECT_NEAR(ratio_of_sums(tax, s.columns, s.total.large).value, 1050.0 / 101, 1e-12);
    EXPECT_NEAR(ratio_of_sums(tax, s.columns, s.total.assessed).value, 1070.0 / 111, 1e-12);
    EXPECT_NEAR(ratio_of_sums(tax, s.columns, s.total.in_scope).value, 1070.0 / 120, 1e-12);  // bare land counts
    EXPECT_NEAR(area_mu_of(s.total.all), 125, 1e-9);
    EXPECT_EQ(s.total.in_scope.tax_missing, 1U);
    EXPECT_EQ(s.total.all.rows, 5U);
    EXPECT_TRUE(s.total.large.fen[0] == 1'050'000'000);
    // A group with no assessed land has no ratio, and says why.
    EXPECT_EQ(ratio_of_sums(tax, s.columns, s.groups[2].large).status, Status::no_data);
}

TEST(Groups, AskedOrderFirstEvenWhereEmpty) {
    const Platforms p;
    auto request = p.request();
    request.order = {"Z", "B"};
    const Summary s = summarise(p.t, request);
    ASSERT_EQ(s.groups.size(), 4U);
    EXPECT_EQ(s.groups[0].group, "Z");
    EXPECT_EQ(s.groups[0].all.rows, 0U);
    EXPECT_EQ(s.groups[1].group, "B");
    EXPECT_EQ(s.groups[2].group, "A");
}

TEST(Groups, OverlapIsProratedByShare) {
    const Platforms p;
    const Summary s = summarise_overlap(p.t, p.request());
    EXPECT_FALSE(s.exclusive);
    ASSERT_EQ(s.groups.size(), 3U);  // A, B, W
    // A: 0.25 · 1 + 10 + 5 亩, tax 0.25 · 50 + 20. B: 100 + 0.75, 1000 + 37.5. W: 100, 1000.
    EXPECT_NEAR(area_mu_of(s.groups[0].all), 15.25, 1e-9);
    EXPECT_DOUBLE_EQ(sum_of("tax", s.columns, s.groups[0].all), 32.5);
    EXPECT_NEAR(area_mu_of(s.groups[1].all), 100.75, 1e-9);
    EXPECT_DOUBLE_EQ(sum_of("tax", s.columns, s.groups[1].all), 1037.5);
    EXPECT_DOUBLE_EQ(sum_of("tax", s.columns, s.groups[2].all), 1000);
}

TEST(Groups, SameBytesForAnyThreadsAndOrder) {
    std::mt19937_64 rng(4);
    const Row n = 200000;
    Texts group(n), scale(n);
    Numbers tax(n), area(n), employees(n);
    std::vector<std::uint8_t> assessed(n);
    for (Row i = 0; i < n; ++i) {
        group[i] = std::string(1, static_cast<char>('A' + rng() % 9));
        scale[i] = rng() % 2 == 0 ? "规上" : "规下";
        tax[i] = rng() % 9 == 0 ? none : static_cast<double>(rng() % 1'000'000) / 97;
        area[i] = static_cast<double>(rng() % 1'000'000) / 7;
        employees[i] = static_cast<double>(rng() % 1000) / 3;
        assessed[i] = rng() % 3 != 0;
    }
    const auto run = [&](unsigned threads, bool reversed) {
        std::vector<Row> rows(n);
        for (Row i = 0; i < n; ++i) rows[i] = reversed ? n - 1 - i : i;
        Table t;
        t.set("industry", Column::texts(group));
        t.set("scale_class", Column::texts(scale));
        t.set("tax", Column::numbers(tax));
        t.set("area_basis_m2", Column::numbers(area));
        t.set("employees", Column::numbers(employees));
        t = take_rows(t, rows);
        std::vector<std::uint8_t> mask(n);
        for (Row i = 0; i < n; ++i) mask[i] = assessed[rows[i]];
        SummaryRequest request;
        request.group_column = "industry";
        request.area_column = "area_basis_m2";
        request.assessed = mask;
        request.threads = threads;
        return summarise(t, request);
    };
    const Summary one = run(1, false);
    for (const Summary& other : {run(4, false), run(2, true)}) {
        ASSERT_EQ(one.groups.size(), other.groups.size());
        for (std::size_t g = 0; g < one.groups.size(); ++g) {
            EXPECT_EQ(one.groups[g].group, other.groups[g].group);
            EXPECT_TRUE(one.groups[g].large == other.groups[g].large);
            EXPECT_TRUE(one.groups[g].in_scope == other.groups[g].in_scope);
        }
        EXPECT_TRUE(one.total.all == other.total.all);
    }
}

TEST(Groups, EnterprisesByAssessedArea) {
    Table t = numbers({{"tax", {30, 10, 99}}, {"area_assessed_mu", {3, none, 5}}});
    t.set("scale_class", Column::texts(Texts{"规上", "规上", "规上"}));
    const std::vector<std::uint8_t> assessed{1, 1, 1};
    const std::vector<std::uint8_t> counted{1, 1, 0};  // the third is a duplicate row
    SummaryRequest request;
    request.area_column = "area_assessed_mu";
    request.assessed = assessed;
    request.counted = counted;
    const Summary s = summarise(t, request);
    EXPECT_EQ(s.total.large.rows, 2U);
    EXPECT_EQ(s.total.large.area_missing, 1U);
    EXPECT_NEAR(area_mu_of(s.total.large), 3, 1e-9);
    EXPECT_DOUBLE_EQ(sum_of("tax", s.columns, s.total.large), 40);
}

}  // namespace
}  // namespace mulens::metrics
