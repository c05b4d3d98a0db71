// Colours, fonts and scale of the window being drawn. Dear ImGui has one context; this is its companion: set once a
// frame on the UI thread, read by every widget. Lengths in code are design pixels; px() makes framebuffer pixels.
#pragma once

#include "app/lang.hpp"
#include "style/colour.hpp"

#include <imgui.h>

namespace mulens::ui {

/// Every colour that a widget may use. Text colours reach 4.5 : 1 on the grounds they stand on (a test holds them).
struct Ink {
    style::Colour paper, panel, line, text, secondary, accent;
    style::Colour on_accent;        ///< text on the accent
    style::Colour accent_soft;      ///< selected rows
    style::Colour hover, press;     ///< ground under the cursor
    style::Colour box;              ///< quiet box on a panel
    style::Colour control;          ///< outline of controls, 3 : 1
    style::Colour track;            ///< empty part of bars and sliders
    style::Colour bar, bar_marked;  ///< histogram: all, below the line
    style::Colour low, idle;        ///< highlights
    style::Colour card;             ///< floating cards, a little transparent
    style::Colour shadow;
};
/// Ground and text of a pill.
struct Tone {
    style::Colour ground, text;
};
struct Tones {
    Tone neutral, low, low_solid, idle, amber, blue, green, error;
};

struct Fonts {
    ImFont* body = nullptr;          ///< 14
    ImFont* small = nullptr;         ///< 12
    ImFont* strong = nullptr;        ///< 14 bold
    ImFont* small_strong = nullptr;  ///< 12 bold
    ImFont* title = nullptr;         ///< 18 bold
};

struct Look {
    Ink ink;
    Tones tones;
    Fonts fonts;
    float scale = 1;
    app::Lang lang = app::Lang::zh;
};

[[nodiscard]] Ink ink_of(const style::Theme& theme);
[[nodiscard]] Tones tones_of(const style::Theme& theme);

/// Sets colours, scale and language, and ImGui's own style to match.
void set_look(bool dark, float scale, app::Lang lang, const Fonts& fonts);
[[nodiscard]] const Look& look();
[[nodiscard]] inline const Ink& ink() { return look().ink; }
[[nodiscard]] inline const Fonts& fonts() { return look().fonts; }
/// Design pixels → framebuffer pixels, whole.
[[nodiscard]] float px(float design);
[[nodiscard]] inline ImU32 u32(style::Colour c) { return IM_COL32(c.r, c.g, c.b, c.a); }
/// Words of the window's language.
[[nodiscard]] const std::string& tr(std::string_view key);

}  // namespace mulens::ui
