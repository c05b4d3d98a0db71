// Every parcel and every platform of the sample, computed by another method, against what the binary writes. Relative
// difference at most 1e-9, relative to max(1, value). This program links none of the project's libraries.
#include "oracle/sample_land.hpp"
#include "oracle/sample_money.hpp"
#include "support/csv.hpp"
#include "support/shared_sample.hpp"

#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>

namespace {

using namespace oracle;
using test_support::Csv;

constexpr double tolerance = 1e-9;
constexpr double m2_per_mu = 10000.0 / 15.0;

struct World {
    Land land;
    std::vector<Money> money;
    Csv parcels, platforms;
    std::map<std::string, std::size_t> row_of;
};

const World& world() {
    static const World made = [] {
        const std::string folder = test_support::sample_folder().string();
        const auto results = test_support::sample_results();
        World w{read_land(folder), {}, Csv(results / "parcels.csv"), Csv(results / "platforms.csv"), {}};
        w.money = allocate(folder, w.land);
        w.row_of = w.parcels.index("parcel_id");
        return w;
    }();
    return made;
}

bool agree(double expected, double found, double coordinates = 0) {
    if (std::isnan(expected) || std::isnan(found)) return std::isnan(expected) && std::isnan(found);
    return std::abs(expected - found) <= std::max(coordinates, tolerance * std::max(1.0, std::abs(expected)));
}

/// What two nanometres, the last digit of a longitude or of a northing held as a double, make of the area of a plot.
/// It counts for the planted slivers only, which are thinner than a metre; for all others 1e-9 of the area is more.
double coordinate_limit_m2(const Parcel& p) {
    double perimeter = 0;
    if (p.shape)
        for (const auto* polygon : *p.shape->toMultiPolygon())
            for (const auto* ring : *polygon) perimeter += ring->get_Length();
    return p.area_m2 < perimeter ? perimeter * 2e-9 : 0;
}

/// Compares a column for every parcel; tells the first few that differ and the worst difference.
template <typename Expected>
void compare(const char* column, Expected expected) {
    const World& w = world();
    int wrong = 0;
    std::size_t given = 0;
    double worst = 0;
    for (std::size_t p = 0; p < w.land.parcels.size(); ++p) {
        const auto at = w.row_of.find(w.land.parcels[p].id);
        ASSERT_NE(at, w.row_of.end()) << w.land.parcels[p].id;
        const double mine = expected(p), theirs = w.parcels.number(at->second, column);
        given += std::isnan(mine) ? 0 : 1;
        const double off = std::abs(mine - theirs) / std::max(1.0, std::abs(mine));
        if (off > worst) worst = off;
        if (agree(mine, theirs, coordinate_limit_m2(w.land.parcels[p])) || ++wrong > 5) continue;
        ADD_FAILURE() << column << " of " << at->first << ": expected " << testing::PrintToString(mine) << ", found "
                      << testing::PrintToString(theirs) << ", off by " << off;
    }
    EXPECT_EQ(wrong, 0) << column;
    EXPECT_GT(given, w.land.parcels.size() / 2) << column;
    testing::Test::RecordProperty(std::string("worst_") + column, testing::PrintToString(worst));
}

double amount(const Money& money, const std::string& column) {
    const auto at = money.fen.find(column);
    return at == money.fen.end() ? none : static_cast<double>(at->second) / 1e6;
}

TEST(Oracle, TheSameParcels) {
    const World& w = world();
    EXPECT_EQ(w.land.parcels.size(), w.parcels.size());
    EXPECT_EQ(w.row_of.size(), w.parcels.size());
    for (const Parcel& p : w.land.parcels) {
        const auto at = w.row_of.find(p.id);
        ASSERT_NE(at, w.row_of.end()) << p.id;
        EXPECT_EQ(w.parcels.text(at->second, "land_use"), p.land_use) << p.id;
        EXPECT_EQ(w.parcels.text(at->second, "scope"), p.in_scope ? "in" : "out") << p.id;
        EXPECT_EQ(w.parcels.text(at->second, "platform"), p.platform) << p.id;
        EXPECT_EQ(w.parcels.text(at->second, "street"), p.street) << p.id;
    }
}

TEST(Oracle, Areas) {
    const auto& parcels = world().land.parcels;
    compare("area_m2", [&](std::size_t p) { return parcels[p].area_m2; });
    compare("area_mu", [&](std::size_t p) { return parcels[p].area_m2 / m2_per_mu; });
    compare("area_basis_m2", [&](std::size_t p) { return parcels[p].basis_m2; });
    compare("area_basis_mu", [&](std::size_t p) { return parcels[p].basis_m2 / m2_per_mu; });
}

TEST(Oracle, EllipsoidAreas) {
    compare("area_ellipsoid_m2", [&](std::size_t p) {
        const auto& shape = world().land.parcels[p].shape;
        return shape ? ellipsoid_area_of(*shape) : none;
    });
}

TEST(Oracle, PlatformShares) {
    const World& w = world();
    compare("platform_share", [&](std::size_t p) { return w.land.parcels[p].platform_share; });
    // The text of all shares carries four decimals.
    for (const Parcel& p : w.land.parcels) {
        const std::string& text = w.parcels.text(w.row_of.at(p.id), "platforms");
        std::size_t parts = text.empty() ? 0 : 1;
        parts += static_cast<std::size_t>(std::count(text.begin(), text.end(), ';'));
        EXPECT_EQ(parts, p.shares.size()) << p.id << ": " << text;
        for (const auto& [name, share] : p.shares) {
            const std::size_t at = text.find(name + ":");
            ASSERT_NE(at, std::string::npos) << p.id << ": " << text;
            EXPECT_NEAR(std::stod(text.substr(at + name.size() + 1)), share, 0.5001e-4) << p.id;
        }
    }
}

TEST(Oracle, Buildings) {
    const auto& parcels = world().land.parcels;
    compare("building_count", [&](std::size_t p) { return parcels[p].shape ? parcels[p].buildings : none; });
    compare("footprint_m2", [&](std::size_t p) { return parcels[p].footprint_m2; });
    compare("gfa_m2", [&](std::size_t p) { return parcels[p].gfa_m2; });
    compare("far_area_m2", [&](std::size_t p) { return parcels[p].far_area_m2; });
    compare("far", [&](std::size_t p) { return parcels[p].far_area_m2 / parcels[p].area_m2; });
    compare("building_density", [&](std::size_t p) { return parcels[p].footprint_m2 / parcels[p].area_m2; });
}

TEST(Oracle, Allocation) {
    const World& w = world();
    for (std::size_t p = 0; p < w.land.parcels.size(); ++p) {
        const std::size_t row = w.row_of.at(w.land.parcels[p].id);
        EXPECT_EQ(w.parcels.text(row, "tax_source"), w.money[p].source) << w.land.parcels[p].id;
        EXPECT_EQ(w.parcels.number(row, "enterprise_count"), w.money[p].enterprises) << w.land.parcels[p].id;
        EXPECT_EQ(w.parcels.number(row, "tax_missing"), w.money[p].tax_missing) << w.land.parcels[p].id;
    }
    for (const char* column : {"tax_paid", "tax", "output", "value_added", "revenue"})
        compare(column, [&](std::size_t p) { return amount(w.money[p], column); });
    for (const auto& [column, from] : {std::pair{"tax_per_mu", "tax"}, std::pair{"output_per_mu", "output"}})
        compare(column, [&, of = from](std::size_t p) {
            return amount(w.money[p], of) / (w.land.parcels[p].basis_m2 / m2_per_mu);
        });
}

struct Sums {
    long double all_m2 = 0, scope_m2 = 0, assessed_m2 = 0, tax = 0, output = 0, assessed_tax = 0;
    int parcels = 0, in_scope = 0;
};

TEST(Oracle, PlatformTotals) {
    const World& w = world();
    std::map<std::string, Sums> sums;
    const auto of = [](const Money& money, const char* column) {
        return money.fen.contains(column) ? money.fen.at(column) : 0;
    };
    for (std::size_t p = 0; p < w.land.parcels.size(); ++p) {
        const Parcel& parcel = w.land.parcels[p];
        Sums& s = sums[parcel.platform];
        const double basis = std::isnan(parcel.basis_m2) ? 0 : parcel.basis_m2;
        ++s.parcels;
        s.all_m2 += basis;
        if (!parcel.in_scope) continue;
        ++s.in_scope;
        s.scope_m2 += basis;
        s.tax += static_cast<long double>(of(w.money[p], "tax"));
        s.output += static_cast<long double>(of(w.money[p], "output"));
        const std::string& grade = w.parcels.text(w.row_of.at(parcel.id), "grade");
        if (grade.size() != 1) continue;
        s.assessed_m2 += basis;
        s.assessed_tax += static_cast<long double>(of(w.money[p], "tax"));
    }
    ASSERT_EQ(w.platforms.size(), sums.size());
    for (std::size_t row = 0; row < w.platforms.size(); ++row) {
        const std::string& name = w.platforms.text(row, "platform");
        ASSERT_TRUE(sums.contains(name)) << name;
        const Sums& s = sums[name];
        const auto same = [&](const char* column, long double expected) {
            const double found = w.platforms.number(row, column), mine = static_cast<double>(expected);
            EXPECT_TRUE(agree(mine, found)) << name << " " << column << ": expected " << mine << ", found " << found;
        };
        same("parcel_count", s.parcels);
        same("scope_parcels", s.in_scope);
        same("area_basis_mu", s.all_m2 / m2_per_mu);
        same("scope_mu", s.scope_m2 / m2_per_mu);
        same("assessed_mu", s.assessed_m2 / m2_per_mu);
        same("tax", s.tax / 1e6L);
        same("output", s.output / 1e6L);
        same("tax_per_mu_scope", s.tax / 1e6L / (s.scope_m2 / m2_per_mu));
        same("tax_per_mu_assessed", s.assessed_tax / 1e6L / (s.assessed_m2 / m2_per_mu));
    }
}

}  // namespace
