#include "ui/base/numbers.hpp"
#include "ui/charts/charts.hpp"

#include <algorithm>
#include <array>
#include <vector>

namespace mulens::ui {
namespace {

constexpr const char* letters = "ABCDun";
const std::array<const char*, 6> keys{"grade_A", "grade_B", "grade_C", "grade_D", "grade_u", "grade_n"};

void ribbon(ImDrawList& list, float x0, float a0, float a1, float x1, float b0, float b1, style::Colour colour) {
    // Strips of a smooth band (convex pieces are all that ImGui fills well), and a smooth line along each edge.
    constexpr int pieces = 48;
    const auto blend = [](float t) { return t * t * (3 - 2 * t); };
    std::vector<ImVec2> upper, lower;
    for (int i = 0; i <= pieces; ++i) {
        const float t = static_cast<float>(i) / pieces, x = x0 + (x1 - x0) * t;
        upper.emplace_back(x, a0 + (b0 - a0) * blend(t));
        lower.emplace_back(x, a1 + (b1 - a1) * blend(t));
    }
    const ImU32 paint = u32(colour);
    if (a1 - a0 < px(2)) {
        list.AddPolyline(upper.data(), pieces + 1, paint, 0, std::max(1.0F, a1 - a0));
        return;
    }
    const ImDrawListFlags before = list.Flags;
    list.Flags &= ~ImDrawListFlags_AntiAliasedFill;  // no seams between the strips
    for (std::size_t i = 0; i < static_cast<std::size_t>(pieces); ++i)
        list.AddQuadFilled(upper[i], upper[i + 1], lower[i + 1], lower[i], paint);
    list.Flags = before;
    list.AddPolyline(upper.data(), pieces + 1, paint, 0, 1);
    list.AddPolyline(lower.data(), pieces + 1, paint, 0, 1);
}

}  // namespace

void flow_chart(const View& view, const Rect& box) {
    const app::GradeFlow& flow = view.flow;
    if (!flow.known) return chart_note(box, tr("flow_unknown"));
    std::array<std::uint64_t, 6> from{}, to{};
    std::uint64_t sum = 0;
    for (std::size_t a = 0; a < 6; ++a)
        for (std::size_t b = 0; b < 6; ++b) {
            from[a] += flow.counts[a][b];
            to[b] += flow.counts[a][b];
            sum += flow.counts[a][b];
        }
    if (sum == 0) return chart_note(box, tr("chart_no_data"));
    ImDrawList& list = *ImGui::GetWindowDrawList();
    const float label = px(92), space_between = px(5), bar = px(12);
    const Rect plot{box.x0 + label, box.y0 + px(20), std::min(box.x1 - label, box.x0 + label + px(620)),
                    box.y1 - px(2)};
    const float room = plot.height() - 5 * space_between;
    if (room < px(30) || plot.width() < px(80)) return;
    const auto height = [&](std::uint64_t n) {
        return room * static_cast<float>(static_cast<double>(n) / static_cast<double>(sum));
    };
    put(list, fonts().small_strong, plot.x0, box.y0 + px(8), ink().text, flow.from);
    put_right(list, fonts().small_strong, plot.x1, box.y0 + px(8), ink().text, flow.to);
    std::array<float, 6> left{}, right{};
    float yl = plot.y0, yr = plot.y0;
    for (std::size_t g = 0; g < 6; ++g) {
        left[g] = yl;
        right[g] = yr;
        const auto side = [&](float x, float y, std::uint64_t n, bool at_left) {
            if (n == 0) return;
            const Rect part{x, y, x + bar, y + std::max(px(1), height(n))};
            fill(list, part, style::grade_colour(letters[g]), px(2));
            if (part.height() < px(11)) return;
            const std::string text = tr(keys[g]) + "  " + count(n);
            if (at_left)
                put_right(list, fonts().small, x - px(8), part.middle(), ink().text, text);
            else
                put(list, fonts().small, part.x1 + px(8), part.middle(), ink().text, text);
        };
        side(plot.x0, yl, from[g], true);
        side(plot.x1 - bar, yr, to[g], false);
        if (from[g] > 0) yl += height(from[g]) + space_between;
        if (to[g] > 0) yr += height(to[g]) + space_between;
    }
    for (std::size_t a = 0; a < 6; ++a)
        for (std::size_t b = 0; b < 6; ++b) {
            const std::uint64_t n = flow.counts[a][b];
            if (n == 0) continue;
            const float h = height(n);
            ribbon(list, plot.x0 + bar, left[a], left[a] + h, plot.x1 - bar, right[b], right[b] + h,
                   style::with_alpha(style::grade_colour(letters[a]), a == b ? 60 : 120));
            const Rect near_left{plot.x0 + bar, left[a], plot.x0 + plot.width() * 0.4F, left[a] + h};
            if (h >= px(2)) tooltip_in(near_left, tr(keys[a]) + " → " + tr(keys[b]), count(n) + " " + tr("unit_plots"));
            left[a] += h;
            right[b] += h;
        }
}

}  // namespace mulens::ui
