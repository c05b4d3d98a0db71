// A page as PDF: the same DrawList that the screen draws, with text as text. Units are points (1/72 inch), y down.
// Thread safe for different files.
#pragma once

#include "scene/draw_list.hpp"

#include <cstdint>
#include <string>
#include <vector>

namespace mulens::paper {

/// A picture on the page, under the drawing.
struct PagePicture {
    double x0 = 0, y0 = 0, x1 = 0, y1 = 0;
    int width = 0, height = 0;
    std::vector<std::uint8_t> rgba;
};

struct Page {
    double width = 595.276, height = 841.890;  ///< A4 upright
    std::vector<PagePicture> pictures;
    scene::DrawList drawing;
    std::string title;  ///< of the document
};

/// Written beside and renamed. Throws Error(unwritable).
void write_pdf(const std::string& path, const std::vector<Page>& pages);
/// Width of a text in points as write_pdf sets it.
[[nodiscard]] float text_width(const std::string& text, float size, bool bold);

}  // namespace mulens::paper
