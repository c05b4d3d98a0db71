#include "base/date.hpp"
#include "base/exact.hpp"
#include "base/parallel.hpp"
#include "base/sha256.hpp"
#include "base/text.hpp"
#include "geom/units.hpp"

#include <gtest/gtest.h>

#include <cmath>
#include <numeric>
#include <random>

namespace mulens {
namespace {

TEST(Exact, FenRoundTrip) {
    EXPECT_EQ(fen_from_wan(1234.567891), 1234567891);
    EXPECT_EQ(fen_from_wan(-0.000001), -1);
    EXPECT_DOUBLE_EQ(wan_from_fen(1234567891), 1234.567891);
}

TEST(Exact, SumDoesNotDependOnOrder) {
    std::mt19937_64 rng(7);
    std::vector<double> v(5000);
    for (auto& x : v) x = std::ldexp(static_cast<double>(rng() % 1'000'000'007), -12);
    ExactSum forward;
    ExactSum backward;
    for (std::size_t i = 0; i < v.size(); ++i) {
        forward.add(v[i]);
        backward.add(v[v.size() - 1 - i]);
    }
    EXPECT_EQ(forward, backward);
    EXPECT_NEAR(forward.value(), std::accumulate(v.begin(), v.end(), 0.0), 1e-3);
}

TEST(Exact, LargestRemainderKeepsTheTotal) {
    EXPECT_EQ(split_largest_remainder(100, {1, 1, 1}), (std::vector<std::int64_t>{34, 33, 33}));
    EXPECT_EQ(split_largest_remainder(-100, {1, 1, 1}), (std::vector<std::int64_t>{-34, -33, -33}));
    EXPECT_EQ(split_largest_remainder(5, {0, 0}), (std::vector<std::int64_t>{0, 0}));
    std::mt19937_64 rng(11);
    for (int round = 0; round < 2000; ++round) {
        std::vector<double> w(1 + rng() % 9);
        for (auto& x : w) x = static_cast<double>(rng() % 1000) / 7.0;
        const auto total = static_cast<std::int64_t>(rng() % 10'000'000'000ULL) - 5'000'000'000LL;
        const auto parts = split_largest_remainder(total, w);
        const auto sum = std::accumulate(parts.begin(), parts.end(), std::int64_t{0});
        const bool all_zero = std::accumulate(w.begin(), w.end(), 0.0) == 0;
        EXPECT_EQ(sum, all_zero ? 0 : total);
    }
}

TEST(Date, LeapDayAndForms) {
    EXPECT_EQ(to_iso(add_years(*parse_date("2024-02-29"), 1)), "2025-02-28");
    EXPECT_EQ(to_iso(add_years(*parse_date("2024-02-29"), 4)), "2028-02-29");
    for (const char* text : {"2024-3-5", "2024/03/05", "20240305", "2024年3月5日", "2024.3.5", "2024-03-05 00:00:00"})
        EXPECT_EQ(to_iso(parse_date(text).value()), "2024-03-05") << text;
    for (const char* text : {"", "2024-02-30", "5/3/2024", "abc", "2024", "123456789"})
        EXPECT_FALSE(parse_date(text)) << text;
}

TEST(Text, Numbers) {
    EXPECT_DOUBLE_EQ(parse_number("1,234.5").value(), 1234.5);
    EXPECT_DOUBLE_EQ(parse_number("１２．５").value(), 12.5);
    EXPECT_DOUBLE_EQ(parse_number("200%").value(), 2.0);
    EXPECT_DOUBLE_EQ(parse_number("+3").value(), 3.0);
    for (const char* text : {"", "-", "不予規定", "NULL", "1.2.3", "nan"}) EXPECT_FALSE(parse_number(text)) << text;
    EXPECT_EQ(number_text(0.1), "0.1");
    EXPECT_EQ(number_text(-0.0), "0");
}

TEST(Text, Keys) {
    EXPECT_EQ(normalised_key(" ３３０１１４ａｂ　"), "330114AB");
    EXPECT_EQ(normalised_key("0012"), "0012");
    EXPECT_TRUE(valid_utf8("钱塘"));
    EXPECT_FALSE(valid_utf8("\xC7\xAE\xCC\xC1"));
}

TEST(Text, CreditCode) {
    // The registration authority's own published code is the worked example.
    EXPECT_TRUE(valid_credit_code("91350100M000100Y43"));
    EXPECT_FALSE(valid_credit_code("91350100M000100Y44"));
    EXPECT_FALSE(valid_credit_code("9135"));
}

TEST(Units, MuIsARatio) { EXPECT_NEAR(geom::mu_from_m2(68507.52), 102.76, 0.005); }

TEST(Sha256, KnownDigest) {
    EXPECT_EQ(sha256_of("abc"), "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
}

TEST(Parallel, EveryChunkOnceAndFirstErrorWins) {
    std::vector<int> seen(1000, 0);
    parallel_chunks(4, 1000, 7, [&](std::uint64_t, std::uint64_t first, std::uint64_t last, unsigned) {
        for (auto i = first; i < last; ++i) ++seen[i];
    });
    EXPECT_EQ(std::accumulate(seen.begin(), seen.end(), 0), 1000);
    EXPECT_THROW(parallel_chunks(2, 10, 1,
                                 [](auto chunk, auto, auto, auto) {
                                     if (chunk == 3) throw 5;
                                 }),
                 int);
}

TEST(Exact, NearestIsLlround) {
    for (const double v : {0.0, -0.0, 0.5, -0.5, 0.49999999999999994, -0.49999999999999994, 1.5, 2.5, -2.5, 1e9 + 0.5,
                           4503599627370495.5, 3999999999999999.5, -3999999999999999.5, 4e15, 9e18, -9e18})
        EXPECT_EQ(nearest(v), std::llround(v)) << v;
    std::uint64_t x = 88172645463325252ULL;
    for (int i = 0; i < 100000; ++i) {
        x ^= x << 13;
        x ^= x >> 7;
        x ^= x << 17;
        const double v = static_cast<double>(static_cast<std::int64_t>(x)) / std::pow(2.0, 11 + i % 50);
        ASSERT_EQ(nearest(v), std::llround(v)) << v;
    }
}

}  // namespace
}  // namespace mulens
