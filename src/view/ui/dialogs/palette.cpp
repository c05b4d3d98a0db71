// Search and commands in one field. What is typed is looked up by the App (codes, names, pinyin, initials, commands);
// a line that begins with a verb can be run as it stands.
#include "ui/dialogs/dialogs.hpp"

#include <algorithm>
#include <array>

namespace mulens::ui {
namespace {

constexpr std::size_t most_hits = 40;

const char* kind_key(app::SearchHit::Kind kind) {
    constexpr std::array<const char*, 5> keys{"kind_parcel", "kind_firm", "kind_platform", "kind_command",
                                              "kind_column"};
    return keys[static_cast<std::size_t>(kind)];
}

/// What is offered: the typed command first where it begins with a verb, then what the App finds.
std::vector<app::SearchHit> hits_of(const View& view, const std::string& text) {
    std::vector<app::SearchHit> out;
    const std::size_t blank = text.find(' ');
    if (const app::Verb* verb = app::find_verb(text.substr(0, blank));
        verb != nullptr && (blank != std::string::npos || verb->min_args > 0)) {
        const std::string& what = look().lang == app::Lang::zh ? verb->zh : verb->en;
        // The expression of filter and select_where is one word, however it is typed.
        std::string line = text;
        if ((verb->name == "filter" || verb->name == "select_where") && blank != std::string::npos &&
            text.find('"') == std::string::npos)
            line = app::text_of({verb->name, {text.substr(blank + 1)}});
        out.push_back({app::SearchHit::Kind::command, verb->name + " " + verb->usage, what, line});
    }
    if (view.search) {
        auto found = view.search(text, most_hits);
        out.insert(out.end(), std::make_move_iterator(found.begin()), std::make_move_iterator(found.end()));
    }
    return out;
}

bool hit_row(const app::SearchHit& hit, bool chosen, int id) {
    ImGui::PushID(id);
    const Item row = item("hit", 34);
    ImGui::PopID();
    ImDrawList& list = *ImGui::GetWindowDrawList();
    if (chosen)
        fill(list, {row.box.x0 - px(8), row.box.y0, row.box.x1 + px(8), row.box.y1}, ink().accent_soft, px(5));
    else if (row.hovered)
        fill(list, {row.box.x0 - px(8), row.box.y0, row.box.x1 + px(8), row.box.y1}, ink().hover, px(5));
    if (chosen && !row.hovered && !ImGui::IsItemVisible()) ImGui::SetScrollHereY();
    const std::string& kind = tr(kind_key(hit.kind));
    put(list, fonts().small, row.box.x0, row.box.middle(), ink().secondary, kind);
    const float x = row.box.x0 + px(64);
    const float command = chosen ? std::min(text_width(fonts().small, hit.command), row.box.width() * 0.36F) : 0;
    const float width = put_fit(list, fonts().body, x, row.box.middle(), ink().text, hit.text, row.box.width() * 0.55F);
    put_fit(list, fonts().small, x + width + px(12), row.box.middle(), ink().secondary, hit.detail,
            row.box.x1 - command - px(24) - x - width);
    if (chosen)
        put_right(list, fonts().small, row.box.x1, row.box.middle(), ink().secondary,
                  fitted(fonts().small, hit.command, command + 1));
    return row.clicked;
}

}  // namespace

void palette_dialog(const View& view, Memory& memory) {
    if (!memory.palette_open) return;
    if (!begin_dialog("##palette", 640, 460, memory.palette_open)) return end_dialog();
    const Rect field = space(36);
    bool enter = false;
    const std::string before = memory.palette_text;
    text_field("##palette_text", field, memory.palette_text, tr("search_hint_long"), enter, memory.palette_fresh, true);
    memory.palette_fresh = false;
    if (before != memory.palette_text) memory.palette_chosen = 0;
    gap(10);
    const auto hits = hits_of(view, memory.palette_text);
    const int last = static_cast<int>(hits.size()) - 1;
    if (ImGui::IsKeyPressed(ImGui::GetKeyIndex(ImGuiKey_DownArrow))) ++memory.palette_chosen;
    if (ImGui::IsKeyPressed(ImGui::GetKeyIndex(ImGuiKey_UpArrow))) --memory.palette_chosen;
    memory.palette_chosen = std::clamp(memory.palette_chosen, 0, std::max(0, last));
    ImGui::BeginChild("hits", ImVec2(0, ImGui::GetContentRegionAvail().y - px(24)));
    ImGui::SetCursorPosX(px(8));
    ImGui::Indent(px(8));
    int run = -1;
    for (int i = 0; i <= last; ++i)
        if (hit_row(hits[static_cast<std::size_t>(i)], i == memory.palette_chosen, i)) run = i;
    if (hits.empty())
        paragraph(memory.palette_text.empty() ? tr("search_what") : tr("search_none"), ink().secondary, fonts().body);
    ImGui::EndChild();
    const Rect foot = space(22);
    put_fit(*ImGui::GetWindowDrawList(), fonts().small, foot.x0, foot.middle() + px(4), ink().secondary,
            tr("search_keys"), foot.width());
    if (enter && last >= 0) run = memory.palette_chosen;
    if (run >= 0) {
        const auto& hit = hits[static_cast<std::size_t>(run)];
        const app::Command command = app::parse_command(hit.command);
        const app::Verb* verb = app::find_verb(command.verb);
        if (verb != nullptr && command.args.size() < verb->min_args) {
            memory.palette_text = command.verb + " ";  // ask for the rest
            memory.palette_fresh = true;
        } else {
            view.push(command);
            memory.palette_open = false;
        }
    }
    end_dialog();
}

}  // namespace mulens::ui
