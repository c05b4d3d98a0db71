// 认定标准: the sliders of the scheme. Closed until opened; every drag is one step of undo.
#include "ui/charts/charts.hpp"
#include "ui/panels/panels.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>

namespace mulens::ui {
namespace {

void set_knob(const View& view, const app::SchemeKnob& knob, double value) {
    app::Command command{knob.verb, knob.args};
    command.args.push_back(app::argument(value));
    view.push(std::move(command));
}

std::string knob_text(const app::SchemeKnob& knob) {
    const std::string op = knob.op == "<=" ? "≤" : knob.op == ">=" ? "≥" : knob.op == "==" ? "=" : knob.op;
    if (!std::isfinite(knob.value)) return "–";
    std::string value = knob.share ? figure(knob.value * 100, 1, true) + " %" : figure(knob.value, 2, true);
    return op.empty() ? value : op + " " + value;
}

void knob_row(const View& view, Memory& memory, const app::SchemeKnob& knob, bool histogram) {
    ImDrawList& list = *ImGui::GetWindowDrawList();
    const Rect box = space(24);
    const std::string text = knob_text(knob);
    // The unit stands beside the value where the name leaves room; it is in the tooltip in any case.
    const float unit_wanted = knob.unit.empty() || knob.share ? 0 : text_width(fonts().small, knob.unit) + px(4);
    const float rest =
        box.width() - text_width(fonts().body, knob.label) - std::max(text_width(fonts().body, text), px(24)) - px(10);
    const float unit_room = rest >= unit_wanted ? unit_wanted : 0;
    if (unit_room > 0) put_right(list, fonts().small, box.x1, box.middle(), ink().secondary, knob.unit);
    const float wide = text_width(fonts().body, text);
    const Rect field{box.x1 - unit_room - std::max(wide, px(24)), box.y0 + px(1), box.x1 - unit_room, box.y1 - px(1)};
    if (const auto typed = number_field("value", field, text, knob.share ? knob.value * 100 : knob.value))
        set_knob(view, knob, knob.share ? *typed / 100 : *typed);
    bool cut = false;
    const bool changed = std::isfinite(knob.saved) && knob.value != knob.saved;
    put_fit(list, fonts().body, box.x0, box.middle(), ink().text, knob.label, field.x0 - box.x0 - px(8), false, &cut);
    std::string more = knob.tooltip;
    if (changed)
        more += (more.empty() ? "" : "\n") + fmt::format(fmt::runtime(tr("saved_value")),
                                                         figure(knob.share ? knob.saved * 100 : knob.saved, 2, true));
    tooltip_in({box.x0, box.y0, field.x0, box.y1}, knob.unit.empty() ? knob.label : knob.label + "  " + knob.unit,
               more);
    bool held = false;
    std::optional<double> next;
    if (histogram) {
        const Rect chart = space(46);
        next = histogram_slider("bars", view.histogram, chart, knob.value, knob.low, knob.high, &held);
        gap(2);
    } else {
        next = slider("slide", knob.value, knob.low, knob.high, knob.saved, &held);
        gap(2);
    }
    hold(view, memory, held);
    if (next && *next != knob.value) set_knob(view, knob, *next);
}

const char* letters = "ABCDun";

/// "较已存办法 +23 宗, +1,046 亩" and "C→D 19 宗 · B→C 4 宗".
void changes_box(const View& view) {
    const app::Changes& c = view.changes;
    if (!c.any) return;
    std::vector<BoxLine> lines;
    const auto net = static_cast<double>(c.low_gained) - static_cast<double>(c.low_lost);
    const double net_mu = c.low_gained_mu - c.low_lost_mu;
    const auto sign = [](double v) { return std::string(v >= 0 ? "+" : "−"); };
    lines.push_back({fmt::format(fmt::runtime(tr("against_saved")), sign(net) + figure(std::abs(net), 0),
                                 sign(net_mu) + mu(std::abs(net_mu)))});
    std::vector<std::pair<std::uint64_t, std::string>> moves;
    for (std::size_t a = 0; a < 4; ++a)
        for (std::size_t b = 0; b < 4; ++b)
            if (a != b && c.moved[a][b] > 0)
                moves.push_back({c.moved[a][b], fmt::format("{}→{} {} {}", letters[a], letters[b], count(c.moved[a][b]),
                                                            tr("unit_plots"))});
    std::sort(moves.rbegin(), moves.rend());
    std::string text;
    for (std::size_t i = 0; i < std::min<std::size_t>(3, moves.size()); ++i)
        text += (i == 0 ? "" : " · ") + moves[i].second;
    if (!text.empty()) lines.push_back({text});
    text_box(lines);
    gap(8);
}

}  // namespace

void scheme_part(const View& view, Memory& memory) {
    if (!view.complete) return;
    const bool open = view.session().scheme_open;
    if (folding_heading("scheme", tr("threshold_heading"), open, "")) view.run("panel", "scheme", open ? "off" : "on");
    tooltip(tr("scheme_tip"));
    if (view.trial) changes_box(view);
    if (!open) return;
    if (view.knobs.empty()) return paragraph(tr("no_scheme_text"), ink().secondary, fonts().small);
    std::string group;
    bool histogram_shown = false;
    int id = 0;
    for (const auto& knob : view.knobs) {
        if (knob.group != group) {
            if (!group.empty()) gap(6);
            group = knob.group;
            if (group != "thresholds") heading(tr("knobs_" + group));
        }
        ImGui::PushID(id++);
        const bool histogram = !histogram_shown && knob.verb == "threshold" && !knob.args.empty() &&
                               knob.args[0] == view.histogram.test_code && !view.histogram.all.empty();
        knob_row(view, memory, knob, histogram);
        histogram_shown = histogram_shown || histogram;
        ImGui::PopID();
    }
    gap(8);
    if (!view.trial) return;
    if (button("reset", tr("reset"))) view.run("reset_scheme");
    tooltip(tr("reset_tip"));
    ImGui::SameLine(0, px(8));
    if (button("save", tr("save_as"))) ask_file(view, memory, "save_scheme", true, "scheme.toml");
    tooltip(tr("save_scheme_tip"));
}

}  // namespace mulens::ui
