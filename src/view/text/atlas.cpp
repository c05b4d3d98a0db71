#include "text/atlas.hpp"

#include "text/raster.hpp"
#include "text/utf8.hpp"

#include <algorithm>
#include <cmath>
#include <unordered_map>

namespace mulens::text {
namespace {

constexpr int page_width = 1024, first_height = 1024, most_height = 4096;
constexpr int gap = 1;  // between glyphs, so that linear sampling reads no neighbour

/// Places rectangles in rows of like height; a row takes heights down to 3/4 of its own.
struct Shelves {
    struct Shelf {
        int y = 0, height = 0, x = gap;
    };
    std::vector<Shelf> rows;
    int used = gap;

    /// Left top corner; false where the page has no room.
    bool place(int w, int h, int& x, int& y) {
        Shelf* best = nullptr;
        for (Shelf& row : rows)
            if (row.height >= h && row.height * 3 <= h * 4 + 8 && row.x + w + gap <= page_width &&
                (best == nullptr || row.height < best->height))
                best = &row;
        if (best == nullptr) {
            if (used + h + gap > most_height) return false;
            rows.push_back({used, h, gap});
            used += h + gap;
            best = &rows.back();
        }
        x = best->x;
        y = best->y;
        best->x += w + gap;
        return true;
    }
};

float quarters(float value, float least, float most) {
    if (!(value >= least)) return least;  // also NaN
    return std::min(most, std::round(value * 4) / 4);
}

std::uint64_t key_of(char32_t c, float size, bool bold, float halo) {
    return static_cast<std::uint64_t>(c) << 32 | static_cast<std::uint64_t>(size * 4) << 16 |
           static_cast<std::uint64_t>(halo * 4) << 8 | static_cast<std::uint64_t>(bold);
}

}  // namespace

struct GlyphAtlas::Faces {
    Rasteriser regular{ui_font(false)}, bold{ui_font(true)};
    std::unordered_map<std::uint64_t, Glyph> glyphs;
    std::unordered_map<std::uint64_t, float> advances;
    std::vector<AtlasPage> pages;
    std::vector<Shelves> shelves;
    float ascent = 0, descent = 0;  // per pixel of size

    Faces() {
        for (const char32_t c : {U'国', U'H', U'g', U'(', U'亩'}) {
            const Picture p = regular.draw(c, 100, 0);
            ascent = std::max(ascent, static_cast<float>(p.top) / 100);
            descent = std::max(descent, static_cast<float>(p.height - p.top) / 100);
        }
    }

    Rasteriser& face(bool heavy) { return heavy ? bold : regular; }

    void open_page() {
        AtlasPage page;
        page.width = page_width;
        page.height = first_height;
        page.coverage.assign(static_cast<std::size_t>(page.width) * page.height, 0);
        page.dirty_bottom = page.height;
        page.version = 1;
        pages.push_back(std::move(page));
        shelves.emplace_back();
    }

    /// The rectangle's page and corner in `glyph`.
    void place(Glyph& glyph) {
        int x = 0, y = 0;
        if (pages.empty()) open_page();
        if (!shelves.back().place(glyph.w, glyph.h, x, y)) {
            open_page();
            shelves.back().place(glyph.w, glyph.h, x, y);
        }
        AtlasPage& page = pages.back();
        while (y + glyph.h + gap > page.height) {
            page.height *= 2;
            page.coverage.resize(static_cast<std::size_t>(page.width) * page.height, 0);
            page.dirty_top = 0;
            page.dirty_bottom = page.height;
        }
        glyph.page = static_cast<std::uint16_t>(pages.size() - 1);
        glyph.x = static_cast<std::uint16_t>(x);
        glyph.y = static_cast<std::uint16_t>(y);
    }

    void copy(const Picture& picture, const Glyph& glyph) {
        AtlasPage& page = pages[glyph.page];
        for (int y = 0; y < glyph.h; ++y)
            std::copy_n(picture.coverage.begin() + static_cast<std::ptrdiff_t>(y) * picture.width, glyph.w,
                        page.coverage.begin() + static_cast<std::ptrdiff_t>(glyph.y + y) * page.width + glyph.x);
        ++page.version;
        const bool clean = page.dirty_top == page.dirty_bottom;
        page.dirty_top = clean ? glyph.y : std::min<int>(page.dirty_top, glyph.y);
        page.dirty_bottom = std::max<int>(clean ? 0 : page.dirty_bottom, glyph.y + glyph.h);
    }

    float advance(char32_t c, float size, bool heavy) {
        const auto [at, fresh] = advances.try_emplace(key_of(c, size, heavy, 0), 0.0F);
        if (fresh) at->second = face(heavy).advance(c, size);
        return at->second;
    }
};

GlyphAtlas::GlyphAtlas() : faces_(std::make_unique<Faces>()) {}
GlyphAtlas::~GlyphAtlas() = default;

const Glyph& GlyphAtlas::glyph(char32_t character, float size_px, bool bold, float halo_px) {
    const float size = quarters(size_px, 1, 512), halo = quarters(halo_px, 0, 32);
    const auto [at, fresh] = faces_->glyphs.try_emplace(key_of(character, size, bold, halo));
    Glyph& glyph = at->second;
    if (!fresh) return glyph;
    const Picture picture = faces_->face(bold).draw(character, size, halo);
    glyph.advance = picture.advance;
    glyph.bearing_x = static_cast<float>(picture.left);
    glyph.bearing_y = static_cast<float>(picture.top);
    // Only signs three em wide at sizes that nobody labels a map with can be cut here.
    glyph.w = static_cast<std::uint16_t>(std::min(picture.width, page_width - 2 * gap));
    glyph.h = static_cast<std::uint16_t>(std::min(picture.height, most_height - 2 * gap));
    if (glyph.w == 0 || glyph.h == 0) {
        glyph.w = glyph.h = 0;
        return glyph;
    }
    faces_->place(glyph);
    faces_->copy(picture, glyph);
    return glyph;
}

float GlyphAtlas::width(std::string_view text, float size_px, bool bold) {
    const float size = quarters(size_px, 1, 512);
    float sum = 0;
    for (std::size_t position = 0; position < text.size();)
        sum += faces_->advance(next_character(text, position), size, bold);
    return sum;
}

std::string GlyphAtlas::shortened(std::string_view text, float size_px, bool bold, float max_px) {
    if (width(text, size_px, bold) <= max_px) return std::string(text);
    const float size = quarters(size_px, 1, 512);
    float room = max_px - faces_->advance(U'…', size, bold);
    if (room < 0) return {};
    std::string out;
    for (std::size_t position = 0; position < text.size();) {
        const char32_t c = next_character(text, position);
        room -= faces_->advance(c, size, bold);
        if (room < 0) break;
        append_utf8(out, c);
    }
    return out + "…";
}

float GlyphAtlas::ascent(float size_px) const { return faces_->ascent * size_px; }
float GlyphAtlas::descent(float size_px) const { return faces_->descent * size_px; }
const std::vector<AtlasPage>& GlyphAtlas::pages() const { return faces_->pages; }
void GlyphAtlas::clear_dirty() {
    for (AtlasPage& page : faces_->pages) page.dirty_top = page.dirty_bottom = 0;
}

}  // namespace mulens::text
