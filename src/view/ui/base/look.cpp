#include "ui/base/look.hpp"

#include <cmath>

namespace mulens::ui {
namespace {

using style::mix;
using style::rgb;
using style::with_alpha;

Look& current() {
    static Look value;
    return value;
}

ImVec4 vec(style::Colour c) { return ImGui::ColorConvertU32ToFloat4(u32(c)); }

void set_imgui_colours(const Ink& ink) {
    ImVec4* c = ImGui::GetStyle().Colors;
    const ImVec4 none(0, 0, 0, 0);
    for (int i = 0; i < ImGuiCol_COUNT; ++i) c[i] = vec(ink.line);
    c[ImGuiCol_Text] = vec(ink.text);
    c[ImGuiCol_TextDisabled] = vec(ink.secondary);
    c[ImGuiCol_WindowBg] = c[ImGuiCol_PopupBg] = vec(ink.panel);
    c[ImGuiCol_ChildBg] = c[ImGuiCol_BorderShadow] = c[ImGuiCol_MenuBarBg] = c[ImGuiCol_ScrollbarBg] = none;
    c[ImGuiCol_Border] = c[ImGuiCol_Separator] = vec(ink.line);
    c[ImGuiCol_FrameBg] = c[ImGuiCol_FrameBgHovered] = c[ImGuiCol_FrameBgActive] = vec(ink.panel);
    c[ImGuiCol_ScrollbarGrab] = vec(ink.line);
    c[ImGuiCol_ScrollbarGrabHovered] = c[ImGuiCol_ScrollbarGrabActive] = vec(ink.control);
    c[ImGuiCol_Button] = none;
    c[ImGuiCol_ButtonHovered] = c[ImGuiCol_HeaderHovered] = vec(ink.hover);
    c[ImGuiCol_ButtonActive] = c[ImGuiCol_HeaderActive] = vec(ink.press);
    c[ImGuiCol_Header] = vec(ink.hover);
    c[ImGuiCol_TextSelectedBg] = vec(with_alpha(ink.accent, 70));
    c[ImGuiCol_NavHighlight] = vec(ink.accent);
    c[ImGuiCol_ModalWindowDimBg] = ImVec4(0, 0, 0, 0.18F);
}

void set_imgui_sizes(float scale) {
    ImGuiStyle& s = ImGui::GetStyle();
    s = ImGuiStyle();
    s.WindowPadding = ImVec2(0, 0);
    s.WindowBorderSize = 0;
    s.WindowRounding = s.ChildRounding = s.FrameRounding = 0;
    s.PopupRounding = std::floor(6 * scale);
    s.PopupBorderSize = 1;
    s.FramePadding = ImVec2(std::floor(8 * scale), std::floor(4 * scale));
    s.ItemSpacing = s.ItemInnerSpacing = ImVec2(0, 0);
    s.ScrollbarSize = std::floor(10 * scale);
    s.ScrollbarRounding = std::floor(5 * scale);
    s.WindowMinSize = ImVec2(1, 1);
}

}  // namespace

Ink ink_of(const style::Theme& t) {
    Ink ink;
    ink.paper = t.paper;
    ink.panel = t.panel;
    ink.line = t.line;
    ink.text = t.text;
    ink.secondary = t.secondary;
    ink.accent = t.accent;
    ink.on_accent = t.dark ? rgb(0x0B1220) : rgb(0xFFFFFF);
    ink.accent_soft = mix(t.panel, t.accent, t.dark ? 0.16 : 0.08);
    ink.hover = mix(t.panel, t.text, 0.04);
    ink.press = mix(t.panel, t.text, 0.09);
    ink.box = t.dark ? rgb(0x23282D) : rgb(0xF6F7FA);
    ink.control = t.dark ? rgb(0x7B848E) : rgb(0x868C95);
    ink.track = t.dark ? rgb(0x30363C) : rgb(0xEDEDEA);
    ink.bar = mix(t.panel, t.accent, t.dark ? 0.42 : 0.24);
    ink.low = t.dark ? rgb(0xF0609A) : style::low_colour();
    ink.idle = t.dark ? rgb(0xC08BE0) : style::idle_colour();
    ink.bar_marked = mix(t.panel, ink.low, 0.58);
    ink.card = with_alpha(t.panel, 236);
    ink.shadow = style::Colour{0, 0, 0, static_cast<std::uint8_t>(t.dark ? 120 : 36)};
    return ink;
}

Tones tones_of(const style::Theme& t) {
    const Ink ink = ink_of(t);
    if (t.dark)
        return {{ink.box, t.text},
                {rgb(0x4A1B32), rgb(0xF9B6D2)},
                {rgb(0xC2185B), rgb(0xFFFFFF)},
                {rgb(0x38204A), rgb(0xDDBBF2)},
                {rgb(0x43360F), rgb(0xF5D789)},
                {rgb(0x1B2F4D), rgb(0xA9CDFC)},
                {rgb(0x173A2A), rgb(0x9FDDBD)},
                {rgb(0x4D1F1C), rgb(0xF6B5AF)}};
    return {{rgb(0xF0F1F3), rgb(0x4B5563)}, {rgb(0xFCE4EC), rgb(0xA01450)}, {rgb(0xC2185B), rgb(0xFFFFFF)},
            {rgb(0xF1E3F6), rgb(0x6A1B8C)}, {rgb(0xFFF2C9), rgb(0x7A5200)}, {rgb(0xE6EEFD), rgb(0x1D4FBF)},
            {rgb(0xE1F3E8), rgb(0x17633A)}, {rgb(0xFDE7E4), rgb(0xA3241A)}};
}

void set_look(bool dark, float scale, app::Lang lang, const Fonts& fonts) {
    Look& now = current();
    const style::Theme& theme = dark ? style::dark_theme() : style::light_theme();
    now.ink = ink_of(theme);
    now.tones = tones_of(theme);
    now.fonts = fonts;
    now.scale = scale;
    now.lang = lang;
    set_imgui_sizes(scale);
    set_imgui_colours(now.ink);
}

const Look& look() { return current(); }

float px(float design) { return std::round(design * current().scale); }

const std::string& tr(std::string_view key) { return app::tr(current().lang, key); }

}  // namespace mulens::ui
