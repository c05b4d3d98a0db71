// The controls of the window: flat, quiet, on ImDrawList. Rows take the width of the panel they stand in and advance
// ImGui's cursor. A control returns what the user asked for and never changes anything itself. Sizes: design pixels.
#pragma once

#include "ui/base/draw.hpp"

#include <optional>
#include <span>
#include <string>
#include <vector>

namespace mulens::ui {

struct Item {
    Rect box;
    bool hovered = false, held = false, clicked = false, double_clicked = false, right_clicked = false;
};

/// Free room of the panel's width; nothing to click.
[[nodiscard]] Rect space(float height);
void gap(float height);
/// A clickable row of the panel's width (of `width` where given).
[[nodiscard]] Item item(const char* id, float height, float width = 0);
/// A clickable rectangle anywhere; does not move the cursor.
[[nodiscard]] Item item_at(const char* id, const Rect& box);

/// Shown when the last item is hovered for a moment: what it does, then unit and formula in the second colour.
void tooltip(const std::string& text, const std::string& more = "");
/// The same for a rectangle that is no item.
void tooltip_in(const Rect& box, const std::string& text, const std::string& more = "");

/// Small heading of a section; with an arrow where it opens and closes. True when clicked.
void heading(const std::string& text, const std::string& right = "");
[[nodiscard]] bool folding_heading(const char* id, const std::string& text, bool open, const std::string& right = "");

[[nodiscard]] bool check_row(const char* id, const std::string& label, bool on, const std::string& right = "",
                             bool enabled = true);

struct Swatch {
    style::Colour colour;
    bool outline = false, dashed = false, hatched = false;
};
void draw_swatch(ImDrawList& list, float x, float middle, float size, const Swatch& swatch);

enum class Button : std::uint8_t { plain, primary, bare };
[[nodiscard]] float button_width(const std::string& label, Button kind = Button::plain);
[[nodiscard]] bool button(const char* id, const std::string& label, Button kind = Button::plain, bool enabled = true);
[[nodiscard]] bool button_at(const char* id, const Rect& box, const std::string& label, Button kind = Button::plain,
                             bool enabled = true);
[[nodiscard]] bool icon_button_at(const char* id, const Rect& box, Icon which, bool on = false, bool enabled = true);

/// One of several, side by side; returns the new choice.
[[nodiscard]] std::optional<int> segments(const char* id, std::span<const std::string> labels, int chosen);
[[nodiscard]] float segments_width(std::span<const std::string> labels);
[[nodiscard]] std::optional<int> segments_at(const char* id, const Rect& box, std::span<const std::string> labels,
                                             int chosen);

[[nodiscard]] float badge_width(const std::string& text);
/// A pill centred on `middle`; returns its width.
float badge(ImDrawList& list, float x, float middle, const std::string& text, const Tone& tone);
/// A grade's letter on its colour.
void grade_chip(ImDrawList& list, const Rect& box, char grade, bool large = false);

/// label … value unit, with rule-like calm; the tooltip explains.
void fact_row(const std::string& label, const std::string& value, const std::string& unit,
              const std::string& explanation = "", bool strong = false);

/// Returns the value while it is dragged. `mark`: a tick at another value (the saved one), NaN = none.
[[nodiscard]] std::optional<double> slider(const char* id, double value, double low, double high, double mark,
                                           bool* held = nullptr);

/// A number that can be typed: shows `text`; Enter returns the value. Click edits.
[[nodiscard]] std::optional<double> number_field(const char* id, const Rect& box, const std::string& text,
                                                 double value);

/// Text field with a frame; true while it has the keyboard. `enter`: Enter was pressed.
bool text_field(const char* id, const Rect& box, std::string& text, const std::string& hint, bool& enter,
                bool focus = false, bool search = false);

void progress_bar(ImDrawList& list, const Rect& box, double share, double now_s);

/// Lines of small text in a quiet box.
struct BoxLine {
    std::string text;
    bool strong = false, quiet = false;
};
void text_box(std::span<const BoxLine> lines);
void paragraph(const std::string& text, style::Colour colour, const ImFont* font);

/// A panel: a window without decoration and with its own padding; false where nothing shows. Always end it.
bool begin_panel(const char* name, const Rect& box, style::Colour ground, float pad_x, float pad_y,
                 bool scrolls = true);
void end_panel();
/// Shows the present window over those begun before it, without taking the keyboard from a text field.
void on_top();

}  // namespace mulens::ui
