#include "ui/widgets/widgets.hpp"

#include <algorithm>

namespace mulens::ui {
namespace {

struct Paint {
    style::Colour ground, outline, text;
};

Paint paint_of(Button kind, const Item& state, bool enabled) {
    const Ink& c = ink();
    Paint out{c.panel, c.line, c.text};
    if (kind == Button::primary) out = {c.accent, c.accent, c.on_accent};
    if (kind == Button::bare) out.outline = out.ground = {0, 0, 0, 0};
    if (!enabled) {
        out.text = c.secondary;
        if (kind == Button::primary) out.ground = out.outline = c.track;
        return out;
    }
    if (kind == Button::primary) {
        if (state.hovered) out.ground = style::mix(c.accent, c.text, 0.12);
    } else if (state.held) {
        out.ground = c.press;
    } else if (state.hovered) {
        out.ground = c.hover;
    }
    return out;
}

}  // namespace

float button_width(const std::string& label, Button kind) {
    return text_width(fonts().body, label) + px(kind == Button::bare ? 16 : 24);
}

bool button_at(const char* id, const Rect& box, const std::string& label, Button kind, bool enabled) {
    const Item state = item_at(id, box);
    const Paint paint = paint_of(kind, state, enabled);
    ImDrawList& list = *ImGui::GetWindowDrawList();
    fill(list, box, paint.ground, px(6));
    if (kind == Button::plain) frame(list, box, paint.outline, px(6));
    put_fit(list, fonts().body, std::max(box.x0 + px(2), (box.x0 + box.x1 - text_width(fonts().body, label)) / 2),
            box.middle(), paint.text, label, box.width() - px(4), true);
    return enabled && state.clicked;
}

bool button(const char* id, const std::string& label, Button kind, bool enabled) {
    const ImVec2 at = ImGui::GetCursorScreenPos();
    const Rect box{at.x, at.y, at.x + button_width(label, kind), at.y + px(30)};
    ImGui::Dummy(ImVec2(box.width(), box.height()));
    return button_at(id, box, label, kind, enabled);
}

bool icon_button_at(const char* id, const Rect& box, Icon which, bool on, bool enabled) {
    const Item state = item_at(id, box);
    ImDrawList& list = *ImGui::GetWindowDrawList();
    if (on)
        fill(list, box, ink().accent_soft, px(5));
    else if (enabled && (state.hovered || state.held))
        fill(list, box, state.held ? ink().press : ink().hover, px(5));
    const style::Colour colour = on ? ink().accent : enabled ? ink().text : ink().control;
    icon(list, which, (box.x0 + box.x1) / 2, box.middle(), std::min(px(15), box.height() * 0.55F), colour);
    return enabled && state.clicked;
}

float segments_width(std::span<const std::string> labels) {
    float width = px(4);
    for (const auto& label : labels) width += text_width(fonts().small, label) + px(20);
    return width;
}

std::optional<int> segments_at(const char* id, const Rect& box, std::span<const std::string> labels, int chosen) {
    ImDrawList& list = *ImGui::GetWindowDrawList();
    fill(list, box, ink().track, px(6));
    std::optional<int> out;
    ImGui::PushID(id);
    float x = box.x0 + px(2);
    const float spare = std::max(0.0F, box.width() - segments_width(labels)) / static_cast<float>(labels.size());
    for (std::size_t i = 0; i < labels.size(); ++i) {
        const float width = text_width(fonts().small, labels[i]) + px(20) + spare;
        const Rect part{x, box.y0 + px(2), x + width, box.y1 - px(2)};
        const bool on = static_cast<int>(i) == chosen;
        const Item state = item_at(labels[i].c_str(), part);
        if (on) fill(list, part, ink().panel, px(5));
        put_centred(list, fonts().small, part, on || state.hovered ? ink().text : ink().secondary, labels[i]);
        if (state.clicked && !on) out = static_cast<int>(i);
        x += width;
    }
    ImGui::PopID();
    return out;
}

std::optional<int> segments(const char* id, std::span<const std::string> labels, int chosen) {
    const ImVec2 at = ImGui::GetCursorScreenPos();
    const Rect box{at.x, at.y, at.x + segments_width(labels), at.y + px(26)};
    ImGui::Dummy(ImVec2(box.width(), box.height()));
    return segments_at(id, box, labels, chosen);
}

}  // namespace mulens::ui
