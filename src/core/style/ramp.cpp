#include "style/ramp.hpp"

#include "base/error.hpp"
#include "config/ramp_file.hpp"
#include "config/resources.hpp"

#include <algorithm>
#include <charconv>
#include <cmath>

namespace mulens::style {
namespace {

struct Lab {
    double l = 0, a = 0, b = 0;
};

double linear(std::uint8_t byte) {
    const double v = byte / 255.0;
    return v <= 0.04045 ? v / 12.92 : std::pow((v + 0.055) / 1.055, 2.4);
}
std::uint8_t encoded(double v) {
    v = std::clamp(v, 0.0, 1.0);
    return static_cast<std::uint8_t>(
        std::lround(255 * (v <= 0.0031308 ? 12.92 * v : 1.055 * std::pow(v, 1 / 2.4) - 0.055)));
}

// Björn Ottosson's Oklab: linear sRGB → cone responses → cube root → lightness and two opponents.
Lab to_lab(Colour c) {
    const double r = linear(c.r), g = linear(c.g), b = linear(c.b);
    const double l = std::cbrt(0.4122214708 * r + 0.5363325363 * g + 0.0514459929 * b);
    const double m = std::cbrt(0.2119034982 * r + 0.6806995451 * g + 0.1073969566 * b);
    const double s = std::cbrt(0.0883024619 * r + 0.2817188376 * g + 0.6299787005 * b);
    return {0.2104542553 * l + 0.7936177850 * m - 0.0040720468 * s,
            1.9779984951 * l - 2.4285922050 * m + 0.4505937099 * s,
            0.0259040371 * l + 0.7827717662 * m - 0.8086757660 * s};
}
Colour to_colour(const Lab& lab) {
    const auto cube = [](double v) { return v * v * v; };
    const double l = cube(lab.l + 0.3963377774 * lab.a + 0.2158037573 * lab.b);
    const double m = cube(lab.l - 0.1055613458 * lab.a - 0.0638541728 * lab.b);
    const double s = cube(lab.l - 0.0894841775 * lab.a - 1.2914855480 * lab.b);
    return {encoded(4.0767416621 * l - 3.3077115913 * m + 0.2309699292 * s),
            encoded(-1.2684380046 * l + 2.6097574011 * m - 0.3413193965 * s),
            encoded(-0.0041960863 * l - 0.7034186147 * m + 1.7076147010 * s), 255};
}

Ramp read_ramp(const std::string& file) {
    const config::RampFile data = config::load_ramp_file(file);
    Ramp out{data.name, data.zh, data.en, data.source, data.diverging, {}};
    std::vector<Colour> control;
    for (const std::string& colour : data.colours) control.push_back(parse_colour(colour));
    for (std::size_t i = 0; i < out.colours.size(); ++i) {
        const double at = static_cast<double>(i) / 255 * static_cast<double>(control.size() - 1);
        const auto left = std::min(static_cast<std::size_t>(at), control.size() - 2);
        out.colours[i] = perceptual_mix(control[left], control[left + 1], at - static_cast<double>(left));
    }
    return out;
}

const std::vector<Ramp>& ramps() {
    static const std::vector<Ramp> all = [] {
        std::vector<Ramp> out;
        for (const std::string& file : config::resource_names("data/ramps/")) out.push_back(read_ramp(file));
        std::stable_partition(out.begin(), out.end(), [](const Ramp& r) { return r.name == "viridis"; });
        return out;
    }();
    return all;
}

}  // namespace

Colour Ramp::at(double t) const {
    if (!(t > 0)) return colours.front();
    return colours[std::min<std::size_t>(255, static_cast<std::size_t>(std::min(t, 1.0) * 256))];
}

const std::vector<std::string>& ramp_names() {
    static const std::vector<std::string> names = [] {
        std::vector<std::string> out;
        for (const Ramp& r : ramps()) out.push_back(r.name);
        return out;
    }();
    return names;
}

const Ramp& ramp(std::string_view name) {
    for (const Ramp& r : ramps())
        if (r.name == name) return r;
    throw Error::make(ExitCode::usage, "there is no colour ramp {}; there are {}", name, fmt::join(ramp_names(), ", "));
}

Colour perceptual_mix(Colour from, Colour to, double t) {
    if (t <= 0) return from;
    if (t >= 1) return to;
    const Lab a = to_lab(from), b = to_lab(to);
    return to_colour({a.l + (b.l - a.l) * t, a.a + (b.a - a.a) * t, a.b + (b.b - a.b) * t});
}

Colour parse_colour(std::string_view hex) {
    std::uint32_t value = 0;
    const bool good = hex.size() == 7 && hex[0] == '#' &&
                      std::from_chars(hex.data() + 1, hex.data() + 7, value, 16).ptr == hex.data() + 7;
    if (!good) throw Error::make(ExitCode::usage, "{} is no colour; write #rrggbb", hex);
    return rgb(value);
}

}  // namespace mulens::style
