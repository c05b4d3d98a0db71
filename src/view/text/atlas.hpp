// Glyphs as 8-bit coverage in pages of pixels, made when first asked for, so that any renderer draws text as textured
// rectangles. Sizes are in pixels of the em square; positions are pixels, y down in a page, up for bearings.
// One owner thread: every call, and reading the pages, belongs to the thread that made the atlas.
#pragma once

#include <cstdint>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

namespace mulens::text {

/// Where a glyph lies in its page, and how it stands to the pen. Place the rectangle's left top corner at
/// (pen_x + bearing_x, baseline - bearing_y), then move the pen by advance. w = 0: nothing to draw (a space).
struct Glyph {
    std::uint16_t page = 0, x = 0, y = 0, w = 0, h = 0;
    float bearing_x = 0, bearing_y = 0;
    float advance = 0;
};

/// A page keeps its width and grows downwards, so a glyph never moves; texture coordinates are x / width and
/// y / height of the page as it is now. Row 0 first, no padding between rows.
struct AtlasPage {
    int width = 0, height = 0;
    std::vector<std::uint8_t> coverage;  ///< 0 outside, 255 inside
    std::uint64_t version = 0;           ///< grows whenever a pixel or the size changed
    /// What changed since clear_dirty: rows dirty_top … dirty_bottom - 1 (empty when equal).
    int dirty_top = 0, dirty_bottom = 0;
};

class GlyphAtlas {
  public:
    /// Opens ui_font(false) and ui_font(true). Throws Error.
    GlyphAtlas();
    ~GlyphAtlas();
    GlyphAtlas(const GlyphAtlas&) = delete;
    GlyphAtlas& operator=(const GlyphAtlas&) = delete;

    /// halo_px > 0: the glyph fattened by that many pixels on every side (draw it under the plain one); same advance.
    /// A character that the font lacks gives a box. Sizes are rounded to quarters and kept within 1 … 512, halos
    /// within 0 … 32. The reference stays good as long as the atlas.
    const Glyph& glyph(char32_t character, float size_px, bool bold = false, float halo_px = 0);

    /// Of one line; broken UTF-8 counts as replacement characters.
    [[nodiscard]] float width(std::string_view text, float size_px, bool bold = false);
    /// The text, or its beginning with "…" so that it is no wider than max_px ("" where even that is too wide).
    [[nodiscard]] std::string shortened(std::string_view text, float size_px, bool bold, float max_px);
    [[nodiscard]] float ascent(float size_px) const;   ///< of Chinese characters and capitals above the baseline
    [[nodiscard]] float descent(float size_px) const;  ///< below the baseline, positive
    [[nodiscard]] float line_height(float size_px) const { return 1.4F * size_px; }

    [[nodiscard]] const std::vector<AtlasPage>& pages() const;
    void clear_dirty();  ///< call after an upload

  private:
    struct Faces;
    std::unique_ptr<Faces> faces_;
};

}  // namespace mulens::text
