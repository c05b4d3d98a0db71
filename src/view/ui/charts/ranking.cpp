#include "ui/base/numbers.hpp"
#include "ui/charts/charts.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>

namespace mulens::ui {

/// The platforms by tax per mu, best first; the low-efficient share of their land beside.
void ranking_chart(const View& view, const Rect& box) {
    std::vector<const app::PlatformRow*> rows;
    for (const auto& row : view.platforms) rows.push_back(&row);
    if (rows.empty()) return chart_note(box, tr("chart_no_data"));
    const auto value = [](const app::PlatformRow* row) {
        return std::isfinite(row->tax_per_mu) ? row->tax_per_mu : -1.0;
    };
    std::stable_sort(rows.begin(), rows.end(), [&](const auto* a, const auto* b) { return value(a) > value(b); });
    const double most = std::max(1e-9, value(rows.front()));
    ImDrawList& list = *ImGui::GetWindowDrawList();
    const float head = px(18);
    const float step = std::min(px(26), (box.height() - head) / static_cast<float>(rows.size()));
    float widest = px(60);
    for (const auto* row : rows) widest = std::max(widest, text_width(fonts().body, row->label));
    const float name_room = std::min(widest + px(18), box.width() * 0.34F), value_room = px(64),
                low_room = std::min(px(210), box.width() * 0.3F);
    const float x0 = box.x0 + name_room, x1 = box.x1 - value_room - low_room;
    put_right(list, fonts().small, x1 + value_room, box.y0 + px(6), ink().secondary, tr("tax_per_mu_short"));
    put_right(list, fonts().small, box.x1, box.y0 + px(6), ink().secondary, tr("low"));
    for (std::size_t i = 0; i < rows.size(); ++i) {
        const app::PlatformRow& row = *rows[i];
        const Rect line{box.x0, box.y0 + head + step * static_cast<float>(i), box.x1,
                        box.y0 + head + step * static_cast<float>(i + 1)};
        const std::string name = row.name.empty() ? tr("no_platform") : row.label;
        ImGui::PushID(static_cast<int>(i));
        const Item spot = item_at("platform", line);
        ImGui::PopID();
        const bool on = view.document().platform == row.name && !row.name.empty();
        if (spot.hovered || on) fill(list, line, on ? ink().accent_soft : ink().hover, px(4));
        const ImFont* font = step < px(18) ? fonts().small : fonts().body;
        put_fit(list, font, line.x0 + px(4), line.middle(), ink().text, name, name_room - px(12));
        const float thick = std::min(px(12), step * 0.55F) / 2;
        const auto width = (x1 - x0) * static_cast<float>(std::max(0.0, value(&row)) / most);
        fill(list, {x0, line.middle() - thick, x0 + std::max(px(1), width), line.middle() + thick},
             on ? ink().accent : ink().bar, px(2));
        put_right(list, font, x1 + value_room, line.middle(), ink().text, rate(row.tax_per_mu));
        put_right(list, fonts().small, line.x1 - px(4), line.middle(), ink().secondary,
                  plots_and_mu(row.low, row.low_mu));
        tooltip(name, fmt::format("{} · {} {}", plots_and_mu(row.parcels, row.area_mu), tr("output_per_mu"),
                                  rate(row.output_per_mu)));
        if (spot.clicked) view.run("platform", on ? std::string("all") : row.name);
        if (spot.double_clicked) view.run("zoom_to", "platform", row.name);
    }
}

/// Land from the lowest tax per mu on: how much of the tax comes from how much of the land.
void lorenz_chart(const View& view, const Rect& box) {
    const app::Lorenz& l = view.lorenz;
    if (l.land.size() < 2 || l.land.size() != l.tax.size()) return chart_note(box, tr("chart_no_data"));
    ImDrawList& list = *ImGui::GetWindowDrawList();
    const float side = std::min(box.height() - px(22), box.width() * 0.6F);
    if (side < px(30)) return;
    const Rect plot{box.x0 + px(40), box.y0 + px(4), box.x0 + px(40) + side * 1.6F, box.y0 + px(4) + side};
    frame(list, plot, ink().line);
    for (const double tick : {0.0, 0.5, 1.0}) {
        const auto t = static_cast<float>(tick);
        const std::string text = percent(tick, 0);
        put(list, fonts().small, plot.x0 + plot.width() * t - text_width(fonts().small, text) * t, plot.y1 + px(10),
            ink().secondary, text);
        put_right(list, fonts().small, plot.x0 - px(6),
                  plot.y1 - plot.height() * t +
                      (t == 0   ? -px(4)
                       : t == 1 ? px(6)
                                : 0),
                  ink().secondary, text);
    }
    list.AddLine(ImVec2(plot.x0, plot.y1), ImVec2(plot.x1, plot.y0), u32(ink().control), px(1));
    const std::size_t step = std::max<std::size_t>(1, l.land.size() / 800);
    std::vector<ImVec2> points;
    const auto at = [&](std::size_t i) {
        return ImVec2(plot.x0 + plot.width() * l.land[i], plot.y1 - plot.height() * std::clamp(l.tax[i], -0.2F, 1.0F));
    };
    for (std::size_t i = 0; i < l.land.size(); i += step) points.push_back(at(i));
    points.push_back(at(l.land.size() - 1));
    const ImDrawListFlags flags = list.Flags;
    list.Flags &= ~ImDrawListFlags_AntiAliasedFill;  // no seams between the strips
    for (std::size_t i = 0; i + 1 < points.size(); ++i) {
        const ImVec2 &a = points[i], &b = points[i + 1];
        list.AddQuadFilled(a, b, ImVec2(b.x, plot.y1 - plot.height() * (b.x - plot.x0) / plot.width()),
                           ImVec2(a.x, plot.y1 - plot.height() * (a.x - plot.x0) / plot.width()),
                           u32(style::with_alpha(ink().accent, 22)));
    }
    list.Flags = flags;
    list.AddPolyline(points.data(), static_cast<int>(points.size()), u32(ink().accent), 0, px(2));
    const float x = plot.x1 + px(24), room = box.x1 - x;
    if (room < px(80)) return;
    put(list, fonts().title, x, plot.y0 + px(14), ink().text, figure(l.gini, 2));
    put_fit(list, fonts().small, x, plot.y0 + px(36), ink().secondary, tr("gini"), room, true);
    put(list, fonts().title, x, plot.y0 + px(70), ink().text, percent(l.tax_of_top_fifth));
    float y = plot.y0 + px(92);
    for (const auto& line : wrapped(fonts().small, tr("top_fifth"), room, 3)) {
        put(list, fonts().small, x, y, ink().secondary, line);
        y += px(18);
    }
    const ImVec2 mouse = ImGui::GetIO().MousePos;
    if (!plot.contains(mouse)) return;
    const float share = (mouse.x - plot.x0) / plot.width();
    const auto found = std::lower_bound(l.land.begin(), l.land.end(), share);
    const auto i = std::min(l.tax.size() - 1, static_cast<std::size_t>(found - l.land.begin()));
    list.AddCircleFilled(at(i), px(4), u32(ink().accent));
    tooltip_in(plot, fmt::format(fmt::runtime(tr("lorenz_at")), percent(static_cast<double>(l.land[i])),
                                 percent(static_cast<double>(l.tax[i]))));
}

}  // namespace mulens::ui
