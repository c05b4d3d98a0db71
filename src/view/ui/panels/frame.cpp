#include "ui/panels/panels.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>

namespace mulens::ui {
namespace {

/// "全区 5,012 宗 · 61,340 亩": figures strong, words quiet.
struct Writer {
    ImDrawList& list;
    float x, middle, limit;

    void words(const std::string& text) { write(fonts().small, ink().secondary, text); }
    void figure(const std::string& text) { write(fonts().small_strong, ink().text, text); }
    void write(const ImFont* font, style::Colour colour, const std::string& text) {
        if (x >= limit) return;
        x += put_fit(list, font, x, middle, colour, text, limit - x) + px(4);
    }
};

std::string place_of(const View& view) {
    if (!view.document().filter.empty()) return tr("filtered");
    return view.looked_at;
}

/// Progress of the jobs, from the right edge; returns where it begins.
float job_part(const View& view, ImDrawList& list, const Rect& box) {
    if (view.jobs.empty()) return box.x1 - px(16);
    const app::JobView& job = view.jobs.front();
    float x = box.x1 - px(12);
    if (job.can_cancel) {
        const Rect close{x - px(22), box.middle() - px(11), x, box.middle() + px(11)};
        if (icon_button_at("cancel", close, Icon::close)) view.run("cancel", std::to_string(job.id));
        tooltip(tr("cancel_tip"));
        x = close.x0 - px(6);
    }
    std::string text = job.stage.empty() ? job.title : job.title + " · " + job.stage;
    if (job.share >= 0)
        text += fmt::format(" {} %", static_cast<int>(std::lround(std::clamp(job.share, 0.0, 1.0) * 100)));
    const std::string left = time_left(job.left_s);
    if (!left.empty()) text += " · " + left;
    if (view.jobs.size() > 1) text += fmt::format("  (+{})", view.jobs.size() - 1);
    const std::string shown = fitted(fonts().small, text, box.width() * 0.36F);
    x -= text_width(fonts().small, shown);
    put(list, fonts().small, x, box.middle(), ink().secondary, shown);
    const Rect bar{x - px(84), box.middle() - px(2), x - px(12), box.middle() + px(2)};
    progress_bar(list, bar, job.share, view.now_s);
    return bar.x0 - px(16);
}

}  // namespace

void status_bar(const View& view, Memory& memory, const Rect& box) {
    if (!begin_panel("##status", box, ink().panel, 0, 0, false)) return end_panel();
    ImDrawList& list = *ImGui::GetWindowDrawList();
    hairline(list, box.x0, box.y0, box.x1, box.y0, ink().line);
    const float end = job_part(view, list, box);
    memory.busy_drawing = memory.busy_drawing || !view.jobs.empty();
    if (!view.loaded) {
        put_fit(list, fonts().small, box.x0 + px(16), box.middle(), ink().secondary, tr("nothing_open"),
                end - box.x0 - px(16), true);
        return end_panel();
    }
    const app::Counts& c = view.counts;
    Writer out{list, box.x0 + px(16), box.middle(), end};
    const auto land = [&](std::uint64_t plots, double area) {
        out.figure(count(plots));
        out.words(tr("unit_plots") + " ·");
        out.figure(mu(area));
        out.words(tr("unit_mu"));
        out.x += px(16);
    };
    out.words(place_of(view));
    land(c.parcels, c.area_mu);
    if (view.complete) {
        out.words(tr("low"));
        land(c.low, c.low_mu);
        if (c.idle > 0) {
            out.words(tr("idle"));
            land(c.idle, c.idle_mu);
        }
        out.words(tr("tax_per_mu_large"));
        out.figure(rate(c.tax_per_mu_large));
        out.words(tr("unit_wan_per_mu"));
        out.x += px(16);
        if (c.selected > 0) {
            out.words(tr("selected"));
            land(c.selected, c.selected_mu);
        }
        const float badge_room = badge_width(tr("trial")) + px(8);
        if (!view.scheme.empty() && out.x + badge_room < end) {
            badge(list, out.x, box.middle(), tr(view.trial ? "trial" : "official"),
                  view.trial ? look().tones.amber : look().tones.neutral);
            tooltip_in({out.x, box.y0, out.x + badge_room, box.y1}, tr(view.trial ? "trial_tip" : "official_tip"));
        }
    }
    end_panel();
}

void hold(const View& view, Memory& memory, bool held) {
    if (!held) return;
    if (!memory.was_held && !memory.held) view.run("drag", "on");
    memory.held = true;
}

void collapsed_strip(const View& view, const char* side, const Rect& box) {
    const std::string name = std::string("##strip_") + side;
    if (!begin_panel(name.c_str(), box, ink().panel, 0, 0, false)) return end_panel();
    ImDrawList& list = *ImGui::GetWindowDrawList();
    const Item bar = item_at("open", box);
    if (bar.hovered) fill(list, box, ink().hover);
    const bool left = side[0] == 'l', bottom = side[0] == 'b';
    if (bottom)
        hairline(list, box.x0, box.y0, box.x1, box.y0, ink().line);
    else
        hairline(list, left ? box.x1 - 1 : box.x0, box.y0, left ? box.x1 - 1 : box.x0, box.y1, ink().line);
    icon(list,
         bottom ? Icon::chevron_up
         : left ? Icon::chevron_right
                : Icon::chevron_left,
         (box.x0 + box.x1) / 2, bottom ? box.middle() : box.y0 + px(20), px(8), ink().secondary);
    if (bar.clicked) view.run("panel", side, "on");
    tooltip(tr(std::string("open_") + side));
    end_panel();
}

namespace {

void splitter(const View& view, const char* side, const Rect& edge, bool across, float now, float sign) {
    const std::string name = std::string("##edge_") + side;
    ImGui::PushStyleColor(ImGuiCol_WindowBg, 0);
    const bool shown = begin_panel(name.c_str(), edge, {0, 0, 0, 0}, 0, 0, false);
    ImGui::PopStyleColor();
    if (shown) {
        on_top();
        const Item grip = item_at("grip", edge);
        if (grip.hovered || grip.held)
            ImGui::SetMouseCursor(across ? ImGuiMouseCursor_ResizeNS : ImGuiMouseCursor_ResizeEW);
        ImDrawList& list = *ImGui::GetWindowDrawList();
        if (grip.held || grip.hovered) {
            const float middle = across ? std::round(edge.middle()) : std::round((edge.x0 + edge.x1) / 2);
            if (across)
                fill(list, {edge.x0, middle - 1, edge.x1, middle + px(1)}, ink().accent);
            else
                fill(list, {middle - 1, edge.y0, middle + px(1), edge.y1}, ink().accent);
        }
        if (grip.double_clicked) {
            view.run("panel", side, "off");
        } else if (grip.held) {
            const ImVec2 at = ImGui::GetIO().MousePos;
            const float moved = (across ? at.y - edge.middle() : at.x - (edge.x0 + edge.x1) / 2) * sign / look().scale;
            const float wanted = std::round(std::clamp(now + moved, across ? least_bottom : least_side, 900.0F));
            if (std::abs(moved) >= 1 && wanted != now) view.run("resize", side, static_cast<double>(wanted));
        }
    }
    end_panel();
}

}  // namespace

void splitters(const View& view, const Layout& layout) {
    if (ImGui::IsPopupOpen("", ImGuiPopupFlags_AnyPopup)) return;
    const float scale = look().scale;
    if (layout.left_open) splitter(view, "left", layout.left_edge, false, layout.left.width() / scale, 1);
    if (layout.right_open) splitter(view, "right", layout.right_edge, false, layout.right.width() / scale, -1);
    if (layout.bottom_open) splitter(view, "bottom", layout.bottom_edge, true, layout.bottom.height() / scale, -1);
}

}  // namespace mulens::ui
