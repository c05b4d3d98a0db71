// 一地一档 and 一企一档.
#include "ui/panels/panels.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>

namespace mulens::ui {
namespace {

void section(const char* key, const std::vector<app::SheetLine>& lines) {
    if (lines.empty()) return;
    gap(10);
    heading(tr(key));
    sheet_lines(lines);
}

void reasons_box(const app::Sheet& sheet) {
    if (sheet.reasons.empty()) return;
    gap(12);
    std::vector<BoxLine> lines{{tr("low_reasons"), true}};
    for (const auto& reason : sheet.reasons) lines.push_back({reason});
    if (!sheet.smallest_lift.empty()) lines.push_back({sheet.smallest_lift, false, true});
    text_box(lines);
}

/// A row that leads to another sheet: name left, note right.
bool link_row(int id, const std::string& name, const std::string& note, const std::string& unit, char grade = ' ') {
    ImGui::PushID(id);
    const Item row = item("link", 24);
    ImGui::PopID();
    ImDrawList& list = *ImGui::GetWindowDrawList();
    if (row.hovered) fill(list, {row.box.x0 - px(6), row.box.y0, row.box.x1 + px(6), row.box.y1}, ink().hover, px(4));
    float right = row.box.x1;
    if (!unit.empty()) right -= put_right(list, fonts().small, right, row.box.middle(), ink().secondary, unit) + px(4);
    if (!note.empty())
        right -= put_right(list, unit.empty() ? fonts().small : fonts().body, right, row.box.middle(),
                           unit.empty() ? ink().secondary : ink().text, note) +
                 px(8);
    float x = row.box.x0;
    if (grade != ' ') {
        grade_chip(list, {x, row.box.middle() - px(8), x + px(16), row.box.middle() + px(8)}, grade);
        x += px(24);
    }
    bool cut = false;
    put_fit(list, fonts().body, x, row.box.middle(), row.hovered ? ink().accent : ink().text, name, right - x, false,
            &cut);
    if (cut) tooltip(name);
    return row.clicked;
}

void people_part(const View& view) {
    const auto& people = view.sheet->people;
    if (people.empty()) return;
    gap(10);
    heading(tr("firms_here"), std::to_string(people.size()));
    for (std::size_t i = 0; i < people.size(); ++i) {
        if (link_row(static_cast<int>(i) + 1000, people[i].second.name, people[i].second.value, people[i].second.unit))
            view.run("inspect_firm", people[i].second.key);
        tooltip(people[i].second.name, people[i].second.tooltip);
    }
}

void neighbours_part(const View& view) {
    const auto& neighbours = view.sheet->neighbours;
    if (neighbours.empty()) return;
    gap(10);
    heading(tr("neighbours"));
    for (std::size_t i = 0; i < neighbours.size(); ++i) {
        const auto& one = neighbours[i];
        std::string name = short_code(one.id);
        if (one.low) name += "  " + tr("low");
        if (one.idle) name += "  " + tr("idle");
        if (link_row(static_cast<int>(i) + 2000, name, one.note, "", one.grade == ' ' ? 'n' : one.grade))
            view.run("inspect", one.id);
        tooltip(one.id, one.note);
    }
}

void findings_part(const app::Sheet& sheet) {
    if (sheet.findings.empty()) return;
    gap(10);
    heading(tr("findings"), std::to_string(sheet.findings.size()));
    for (const auto& finding : sheet.findings)
        paragraph("· " + app::sentence_of(look().lang, finding), ink().text, fonts().small);
}

/// Year by year: a chip each, published or computed; what is missing is said.
void grades_part(const app::Sheet& sheet) {
    if (sheet.grades.empty() && sheet.grades_note.empty()) return;
    gap(10);
    heading(tr("grade_history"));
    const float step = px(68);
    ImDrawList& list = *ImGui::GetWindowDrawList();
    for (std::size_t i = 0; i < sheet.grades.size();) {
        const Rect row = space(42);
        for (float x = row.x0; i < sheet.grades.size() && x + px(56) <= row.x1; ++i, x += step) {
            const auto& one = sheet.grades[i];
            const std::string year = one.year > 0 ? std::to_string(one.year) : "–";
            const Rect chip{x, row.y0 + px(2), x + px(20), row.y0 + px(22)};
            grade_chip(list, chip, one.grade == ' ' ? 'n' : one.grade);
            put(list, fonts().small, chip.x1 + px(6), chip.middle(), ink().text, year);
            const std::string& kind = tr(one.computed ? "grade_computed" : "grade_published");
            put_fit(list, fonts().small, x, row.y0 + px(33), ink().secondary, kind, step - px(6), true);
            tooltip_in({x, row.y0, x + step - px(4), row.y1}, year + " · " + kind, one.note);
        }
    }
    if (!sheet.grades_note.empty()) paragraph(sheet.grades_note, ink().secondary, fonts().small);
}

/// Street, constraints and renewal areas that the plot lies in; a click opens their sheets.
void zones_part(const View& view) {
    const auto& zones = view.sheet->zones;
    if (zones.empty()) return;
    gap(10);
    heading(tr("zones_of_plot"));
    for (std::size_t i = 0; i < zones.size(); ++i) {
        if (link_row(static_cast<int>(i) + 6000, zones[i].name, zones[i].value, zones[i].unit))
            view.run("inspect_zone", zones[i].role, zones[i].key);
        tooltip(zones[i].tooltip, tr("zones_of_plot_tip"));
    }
}

void history_part(const View& view, const app::Sheet& sheet) {
    if (sheet.history.empty()) return;
    gap(10);
    heading(tr("history"));
    for (const auto& line : sheet.history) paragraph(line, ink().text, fonts().small);
    if (view.document().decisions.empty()) return;
    gap(4);
    if (button("save_decisions", tr("save_decisions"))) view.run("save_decisions");
    tooltip(tr("save_decisions_tip"));
}

void actions(const View& view, Memory& memory) {
    gap(14);
    const app::Sheet& sheet = *view.sheet;
    if (button("decide", tr("decide"))) {
        memory.decide_open = true;
        memory.decide_kind = sheet.firm ? "排除" : "核实";
        memory.decide_reason.clear();
    }
    tooltip(tr(sheet.firm ? "decide_firm_tip" : "decide_tip"));
    ImGui::SameLine(0, px(8));
    if (button("pdf", tr(sheet.firm ? "firm_pdf" : "parcel_pdf")))
        ask_file(view, memory, "sheet", true, sheet.title + ".pdf");
    tooltip(tr("pdf_tip"));
    if (sheet.firm) return;
    ImGui::SameLine(0, px(8));
    if (button("zoom", tr("zoom_here"))) view.run("zoom_to", "parcel", sheet.title);
    tooltip(tr("zoom_here_tip"));
}

}  // namespace

void parcel_sheet(const View& view, Memory& memory) {
    sheet_head(view);
    const app::Sheet& sheet = *view.sheet;
    gap(2);
    sheet_lines(sheet.facts);
    score_parts(sheet);
    reasons_box(sheet);
    section("gain", sheet.gain);
    people_part(view);
    section("compared", sheet.compared);
    section("idle_clock", sheet.idle_clock);
    zones_part(view);
    neighbours_part(view);
    grades_part(sheet);
    findings_part(sheet);
    history_part(view, sheet);
    actions(view, memory);
}

void firm_sheet(const View& view, Memory& memory) {
    sheet_head(view);
    const app::Sheet& sheet = *view.sheet;
    gap(2);
    sheet_lines(sheet.facts);
    score_parts(sheet);
    if (!sheet.smallest_lift.empty()) {
        gap(10);
        text_box(std::array<BoxLine, 1>{{{sheet.smallest_lift}}});
    }
    what_if_part(view, memory);
    section("compared", sheet.compared);
    if (!sheet.plots.empty()) {
        gap(10);
        heading(tr("plots_of_firm"), std::to_string(sheet.plots.size()));
        for (std::size_t i = 0; i < sheet.plots.size(); ++i) {
            const auto& [row, line] = sheet.plots[i];
            if (link_row(static_cast<int>(i) + 3000, short_code(line.name), line.value, line.unit))
                view.run("inspect", line.name);
            tooltip(line.name, line.tooltip);
        }
    }
    grades_part(sheet);
    findings_part(sheet);
    history_part(view, sheet);
    actions(view, memory);
}

void zone_sheet(const View& view) {
    const app::Sheet& sheet = *view.sheet;
    ImDrawList& list = *ImGui::GetWindowDrawList();
    const Rect head = space(28);
    bool cut = false;
    const float width = put_fit(list, fonts().title, head.x0, head.middle(), ink().text, sheet.title,
                                head.width() - px(32), false, &cut);
    if (cut) tooltip_in({head.x0, head.y0, head.x0 + width, head.y1}, sheet.title);
    if (icon_button_at("close", {head.x1 - px(24), head.y0 + px(2), head.x1, head.y0 + px(26)}, Icon::close))
        view.run("inspect_none");
    tooltip(tr("close_sheet"), key_text("inspect_none"));
    const Rect sub = space(20);
    put_fit(list, fonts().small, sub.x0, sub.middle(), ink().secondary, sheet.subtitle, sub.width());
    gap(8);
    sheet_lines(sheet.facts);
    if (sheet.plots.empty()) return;
    gap(10);
    heading(tr("plots_inside"));
    for (std::size_t i = 0; i < sheet.plots.size(); ++i) {
        const auto& line = sheet.plots[i].second;
        const std::string name = short_code(line.name) + (line.tooltip.empty() ? "" : "  " + tr("low"));
        if (link_row(static_cast<int>(i) + 5000, name, line.value, line.unit)) view.run("inspect", line.key);
        tooltip(line.name, line.tooltip);
    }
}

void decide_popup(const View& view, Memory& memory) {
    if (memory.decide_open) {
        ImGui::OpenPopup("decide");
        memory.decide_open = false;
    }
    const ImVec2 size = ImGui::GetIO().DisplaySize;
    ImGui::SetNextWindowPos(ImVec2(std::round(size.x / 2 - px(220)), std::round(size.y / 2 - px(110))),
                            ImGuiCond_Always);
    ImGui::SetNextWindowSize(ImVec2(px(440), 0));
    ImGui::PushStyleVar(ImGuiStyleVar_WindowPadding, ImVec2(px(20), px(16)));
    const bool open = ImGui::BeginPopup("decide", ImGuiWindowFlags_NoMove);
    ImGui::PopStyleVar();
    if (!open) return;
    if (view.sheet == nullptr) ImGui::CloseCurrentPopup();
    const Rect head = space(28);
    put(*ImGui::GetWindowDrawList(), fonts().strong, head.x0, head.middle(), ink().text, tr("decide_title"));
    paragraph(tr("decide_text"), ink().secondary, fonts().small);
    gap(8);
    const std::array<const char*, 5> kinds{"核实", "认定", "排除", "销号", "备注"};
    const std::array<std::string, 5> words{tr("status_checking"), tr("status_confirmed"), tr("status_excluded"),
                                           tr("status_done"), tr("status_note")};
    int chosen = 0;
    for (std::size_t i = 0; i < kinds.size(); ++i)
        if (memory.decide_kind == kinds[i]) chosen = static_cast<int>(i);
    if (const auto next = segments("kind", words, chosen)) memory.decide_kind = kinds[static_cast<std::size_t>(*next)];
    gap(10);
    const Rect field = space(32);
    bool enter = false;
    text_field("##reason", field, memory.decide_reason, tr("decide_reason"), enter, ImGui::IsWindowAppearing());
    gap(12);
    const bool ready = !memory.decide_reason.empty() && view.sheet != nullptr;
    if ((button("ok", tr("record"), Button::primary, ready) || enter) && ready) {
        view.run("decide", view.sheet->key, memory.decide_kind, memory.decide_reason);
        ImGui::CloseCurrentPopup();
    }
    ImGui::SameLine(0, px(8));
    if (button("cancel", tr("cancel"))) ImGui::CloseCurrentPopup();
    ImGui::EndPopup();
}

}  // namespace mulens::ui
