// The planning tab: a form on the left, the answer on the right. The form is made from the question's fields; the
// answer from its report. What is entered stays here until it is asked.
#include "config/columns.hpp"
#include "ui/charts/charts.hpp"
#include "ui/dialogs/dialogs.hpp"
#include "ui/panels/menus.hpp"
#include "ui/panels/panels.hpp"
#include "ui/widgets/grid.hpp"

#include <algorithm>
#include <cmath>
#include <numeric>

namespace mulens::ui {
namespace {

using planning::Question;
using planning::QuestionField;
using table::ReportTable;

bool chinese() { return look().lang == app::Lang::zh; }
const std::string& word(const std::string& zh, const std::string& en) { return chinese() || en.empty() ? zh : en; }

/// A part of the panel that scrolls by itself; popups opened in it stay above it.
bool begin_scroll(const char* id, const Rect& box, float pad) {
    ImGui::SetCursorScreenPos(ImVec2(box.x0, box.y0));
    ImGui::PushStyleVar(ImGuiStyleVar_WindowPadding, ImVec2(px(pad), px(4)));
    return ImGui::BeginChild(id, ImVec2(box.width(), box.height()), false, ImGuiWindowFlags_AlwaysUseWindowPadding);
}
void end_scroll() {
    ImGui::EndChild();
    ImGui::PopStyleVar();
}

/// Values of a form: entered, else asked before, else the field's own.
std::map<std::string, std::string>& values_of(const View& view, Memory& memory, const Question& form) {
    const auto [it, fresh] = memory.plan_values.try_emplace(form.command);
    if (fresh) {
        for (const auto& field : form.fields) it->second[field.name] = field.fallback;
        if (view.document().question.command == form.command)
            for (const auto& [name, value] : view.document().question.values) it->second[name] = value;
    }
    return it->second;
}

void ask(const View& view, const Question& form, const std::map<std::string, std::string>& values) {
    app::Command command{"ask", {form.command}};
    for (const auto& [name, value] : values)
        if (!value.empty()) command.args.push_back(name + "=" + value);
    view.push(std::move(command));
}

/// Undo, scripts and menus ask too: the form shows what was asked.
void follow_question(const View& view, Memory& memory) {
    const auto& asked = view.document().question;
    if (memory.plan_asked == asked) return;
    memory.plan_asked = asked;
    memory.plan_changed_s = 0;
    const auto* form = planning::find_question(asked.command);
    if (form == nullptr) return;
    auto& values = memory.plan_values[form->command];
    for (const auto& field : form->fields) {
        const auto it = asked.values.find(field.name);
        values[field.name] = it != asked.values.end() ? it->second : field.no_limit ? std::string() : field.fallback;
    }
}

void choice_field(const QuestionField& field, const Rect& box, std::string& value) {
    const auto at = std::find(field.choices.begin(), field.choices.end(), value);
    const auto index = static_cast<std::size_t>(at - field.choices.begin());
    const std::string shown =
        at == field.choices.end() ? value : word(field.choices_zh[index], field.choices_en[index]);
    const Item spot = item_at(field.name.c_str(), box);
    ImDrawList& list = *ImGui::GetWindowDrawList();
    fill(list, box, spot.hovered ? ink().hover : ink().panel, px(4));
    frame(list, box, ink().line, px(4));
    put_fit(list, fonts().body, box.x0 + px(8), box.middle(), ink().text, shown, box.width() - px(28));
    icon(list, Icon::chevron_down, box.x1 - px(12), box.middle(), px(12), ink().secondary);
    const std::string popup = "choice_" + field.name;
    if (spot.clicked) ImGui::OpenPopup(popup.c_str());
    if (!begin_menu(popup.c_str(), box.x0, box.y1 + px(2), box.width() / look().scale)) return;
    for (std::size_t i = 0; i < field.choices.size(); ++i)
        if (menu_row(word(field.choices_zh[i], field.choices_en[i]), "", true, field.choices[i] == value))
            value = field.choices[i];
    end_menu();
}

/// One field; true where Enter was pressed in it.
bool field_row(const QuestionField& field, float label, Row plots, std::string& value) {
    const Rect row = space(30);
    ImDrawList& list = *ImGui::GetWindowDrawList();
    put_fit(list, fonts().body, row.x0, row.middle(), ink().secondary, word(field.zh, field.en), label - px(8), true);
    const std::string unit_text = app::unit_word(look().lang, field.unit);
    const float unit = unit_text.empty() ? 0 : text_width(fonts().small, unit_text) + px(8);
    const Rect box{row.x0 + label, row.y0 + px(2), row.x1 - unit, row.y1 - px(2)};
    if (!unit_text.empty()) put_right(list, fonts().small, row.x1, row.middle(), ink().secondary, unit_text);
    if (!field.tip_zh.empty()) tooltip_in({row.x0, row.y0, box.x0, row.y1}, word(field.tip_zh, field.tip_en));
    bool enter = false;
    if (field.kind == QuestionField::Kind::choice) {
        choice_field(field, box, value);
    } else if (field.kind == QuestionField::Kind::flag) {
        const std::array<std::string, 2> words{tr("plan_no"), tr("plan_yes")};
        const Rect half{box.x0, box.y0, box.x0 + std::min(box.width(), segments_width(words)), box.y1};
        if (const auto next = segments_at(field.name.c_str(), half, words, value == "on" ? 1 : 0))
            value = *next == 1 ? "on" : "";
    } else {
        text_field(("##plan_" + field.name).c_str(), box, value,
                   planning::blank_words(field, plots).in(look().lang), enter);
    }
    return enter;
}

void form_head(const View& view, const Question& form, const Rect& box) {
    ImDrawList& list = *ImGui::GetWindowDrawList();
    const Item spot = item_at("plan_question", box);
    fill(list, box, spot.hovered ? ink().hover : ink().box, px(5));
    put_fit(list, fonts().strong, box.x0 + px(10), box.middle(), ink().text, word(form.zh, form.en),
            box.width() - px(34), true);
    icon(list, Icon::chevron_down, box.x1 - px(14), box.middle(), px(12), ink().secondary);
    tooltip(word(form.about_zh, form.about_en));
    if (spot.clicked) ImGui::OpenPopup("plan_questions");
    if (!begin_menu("plan_questions", box.x0, box.y1 + px(2), box.width() / look().scale)) return;
    for (const auto& other : planning::questions())
        if (menu_row(word(other.zh, other.en), "", true, other.command == form.command))
            view.run("plan_form", other.command);
    end_menu();
}

void form_part(const View& view, Memory& memory, const Question& form, const Rect& box) {
    follow_question(view, memory);
    auto& values = values_of(view, memory, form);
    const auto before = values;
    const float button = button_width(tr("plan_compute"), Button::primary);
    const Rect head{box.x0 + px(16), box.y0 + px(6), box.x1 - px(20) - button, box.y0 + px(34)};
    form_head(view, form, head);
    bool compute = button_at("plan_compute", {head.x1 + px(8), head.y0, box.x1 - px(12), head.y1}, tr("plan_compute"),
                             Button::primary, view.complete && !view.asking);
    tooltip(tr("plan_compute_tip"));
    const Rect fields{box.x0, head.y1 + px(4), box.x1, box.y1};
    // The labels whole, as far as they leave half of the row to the field.
    float label = px(96);
    for (const auto& field : form.fields)
        label = std::max(label, text_width(fonts().body, word(field.zh, field.en)) + px(12));
    label = std::min(label, fields.width() * 0.5F);
    const auto layer =
        std::find_if(view.layers.begin(), view.layers.end(), [](const auto& one) { return one.first == "parcels"; });
    const auto plots = static_cast<Row>(layer == view.layers.end() ? 0 : layer->second);
    if (begin_scroll("plan_form", fields, 16))
        for (const auto& field : form.fields) compute = field_row(field, label, plots, values[field.name]) || compute;
    end_scroll();
    // What is quickly answered follows the fields, a moment after the last change.
    const auto took = memory.plan_seconds.find(form.command);
    const bool live = took != memory.plan_seconds.end() && took->second < app::live_answer_s &&
                      view.document().question.command == form.command;
    if (values != before) memory.plan_changed_s = live ? view.now_s : 0;
    if (memory.plan_changed_s > 0) {
        memory.busy_drawing = true;
        if (view.now_s - memory.plan_changed_s > 0.4) compute = true;
    }
    if (!compute || !view.complete) return;
    memory.plan_changed_s = 0;
    ask(view, form, values);
}

void sentences(const View& view, const Rect& box) {
    const auto& report = view.answer->report;
    if (begin_scroll("plan_text", box, 16)) {
        if (view.answer_is_old)
            paragraph(tr("plan_is_old"), ink().low, fonts().body);
        else if (view.answer->of.trial != nullptr)
            paragraph(tr("plan_on_trial"), ink().low, fonts().body);
        const auto& places = view.answer->places;
        const auto say = [&](const Words& line) { return places.sentence(look().lang, line.in(look().lang)); };
        for (const auto& line : report.lines) paragraph(say(line), ink().text, fonts().body);
        if (!report.assumptions.empty()) {
            gap(6);
            heading(tr("plan_assumed"));
            for (const auto& line : report.assumptions) paragraph(say(line), ink().secondary, fonts().small);
        }
    }
    end_scroll();
}

/// What is on the screen first, then the rest; the ids that people do not read come last.
std::vector<std::string> columns_in_order(const ReportTable& part) {
    std::vector<std::string> out = part.on_screen;
    for (const auto& name : part.table.names())
        if (std::find(out.begin(), out.end(), name) == out.end()) out.push_back(name);
    std::erase_if(out, [&](const auto& name) { return !part.table.has(name); });
    return out;
}

const std::vector<Row>& order_of(Memory& memory, const ReportTable& part) {
    const std::string key = part.name + "/" + memory.plan_sort + (memory.plan_descending ? "-" : "+");
    if (memory.plan_order_of == key && memory.plan_order.size() == part.table.rows()) return memory.plan_order;
    memory.plan_order_of = key;
    auto& order = memory.plan_order;
    order.resize(part.table.rows());
    std::iota(order.begin(), order.end(), Row{0});
    const auto* column = part.table.find(memory.plan_sort);
    if (column == nullptr) return order;
    const bool down = memory.plan_descending;
    std::stable_sort(order.begin(), order.end(), [&](Row a, Row b) {
        if (column->is_text()) return down ? column->text(a) > column->text(b) : column->text(a) < column->text(b);
        const double x = column->number(a), y = column->number(b);
        if (std::isnan(x) || std::isnan(y)) return !std::isnan(x) && std::isnan(y);  // blanks last
        return down ? x > y : x < y;
    });
    return order;
}

std::vector<GridColumn> grid_columns(const View& view, const Memory& memory, const ReportTable& part,
                                     const std::vector<std::string>& names, const std::vector<Row>& order) {
    std::vector<GridColumn> out;
    for (const auto& name : names) {
        const auto info = config::column_catalogue().describe(part.name, name);
        GridColumn one;
        one.id = name;
        one.name = word(info.zh, info.en);
        one.unit = app::unit_word(look().lang, config::shown_unit(info));
        one.right = !part.table.at(name).is_text();
        one.tooltip = one.name + (info.note.empty() ? "" : " · " + info.note);
        float widest = 0;
        for (std::size_t i = 0; i < std::min<std::size_t>(12, order.size()); ++i)
            widest = std::max(widest, text_width(fonts().body, view.answer_text(part, name, order[i])));
        one.content = std::min(widest / look().scale + 2, one.right ? 200.0F : 220.0F);
        one.width = std::max(70.0F, one.content);
        if (memory.plan_sort == name) one.sorted = memory.plan_descending ? -1 : 1;
        out.push_back(std::move(one));
    }
    return out;
}

void answer_table(const View& view, Memory& memory, const ReportTable& part, const Rect& box) {
    const auto names = columns_in_order(part);
    const auto& order = order_of(memory, part);
    if (order.empty()) return chart_note(box, tr("table_none"));
    const auto columns = grid_columns(view, memory, part, names, order);
    const auto& plots = view.answer->plots[view.answer->index_of(part)];
    const auto marked = [&](const std::vector<Row>& rows) {
        return !rows.empty() && std::all_of(rows.begin(), rows.end(), [&](Row row) { return view.selected(row); });
    };
    const auto event = grid(
        "plan_table", {box.x0 + px(6), box.y0, box.x1 - px(2), box.y1}, memory.plan, columns, order.size(),
        [&](std::uint64_t line) {
            return GridState{marked(plots[order[line]]), false};
        },
        [&](const GridCell& cell) {
            const std::string text =
                view.answer_text(part, names[static_cast<std::size_t>(cell.column_index)], order[cell.line]);
            const auto colour = text == "–" ? ink().secondary : ink().text;
            bool cut = false;
            if (cell.column.right)
                put_right(cell.list, fonts().body, cell.box.x1, cell.box.middle(), colour, text);
            else
                put_fit(cell.list, fonts().body, cell.box.x0, cell.box.middle(), colour, text, cell.box.width(), false,
                        &cut);
            if (cut) tooltip_in(cell.box, text);
        });
    if (event.kind == GridEvent::Kind::sort) {
        const std::string& name = names[static_cast<std::size_t>(event.column)];
        memory.plan_descending = memory.plan_sort == name ? !memory.plan_descending : !part.table.at(name).is_text();
        memory.plan_sort = name;
    }
    const bool click = event.kind == GridEvent::Kind::click || event.kind == GridEvent::Kind::double_click;
    if (!click || plots[order[event.line]].empty()) return;
    view.run("plan_select", part.name, static_cast<double>(order[event.line]) + 1);
    if (event.kind == GridEvent::Kind::double_click) view.run("zoom_to", "selection");
}

/// The tables as a menu, where they have no room side by side.
std::optional<int> page_menu(const std::vector<std::string>& pages, int chosen, const Rect& box) {
    const std::string& shown =
        pages[static_cast<std::size_t>(std::clamp(chosen, 0, static_cast<int>(pages.size()) - 1))];
    const Rect button{box.x0, box.y0, box.x0 + std::min(box.width(), px(230)), box.y1};
    const Item spot = item_at("plan_pages", button);
    ImDrawList& list = *ImGui::GetWindowDrawList();
    fill(list, button, spot.hovered ? ink().hover : ink().box, px(5));
    put_fit(list, fonts().body, button.x0 + px(10), button.middle(), ink().text, shown, button.width() - px(34));
    icon(list, Icon::chevron_down, button.x1 - px(14), button.middle(), px(12), ink().secondary);
    if (spot.clicked) ImGui::OpenPopup("plan_pages_menu");
    std::optional<int> next;
    if (!begin_menu("plan_pages_menu", button.x0, button.y1 + px(2), button.width() / look().scale)) return next;
    for (std::size_t i = 0; i < pages.size(); ++i)
        if (menu_row(pages[i], "", true, static_cast<int>(i) == chosen)) next = static_cast<int>(i);
    end_menu();
    return next;
}

void answer_part(const View& view, Memory& memory, const Rect& box) {
    if (view.answer == nullptr) return chart_note(box, tr(view.asking ? "plan_working" : "plan_empty"));
    const auto& tables = view.answer->report.tables;
    if (memory.plan_answer != view.answer) {
        memory.plan_answer = view.answer;
        memory.plan_seconds[view.answer->question.command] = view.answer->seconds;
        memory.plan_order_of.clear();
        if (memory.plan_shown_command != view.answer->question.command ||
            memory.plan_page > static_cast<int>(tables.size())) {
            memory.plan_shown_command = view.answer->question.command;
            memory.plan_page = 0;
            memory.plan_chart_table = memory.plan_chart_by = memory.plan_chart_amount = 0;
            memory.plan_sort.clear();
            memory.plan.first = 0;
        }
    }
    // The sentences, the charts where there are any, then a page a table.
    const bool charts = !app::charted(view.answer->report).empty();
    const int first_table = charts ? 2 : 1;
    std::vector<std::string> pages{tr("plan_summary")};
    if (charts) pages.push_back(tr("plan_charts"));
    for (const auto& part : tables) pages.push_back(part.title.in(look().lang));
    const float export_width = button_width(tr("plan_export_short")),
                clear_width = button_width(tr("plan_clear_short"));
    const Rect head{box.x0 + px(16), box.y0 + px(6), box.x1 - px(16), box.y0 + px(32)};
    // 试算 and "being computed" stand before the buttons.
    const std::string mark = view.asking                        ? tr("plan_working")
                             : view.answer->of.trial != nullptr ? tr("plan_trial_badge")
                                                                : std::string();
    const float mark_width = mark.empty() ? 0 : badge_width(mark) + px(10);
    if (!mark.empty())
        badge(*ImGui::GetWindowDrawList(), head.x1 - clear_width - export_width - px(18) - badge_width(mark),
              head.middle(), mark, view.asking ? look().tones.neutral : look().tones.amber);
    const float room = head.width() - export_width - clear_width - px(20) - mark_width;
    const Rect strip{head.x0, head.y0, head.x0 + std::min(room, segments_width(pages)), head.y1};
    const auto next = segments_width(pages) <= room ? segments_at("plan_pages", strip, pages, memory.plan_page)
                                                    : page_menu(pages, memory.plan_page, strip);
    if (next) {
        memory.plan_page = *next;
        memory.plan = {};
        memory.plan_sort.clear();
        if (*next >= first_table) {
            const auto index = static_cast<std::size_t>(*next - first_table);
            const auto& part = tables[index];
            const auto& plots = view.answer->plots[index];
            if (std::any_of(plots.begin(), plots.end(), [](const auto& rows) { return !rows.empty(); }))
                view.run("plan_show", part.name);
        }
    }
    tooltip(tr("plan_map_tip"));
    if (button_at("plan_clear", {head.x1 - clear_width, head.y0, head.x1, head.y1}, tr("plan_clear_short")))
        view.run("ask_none");
    if (button_at("plan_export",
                  {head.x1 - clear_width - px(8) - export_width, head.y0, head.x1 - clear_width - px(8), head.y1},
                  tr("plan_export_short")))
        ask_file(view, memory, "export_plan", true, "plan");
    const Rect body{box.x0, head.y1 + px(4), box.x1, box.y1};
    const auto page = static_cast<std::size_t>(std::max(0, memory.plan_page));
    const auto first = static_cast<std::size_t>(first_table);
    if (page >= first && page < first + tables.size()) return answer_table(view, memory, tables[page - first], body);
    if (page == 1 && charts) return answer_chart(view, memory, body);
    // Where there is room the first chart stands beside the sentences.
    if (!charts || body.width() < px(820)) return sentences(view, body);
    const float middle = std::round(body.x0 + body.width() * 0.45F);
    sentences(view, {body.x0, body.y0, middle, body.y1});
    answer_chart(view, memory, {middle, body.y0, body.x1, body.y1});
}

}  // namespace

void plan_part(const View& view, Memory& memory, const Rect& box) {
    if (!view.complete) return chart_note(box, tr(view.jobs.empty() ? "no_results" : "loading_rest"));
    const auto* form = planning::find_question(view.session().plan_form);
    if (form == nullptr) form = &planning::questions().front();
    const float width = std::min(px(330), box.width() * 0.42F);
    const Rect left{box.x0, box.y0, box.x0 + width, box.y1};
    hairline(*ImGui::GetWindowDrawList(), left.x1, box.y0 + px(6), left.x1, box.y1 - px(6), ink().line);
    form_part(view, memory, *form, left);
    answer_part(view, memory, {left.x1, box.y0, box.x1, box.y1});
}

}  // namespace mulens::ui
