#include "ui/charts/charts.hpp"
#include "ui/panels/panels.hpp"

#include <algorithm>
#include <array>

namespace mulens::ui {
namespace {

struct TabHead {
    const char* verb;
    app::Tab tab;
    std::uint64_t number;
    bool numbered;
};

/// Tabs with an underline; returns where they end.
float tab_heads(const View& view, const Rect& box) {
    std::uint64_t problems = 0;
    for (const auto& finding : view.problems) problems += finding.severity != Severity::note ? 1 : 0;
    const std::array<TabHead, 6> heads{{{"low", app::Tab::low, view.counts.low, view.complete},
                                        {"all", app::Tab::all, view.counts.parcels, false},
                                        {"charts", app::Tab::charts, 0, false},
                                        {"changes", app::Tab::changes, view.changes.rows.size(), view.trial},
                                        {"plan", app::Tab::plan, 0, false},
                                        {"problems", app::Tab::problems, problems, view.complete}}};
    ImDrawList& list = *ImGui::GetWindowDrawList();
    float x = box.x0 + px(16);
    for (const auto& head : heads) {
        const std::string& name = tr(std::string("tab_") + head.verb);
        const bool on = view.session().tab == head.tab;
        const ImFont* font = on ? fonts().strong : fonts().body;
        const std::string number = head.numbered ? count(head.number) : "";
        const float width = text_width(fonts().strong, name) + (number.empty() ? 0 : text_width(font, number) + px(10));
        const Rect spot{x - px(8), box.y0, x + width + px(8), box.y1};
        const Item tab = item_at(head.verb, spot);
        const float used = put(list, font, x, box.middle(),
                               on            ? ink().text
                               : tab.hovered ? ink().text
                                             : ink().secondary,
                               name);
        if (!number.empty())
            put(list, font, x + used + px(10), box.middle(), on ? ink().text : ink().secondary, number);
        if (on) fill(list, {x, box.y1 - px(2), x + width, box.y1}, ink().accent);
        if (tab.clicked && !on) view.run("tab", head.verb);
        tooltip(tr(std::string("tab_") + head.verb + "_tip"));
        x = spot.x1 + px(14);
    }
    return x;
}

/// What the table shows less than everything: the filter, with a cross to take it away.
void filter_part(const View& view, Memory& memory, const Rect& box, float x0) {
    const std::string& filter = view.document().filter;
    const bool table = view.session().tab == app::Tab::low || view.session().tab == app::Tab::all;
    if (!table || !view.complete) return;
    const float width = std::clamp(box.x1 - px(16) - x0, 0.0F, px(300));
    if (width < px(110)) return;
    const Rect field{box.x1 - px(14) - width, box.y0 + px(3), box.x1 - px(14), box.y1 - px(4)};
    if (memory.filter_shown != filter) memory.filter_shown = memory.filter_text = filter;
    bool enter = false;
    text_field("##filter", field, memory.filter_text, tr("filter_hint"), enter, false, true);
    tooltip_in(field, tr("filter_tip"), tr("filter_tip_more"));
    if (!filter.empty() &&
        icon_button_at("clear", {field.x1 - px(24), field.y0 + px(2), field.x1 - px(2), field.y1 - px(2)}, Icon::close))
        view.run("filter_none");
    if (!enter || memory.filter_text == filter) return;
    if (memory.filter_text.empty())
        view.run("filter_none");
    else
        view.run("filter", memory.filter_text);
}

void charts_tabs(const View& view, Memory& memory, const Rect& box) {
    const std::array<const char*, 5> names{"histogram", "scatter", "ranking", "lorenz", "flow"};
    std::array<std::string, 5> words;
    int chosen = 0;
    for (std::size_t i = 0; i < names.size(); ++i) {
        words[i] = tr(std::string("chart_") + names[i]);
        if (view.session().chart == names[i]) chosen = static_cast<int>(i);
    }
    const float width = std::min(segments_width(words), box.width() - px(32));
    if (const auto next = segments_at(
            "chart", {box.x0 + px(16), box.y0 + px(6), box.x0 + px(16) + width, box.y0 + px(32)}, words, chosen))
        view.run("chart", names[static_cast<std::size_t>(*next)]);
    const Rect area{box.x0 + px(16), box.y0 + px(40), box.x1 - px(16), box.y1 - px(8)};
    if (area.height() < px(30)) return;
    switch (chosen) {
        case 0:
            return histogram_chart(view, memory, area);
        case 1:
            return scatter_chart(view, memory, area);
        case 2:
            return ranking_chart(view, area);
        case 3:
            return lorenz_chart(view, area);
        default:
            return flow_chart(view, area);
    }
}

}  // namespace

void charts_part(const View& view, Memory& memory, const Rect& box) {
    if (!view.complete) return chart_note(box, tr(view.jobs.empty() ? "no_results" : "loading_rest"));
    charts_tabs(view, memory, box);
}

void bottom_panel(const View& view, Memory& memory, const Rect& box) {
    if (!begin_panel("##bottom", box, ink().panel, 0, 0, false)) return end_panel();
    ImDrawList& list = *ImGui::GetWindowDrawList();
    hairline(list, box.x0, box.y0, box.x1, box.y0, ink().line);
    const Rect heads{box.x0, box.y0 + px(1), box.x1, box.y0 + px(36)};
    const float end = tab_heads(view, heads);
    filter_part(view, memory, heads, end);
    const Rect body{box.x0, heads.y1, box.x1, box.y1};
    switch (view.session().tab) {
        case app::Tab::low:
        case app::Tab::all:
            table_part(view, memory, body);
            break;
        case app::Tab::charts:
            charts_part(view, memory, body);
            break;
        case app::Tab::changes:
            changes_part(view, memory, body);
            break;
        case app::Tab::plan:
            plan_part(view, memory, body);
            break;
        case app::Tab::problems:
            problems_part(view, memory, body);
            break;
    }
    end_panel();
}

}  // namespace mulens::ui
