// Triangles as 16-bit numbers: every index comes back, wherever a range is cut.
#include "scene/short_runs.hpp"

#include <gtest/gtest.h>

#include <random>

namespace mulens::scene {
namespace {

/// What is drawn of a range: the pieces' short numbers with their base added again.
std::vector<std::uint32_t> drawn(const std::vector<std::uint32_t>& indices, const std::vector<ShortRun>& runs,
                                 std::uint64_t first, std::uint64_t count) {
    std::vector<ShortPiece> pieces;
    cut_by_runs(runs, first, count, pieces);
    std::vector<std::uint32_t> out;
    for (const auto& piece : pieces)
        for (std::uint64_t at = piece.first; at < piece.first + piece.count; ++at) {
            EXPECT_GE(indices[at], piece.base);
            EXPECT_LE(indices[at] - piece.base, 0xffffU);
            out.push_back(piece.base + static_cast<std::uint16_t>(indices[at] - piece.base));
        }
    return out;
}

TEST(ShortRuns, EveryRangeComesBackAsItWas) {
    std::mt19937 random(7);
    std::vector<std::uint32_t> indices;
    for (std::uint32_t base = 0; base < 400'000;  // features one after the other
         base += 4 + static_cast<std::uint32_t>(random() % 40))
        for (int corner = 0; corner < 3; ++corner) indices.push_back(base + static_cast<std::uint32_t>(random() % 4));
    const auto runs = short_runs(indices);
    ASSERT_GE(runs.size(), 6U);
    EXPECT_LE(runs.size(), 8U);
    EXPECT_EQ(drawn(indices, runs, 0, indices.size()), indices);
    for (int i = 0; i < 500; ++i) {
        const std::uint64_t first = random() % (indices.size() / 3) * 3;
        const std::uint64_t count = random() % ((indices.size() - first) / 3 + 1) * 3;
        const std::vector<std::uint32_t> want(indices.begin() + static_cast<std::ptrdiff_t>(first),
                                              indices.begin() + static_cast<std::ptrdiff_t>(first + count));
        ASSERT_EQ(drawn(indices, runs, first, count), want) << first << " + " << count;
    }
}

TEST(ShortRuns, RunsEndWhereNumbersWouldNotFit) {
    EXPECT_TRUE(short_runs({}).empty());
    const std::vector<std::uint32_t> fits{10, 11, 65'545};
    ASSERT_EQ(short_runs(fits).size(), 1U);
    EXPECT_EQ(short_runs(fits)[0].base, 10U);
    const std::vector<std::uint32_t> two{8, 11, 12, 9, 65'540, 65'544};  // 8 … 65,544: one too many
    const auto runs = short_runs(two);
    ASSERT_EQ(runs.size(), 2U);
    EXPECT_EQ(runs[1].first, 3U);
    EXPECT_EQ(runs[1].base, 9U);
    EXPECT_EQ(drawn(two, runs, 0, 6), two);
}

TEST(ShortRuns, ATriangleThatSpansMoreNeedsWideNumbers) {
    EXPECT_TRUE(short_runs(std::vector<std::uint32_t>{0, 1, 2, 0, 1, 65'536}).empty());
}

}  // namespace
}  // namespace mulens::scene
