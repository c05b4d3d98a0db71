// Messages over the map, and what the map's place shows while there is no map.
#include "ui/panels/panels.hpp"

#include <algorithm>

namespace mulens::ui {

void toasts(const View& view, Memory& memory, const Rect& map) {
    const auto& messages = view.moment().messages;
    float y = map.y0 + px(14);
    for (std::size_t i = messages.size(); i-- > 0;) {
        const app::Message& message = messages[i];
        const float width = std::min(px(460), map.width() - px(100));
        const auto lines = wrapped(fonts().body, message.text, width - px(64), 4);
        const auto more = memory.detail_open ? wrapped(fonts().small, message.detail, width - px(64), 12)
                                             : std::vector<std::string>{};
        const bool foldable = !message.detail.empty();
        const float height = px(20) + px(21) * static_cast<float>(lines.size()) +
                             px(18) * static_cast<float>(more.size()) + (foldable ? px(22) : 0);
        const float x = std::round((map.x0 + map.x1 - width) / 2);
        const Rect box{x, y, x + width, y + height};
        if (box.y1 > map.y1 - px(50)) break;
        const std::string name = "##toast" + std::to_string(i);
        ImGui::PushStyleColor(ImGuiCol_WindowBg, 0);
        begin_panel(name.c_str(), {box.x0 - px(8), box.y0 - px(6), box.x1 + px(8), box.y1 + px(10)}, {0, 0, 0, 0}, 0, 0,
                    false);
        on_top();
        ImDrawList& list = *ImGui::GetWindowDrawList();
        card(list, box, px(8));
        fill(list, box, ink().panel, px(8));
        frame(list, box, ink().line, px(8));
        list.AddCircleFilled(ImVec2(box.x0 + px(18), box.y0 + px(20)), px(4),
                             u32(message.error ? look().tones.error.text : ink().accent));
        float line_y = box.y0 + px(20);
        for (const auto& line : lines) {
            put(list, fonts().body, box.x0 + px(32), line_y, ink().text, line);
            line_y += px(21);
        }
        if (foldable) {
            const std::string& word = tr(memory.detail_open ? "less" : "details");
            const Rect spot{box.x0 + px(32), line_y - px(10), box.x0 + px(32) + text_width(fonts().small, word),
                            line_y + px(10)};
            if (item_at("details", spot).clicked) memory.detail_open = !memory.detail_open;
            put(list, fonts().small, spot.x0, spot.middle(), ink().accent, word);
            line_y += px(20);
            for (const auto& line : more) {
                put(list, fonts().small, box.x0 + px(32), line_y, ink().secondary, line);
                line_y += px(18);
            }
        }
        if (icon_button_at("close", {box.x1 - px(30), box.y0 + px(8), box.x1 - px(8), box.y0 + px(30)}, Icon::close))
            view.run("dismiss");
        end_panel();
        ImGui::PopStyleColor();
        y = box.y1 + px(10);
    }
}

namespace {

void empty_state(const View& view, Memory& memory, const Rect& map) {
    if (!begin_panel("##empty", map, ink().paper, 0, 0, false)) return end_panel();
    ImDrawList& list = *ImGui::GetWindowDrawList();
    const float width = std::min(px(440), map.width() - px(40)), left = std::round((map.x0 + map.x1 - width) / 2);
    float y = std::round(map.middle() - px(130));
    const Rect target{left, y, left + width, y + px(180)};
    dashed_frame(list, target, ink().control, std::max(1.0F, look().scale), px(5));
    icon(list, Icon::folder, (target.x0 + target.x1) / 2, target.y0 + px(46), px(28), ink().secondary);
    put_centred(list, fonts().title, {target.x0, target.y0 + px(74), target.x1, target.y0 + px(104)}, ink().text,
                tr("empty_title"));
    float line_y = target.y0 + px(122);
    for (const auto& line : wrapped(fonts().body, tr("empty_text"), width - px(48))) {
        put_centred(list, fonts().body, {target.x0, line_y - px(10), target.x1, line_y + px(10)}, ink().secondary,
                    line);
        line_y += px(21);
    }
    y = target.y1 + px(20);
    const std::string &open = tr("empty_open"), &sample = tr("empty_sample");
    const float open_width = button_width(open), sample_width = button_width(sample);
    const float x = std::round((map.x0 + map.x1 - open_width - sample_width - px(10)) / 2);
    if (button_at("open", {x, y, x + open_width, y + px(32)}, open, Button::primary))
        ask_file(view, memory, "open", false);
    if (button_at("sample", {x + open_width + px(10), y, x + open_width + px(10) + sample_width, y + px(32)}, sample))
        if (view.outside != nullptr && view.outside->try_sample) view.outside->try_sample();
    tooltip(tr("empty_sample_tip"));
    y += px(54);
    for (std::size_t i = 0; i < std::min<std::size_t>(4, view.recent.size()) && y + px(24) < map.y1; ++i, y += px(24)) {
        const Rect row{left, y, left + width, y + px(24)};
        const std::string id = "recent" + std::to_string(i);
        const Item entry = item_at(id.c_str(), row);
        const std::string shown = fitted(fonts().small, view.recent[i], width - px(20));
        put_centred(list, fonts().small, row, entry.hovered ? ink().accent : ink().secondary, shown);
        if (entry.clicked) view.run("open", view.recent[i]);
    }
    end_panel();
}

void loading_card(const View& view, Memory& memory, const Rect& map) {
    const app::JobView& job = view.jobs.front();
    const float width = std::min(px(360), map.width() - px(32)), height = px(78);
    const float x = std::round((map.x0 + map.x1 - width) / 2),
                y = view.loaded ? map.y0 + px(16) : std::round(map.middle() - height / 2);
    const Rect box{x, y, x + width, y + height};
    ImGui::PushStyleColor(ImGuiCol_WindowBg, 0);
    begin_panel("##loading", {box.x0 - px(8), box.y0 - px(6), box.x1 + px(8), box.y1 + px(10)}, {0, 0, 0, 0}, 0, 0,
                false);
    on_top();
    ImDrawList& list = *ImGui::GetWindowDrawList();
    card(list, box, px(8));
    const std::string left = time_left(job.left_s);
    const float used = put_right(list, fonts().small, box.x1 - px(16), box.y0 + px(22), ink().secondary, left);
    put_fit(list, fonts().strong, box.x0 + px(16), box.y0 + px(22), ink().text, job.title, width - px(40) - used);
    progress_bar(list, {box.x0 + px(16), box.y0 + px(40), box.x1 - px(16), box.y0 + px(44)}, job.share, view.now_s);
    const std::string text =
        view.loaded ? (job.stage.empty() ? tr("loading_rest") : job.stage + " · " + tr("loading_rest")) : job.stage;
    put_fit(list, fonts().small, box.x0 + px(16), box.y0 + px(60), ink().secondary, text, width - px(32));
    end_panel();
    ImGui::PopStyleColor();
    memory.busy_drawing = true;
}

}  // namespace

void map_states(const View& view, Memory& memory, const Rect& map) {
    if (!view.loaded && view.jobs.empty()) return empty_state(view, memory, map);
    if (!view.loaded) {
        // The paper of the map, so that nothing flashes when the parcels come.
        fill(*ImGui::GetBackgroundDrawList(), map, ink().paper);
    }
    if (!view.complete && !view.jobs.empty()) loading_card(view, memory, map);
}

}  // namespace mulens::ui
