#include "text/raster.hpp"

#include "base/error.hpp"

#include <ft2build.h>
#include FT_FREETYPE_H
#include FT_GLYPH_H
#include FT_STROKER_H

#include <algorithm>
#include <cmath>

namespace mulens::text {
namespace {

// Light hinting sharpens the horizontal strokes of small Chinese characters and leaves widths as designed.
constexpr FT_Int32 load_flags = FT_LOAD_TARGET_LIGHT;

struct GlyphDelete {
    void operator()(FT_Glyph glyph) const { FT_Done_Glyph(glyph); }
};
using GlyphHandle = std::unique_ptr<FT_GlyphRec, GlyphDelete>;

/// FT_Glyph_… functions replace the glyph they are given.
template <typename Change>
bool replace(GlyphHandle& glyph, const Change& change) {
    FT_Glyph raw = glyph.release();
    const bool good = change(&raw) == 0;
    glyph.reset(raw);
    return good;
}

Picture picture_of(GlyphHandle glyph) {
    Picture out;
    if (!replace(glyph, [](FT_Glyph* g) { return FT_Glyph_To_Bitmap(g, FT_RENDER_MODE_NORMAL, nullptr, 1); }))
        return out;
    const auto* bitmap = reinterpret_cast<FT_BitmapGlyph>(glyph.get());
    out.left = bitmap->left;
    out.top = bitmap->top;
    out.width = static_cast<int>(bitmap->bitmap.width);
    out.height = static_cast<int>(bitmap->bitmap.rows);
    for (int y = 0; y < out.height; ++y) {
        const unsigned char* row = bitmap->bitmap.buffer + static_cast<std::ptrdiff_t>(y) * bitmap->bitmap.pitch;
        out.coverage.insert(out.coverage.end(), row, row + out.width);
    }
    return out;
}

/// `over` laid on `under` (which is the larger), the stronger coverage at each pixel.
void lay_over(Picture& under, const Picture& over) {
    for (int y = 0; y < over.height; ++y)
        for (int x = 0; x < over.width; ++x) {
            const int ux = x + over.left - under.left, uy = y + under.top - over.top;
            if (ux < 0 || uy < 0 || ux >= under.width || uy >= under.height) continue;
            std::uint8_t& pixel = under.coverage[static_cast<std::size_t>(uy) * under.width + ux];
            pixel = std::max(pixel, over.coverage[static_cast<std::size_t>(y) * over.width + x]);
        }
}

/// The sign for "no such character": an upright frame (filled for the halo).
Picture box_picture(float size_px, float halo_px) {
    const int line = std::max(1, static_cast<int>(std::lround(size_px / 16)));
    const int halo = static_cast<int>(std::ceil(halo_px));
    const int w = std::max(3, static_cast<int>(std::lround(size_px * 0.5F))),
              h = std::max(3, static_cast<int>(std::lround(size_px * 0.7F)));
    Picture out;
    out.width = w + 2 * halo;
    out.height = h + 2 * halo;
    out.left = static_cast<int>(std::lround(size_px * 0.05F)) - halo;
    out.top = h + halo;
    out.advance = std::round(size_px * 0.6F);
    out.coverage.assign(static_cast<std::size_t>(out.width) * out.height, 255);
    for (int y = line; halo == 0 && y < h - line; ++y)
        std::fill_n(out.coverage.begin() + static_cast<std::ptrdiff_t>(y) * w + line, std::max(0, w - 2 * line),
                    std::uint8_t{0});
    return out;
}

/// Marks that steer text and draw nothing.
bool silent(char32_t c) { return c < 0x20 || c == 0x7f || (c >= 0x200b && c <= 0x200f) || c == 0xfeff || c == 0x2060; }

}  // namespace

struct Rasteriser::Handle {
    FT_Library library = nullptr;
    FT_Face face = nullptr;
    FT_Stroker stroker = nullptr;
    float size_px = 0;

    Handle() = default;
    Handle(const Handle&) = delete;
    Handle& operator=(const Handle&) = delete;
    ~Handle() {
        if (stroker != nullptr) FT_Stroker_Done(stroker);
        if (face != nullptr) FT_Done_Face(face);
        if (library != nullptr) FT_Done_FreeType(library);
    }

    void use_size(float size) {
        if (size == size_px) return;
        FT_Set_Char_Size(face, 0, std::lround(size * 64), 72, 72);
        size_px = size;
    }
    bool load(char32_t character, float size) {
        const FT_UInt index = FT_Get_Char_Index(face, character);
        if (index == 0) return false;
        use_size(size);
        return FT_Load_Glyph(face, index, load_flags) == 0;
    }
    [[nodiscard]] float loaded_advance()
        const {  // As designed, free of the error of the 16.16 scale: a Chinese character at 14 px is 14 px wide.
        return static_cast<float>(std::lround(static_cast<double>(face->glyph->linearHoriAdvance) / 1024.0)) / 64.0F;
    }
};

Rasteriser::Rasteriser(const FontFile& font) : handle_(std::make_unique<Handle>()) {
    if (FT_Init_FreeType(&handle_->library) != 0) throw Error(ExitCode::failed, "FreeType could not be started");
    if (FT_New_Face(handle_->library, font.path.c_str(), font.face, &handle_->face) != 0 ||
        FT_Stroker_New(handle_->library, &handle_->stroker) != 0)
        throw Error::make(ExitCode::failed,
                          "font file {} (face {}) could not be read; install the package fonts-noto-cjk again",
                          font.path, font.face);
}
Rasteriser::~Rasteriser() = default;

bool Rasteriser::has(char32_t character) const { return FT_Get_Char_Index(handle_->face, character) != 0; }

Picture Rasteriser::draw(char32_t character, float size_px, float halo_px) {
    if (silent(character)) return {};
    if (!handle_->load(character, size_px)) return box_picture(size_px, halo_px);
    const float advance = handle_->loaded_advance();
    FT_Glyph raw = nullptr;
    if (FT_Get_Glyph(handle_->face->glyph, &raw) != 0) return box_picture(size_px, halo_px);
    GlyphHandle glyph(raw);
    Picture out;
    if (halo_px > 0 && glyph->format == FT_GLYPH_FORMAT_OUTLINE) {
        // The stroke alone leaves the middle of thick strokes open, so the glyph itself is laid over it.
        FT_Glyph copy = nullptr;
        FT_Stroker_Set(handle_->stroker, std::lround(halo_px * 64), FT_STROKER_LINECAP_ROUND, FT_STROKER_LINEJOIN_ROUND,
                       0);
        GlyphHandle stroked(FT_Glyph_Copy(glyph.get(), &copy) == 0 ? copy : nullptr);
        if (stroked && replace(stroked, [&](FT_Glyph* g) { return FT_Glyph_Stroke(g, handle_->stroker, 1); }))
            out = picture_of(std::move(stroked));
        lay_over(out, picture_of(std::move(glyph)));
    } else {
        out = picture_of(std::move(glyph));
    }
    out.advance = advance;
    return out;
}

float Rasteriser::advance(char32_t character, float size_px) {
    if (silent(character)) return 0;
    return handle_->load(character, size_px) ? handle_->loaded_advance() : box_picture(size_px, 0).advance;
}

}  // namespace mulens::text
