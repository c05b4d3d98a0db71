#include "style/colour.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>

namespace mulens::style {
namespace {

std::uint8_t blended(std::uint8_t from, std::uint8_t to, double t) {
    return static_cast<std::uint8_t>(std::lround(from + (to - from) * t));
}

/// Relative luminance as WCAG 2 defines it.
double luminance(Colour c) {
    const auto linear = [](std::uint8_t byte) {
        const double v = byte / 255.0;
        return v <= 0.04045 ? v / 12.92 : std::pow((v + 0.055) / 1.055, 2.4);
    };
    return 0.2126 * linear(c.r) + 0.7152 * linear(c.g) + 0.0722 * linear(c.b);
}

Theme make_light() {
    Theme theme;
    theme.paper = rgb(0xFAFAF8);
    theme.panel = rgb(0xFFFFFF);
    theme.line = rgb(0xE3E3DF);
    theme.text = rgb(0x1F2328);
    theme.secondary = rgb(0x626976);
    theme.accent = rgb(0x2563EB);
    theme.control = rgb(0x868D97);
    theme.field = rgb(0xF4F4F2);
    theme.selected = rgb(0xF4F7FF);
    theme.on_accent = rgb(0xFFFFFF);
    theme.low = {rgb(0xFCE4EE), rgb(0xAD1457)};
    theme.idle = {rgb(0xF3E5F7), rgb(0x6A1B9A)};
    theme.warning = {rgb(0xFFF2CC), rgb(0x7A5200)};
    theme.good = {rgb(0xE3F3EA), rgb(0x1B6B42)};
    theme.confirmed = {rgb(0xC2185B), rgb(0xFFFFFF)};
    return theme;
}

Theme make_dark() {
    Theme theme;
    theme.dark = true;
    theme.paper = rgb(0x14171A);
    theme.panel = rgb(0x1C2024);
    theme.line = rgb(0x2B3036);
    theme.text = rgb(0xE6E8EA);
    theme.secondary = rgb(0x9AA3AD);
    theme.accent = rgb(0x60A5FA);
    theme.control = rgb(0x737C87);
    theme.field = rgb(0x262B31);
    theme.selected = rgb(0x22304A);
    theme.on_accent = rgb(0x14171A);
    theme.low = {rgb(0x4A1730), rgb(0xF9A8C9)};
    theme.idle = {rgb(0x3B1D47), rgb(0xDDB3EC)};
    theme.warning = {rgb(0x453510), rgb(0xF6D27A)};
    theme.good = {rgb(0x16382A), rgb(0x8FDCB3)};
    theme.confirmed = {rgb(0xC2185B), rgb(0xFFFFFF)};
    return theme;
}

}  // namespace

Colour mix(Colour from, Colour to, double t) {
    t = std::clamp(t, 0.0, 1.0);
    return {blended(from.r, to.r, t), blended(from.g, to.g, t), blended(from.b, to.b, t), blended(from.a, to.a, t)};
}

double contrast(Colour a, Colour b) {
    const double la = luminance(a), lb = luminance(b);
    return (std::max(la, lb) + 0.05) / (std::min(la, lb) + 0.05);
}

std::string hex(Colour c) { return fmt::format("#{:02x}{:02x}{:02x}", c.r, c.g, c.b); }

Colour text_on(Colour background) {
    const Colour dark = rgb(0x14171A), light = rgb(0xFFFFFF);
    return contrast(dark, background) >= contrast(light, background) ? dark : light;
}

const Theme& light_theme() {
    static const Theme theme = make_light();
    return theme;
}

const Theme& dark_theme() {
    static const Theme theme = make_dark();
    return theme;
}

Colour grade_colour(char grade) {
    switch (grade) {
        case 'A':
            return rgb(0x0072B2);
        case 'B':
            return rgb(0x56B4E9);
        case 'C':
            return rgb(0xF0B323);
        case 'D':
            return rgb(0xD55E00);
        case 'u':
            return rgb(0x8E949C);
        case 'n':
            return rgb(0xB8BCC2);
        default:
            return rgb(0xE1E3E6);
    }
}

Colour low_colour() { return rgb(0xC2185B); }
Colour idle_colour() { return rgb(0x7B1FA2); }

}  // namespace mulens::style
