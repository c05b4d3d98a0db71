// Scores, cuts and tests of 1.2 M firms on 1 M parcels, made up with a fixed seed; prints milliseconds by step.
#include "rules/engine.hpp"

#include <fmt/format.h>

#include <chrono>
#include <ctime>
#include <random>

using namespace mulens;

namespace {

template <typename Work>
void timed(const char* name, Work&& work) {
    double wall = 1e9;
    double cpu = 1e9;
    for (int round = 0; round < 3; ++round) {
        const auto start = std::chrono::steady_clock::now();
        const std::clock_t clock = std::clock();
        work();
        const std::chrono::duration<double, std::milli> took = std::chrono::steady_clock::now() - start;
        wall = std::min(wall, took.count());
        cpu = std::min(cpu, 1e3 * static_cast<double>(std::clock() - clock) / CLOCKS_PER_SEC);
    }
    fmt::print("{:<40} {:8.1f} ms wall {:8.1f} ms cpu\n", name, wall, cpu);
}

table::Table made_up(Row rows, std::mt19937_64& rng, bool firms) {
    table::Table t(rows);
    const auto numbers = [&](const char* name, double scale) {
        std::vector<double> v(rows);
        for (auto& x : v) x = scale * static_cast<double>(1 + rng() % 1'000'000) * 1e-6;
        t.set(name, table::Column::numbers(std::move(v)));
    };
    for (const char* name : {"tax", "value_added", "revenue", "rd"}) numbers(name, 1000);
    for (const char* name : {"employees", "energy_tce", "emissions_t"}) numbers(name, 500);
    for (const char* name : {"tax_per_mu", "value_added_per_mu", "labour_productivity", "value_added_per_energy",
                             "value_added_per_emission", "rd_share", "revenue_per_mu", "output_per_mu"})
        numbers(name, 50);
    numbers(firms ? "area_assessed_mu" : "area_basis_mu", 60);
    std::vector<std::uint32_t> codes(rows);
    for (auto& c : codes) c = static_cast<std::uint32_t>(rng() % 2);
    if (firms) {
        t.set("scale_class", table::Column::texts(table::TextStore::coded({"规上", "规下"}, std::move(codes))));
    } else {
        t.set("land_use", table::Column::texts(table::TextStore::coded({"0601", "1207"}, std::move(codes))));
        for (const char* name : {"far", "building_density", "building_count"}) numbers(name, 4);
        table::TextStore ids(table::TextStore::Mode::unique);
        for (Row row = 0; row < rows; ++row) ids.push(fmt::format("P{:08}", row));
        t.set("parcel_id", table::Column::texts(std::move(ids)));
    }
    return t;
}

}  // namespace

int main() {
    std::mt19937_64 rng(20241231);
    const Row firm_rows = 1'200'000;
    const Row parcel_rows = 1'000'000;
    const auto firms = made_up(firm_rows, rng, true);
    const auto parcels = made_up(parcel_rows, rng, false);
    std::vector<rules::Link> links(firm_rows);
    for (Row e = 0; e < firm_rows; ++e) links[e] = {e, static_cast<Row>(rng() % parcel_rows), 0.5, false};
    const auto scheme = config::load_scheme("demo");
    const unsigned threads = 2;

    rules::NumberColumns columns(firms);
    const auto subjects = rules::subjects_of(scheme, firms, columns);
    rules::Benchmarks benchmarks;
    std::vector<double> scores;
    timed("benchmarks (exact means, 1.2 M firms)",
          [&] { benchmarks = rules::find_benchmarks(scheme, subjects, nullptr, threads); });
    timed("scores (six indicators, 1.2 M firms)",
          [&] { scores = rules::score_rows(scheme, subjects, benchmarks, threads); });
    timed("ranks and cuts (two classes)", [&] {
        for (std::uint8_t c = 0; c < 2; ++c) {
            std::vector<rules::Ranked> ranked;
            for (Row row = 0; row < firm_rows; ++row)
                if (subjects.scale_class[row] == c) ranked.push_back({rules::score_key(scores[row]), row});
            rules::sort_ranked(ranked);
            (void)rules::ranks_of(ranked);
            (void)rules::find_cut(scheme.cut, scheme.classes[c].id, ranked);
        }
    });
    rules::FirmGrades grades;
    timed("grade_firms, all of it", [&] {
        rules::FirmsInput input;
        input.scheme = &scheme;
        input.firms = &firms;
        input.links = links;
        input.as_of = make_date(2024, 12, 31);
        input.threads = threads;
        grades = rules::grade_firms(input);
    });
    timed("apply_rules, all of it", [&] {
        rules::RulesInput input;
        input.parcels = parcels;
        input.enterprises = firms;
        input.links = links;
        input.scheme = &scheme;
        input.as_of = make_date(2024, 12, 31);
        input.year = 2024;
        input.threads = threads;
        Diagnostics diagnostics;
        (void)rules::apply_rules(std::move(input), diagnostics);
    });
    return 0;
}
