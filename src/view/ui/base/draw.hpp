// Text and shapes on an ImDrawList. Positions are framebuffer pixels. Text that does not fit is cut with "…" and told
// to the list of cuts, which a test reads: words of the window must never be in it at the sizes of the design.
#pragma once

#include "ui/base/look.hpp"

#include <string>
#include <string_view>
#include <vector>

namespace mulens::ui {

struct Rect {
    float x0 = 0, y0 = 0, x1 = 0, y1 = 0;
    [[nodiscard]] float width() const { return x1 - x0; }
    [[nodiscard]] float height() const { return y1 - y0; }
    [[nodiscard]] float middle() const { return (y0 + y1) / 2; }
    [[nodiscard]] bool contains(ImVec2 p) const { return p.x >= x0 && p.x < x1 && p.y >= y0 && p.y < y1; }
    bool operator==(const Rect&) const = default;
};

[[nodiscard]] float text_width(const ImFont* font, std::string_view text);
/// Height of the em square.
[[nodiscard]] float em_of(const ImFont* font);

/// One line whose letters are centred on `middle`; returns its width.
float put(ImDrawList& list, const ImFont* font, float x, float middle, style::Colour colour, std::string_view text);
float put_right(ImDrawList& list, const ImFont* font, float x1, float middle, style::Colour colour,
                std::string_view text);
float put_centred(ImDrawList& list, const ImFont* font, const Rect& box, style::Colour colour, std::string_view text);
/// Cut with "…" to `room`; returns the width drawn. `cut` says whether it was. Data may be cut; words may not (see
/// cuts()): pass `word` for them.
float put_fit(ImDrawList& list, const ImFont* font, float x, float middle, style::Colour colour, std::string_view text,
              float room, bool word = false, bool* cut = nullptr);
[[nodiscard]] std::string fitted(const ImFont* font, std::string_view text, float room);
/// Lines of `text` no wider than `room`; Chinese breaks anywhere, Latin at blanks. At most `lines`, the last one cut.
[[nodiscard]] std::vector<std::string> wrapped(const ImFont* font, std::string_view text, float room,
                                               std::size_t lines = 99);

/// Words of the window that did not fit since the last clear_cuts().
[[nodiscard]] const std::vector<std::string>& cuts();
void clear_cuts();

void fill(ImDrawList& list, const Rect& box, style::Colour colour, float radius = 0);
void frame(ImDrawList& list, const Rect& box, style::Colour colour, float radius = 0, float width = 1);
void hairline(ImDrawList& list, float x0, float y0, float x1, float y1, style::Colour colour);
void dashed_frame(ImDrawList& list, const Rect& box, style::Colour colour, float width, float dash);
void card(ImDrawList& list, const Rect& box, float radius);  ///< floating ground with a soft shadow

enum class Icon : std::uint8_t {
    close,
    tick,
    chevron_right,
    chevron_down,
    chevron_left,
    chevron_up,
    search,
    plus,
    minus,
    fit,
    pointer,
    rectangle,
    lasso,
    distance,
    area,
    moon,
    sun,
    folder,
    file,
    undo,
    redo,
    swipe
};
/// Drawn in a square of `size` centred on the point.
void icon(ImDrawList& list, Icon which, float x, float y, float size, style::Colour colour);

}  // namespace mulens::ui
