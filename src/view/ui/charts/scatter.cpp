#include "ui/base/numbers.hpp"
#include "ui/charts/charts.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>

namespace mulens::ui {
namespace {

struct Range {
    float low = 0, high = 1;
    [[nodiscard]] float share(float v) const { return (v - low) / (high - low); }
};

Range range_of(const std::vector<float>& values) {
    Range out{1e9F, -1e9F};
    for (const float v : values) {
        if (!std::isfinite(v)) continue;
        out.low = std::min(out.low, v);
        out.high = std::max(out.high, v);
    }
    if (out.low > out.high) return {0, 1};
    const float pad = std::max(0.05F, (out.high - out.low) * 0.03F);
    return {out.low - pad, out.high + pad};
}

void axes(ImDrawList& list, const app::Scatter& s, const Rect& plot, const Range& rx, const Range& ry) {
    for (int power = -3; power <= 8; ++power) {
        const auto at = static_cast<float>(power);
        const std::string text = figure(std::pow(10.0, power), power < 0 ? -power : 0);
        if (at >= rx.low && at <= rx.high) {
            const float x = plot.x0 + plot.width() * rx.share(at);
            hairline(list, std::round(x), plot.y0, std::round(x), plot.y1, ink().line);
            put(list, fonts().small, x - text_width(fonts().small, text) / 2, plot.y1 + px(9), ink().secondary, text);
        }
        if (at >= ry.low && at <= ry.high) {
            const float y = plot.y1 - plot.height() * ry.share(at);
            hairline(list, plot.x0, std::round(y), plot.x1, std::round(y), ink().line);
            put_right(list, fonts().small, plot.x0 - px(6), y, ink().secondary, text);
        }
    }
    const auto named = [](const std::string& column) {
        return app::column_name(look().lang, column) + " " + app::column_unit(look().lang, column);
    };
    put(list, fonts().small, plot.x0, plot.y0 - px(10), ink().secondary, "↑ " + named(s.y_column));
    put_right(list, fonts().small, plot.x1, plot.y0 - px(10), ink().secondary, named(s.x_column) + " →");
}

}  // namespace

void scatter_chart(const View& view, Memory& memory, const Rect& box) {
    const app::Scatter& s = view.scatter;
    if (s.rows.empty()) return chart_note(box, tr("chart_no_data"));
    const Rect plot{box.x0 + px(56), box.y0 + px(20), box.x1 - px(4), box.y1 - px(18)};
    if (plot.height() < px(20) || plot.width() < px(40)) return;
    ImDrawList& list = *ImGui::GetWindowDrawList();
    const Range rx = range_of(s.x), ry = range_of(s.y);
    axes(list, s, plot, rx, ry);
    const std::size_t points = std::min({s.rows.size(), s.x.size(), s.y.size()});
    // Many points are small squares: round ones would be a dozen triangles each.
    const bool many = points > 4000;
    const Item area = item_at("scatter", plot);
    const ImVec2 mouse = ImGui::GetIO().MousePos;
    const float r = px(many ? 1 : 2);
    Row nearest = no_row;
    float nearest_at = px(8) * px(8);
    for (std::size_t i = 0; i < points; ++i) {
        const float x = plot.x0 + plot.width() * rx.share(s.x[i]), y = plot.y1 - plot.height() * ry.share(s.y[i]);
        if (!std::isfinite(x) || !std::isfinite(y)) continue;
        style::Colour colour = style::with_alpha(style::grade_colour(view.grade(s.rows[i])), 190);
        float size = r;
        if (s.rows[i] == view.moment().inspected || view.selected(s.rows[i])) {
            colour = ink().accent;
            size = r + px(2);
        }
        list.AddRectFilled(ImVec2(x - size, y - size), ImVec2(x + size, y + size), u32(colour), many ? 0 : size);
        const float away = (x - mouse.x) * (x - mouse.x) + (y - mouse.y) * (y - mouse.y);
        if (away < nearest_at) {
            nearest_at = away;
            nearest = s.rows[i];
        }
    }
    if (area.hovered && ImGui::IsMouseClicked(ImGuiMouseButton_Left)) {
        memory.brushing = true;
        memory.brush_x0 = static_cast<double>(mouse.x);
        memory.brush_y0 = static_cast<double>(mouse.y);
    }
    if (area.hovered && nearest != no_row && !memory.brushing) {
        tooltip_in(plot, view.parcel_id(nearest), tr("chart_click_tip"));
        if (view.moment().hovered != nearest) view.run("hover", view.parcel_id(nearest));
    }
    if (!memory.brushing) return;
    const Rect brush{
        std::min(static_cast<float>(memory.brush_x0), mouse.x), std::min(static_cast<float>(memory.brush_y0), mouse.y),
        std::max(static_cast<float>(memory.brush_x0), mouse.x), std::max(static_cast<float>(memory.brush_y0), mouse.y)};
    const bool large = brush.width() > px(4) || brush.height() > px(4);
    if (large) {
        fill(list, brush, style::with_alpha(ink().accent, 24));
        frame(list, brush, ink().accent);
    }
    if (ImGui::IsMouseDown(ImGuiMouseButton_Left)) return;
    memory.brushing = false;
    if (!large) {
        if (nearest == no_row) return;
        view.run("inspect", view.parcel_id(nearest));
        return view.run("select", view.parcel_id(nearest));
    }
    // As a condition on the columns, so that it can be copied, undone and read.
    const auto value_x = [&](float px_) {
        return std::pow(10.0, static_cast<double>(rx.low + (px_ - plot.x0) / plot.width() * (rx.high - rx.low)));
    };
    const auto value_y = [&](float px_) {
        return std::pow(10.0, static_cast<double>(ry.low + (plot.y1 - px_) / plot.height() * (ry.high - ry.low)));
    };
    view.run("select_where",
             fmt::format("{0} BETWEEN {1:.4g} AND {2:.4g} AND {3} BETWEEN {4:.4g} AND {5:.4g}", s.x_column,
                         value_x(brush.x0), value_x(brush.x1), s.y_column, value_y(brush.y1), value_y(brush.y0)));
}

}  // namespace mulens::ui
