#include "render/over_pass.hpp"

#include "text/utf8.hpp"

#include <algorithm>
#include <cmath>

namespace mulens::render {
namespace {

// As over.frag has them.
constexpr float plain = 0, box = 1, ring = 2, band = 3, glyph = 4;

bool finite(const scene::DrawItem& item) {
    if (!std::isfinite(item.x0 + item.y0 + item.x1 + item.y1 + item.width + item.radius)) return false;
    return std::all_of(item.points.begin(), item.points.end(),
                       [](geom::Point p) { return std::isfinite(p.x) && std::isfinite(p.y); });
}

}  // namespace

OverPass::OverPass() : program_("over", "over") {}

void OverPass::use_page(int page) {
    if (runs_.empty()) runs_.push_back({0, 0, page});
    Run& last = runs_.back();
    if (page < 0 || last.page == page) return;
    if (last.page < 0) {
        last.page = page;
        return;
    }
    last.count = vertices_.size() - last.first;
    runs_.push_back({vertices_.size(), 0, page});
}

void OverPass::quad(float x0, float y0, float x1, float y1, float u0, float v0, float u1, float v1, const float (&p)[4],
                    float kind, style::Colour colour) {
    const auto corner = [&](float x, float y, float u, float v) {
        vertices_.push_back({x, y, u, v, {p[0], p[1], p[2], p[3]}, kind, colour});
    };
    corner(x0, y0, u0, v0);
    corner(x1, y0, u1, v0);
    corner(x1, y1, u1, v1);
    corner(x0, y0, u0, v0);
    corner(x1, y1, u1, v1);
    corner(x0, y1, u0, v1);
}

void OverPass::rect(const scene::DrawItem& item) {
    const bool outline = item.kind == scene::DrawItem::Kind::outline;
    const float half_x = std::abs(item.x1 - item.x0) / 2;
    const float half_y = std::abs(item.y1 - item.y0) / 2;
    const float cx = (item.x0 + item.x1) / 2;
    const float cy = (item.y0 + item.y1) / 2;
    const float out = 1 + (outline ? item.width / 2 : 0);
    const float radius = std::min(item.radius, std::min(half_x, half_y));
    const float numbers[4] = {half_x, half_y, radius, item.width / 2};
    quad(cx - half_x - out, cy - half_y - out, cx + half_x + out, cy + half_y + out, -half_x - out, -half_y - out,
         half_x + out, half_y + out, numbers, outline ? ring : box, item.colour);
}

void OverPass::polygon(const scene::DrawItem& item) {
    const auto& points = item.points;
    const std::size_t n = points.size();
    if (n < 3) return;
    double twice_area = 0;
    for (std::size_t i = 0; i < n; ++i) {
        const auto& a = points[i];
        const auto& b = points[(i + 1) % n];
        twice_area += a.x * b.y - b.x * a.y;
    }
    const double turn = twice_area < 0 ? -1 : 1;
    // Corners half a pixel inwards are solid, half a pixel outwards clear: a soft edge where the border runs.
    std::vector<geom::Point> inner(n), outer(n);
    for (std::size_t i = 0; i < n; ++i) {
        const auto& before = points[(i + n - 1) % n];
        const auto& here = points[i];
        const auto& after = points[(i + 1) % n];
        const auto normal = [&](const geom::Point& a, const geom::Point& b) {
            const double size = std::max(1e-9, std::hypot(b.x - a.x, b.y - a.y));
            return geom::Point{turn * (b.y - a.y) / size, -turn * (b.x - a.x) / size};
        };
        const auto n0 = normal(before, here);
        const auto n1 = normal(here, after);
        const double x = (n0.x + n1.x) / 2;
        const double y = (n0.y + n1.y) / 2;
        const double stretch = 0.5 / std::max(0.25, x * x + y * y);
        inner[i] = {here.x - x * stretch, here.y - y * stretch};
        outer[i] = {here.x + x * stretch, here.y + y * stretch};
    }
    const auto put = [&](const geom::Point& p, bool solid) {
        vertices_.push_back({static_cast<float>(p.x),
                             static_cast<float>(p.y),
                             0,
                             0,
                             {0, 0, 0, 0},
                             plain,
                             solid ? item.colour : style::with_alpha(item.colour, 0)});
    };
    for (std::size_t i = 1; i + 1 < n; ++i) {
        put(inner[0], true);
        put(inner[i], true);
        put(inner[i + 1], true);
    }
    for (std::size_t i = 0; i < n; ++i) {
        const std::size_t j = (i + 1) % n;
        put(inner[i], true);
        put(outer[i], false);
        put(outer[j], false);
        put(inner[i], true);
        put(outer[j], false);
        put(inner[j], true);
    }
}

void OverPass::polyline(const scene::DrawItem& item) {
    const float half = item.width / 2;
    float along = 0;
    for (std::size_t i = 0; i + 1 < item.points.size(); ++i) {
        const auto ax = static_cast<float>(item.points[i].x);
        const auto ay = static_cast<float>(item.points[i].y);
        const auto bx = static_cast<float>(item.points[i + 1].x);
        const auto by = static_cast<float>(item.points[i + 1].y);
        const float size = std::hypot(bx - ax, by - ay);
        if (size <= 0) continue;
        const float dx = (bx - ax) / size;
        const float dy = (by - ay) / size;
        const float reach = half + 1;
        const auto corner = [&](float u, float v) {
            vertices_.push_back(
                {ax + dx * u - dy * v, ay + dy * u + dx * v, u, v, {size, half, item.dash, along}, band, item.colour});
        };
        corner(-reach, -reach);
        corner(size + reach, -reach);
        corner(size + reach, reach);
        corner(-reach, -reach);
        corner(size + reach, reach);
        corner(-reach, reach);
        along += size;
    }
}

void OverPass::glyphs(const scene::DrawItem& item, float x, float baseline, float halo, style::Colour colour) {
    const auto& style = item.text_style;
    const float numbers[4] = {0, 0, 0, 0};
    for (std::size_t at = 0; at < item.text.size();) {
        const char32_t character = text::next_character(item.text, at);
        const text::Glyph g = atlas_.glyph(character, style.size_px, style.bold, halo);
        if (g.w > 0) {
            use_page(g.page);
            const float left = std::round(x + g.bearing_x);
            const float top = std::round(baseline - g.bearing_y);
            quad(left, top, left + static_cast<float>(g.w), top + static_cast<float>(g.h), g.x, g.y,
                 static_cast<float>(g.x + g.w), static_cast<float>(g.y + g.h), numbers, glyph, colour);
        }
        x += g.advance;
    }
}

void OverPass::text(const scene::DrawItem& item) {
    const auto& style = item.text_style;
    if (item.text.empty() || !std::isfinite(style.size_px)) return;
    float x = item.x0;
    if (style.align != scene::Align::left) {
        const float width = atlas_.width(item.text, style.size_px, style.bold);
        x -= style.align == scene::Align::centre ? width / 2 : width;
    }
    x = std::round(x);
    const float baseline = std::round(item.y0);
    if (style.halo.a > 0 && style.halo_px > 0) glyphs(item, x, baseline, style.halo_px, style.halo);
    glyphs(item, x, baseline, 0, style.colour);
}

void OverPass::add(const scene::DrawItem& item) {
    using Kind = scene::DrawItem::Kind;
    if (!finite(item)) return;
    use_page(-1);
    switch (item.kind) {
        case Kind::rect:
        case Kind::outline:
            return rect(item);
        case Kind::polygon:
            return polygon(item);
        case Kind::polyline:
            return polyline(item);
        case Kind::text:
            return text(item);
    }
}

void OverPass::upload_pages() {
    const auto& pages = atlas_.pages();
    pages_.resize(pages.size());
    for (std::size_t i = 0; i < pages.size(); ++i) {
        const auto& page = pages[i];
        gl::Texture& texture = pages_[i];
        const bool grown = texture.width() != page.width || texture.height() != page.height;
        if (!grown && page.dirty_top == page.dirty_bottom) continue;
        texture.resize(gl::mask_format, page.width, page.height);
        const int top = grown ? 0 : page.dirty_top;
        const int bottom = grown ? page.height : page.dirty_bottom;
        texture.upload(top, bottom - top, page.coverage.data() + static_cast<std::size_t>(top) * page.width, 1);
    }
    atlas_.clear_dirty();
}

void OverPass::draw(const scene::DrawList& list, const gl::Canvas& canvas) {
    vertices_.clear();
    runs_.clear();
    for (const auto& item : list.items) add(item);
    if (vertices_.empty()) return;
    runs_.back().count = vertices_.size() - runs_.back().first;
    upload_pages();

    canvas.bind();
    glEnable(GL_BLEND);
    glBlendEquation(GL_FUNC_ADD);
    glBlendFunc(GL_ONE, GL_ONE_MINUS_SRC_ALPHA);
    program_.use();
    program_.set("page", 0);
    program_.set("size", static_cast<float>(canvas.width()), static_cast<float>(canvas.height()));
    array_.bind();
    buffer_.fill(GL_ARRAY_BUFFER, std::span<const Vertex>(vertices_), GL_STREAM_DRAW);
    gl::VertexArray::floats(0, 4, sizeof(Vertex), 0);
    gl::VertexArray::floats(1, 4, sizeof(Vertex), offsetof(Vertex, p));
    gl::VertexArray::floats(2, 1, sizeof(Vertex), offsetof(Vertex, kind));
    gl::VertexArray::bytes(3, sizeof(Vertex), offsetof(Vertex, colour));
    for (const Run& run : runs_) {
        if (run.page >= 0) pages_[static_cast<std::size_t>(run.page)].bind(0);
        glDrawArrays(GL_TRIANGLES, static_cast<GLint>(run.first), static_cast<GLsizei>(run.count));
    }
}

}  // namespace mulens::render
