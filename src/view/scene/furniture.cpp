#include "scene/furniture.hpp"

#include "geom/units.hpp"
#include "style/number.hpp"

#include <algorithm>
#include <cmath>

namespace mulens::scene {
namespace {

constexpr double least_side_px = 14;
constexpr double most_side_px = 40;

std::string length_label(double m) {
    if (m >= 1000) return style::format_number(m / 1000) + " km";
    if (m >= 1) return style::format_number(m) + " m";
    return style::format_number(m * 100) + " cm";
}

// A slim arrow, one half filled, as on survey sheets.
void draw_north(DrawList& out, double x, double middle, const FurnitureSpec& spec, double s) {
    const double top = middle - 10 * s;
    const double bottom = middle + 7 * s;
    const double waist = middle + 3.5 * s;
    out.polygon({{x, top}, {x + 5 * s, bottom}, {x, waist}}, spec.theme.text);
    out.polyline({{x, top}, {x - 5 * s, bottom}, {x, waist}, {x, top}}, spec.theme.text, s);
    out.text(x + 10 * s, middle + 4.5 * s, spec.chinese ? "北" : "N", words(spec.theme.text, 13 * s));
}

}  // namespace

ScaleBar scale_bar(const Camera& camera, double most_px) {
    ScaleBar bar;
    const double most_m = most_px * camera.m_per_px;
    if (!(most_m > 0) || !std::isfinite(most_m)) return bar;
    const double ten = std::pow(10, std::floor(std::log10(most_m) + 1e-9));
    for (const double step : {1.0, 2.0, 5.0})
        if (step * ten <= most_m * (1 + 1e-9)) bar.length_m = step * ten;
    bar.length_px = bar.length_m / camera.m_per_px;
    bar.label = length_label(bar.length_m);
    return bar;
}

MuSquare mu_square(const Camera& camera, bool chinese) {
    MuSquare out;
    if (!(camera.m_per_px > 0) || !(camera.ui_scale > 0)) return out;
    const auto side = [&](double mu) { return std::sqrt(geom::m2_from_mu(mu)) / camera.m_per_px; };
    for (const double step : {1.0, 5.0, 2.0}) {
        for (int power = -2; power <= 12; ++power) {
            const double mu = step * std::pow(10, power);
            const double px = side(mu);
            if (px < least_side_px * camera.ui_scale || px > most_side_px * camera.ui_scale) continue;
            return {mu, px, style::format_number(mu) + (chinese ? " 亩" : " mu")};
        }
    }
    return out;
}

std::string shortened(const std::string& text, float size_px, bool bold, double most_px, const Measure& measure) {
    const auto fits = [&](const std::string& t) { return static_cast<double>(measure(t, size_px, bold)) <= most_px; };
    if (fits(text)) return text;
    // Binary search over the beginnings of characters.
    std::vector<std::size_t> ends;
    for (std::size_t i = 0; i < text.size(); ++i)
        if ((static_cast<unsigned char>(text[i]) & 0xC0U) != 0x80U) ends.push_back(i);
    std::size_t low = 0;
    std::size_t high = ends.size();
    while (low + 1 < high) {
        const std::size_t middle = (low + high) / 2;
        (fits(text.substr(0, ends[middle]) + "…") ? low : high) = middle;
    }
    const std::string cut = (ends.empty() ? std::string() : text.substr(0, ends[low])) + "…";
    return fits(cut) ? cut : std::string();
}

std::vector<std::string> in_lines(const std::string& text, float size_px, bool bold, double most_px,
                                  std::size_t most_lines, const Measure& measure) {
    std::vector<std::string> out;
    std::string rest = text;
    while (!rest.empty() && out.size() < most_lines) {
        std::string line = shortened(rest, size_px, bold, most_px, measure);
        if (line == rest || line.empty() || out.size() + 1 == most_lines) {
            out.push_back(line.empty() ? rest : std::move(line));
            break;
        }
        line.resize(line.size() - std::string_view("…").size());
        if (rest[line.size()] != ' ')
            if (const auto blank = line.rfind(' '); blank != std::string::npos && blank > 0) line.resize(blank);
        rest.erase(0, line.size());
        rest.erase(0, rest.find_first_not_of(' '));
        while (!line.empty() && line.back() == ' ') line.pop_back();
        out.push_back(std::move(line));
    }
    return out;
}

Furniture map_furniture(const FurnitureSpec& spec, const Measure& measure) {
    Furniture out;
    const double s = spec.camera.ui_scale;
    geom::Box area = spec.area;
    if (area.empty()) area = {0, 0, static_cast<double>(spec.camera.width), static_cast<double>(spec.camera.height)};
    const ScaleBar bar = scale_bar(spec.camera, std::min(180 * s, (area.max_x - area.min_x) * 0.3));
    const MuSquare square = mu_square(spec.camera, spec.chinese);
    if (!(bar.length_px > 0)) return out;
    const double small = 12 * s;
    const double gap = 18 * s;
    const auto width = [&](const std::string& text) {
        return static_cast<double>(measure(text, static_cast<float>(small), false));
    };
    const double bar_width = std::max(bar.length_px, width(bar.label));
    const bool with_square = square.side_px > 0;
    const double fixed =
        14 * s + bar_width + gap + (with_square ? square.side_px + 7 * s + width(square.label) + gap : 0) + 40 * s;
    const double room = area.max_x - area.min_x - 24 * s;
    if (fixed > room) return out;
    double extra = 0;
    const auto take = [&](const std::string& text) {
        const double more = text.empty() ? 0 : width(text) + gap;
        if (more <= 0 || fixed + extra + more > room) return false;
        extra += more;
        return true;
    };
    const bool with_lonlat = take(spec.lonlat);
    const bool with_grid = with_lonlat && take(spec.grid);

    const double height = std::max(42 * s, square.side_px + 14 * s);
    const double x0 = area.min_x + 12 * s;
    const double y1 = area.max_y - 12 * s;
    const double y0 = y1 - height;
    if (y0 < area.min_y) return out;
    out.card = {x0, y0, x0 + fixed + extra, y1};
    out.drawing.rect(x0, y0, out.card.max_x, y1, style::with_alpha(spec.theme.panel, 226), 6 * s);
    const double middle = (y0 + y1) / 2;
    double x = x0 + 14 * s;

    const double foot = middle + 11 * s;
    out.drawing.text(x, foot - 8 * s, bar.label, words(spec.theme.text, small));
    out.drawing.polyline({{x, foot - 5 * s}, {x, foot}, {x + bar.length_px, foot}, {x + bar.length_px, foot - 5 * s}},
                         spec.theme.text, 1.25 * s);
    x += bar_width + gap;

    if (with_square) {
        const double half = square.side_px / 2;
        out.drawing.rect(x, middle - half, x + square.side_px, middle + half, style::with_alpha(spec.theme.text, 16));
        out.drawing.outline(x, middle - half, x + square.side_px, middle + half, spec.theme.text, 1.25 * s);
        x += square.side_px + 7 * s;
        out.drawing.text(x, middle + 4.5 * s, square.label, words(spec.theme.text, small));
        x += width(square.label) + gap;
    }

    for (const auto* text : {with_lonlat ? &spec.lonlat : nullptr, with_grid ? &spec.grid : nullptr}) {
        if (text == nullptr) continue;
        out.drawing.text(x, middle + 4.5 * s, *text, words(spec.theme.secondary, small));
        x += width(*text) + gap;
    }
    draw_north(out.drawing, x + 5 * s, middle, spec, s);
    return out;
}

}  // namespace mulens::scene
