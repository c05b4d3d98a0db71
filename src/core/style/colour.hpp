// Colours, and the few that mean something everywhere: grades, highlights, the neutrals of the two themes.
// Values are sRGB bytes. Pure functions, thread safe.
#pragma once

#include <cstdint>
#include <string>

namespace mulens::style {

struct Colour {
    std::uint8_t r = 0, g = 0, b = 0, a = 255;
    bool operator==(const Colour&) const = default;
};

[[nodiscard]] constexpr Colour rgb(std::uint32_t hex) {
    return {static_cast<std::uint8_t>(hex >> 16), static_cast<std::uint8_t>(hex >> 8 & 0xff),
            static_cast<std::uint8_t>(hex & 0xff), 255};
}
[[nodiscard]] constexpr Colour with_alpha(Colour c, std::uint8_t alpha) { return {c.r, c.g, c.b, alpha}; }
/// t = 0: from, 1: to.
[[nodiscard]] Colour mix(Colour from, Colour to, double t);
/// WCAG contrast ratio of two opaque colours, 1 … 21.
[[nodiscard]] double contrast(Colour a, Colour b);
[[nodiscard]] std::string hex(Colour c);  ///< "#rrggbb"

struct Theme {
    Colour paper, panel, line, text, secondary, accent;
    bool dark = false;
};
[[nodiscard]] const Theme& light_theme();
[[nodiscard]] const Theme& dark_theme();

/// A, B, C, D; 'u' ungraded, 'n' not evaluated; ' ' out of scope. Safe for colour-blind readers, the same every year.
[[nodiscard]] Colour grade_colour(char grade);
[[nodiscard]] Colour low_colour();   ///< suspected low-efficient: outline and glow
[[nodiscard]] Colour idle_colour();  ///< suspected idle: dashed outline

}  // namespace mulens::style
