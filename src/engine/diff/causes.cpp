#include "diff/causes.hpp"

#include <cstdlib>
#include <numeric>

namespace mulens::diff {
namespace {

constexpr const char* names[] = {"data", "area", "link", "scheme", "quota"};
constexpr const char* words[] = {"数据", "面积", "关联", "办法", "名额线"};

int height(char grade) { return 'D' - grade; }

/// Differences of what has a value; what has none keeps the value before it.
template <typename T, typename Has, typename Value>
void differences(Has&& has, Value&& value, std::array<T, cause_count>& out) {
    T last = value(0);
    for (std::size_t k = 0; k < cause_count; ++k) {
        if (!has(k + 1)) continue;
        out[k] = value(k + 1) - last;
        last = value(k + 1);
    }
}

Cause largest(const Split& s, int direction) {
    std::size_t best = 0;
    const auto size = [&](std::size_t k) { return direction == 0 ? std::abs(s.grades[k]) : direction * s.grades[k]; };
    for (std::size_t k = 1; k < cause_count; ++k)
        if (size(k) > size(best)) best = k;
    return static_cast<Cause>(best);
}

}  // namespace

const char* name_of(Cause cause) { return names[static_cast<std::size_t>(cause)]; }
const char* zh_of(Cause cause) { return words[static_cast<std::size_t>(cause)]; }

const char* state_of(char grade) {
    switch (grade) {
        case 'A':
            return "A";
        case 'B':
            return "B";
        case 'C':
            return "C";
        case 'D':
            return "D";
        case 'u':
            return "ungraded";
        case 'n':
            return "not_evaluated";
        case ' ':
            return "out";
        default:
            return "";
    }
}

const char* name_of(Change change) {
    switch (change) {
        case Change::same:
            return "same";
        case Change::cancelled:
            return "cancelled";
        case Change::moved:
            return "moved";
        case Change::entered:
            return "entered";
        case Change::left:
            return "left";
        default:
            return "ungraded";
    }
}

int Split::move() const { return std::accumulate(grades.begin(), grades.end(), 0); }

Split split(const Steps& steps) {
    Split out;
    const auto& g = steps.grade;
    const auto& p = steps.score;
    const bool before = is_graded(g.front()), after = is_graded(g.back());
    out.scored = p.front() != rules::no_key && p.back() != rules::no_key;
    if (out.scored)
        differences<std::int64_t>([&](std::size_t k) { return p[k] != rules::no_key; },
                                  [&](std::size_t k) { return p[k]; }, out.points);
    if (before && after) {
        differences<int>([&](std::size_t k) { return is_graded(g[k]); }, [&](std::size_t k) { return height(g[k]); },
                         out.grades);
        const int move = out.move();
        bool any = false;
        for (const int d : out.grades) any = any || d != 0;
        out.change = move != 0 ? Change::moved : any ? Change::cancelled : Change::same;
        out.main = largest(out, move > 0 ? 1 : move < 0 ? -1 : 0);
    } else if (before != after) {
        out.change = after ? Change::entered : Change::left;
        for (std::size_t k = 0; k < cause_count; ++k)
            if (is_graded(g[k]) != is_graded(g[k + 1])) out.main = static_cast<Cause>(k);
    }
    return out;
}

}  // namespace mulens::diff
