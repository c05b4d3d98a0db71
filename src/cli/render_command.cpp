#include "app/picture.hpp"
#include "base/error.hpp"
#include "base/parallel.hpp"
#include "base/text.hpp"
#include "cli/commands.hpp"
#include "render/context.hpp"
#include "render/png.hpp"
#include "render/renderer.hpp"
#include "shell/picture.hpp"

#include <fmt/format.h>
#include <CLI/CLI.hpp>

#include <algorithm>
#include <filesystem>
#include <fstream>
#include <memory>

namespace mulens::cli {
namespace {

struct RenderOptions {
    std::vector<std::string> files;
    std::string out, metric = "grade", size = "1600x1000", bbox, platform, parcel, filter;
    std::string lang = "zh", theme = "light", script, reference;
    double dpi = 96, tolerance = 0.002;
    unsigned threads = default_threads();
    bool bare = false, quiet = false;
};

std::pair<int, int> size_of(const std::string& text) {
    const auto parts = split(text, 'x');
    const auto width = parts.size() == 2 ? parse_number(parts[0]) : std::nullopt;
    const auto height = parts.size() == 2 ? parse_number(parts[1]) : std::nullopt;
    if (!width || !height || *width < 64 || *height < 64 || *width > 20000 || *height > 20000)
        throw Error::make(ExitCode::usage, "--size {}: write it as 1600x1000, from 64 to 20000 pixels a side", text);
    return {static_cast<int>(*width), static_cast<int>(*height)};
}

void play(app::App& app, const std::string& path) {
    std::ifstream in(path);
    if (!in) throw Error::make(ExitCode::unreadable, "{}: cannot be read", path);
    int number = 0;
    for (std::string line; std::getline(in, line);) {
        ++number;
        try {
            app.run(line);
            app.wait();
        } catch (const Error& error) {
            throw error.with_context(fmt::format("{}:{}", path, number));
        }
    }
}

geom::Box box_of(app::App& app, const RenderOptions& o) {
    geom::Box box;
    if (!o.bbox.empty()) {
        const auto parts = split(o.bbox, ',');
        std::vector<double> values;
        for (const auto& part : parts)
            if (const auto value = parse_number(part)) values.push_back(*value);
        if (parts.size() != 4 || values.size() != 4 || !(values[2] > values[0]) || !(values[3] > values[1]))
            throw Error::make(ExitCode::usage, "--bbox {}: write MIN_X,MIN_Y,MAX_X,MAX_Y in the working CRS", o.bbox);
        box = {values[0], values[1], values[2], values[3]};
    } else if (!o.parcel.empty()) {
        app.run(app::command("select", o.parcel));
        const geom::Box one = app.data()->shapes().box(app.data()->row_of(o.parcel));
        const double margin = 1.5 * std::max(one.max_x - one.min_x, one.max_y - one.min_y);
        box = {one.min_x - margin, one.min_y - margin, one.max_x + margin, one.max_y + margin};
    } else if (!o.platform.empty()) {
        app.run(app::command("platform", o.platform));
        const auto& platform = app.data()->table().at("platform");
        for (Row row = 0; row < app.data()->rows(); ++row)
            if (platform.text(row) == app.state().document.platform) box.add(app.data()->shapes().box(row));
    } else {
        box = app.parcels_box();
        if (box.empty()) box = app.state().session.camera.box();
    }
    return box;
}

int run_render(const RenderOptions& o) {
    const auto [width, height] = size_of(o.size);
    if (!(o.dpi >= 24 && o.dpi <= 1200)) throw Error(ExitCode::usage, "--dpi: from 24 to 1200");
    for (const auto& file : o.files)
        if (!std::filesystem::exists(file)) throw Error::make(ExitCode::unreadable, "{}: there is no such file", file);
    const render::Context context;
    render::Renderer renderer;
    app::App app({o.threads, ""});
    shell::install_pictures(app, renderer);
    app.set_map_size(width, height, o.dpi / 96);
    app.run(app::command("language", o.lang));
    app.run(app::command("theme", o.theme));
    app.run(app::Command{"open", o.files});
    app.wait();
    if (o.metric != "grade") app.run(app::command("show", o.metric));
    if (!o.filter.empty()) app.run(app::command("filter", o.filter));
    app.wait();
    app::PictureOrder order;
    order.width = width;
    order.height = height;
    order.dpi = o.dpi;
    order.furniture = !o.bare;
    order.world = box_of(app, o);
    if (!o.script.empty()) {
        const auto before = app.state().session.camera;
        play(app, o.script);
        if (!(before == app.state().session.camera)) order.world = app.state().session.camera.box();
    }
    const auto pixels = shell::draw_picture(app, renderer, order);
    render::PngOptions png;
    png.dpi = o.dpi;
    if (!o.out.empty()) render::write_png(o.out, pixels, png);
    if (!o.quiet && !o.out.empty()) fmt::print("{} × {} pixels written to {}\n", width, height, o.out);
    if (o.reference.empty()) return 0;
    const auto difference = render::compare(pixels, render::read_png(o.reference), 12);
    if (difference.same_size && difference.share <= o.tolerance) return 0;
    fmt::print(stderr, "mulens: the picture differs from {}: {}\n", o.reference,
               difference.same_size ? fmt::format("{:.3f} % of its pixels", difference.share * 100) : "another size");
    return static_cast<int>(ExitCode::picture);
}

}  // namespace

void add_render_command(CLI::App& app, std::function<int()>& action) {
    auto o = std::make_shared<RenderOptions>();
    CLI::App* command = app.add_subcommand("render", "Draw the map into a picture file, without any display");
    command->add_option("project", o->files, "Project file, or parcel files")->required()->type_name("PROJECT|FILE…");
    command->add_option("--out", o->out, "Picture to write (PNG)")->type_name("FILE.png");
    command->add_option("--metric", o->metric, "Column that fills the parcels, or grade")->capture_default_str();
    command->add_option("--filter", o->filter, "Pale where this does not hold, e.g. \"area_mu > 20\"")
        ->type_name("CONDITION");
    command->add_option("--size", o->size, "Pixels")->capture_default_str()->type_name("WxH");
    command->add_option("--dpi", o->dpi, "Pixels an inch: letters and lines grow with it")->capture_default_str();
    command->add_option("--bbox", o->bbox, "What to show, in the working CRS")->type_name("X0,Y0,X1,Y1");
    command->add_option("--platform", o->platform, "Show one platform")->type_name("NAME");
    command->add_option("--parcel", o->parcel, "Show one parcel and its surroundings")->type_name("ID");
    command->add_option("--lang", o->lang, "zh or en")->capture_default_str()->check(CLI::IsMember({"zh", "en"}));
    command->add_option("--theme", o->theme, "light or dark")
        ->capture_default_str()
        ->check(CLI::IsMember({"light", "dark"}));
    command->add_flag("--bare", o->bare, "The map alone, without title, legend and scale");
    command->add_option("--script", o->script, "Commands to play first, one a line (mulens help commands)")
        ->type_name("FILE");
    command->add_option("--reference", o->reference, "Compare with this picture; exit code 10 where it differs")
        ->type_name("FILE.png");
    command->add_option("--tolerance", o->tolerance, "Share of pixels that may differ from the reference")
        ->capture_default_str();
    command->add_option("--threads", o->threads, "Threads")->capture_default_str();
    command->add_flag("--quiet", o->quiet, "Say nothing");
    command->callback([o, &action] {
        if (o->out.empty() && o->reference.empty())
            throw Error(ExitCode::usage, "render: name a picture to write (--out) or to compare with (--reference)");
        action = [o] { return run_render(*o); };
    });
}

}  // namespace mulens::cli
