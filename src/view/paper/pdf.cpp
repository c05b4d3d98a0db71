#include "paper/pdf.hpp"

#include "base/error.hpp"
#include "text/fonts.hpp"

#include <cairo-pdf.h>
#include <cairo.h>

#include <algorithm>
#include <cmath>
#include <filesystem>
#include <memory>
#include <numbers>
#include <system_error>

namespace mulens::paper {
namespace {

using scene::Align;
using scene::DrawItem;
using style::Colour;

struct Closer {
    void operator()(cairo_t* c) const { cairo_destroy(c); }
    void operator()(cairo_surface_t* s) const { cairo_surface_destroy(s); }
};
using Drawing = std::unique_ptr<cairo_t, Closer>;
using Surface = std::unique_ptr<cairo_surface_t, Closer>;

void set_colour(cairo_t* c, Colour colour) {
    cairo_set_source_rgba(c, colour.r / 255.0, colour.g / 255.0, colour.b / 255.0, colour.a / 255.0);
}

void rounded(cairo_t* c, const DrawItem& i) {
    const double r = std::min<double>(i.radius, std::min(i.x1 - i.x0, i.y1 - i.y0) / 2);
    if (r <= 0) {
        cairo_rectangle(c, i.x0, i.y0, i.x1 - i.x0, i.y1 - i.y0);
        return;
    }
    constexpr double half = std::numbers::pi / 2;
    cairo_new_sub_path(c);
    cairo_arc(c, i.x1 - r, i.y0 + r, r, -half, 0);
    cairo_arc(c, i.x1 - r, i.y1 - r, r, 0, half);
    cairo_arc(c, i.x0 + r, i.y1 - r, r, half, 2 * half);
    cairo_arc(c, i.x0 + r, i.y0 + r, r, 2 * half, 3 * half);
    cairo_close_path(c);
}

void choose_font(cairo_t* c, float size, bool bold) {
    cairo_select_font_face(c, text::ui_font(bold).family.c_str(), CAIRO_FONT_SLANT_NORMAL,
                           bold ? CAIRO_FONT_WEIGHT_BOLD : CAIRO_FONT_WEIGHT_NORMAL);
    cairo_set_font_size(c, size);
}

double advance_of(cairo_t* c, const std::string& text) {
    cairo_text_extents_t extents;
    cairo_text_extents(c, text.c_str(), &extents);
    return extents.x_advance;
}

void draw_text(cairo_t* c, const DrawItem& item) {
    const auto& style = item.text_style;
    choose_font(c, style.size_px, style.bold);
    double x = item.x0;
    if (style.align != Align::left) {
        const double width = advance_of(c, item.text);
        x -= style.align == Align::right ? width : width / 2;
    }
    if (style.halo.a != 0 && style.halo_px > 0) {
        cairo_move_to(c, x, item.y0);
        cairo_text_path(c, item.text.c_str());
        set_colour(c, style.halo);
        cairo_set_line_width(c, 2.0 * style.halo_px);
        cairo_set_line_join(c, CAIRO_LINE_JOIN_ROUND);
        cairo_stroke(c);
    }
    cairo_move_to(c, x, item.y0);
    set_colour(c, style.colour);
    cairo_show_text(c, item.text.c_str());
}

void draw_item(cairo_t* c, const DrawItem& item) {
    cairo_new_path(c);
    set_colour(c, item.colour);
    cairo_set_line_width(c, item.width);
    switch (item.kind) {
        case DrawItem::Kind::rect:
            rounded(c, item);
            cairo_fill(c);
            break;
        case DrawItem::Kind::outline:
            rounded(c, item);
            cairo_stroke(c);
            break;
        case DrawItem::Kind::polygon:
        case DrawItem::Kind::polyline: {
            for (const auto& p : item.points) cairo_line_to(c, p.x, p.y);
            if (item.kind == DrawItem::Kind::polygon) {
                cairo_close_path(c);
                cairo_fill(c);
                break;
            }
            const double dash = item.dash;
            if (dash > 0) cairo_set_dash(c, &dash, 1, 0);
            cairo_stroke(c);
            cairo_set_dash(c, nullptr, 0, 0);
            break;
        }
        case DrawItem::Kind::text:
            draw_text(c, item);
            break;
    }
}

void draw_picture(cairo_t* c, const PagePicture& picture) {
    // Cairo wants BGRA with the colour multiplied by alpha.
    const int stride = cairo_format_stride_for_width(CAIRO_FORMAT_ARGB32, picture.width);
    std::vector<std::uint8_t> pixels(static_cast<std::size_t>(stride) * static_cast<std::size_t>(picture.height));
    for (int y = 0; y < picture.height; ++y)
        for (int x = 0; x < picture.width; ++x) {
            const std::size_t from = 4 * (static_cast<std::size_t>(y) * static_cast<std::size_t>(picture.width) +
                                          static_cast<std::size_t>(x));
            const std::size_t to =
                static_cast<std::size_t>(y) * static_cast<std::size_t>(stride) + 4 * static_cast<std::size_t>(x);
            const unsigned alpha = picture.rgba[from + 3];
            for (std::size_t k = 0; k < 3; ++k)
                pixels[to + k] = static_cast<std::uint8_t>(picture.rgba[from + 2 - k] * alpha / 255);
            pixels[to + 3] = static_cast<std::uint8_t>(alpha);
        }
    const Surface image(
        cairo_image_surface_create_for_data(pixels.data(), CAIRO_FORMAT_ARGB32, picture.width, picture.height, stride));
    cairo_save(c);
    cairo_translate(c, picture.x0, picture.y0);
    cairo_scale(c, (picture.x1 - picture.x0) / picture.width, (picture.y1 - picture.y0) / picture.height);
    cairo_set_source_surface(c, image.get(), 0, 0);
    cairo_paint(c);
    cairo_restore(c);
}

}  // namespace

void write_pdf(const std::string& path, const std::vector<Page>& pages) {
    const std::string beside = path + ".part";
    std::string trouble;
    {
        const Page first = pages.empty() ? Page{} : pages.front();
        const Surface surface(cairo_pdf_surface_create(beside.c_str(), first.width, first.height));
        cairo_pdf_surface_set_metadata(surface.get(), CAIRO_PDF_METADATA_TITLE, first.title.c_str());
        cairo_pdf_surface_set_metadata(surface.get(), CAIRO_PDF_METADATA_CREATOR, "Mulens");
        const Drawing drawing(cairo_create(surface.get()));
        for (const auto& page : pages) {
            cairo_pdf_surface_set_size(surface.get(), page.width, page.height);
            for (const auto& picture : page.pictures)
                if (picture.width > 0 && picture.height > 0) draw_picture(drawing.get(), picture);
            for (const auto& item : page.drawing.items) draw_item(drawing.get(), item);
            cairo_show_page(drawing.get());
        }
        cairo_surface_finish(surface.get());
        auto status = cairo_status(drawing.get());
        if (status == CAIRO_STATUS_SUCCESS) status = cairo_surface_status(surface.get());
        if (status != CAIRO_STATUS_SUCCESS) trouble = cairo_status_to_string(status);
    }
    std::error_code error;
    if (trouble.empty()) std::filesystem::rename(beside, path, error);
    if (trouble.empty() && error) trouble = error.message();
    if (trouble.empty()) return;
    std::filesystem::remove(beside, error);
    throw Error::make(ExitCode::unwritable, "{}: could not be written: {}", path, trouble);
}

float text_width(const std::string& text, float size, bool bold) {
    const Surface surface(cairo_image_surface_create(CAIRO_FORMAT_A8, 1, 1));
    const Drawing drawing(cairo_create(surface.get()));
    choose_font(drawing.get(), size, bold);
    return static_cast<float>(advance_of(drawing.get(), text));
}

}  // namespace mulens::paper
