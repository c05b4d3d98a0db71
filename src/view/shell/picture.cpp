#include "shell/picture.hpp"

#include "app/sheet_page.hpp"
#include "base/text.hpp"
#include "paper/pdf.hpp"

#include <algorithm>

namespace mulens::shell {
namespace {

void save_sheet(app::App& app, render::Renderer& renderer, const std::string& path) {
    const auto page = app::sheet_page(app, paper::text_width);
    paper::Page out;
    out.title = app.sheet()->title;
    if (page.has_map) {
        constexpr double sharp = 3;  // pixels a point
        app::PictureOrder order;
        order.width = static_cast<int>((page.map.max_x - page.map.min_x) * sharp);
        order.height = static_cast<int>((page.map.max_y - page.map.min_y) * sharp);
        order.dpi = 96 * sharp * 0.75;
        order.furniture = false;
        order.world = page.map_world;
        auto pixels = draw_picture(app, renderer, order);
        out.pictures.push_back({page.map.min_x, page.map.min_y, page.map.max_x, page.map.max_y, pixels.width,
                                pixels.height, std::move(pixels.rgba)});
    }
    out.drawing = page.drawing;
    paper::write_pdf(path, {out});
}

}  // namespace

render::Pixels draw_picture(app::App& app, render::Renderer& renderer, const app::PictureOrder& order) {
    (void)app::picture_frame(app, order);  // asks for what the picture needs
    app.wait();
    const auto frame = app::picture_frame(app, order);
    renderer.draw(frame);
    return renderer.read_pixels();
}

void install_pictures(app::App& app, render::Renderer& renderer) {
    app.save_picture = [&renderer](app::App& of, const std::vector<std::string>& args) {
        app::PictureOrder order;
        const auto number = [&](std::size_t i, double otherwise) {
            return args.size() > i ? parse_number(args[i]).value_or(otherwise) : otherwise;
        };
        order.width = static_cast<int>(number(1, 1600));
        order.height = static_cast<int>(number(2, 1000));
        order.dpi = std::clamp(number(3, 96), 24.0, 1200.0);
        render::PngOptions options;
        options.dpi = order.dpi;
        render::write_png(args[0], draw_picture(of, renderer, order), options);
    };
    app.save_sheet = [&renderer](app::App& of, const std::string& path) { save_sheet(of, renderer, path); };
}

}  // namespace mulens::shell
