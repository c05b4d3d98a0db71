// The planning answer as bars: names, then one set of bars or several side by side. A click selects the plots.
#include "config/columns.hpp"
#include "ui/base/numbers.hpp"
#include "ui/charts/charts.hpp"
#include "ui/panels/menus.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>

namespace mulens::ui {
namespace {

using table::ReportTable;

std::string amount_text(double value, const std::string& unit) {
    const bool whole = value == std::floor(value) || value >= 1000;
    const std::string text = figure(value, whole ? 0 : value >= 100 ? 1 : 2);
    return unit.empty() ? text : text + " " + unit;
}

/// A quiet button that opens a list; the new choice.
std::optional<std::size_t> pick(const char* id, const std::vector<std::string>& words, std::size_t chosen, float& x,
                                float y0, float y1, float x1) {
    if (words.size() < 2) return std::nullopt;
    chosen = std::min(chosen, words.size() - 1);
    const float wanted = text_width(fonts().body, words[chosen]) + px(36);
    const Rect box{x, y0, std::min(x1, x + wanted), y1};
    if (box.width() < px(60)) return std::nullopt;
    x = box.x1 + px(8);
    const Item spot = item_at(id, box);
    ImDrawList& list = *ImGui::GetWindowDrawList();
    fill(list, box, spot.hovered ? ink().hover : ink().box, px(5));
    put_fit(list, fonts().body, box.x0 + px(10), box.middle(), ink().text, words[chosen], box.width() - px(30));
    icon(list, Icon::chevron_down, box.x1 - px(13), box.middle(), px(11), ink().secondary);
    const std::string popup = std::string(id) + "_menu";
    if (spot.clicked) ImGui::OpenPopup(popup.c_str());
    std::optional<std::size_t> next;
    if (!begin_menu(popup.c_str(), box.x0, box.y1 + px(2), 200)) return next;
    for (std::size_t i = 0; i < words.size(); ++i)
        if (menu_row(words[i], "", true, i == chosen)) next = i;
    end_menu();
    return next;
}

std::string column_word(const ReportTable& table, const std::string& column) {
    if (column.empty()) return tr("chart_rows");
    const auto info = config::column_catalogue().describe(table.name, column);
    return look().lang == app::Lang::zh ? info.zh : info.en;
}

std::vector<std::string> column_words(const ReportTable& table, const std::vector<std::string>& columns) {
    std::vector<std::string> out;
    for (const auto& column : columns) out.push_back(column_word(table, column));
    return out;
}

/// Which table, by what, how much: null where nothing is charted.
const ReportTable* choices(const View& view, Memory& memory, const Rect& box, bool& any) {
    const auto tables = app::charted(view.answer->report);
    if (tables.empty()) return nullptr;
    float x = box.x0;
    std::vector<std::string> titles;
    for (const auto* table : tables) titles.push_back(table->title.in(look().lang));
    memory.plan_chart_table = std::min(memory.plan_chart_table, tables.size() - 1);
    if (const auto next = pick("chart_table", titles, memory.plan_chart_table, x, box.y0, box.y1, box.x1)) {
        memory.plan_chart_table = *next;
        memory.plan_chart_by = memory.plan_chart_amount = 0;
    }
    const auto* table = tables[memory.plan_chart_table];
    if (const auto next =
            pick("chart_by", column_words(*table, table->chart.by), memory.plan_chart_by, x, box.y0, box.y1, box.x1))
        memory.plan_chart_by = *next;
    if (const auto next = pick("chart_amount", column_words(*table, table->chart.amounts), memory.plan_chart_amount, x,
                               box.y0, box.y1, box.x1))
        memory.plan_chart_amount = *next;
    any = x > box.x0;
    return table;
}

const app::AnswerChart& made(const View& view, Memory& memory, const ReportTable& table) {
    const std::string key = fmt::format("{}/{}/{}/{}/{}", static_cast<const void*>(view.answer), table.name,
                                        memory.plan_chart_by, memory.plan_chart_amount, static_cast<int>(look().lang));
    if (memory.plan_chart_key != key) {
        memory.plan_chart_key = key;
        memory.plan_chart =
            app::chart_of(*view.answer, table, memory.plan_chart_by, memory.plan_chart_amount, look().lang);
    }
    return memory.plan_chart;
}

/// Swatches with their words, in as many lines as are needed; returns the height.
float key_of(const app::ChartSide& side, const Rect& box, bool draw) {
    ImDrawList& list = *ImGui::GetWindowDrawList();
    float x = box.x0, y = box.y0 + px(9);
    for (const auto& part : side.parts) {
        const float width = px(16) + std::min(text_width(fonts().small, part.label), box.width() - px(16));
        if (x > box.x0 && x + width > box.x1) {
            x = box.x0;
            y += px(18);
        }
        if (draw) {
            fill(list, {x, y - px(5), x + px(10), y + px(5)}, part.colour, px(2));
            put_fit(list, fonts().small, x + px(15), y, ink().secondary, part.label, box.x1 - x - px(15));
        }
        x += width + px(12);
    }
    return y + px(12) - box.y0;
}

struct Bars {
    const View& view;
    const ReportTable& table;
    const app::AnswerChart& chart;

    void click(const Item& spot, const app::ChartBar& bar, const std::string& column, const std::string& value) const {
        if (!spot.clicked || bar.plots == 0) return;
        app::Command command{"plan_pick", {table.name, chart.by + "=" + bar.value}};
        if (!column.empty()) command.args.push_back(column + "=" + value);
        view.push(std::move(command));
        if (spot.double_clicked) view.run("zoom_to", "selection");
    }

    void part(std::size_t at, std::size_t s, std::size_t p, const Rect& box) const {
        const auto& side = chart.sides[s];
        const auto& one = side.parts[p];
        const auto& bar = chart.bars[at];
        ImGui::PushID(static_cast<int>((at * 8 + s) * 32 + p));
        const Item spot = item_at("part", box);
        ImGui::PopID();
        fill(*ImGui::GetWindowDrawList(), box, spot.hovered ? style::mix(one.colour, ink().text, 0.25) : one.colour);
        tooltip(bar.name + " · " + one.label,
                amount_text(side.amounts[at][p], chart.unit) + (bar.plots > 0 ? " · " + tr("chart_click") : ""));
        const bool of_part = !side.column.empty() && !one.rest;
        click(spot, bar, of_part ? side.column : "", one.value);
    }

    void row(std::size_t at, std::size_t s, const Rect& box) const {
        const auto& side = chart.sides[s];
        const auto& cells = side.amounts[at];
        const float value_room = px(78);
        const float room = std::max(px(20), box.width() - value_room);
        const auto length = [&](double amount) {
            return side.longest > 0 ? room * static_cast<float>(amount / side.longest) : 0;
        };
        ImDrawList& list = *ImGui::GetWindowDrawList();
        if (chart.stacked) {
            float x = box.x0;
            double sum = 0;
            for (std::size_t p = 0; p < cells.size(); ++p) {
                if (!(cells[p] > 0)) continue;
                const float width = std::max(px(1), length(cells[p]));
                part(at, s, p, {x, box.y0 + px(3), x + width, box.y1 - px(3)});
                const std::string text = amount_text(cells[p], "");
                if (chart.unit == tr("chart_rows_unit") && width > text_width(fonts().small, text) + px(6))
                    put_centred(list, fonts().small, {x, box.y0, x + width, box.y1},
                                style::text_on(side.parts[p].colour), text);
                x += width;
                sum += cells[p];
            }
            if (sum > 0) put(list, fonts().small, x + px(6), box.middle(), ink().text, amount_text(sum, ""));
            return;
        }
        const float thick = box.height() / static_cast<float>(std::max<std::size_t>(1, cells.size()));
        for (std::size_t p = 0; p < cells.size(); ++p) {
            const Rect line{box.x0, box.y0 + thick * static_cast<float>(p), box.x1,
                            box.y0 + thick * static_cast<float>(p + 1)};
            const float width = cells[p] > 0 ? std::max(px(1), length(cells[p])) : 0;
            if (width > 0) part(at, s, p, {line.x0, line.y0 + px(1), line.x0 + width, line.y1 - px(1)});
            put(list, fonts().small, line.x0 + width + px(6), line.middle(), ink().text, amount_text(cells[p], ""));
        }
    }

    void draw(const Rect& box) const {
        ImDrawList& list = *ImGui::GetWindowDrawList();
        float widest = px(60);
        for (const auto& bar : chart.bars) widest = std::max(widest, text_width(fonts().body, bar.name));
        const float names = std::min(widest + px(14),
                                     std::min(px(300), box.width() * (chart.sides.size() > 1 ? 0.3F : 0.4F))),
                    apart = px(24);
        const auto sides = static_cast<float>(chart.sides.size());
        const float width = (box.width() - names - apart * (sides - 1)) / sides;
        const auto column = [&](std::size_t s) {
            const float x = box.x0 + names + (width + apart) * static_cast<float>(s);
            return Rect{x, box.y0, x + width, box.y1};
        };
        float head = 0;
        for (std::size_t s = 0; s < chart.sides.size(); ++s)
            head = std::max(head, key_of(chart.sides[s], column(s), false));
        const bool titled = chart.sides.size() > 1;
        const float title = titled ? px(20) : 0;
        for (std::size_t s = 0; s < chart.sides.size(); ++s) {
            Rect top = column(s);
            if (titled)
                put_fit(list, fonts().small_strong, top.x0, top.y0 + px(9), ink().text, chart.sides[s].title, width);
            top.y0 += title;
            key_of(chart.sides[s], top, true);
        }
        if (!chart.unit.empty())
            put_fit(list, fonts().small, box.x0, box.y0 + px(9), ink().secondary, chart.unit, names - px(8));
        const float step =
            px(chart.stacked ? 22
                             : 15 * static_cast<float>(std::max<std::size_t>(1, chart.sides.front().parts.size())) + 8);
        float y = box.y0 + title + head + px(2);
        for (std::size_t at = 0; at < chart.bars.size(); ++at, y += step) {
            const auto& bar = chart.bars[at];
            const Rect name{box.x0, y, box.x0 + names - px(8), y + step};
            ImGui::PushID(static_cast<int>(at) + 9000);
            const Item spot = item_at("bar", name);
            ImGui::PopID();
            bool cut = false;
            put_fit(list, fonts().body, name.x0, name.middle(),
                    spot.hovered && bar.plots > 0 ? ink().accent : ink().text, bar.name, name.width(), false, &cut);
            tooltip(bar.name,
                    bar.plots > 0 ? count(bar.plots) + " " + tr("unit_plots") + " · " + tr("chart_click") : "");
            click(spot, bar, "", "");
            const float inset = chart.stacked ? 0 : px(4);
            for (std::size_t s = 0; s < chart.sides.size(); ++s) {
                const Rect part = column(s);
                row(at, s, {part.x0, y + inset, part.x1, y + step - inset});
            }
        }
        ImGui::SetCursorScreenPos(ImVec2(box.x0, y));
        ImGui::Dummy(ImVec2(1, px(4)));  // the height that scrolls
    }
};

}  // namespace

void answer_chart(const View& view, Memory& memory, const Rect& box) {
    const Rect head{box.x0 + px(16), box.y0 + px(4), box.x1 - px(16), box.y0 + px(30)};
    bool any = false;
    const auto* table = choices(view, memory, head, any);
    if (table == nullptr) return chart_note(box, tr("chart_none"));
    const auto& chart = made(view, memory, *table);
    if (chart.bars.empty() || chart.sides.empty()) return chart_note(box, tr("chart_no_data"));
    const float y0 = any ? head.y1 + px(6) : head.y0;
    ImGui::SetCursorScreenPos(ImVec2(box.x0, y0));
    if (ImGui::BeginChild("plan_chart", ImVec2(box.width(), box.y1 - y0), false)) {
        const ImVec2 at = ImGui::GetCursorScreenPos();
        const Bars bars{view, *table, chart};
        bars.draw({at.x + px(16), at.y, at.x + ImGui::GetContentRegionAvail().x - px(12), box.y1});
    }
    ImGui::EndChild();
}

}  // namespace mulens::ui
