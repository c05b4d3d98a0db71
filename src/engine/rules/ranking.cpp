#include "rules/ranking.hpp"

#include "rules/score.hpp"

#include <algorithm>
#include <array>
#include <cmath>

namespace mulens::rules {

void sort_ranked(std::vector<Ranked>& rows) {
    if (rows.size() < 2048) {
        std::stable_sort(rows.begin(), rows.end(), [](const Ranked& a, const Ranked& b) { return a.key > b.key; });
        return;
    }
    // Radix sort from the lowest digit on (highest − key): stable, and only as many passes as the range needs.
    std::int64_t highest = rows.front().key;
    std::int64_t lowest = highest;
    for (const auto& r : rows) {
        highest = std::max(highest, r.key);
        lowest = std::min(lowest, r.key);
    }
    const auto range = static_cast<std::uint64_t>(highest) - static_cast<std::uint64_t>(lowest);
    constexpr unsigned bits = 11;
    std::vector<Ranked> other(rows.size());
    for (unsigned shift = 0; shift < 64 && (range >> shift) != 0; shift += bits) {
        std::array<std::size_t, 1U << bits> place{};
        const auto digit = [&](const Ranked& r) {
            const auto below = static_cast<std::uint64_t>(highest) - static_cast<std::uint64_t>(r.key);
            return (below >> shift) & ((1U << bits) - 1);
        };
        for (const auto& r : rows) ++place[digit(r)];
        std::size_t sum = 0;
        for (auto& p : place) {
            const std::size_t count = p;
            p = sum;
            sum += count;
        }
        for (const auto& r : rows) other[place[digit(r)]++] = r;
        rows.swap(other);
    }
}

std::vector<std::uint32_t> ranks_of(const std::vector<Ranked>& sorted) {
    std::vector<std::uint32_t> out(sorted.size());
    for (std::size_t i = 0; i < sorted.size(); ++i)
        out[i] = i > 0 && sorted[i].key == sorted[i - 1].key ? out[i - 1] : static_cast<std::uint32_t>(i + 1);
    return out;
}

std::uint64_t quota_position(double cumulative, std::uint64_t n) {
    // 0.07 × 100 is 7.000000000000001: without the allowance its ceiling would be 8.
    const double position = std::ceil(cumulative * static_cast<double>(n) - 1e-9);
    return std::min(n, static_cast<std::uint64_t>(std::max(0.0, position)));
}

char ClassCut::grade_of(double score) const {
    if (mode == config::CutMode::none || std::isnan(score)) return '-';
    for (const auto& line : lines) {
        if (std::isinf(line.score)) continue;
        const std::int64_t key = score_key(score);
        const std::int64_t limit = score_key(line.score);
        if (line.op == config::Op::greater ? key > limit : key >= limit) return line.grade;
    }
    return 'D';
}

ClassCut find_cut(const config::Cut& cut, const std::string& scale_class, const std::vector<Ranked>& sorted) {
    return find_cut(cut, scale_class, sorted.size(), [&](std::uint64_t place) { return sorted[place - 1].key; });
}

ClassCut find_cut(const config::Cut& cut, const std::string& scale_class, std::uint64_t n,
                  const std::function<std::int64_t(std::uint64_t)>& key_at) {
    ClassCut out;
    out.scale_class = scale_class;
    out.mode = cut.mode;
    out.n = n;
    for (const auto& line : cut.lines_of(scale_class)) {
        ClassCut::Line result;
        result.grade = line.grade;
        result.op = line.op;
        if (cut.mode == config::CutMode::threshold) {
            result.score = line.value;
        } else {
            result.cumulative = line.cumulative;
            result.position = quota_position(line.cumulative, out.n);
            if (result.position > 0) result.score = static_cast<double>(key_at(result.position)) / 1e9;
        }
        out.lines.push_back(result);
    }
    if (out.lines.empty()) out.mode = config::CutMode::none;
    return out;
}

}  // namespace mulens::rules
