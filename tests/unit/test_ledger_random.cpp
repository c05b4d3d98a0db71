// Random bipartite graphs: money balances to the 分, land to 1e-9 m², whatever the threads or the order of rows; and a
// second, naive computation by maps agrees.
#include "ledger/key_index.hpp"
#include "ledger/ledger.hpp"
#include "ledger/split.hpp"

#include <gtest/gtest.h>

#include <cmath>
#include <map>
#include <numeric>
#include <random>
#include <set>

namespace mulens::ledger {
namespace {

using table::Column;
using table::none;

struct World {
    std::vector<std::string> parcel_ids, ent_ids;
    std::vector<double> area, tax, output, employees;
    std::vector<std::string> status;
    struct Link {
        std::size_t e, p;
        double share, floor;
        std::string relation;
    };
    std::vector<Link> links;
};

World random_world(std::mt19937_64& rng, std::size_t parcels, std::size_t firms, std::size_t links) {
    World w;
    const auto real = [&](double high) { return std::ldexp(static_cast<double>(rng() >> 11), -53) * high; };
    for (std::size_t p = 0; p < parcels; ++p) {
        w.parcel_ids.push_back("P" + std::to_string(rng() % 1000) + "-" + std::to_string(p));
        w.area.push_back(rng() % 20 == 0 ? none : real(70000));
        w.status.emplace_back(rng() % 25 == 0 ? "quarantined" : "ok");
    }
    for (std::size_t e = 0; e < firms; ++e) {
        w.ent_ids.push_back("E" + std::to_string(e));
        w.tax.push_back(rng() % 10 == 0 ? none : real(4000) - 200);
        w.output.push_back(rng() % 10 == 0 ? none : real(90000));
        w.employees.push_back(rng() % 10 == 0 ? none : real(900));
    }
    std::set<std::pair<std::size_t, std::size_t>> seen;
    for (std::size_t i = 0; i < links; ++i) {
        const std::size_t e = rng() % firms;
        const std::size_t p = rng() % parcels;
        if (!seen.insert({e, p}).second) continue;
        const bool blank_share = rng() % 8 == 0;
        w.links.push_back(
            {e, p, blank_share ? none : real(1), rng() % 8 == 0 ? none : real(5000), rng() % 3 == 0 ? "承租" : "自有"});
    }
    return w;
}

struct Outcome {
    table::Layer parcels, enterprises, links;
    Diagnostics diagnostics;
    LedgerInput input;
    LedgerResult result;

    /// The world's rows in the given orders.
    Outcome(const Outcome&) = delete;
    Outcome& operator=(const Outcome&) = delete;
    Outcome(const World& w, const std::vector<std::size_t>& po, const std::vector<std::size_t>& eo,
            const std::vector<std::size_t>& lo, unsigned threads) {
        const auto pick = [](const auto& from, const auto& order) {
            std::decay_t<decltype(from)> out;
            for (const auto i : order) out.push_back(from[i]);
            return out;
        };
        parcels.role = "parcels";
        parcels.table.set("parcel_id", Column::texts(pick(w.parcel_ids, po), table::TextStore::Mode::unique));
        parcels.table.set("area_basis_m2", Column::numbers(pick(w.area, po)));
        parcels.table.set("geometry_status", Column::texts(pick(w.status, po)));
        enterprises.role = "enterprises";
        enterprises.table.set("ent_id", Column::texts(pick(w.ent_ids, eo), table::TextStore::Mode::unique));
        enterprises.table.set("tax_paid", Column::numbers(pick(w.tax, eo)));
        enterprises.table.set("output", Column::numbers(pick(w.output, eo)));
        enterprises.table.set("employees", Column::numbers(pick(w.employees, eo)));
        std::vector<std::string> e, p, relation;
        std::vector<double> share, floor;
        for (const auto i : lo) {
            e.push_back(w.ent_ids[w.links[i].e]);
            p.push_back(w.parcel_ids[w.links[i].p]);
            share.push_back(w.links[i].share);
            floor.push_back(w.links[i].floor);
            relation.push_back(w.links[i].relation);
        }
        links.role = "links";
        links.table.set("ent_id", Column::texts(e));
        links.table.set("parcel_id", Column::texts(p));
        links.table.set("share", Column::numbers(share));
        links.table.set("floor_area_m2", Column::numbers(floor));
        links.table.set("relation", Column::texts(relation));
        input.parcels = &parcels;
        input.enterprises = &enterprises;
        input.links = &links;
        input.options.threads = threads;
        result = build_ledger(input, diagnostics);
    }
};

std::vector<std::size_t> in_order(std::size_t n) {
    std::vector<std::size_t> out(n);
    std::iota(out.begin(), out.end(), std::size_t{0});
    return out;
}

Outcome plain(const World& w, unsigned threads) {
    return {w, in_order(w.area.size()), in_order(w.tax.size()), in_order(w.links.size()), threads};
}

bool same(double a, double b) { return a == b || (std::isnan(a) && std::isnan(b)); }

void expect_same_table(const table::Table& a, const table::Table& b) {
    ASSERT_EQ(a.names(), b.names());
    for (const auto& name : a.names())
        for (Row row = 0; row < a.rows(); ++row) {
            if (a.at(name).is_text())
                ASSERT_EQ(a.text(name, row), b.text(name, row)) << name;
            else
                ASSERT_TRUE(same(a.number(name, row), b.number(name, row))) << name << " row " << row;
        }
}

TEST(LedgerRandom, MoneyAndLandBalanceExactly) {
    std::mt19937_64 rng(2024);
    for (int round = 0; round < 60; ++round) {
        const World w = random_world(rng, 1 + rng() % 60, 1 + rng() % 60, rng() % 150);
        const Outcome run = plain(w, 1);
        const LedgerResult& r = run.result;
        for (const Balance& b : r.balances) {
            EXPECT_TRUE(b.gap_fen() == 0) << b.column;
            Int128 input = 0;  // once more, from the source
            const auto& values = b.column == "output" ? w.output : w.tax;
            for (const double v : values)
                if (!std::isnan(v)) input += fen_from_wan(v);
            EXPECT_TRUE(b.input_fen == input) << b.column;
        }
        EXPECT_TRUE(r.land.gap() == 0);
        // Every measurable parcel with firms: Σ s = 1, Σ land = basis, and the assessed areas sum to it where there is
        // an owner.
        for (Row p = 0; p < w.area.size(); ++p) {
            const auto first = r.of_parcel[p];
            const auto last = r.of_parcel[p + 1];
            if (first == last) continue;
            double share = 0;
            std::int64_t land = 0, assessed = 0;
            bool owner = false;
            for (auto i = first; i < last; ++i) {
                share += r.shares[i].share;
                land += r.shares[i].land_nano;
                assessed += r.steps[i].in_nano - r.steps[i].out_nano;
                owner = owner || r.shares[i].relation != Relation::tenant;
                EXPECT_GE(r.steps[i].in_nano, r.steps[i].out_nano);
            }
            const bool measurable = w.area[p] > 0 && w.status[p] == "ok";
            const std::int64_t basis = measurable ? std::llround(w.area[p] * 1e9) : 0;
            EXPECT_NEAR(share, 1.0, 1e-12);
            EXPECT_EQ(land, basis);
            if (owner) {
                EXPECT_EQ(assessed, basis);
            }
            EXPECT_LE(assessed, basis);
        }
    }
}

TEST(LedgerRandom, ThreadsDoNotChangeAByte) {
    std::mt19937_64 rng(5);
    const World w = random_world(rng, 40000, 90000, 120000);
    const Outcome one = plain(w, 1);
    const Outcome four = plain(w, 4);
    expect_same_table(one.result.parcels, four.result.parcels);
    expect_same_table(one.result.enterprises, four.result.enterprises);
    ASSERT_EQ(one.result.allocations.size(), four.result.allocations.size());
    for (std::size_t i = 0; i < one.result.allocations.size(); ++i)
        EXPECT_EQ(one.result.allocations[i].fen, four.result.allocations[i].fen);
    const auto a = one.diagnostics.sorted();
    const auto b = four.diagnostics.sorted();
    ASSERT_EQ(a.size(), b.size());
    for (std::size_t i = 0; i < a.size(); ++i) EXPECT_EQ(a[i].message, b[i].message);
}

TEST(LedgerRandom, OrderOfRowsDoesNotMoveMoneyOrLand) {
    std::mt19937_64 rng(77);
    for (int round = 0; round < 20; ++round) {
        const World w = random_world(rng, 30, 40, 90);
        auto po = in_order(30);
        auto eo = in_order(40);
        auto lo = in_order(w.links.size());
        const Outcome a(w, po, eo, lo, 1);
        std::shuffle(po.begin(), po.end(), rng);
        std::shuffle(eo.begin(), eo.end(), rng);
        std::shuffle(lo.begin(), lo.end(), rng);
        const Outcome b(w, po, eo, lo, 2);
        for (Row p = 0; p < 30; ++p)
            for (const char* name : {"tax", "output"})
                EXPECT_TRUE(
                    same(b.result.parcels.number(name, p), a.result.parcels.number(name, static_cast<Row>(po[p]))));
        for (Row e = 0; e < 40; ++e)
            for (const char* name : {"land_m2", "area_assessed_mu", "area_rented_out_mu"})
                EXPECT_TRUE(same(b.result.enterprises.number(name, e),
                                 a.result.enterprises.number(name, static_cast<Row>(eo[e]))))
                    << name;
    }
}

/// method §3.2 once more, by maps and doubles: must agree to rounding.
TEST(LedgerRandom, AgreesWithANaiveComputation) {
    std::mt19937_64 rng(31);
    for (int round = 0; round < 30; ++round) {
        const World w = random_world(rng, 25, 25, 70);
        const Outcome run = plain(w, 1);
        std::map<std::size_t, std::vector<World::Link>> of_parcel;
        for (const auto& link : w.links) of_parcel[link.p].push_back(link);
        std::map<std::pair<std::size_t, std::size_t>, double> weight;
        std::vector<double> land(25, 0.0);
        for (const auto& [p, links] : of_parcel) {
            const auto all = [&](auto&& get) {
                return std::all_of(links.begin(), links.end(), [&](const auto& l) { return get(l) >= 0; });
            };
            const auto by_share = [](const World::Link& l) { return l.share; };
            const auto by_floor = [](const World::Link& l) { return l.floor; };
            double sum = 0;
            std::vector<double> v;
            for (const auto& l : links) {
                v.push_back(all(by_share) ? l.share : all(by_floor) ? l.floor : 1.0);
                sum += v.back();
            }
            const double basis = w.area[p] > 0 && w.status[p] == "ok" ? w.area[p] : 0.0;
            for (std::size_t i = 0; i < links.size(); ++i) {
                weight[{links[i].e, p}] = v[i] / sum * basis;
                land[links[i].e] += v[i] / sum * basis;
            }
        }
        std::vector<double> tax(25, none);
        for (const auto& [key, area] : weight) {
            const auto [e, p] = key;
            if (area == 0 || std::isnan(w.tax[e])) continue;
            tax[p] = (std::isnan(tax[p]) ? 0 : tax[p]) + w.tax[e] * area / land[e];
        }
        for (Row p = 0; p < 25; ++p) {
            EXPECT_EQ(std::isnan(tax[p]), std::isnan(run.result.parcels.number("tax", p)));
            if (!std::isnan(tax[p])) {
                EXPECT_NEAR(run.result.parcels.number("tax", p), tax[p], 3e-5);
            }
        }
        for (Row e = 0; e < 25; ++e)
            if (land[e] > 0) {
                EXPECT_NEAR(run.result.enterprises.number("land_m2", e), land[e], 1e-7);
            }
    }
}

TEST(LedgerSplit, MatchesTheBaseSplit) {
    std::mt19937_64 rng(3);
    SplitScratch scratch;
    for (int round = 0; round < 3000; ++round) {
        std::vector<double> weights(1 + rng() % 7);
        for (auto& x : weights) x = static_cast<double>(rng() % 100);
        std::vector<std::int64_t> whole(weights.size()), parts(weights.size());
        whole_weights(weights, whole);
        const auto total = static_cast<std::int64_t>(rng() % 2'000'001) - 1'000'000;
        split_exact(total, whole, parts, scratch, [](std::size_t a, std::size_t b) { return a < b; });
        EXPECT_EQ(parts, split_largest_remainder(total, weights));
    }
}

TEST(LedgerKeys, IndexFindsEveryRowAndNothingElse) {
    std::mt19937_64 rng(9);
    std::vector<std::string> keys;
    std::map<std::string, Row> first;
    for (Row i = 0; i < 5000; ++i) {
        keys.push_back(rng() % 50 == 0 ? "" : "3301140" + std::to_string(rng() % 4000));
        if (!keys.back().empty()) first.try_emplace(keys.back(), i);
    }
    const Column column = Column::texts(keys, table::TextStore::Mode::unique);
    const KeyIndex index(column);
    for (const auto& [key, row] : first) {
        EXPECT_EQ(index.find(key), row);
        std::vector<Row> chain;
        for (Row r = row; r != no_row; r = index.next(r)) chain.push_back(r);
        std::vector<Row> expected;
        for (Row r = 0; r < keys.size(); ++r)
            if (keys[r] == key) expected.push_back(r);
        EXPECT_EQ(chain, expected);
        if (row > 300) break;
    }
    EXPECT_EQ(index.find("33011409999"), no_row);
    EXPECT_EQ(index.find(""), no_row);
    EXPECT_EQ(without_part_number("A#12"), "A");
    EXPECT_EQ(without_part_number("A#"), "A#");
    EXPECT_EQ(without_part_number("A#x"), "A#x");
}

}  // namespace
}  // namespace mulens::ledger
