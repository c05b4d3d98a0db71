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
/// t = 0: from, 1: to; straight between the bytes, as a screen mixes them.
[[nodiscard]] Colour mix(Colour from, Colour to, double t);
/// WCAG contrast ratio of two opaque colours, 1 … 21.
[[nodiscard]] double contrast(Colour a, Colour b);
[[nodiscard]] std::string hex(Colour c);  ///< "#rrggbb"
/// Near-black or white, whichever reads better on the colour (a grade's letter on its tile).
[[nodiscard]] Colour text_on(Colour background);

/// A small sign with words on it: 疑似低效, 试算.
struct Badge {
    Colour background, text;
};

struct Theme {
    Colour paper, panel, line, text, secondary, accent;
    bool dark = false;
    Colour control{};    ///< edges of fields, boxes and sliders: at least 3 : 1 on panel and paper
    Colour field{};      ///< inside of fields, bars and quiet buttons
    Colour selected{};   ///< background of a selected row; text and secondary read on it
    Colour on_accent{};  ///< text on an accent background
    Badge low{}, idle{}, warning{}, good{};
    Badge confirmed{};  ///< 认定, beside 疑似
};
[[nodiscard]] const Theme& light_theme();
[[nodiscard]] const Theme& dark_theme();

/// A, B, C, D; 'u' ungraded, 'n' not evaluated; ' ' out of scope. Safe for colour-blind readers, the same every year.
[[nodiscard]] Colour grade_colour(char grade);
[[nodiscard]] Colour low_colour();   ///< suspected low-efficient: outline and glow
[[nodiscard]] Colour idle_colour();  ///< suspected idle: dashed outline

}  // namespace mulens::style
