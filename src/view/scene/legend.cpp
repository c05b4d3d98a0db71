#include "scene/legend.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>

namespace mulens::scene {
namespace {

constexpr double pad = 14;
constexpr double line = 22;
constexpr double swatch = 14;
constexpr double text_size = 13;
constexpr double small_size = 12;
constexpr double note_size = 11;
constexpr double note_line = 16;
constexpr double note_width = 240;  // asks for so much at most, and is broken into lines beyond
constexpr std::size_t note_lines = 3;

struct Columns {
    double label = 0, count = 0, area = 0;
};
Columns columns_of(const LegendSpec& spec, double s, const Measure& measure) {
    Columns c;
    const auto width = [&](const std::string& t, double size) {
        return t.empty() ? 0.0 : static_cast<double>(measure(t, static_cast<float>(size * s), false));
    };
    for (const LegendRow& row : spec.rows) {
        c.label = std::max(c.label, width(row.label, text_size));
        c.count = std::max(c.count, width(row.count, small_size));
        c.area = std::max(c.area, width(row.area, small_size));
    }
    if (c.count > 0) c.count += 16 * s;
    if (c.area > 0) c.area += 14 * s;
    return c;
}

void draw_swatch(DrawList& out, const LegendRow& row, double x, double y, double s, const style::Theme& theme) {
    const double x1 = x + swatch * s;
    const double y1 = y + swatch * s;
    switch (row.mark) {
        case LegendRow::Mark::outline:
            out.rect(x, y, x1, y1, style::with_alpha(row.colour, 36), 3 * s);
            out.outline(x + s, y + s, x1 - s, y1 - s, row.colour, 2 * s, 2 * s);
            break;
        case LegendRow::Mark::dashed:
            out.polyline({{x + s, y + s}, {x1 - s, y + s}, {x1 - s, y1 - s}, {x + s, y1 - s}, {x + s, y + s}},
                         row.colour, 1.75 * s, 3 * s);
            break;
        case LegendRow::Mark::fill:
            out.rect(x, y, x1, y1, row.colour, 2 * s);
            break;
    }
    if (!row.hatch) return;
    const style::Colour ink = style::with_alpha(theme.text, 110);
    const double w = swatch * s;
    for (const double at : {0.35, 0.8, 1.25, 1.7}) {  // from the left or bottom side up to the right
        const double d = at * w;
        const double xa = x + std::max(0.0, d - w);
        const double ya = y + std::min(d, w);
        out.line(xa, ya, x + std::min(d, w), y + std::max(0.0, d - w), ink, s);
    }
}

}  // namespace

namespace {

std::vector<std::string> note_of(const LegendSpec& spec, double s, double width, const Measure& measure) {
    return in_lines(spec.note, static_cast<float>(note_size * s), false, width - 2 * pad * s, note_lines, measure);
}

}  // namespace

Extent2 legend_extent(const LegendSpec& spec, double scale, double most_width, const Measure& measure) {
    const Columns c = columns_of(spec, scale, measure);
    const double title = static_cast<double>(measure(spec.title, static_cast<float>(text_size * scale), true));
    const double note = std::min(note_width * scale,
                                 static_cast<double>(measure(spec.note, static_cast<float>(note_size * scale), false)));
    const double body = (swatch + 10) * scale + c.label + c.count + c.area;
    Extent2 out;
    out.width = std::min(most_width, std::ceil(std::max({body, title, note}) + 2 * pad * scale));
    const auto lines = static_cast<double>(note_of(spec, scale, out.width, measure).size());
    out.height = (2 * pad + (spec.title.empty() ? 0 : line + 2) + line * static_cast<double>(spec.rows.size()) +
                  (lines > 0 ? note_line * lines + 6 : 0)) *
                 scale;
    return out;
}

DrawList draw_legend(const LegendSpec& spec, double x, double y, double scale, double most_width, double most_height,
                     const style::Theme& theme, const Measure& measure) {
    const double s = scale;
    const Extent2 extent = legend_extent(spec, s, most_width, measure);
    const double height = std::min(extent.height, most_height);
    const Columns c = columns_of(spec, s, measure);
    DrawList out;
    out.rect(x, y, x + extent.width, y + height, style::with_alpha(theme.panel, 240), 6 * s);
    const double left = x + pad * s;
    const double right = x + extent.width - pad * s;
    const double bottom = y + height - pad * s;
    double at = y + pad * s;
    const auto put = [&](const std::string& text, double size, bool bold, style::Colour colour, double from,
                         double to) {
        const auto px = static_cast<float>(size * s);
        out.text(from, at + 15 * s, shortened(text, px, bold, to - from, measure),
                 words(colour, size * s, Align::left, bold));
    };
    if (!spec.title.empty()) {
        put(spec.title, text_size, true, theme.text, left, right);
        at += (line + 2) * s;
    }
    for (std::size_t i = 0; i < spec.rows.size(); ++i) {
        const LegendRow& row = spec.rows[i];
        const bool last_line = at + 2 * line * s > bottom + 1;
        if (last_line && i + 1 < spec.rows.size()) {
            if (at + line * s <= bottom + 1)
                put(fmt::format("… + {}", spec.rows.size() - i), small_size, false, theme.secondary, left, right);
            return out;
        }
        draw_swatch(out, row, left, at + 3.5 * s, s, theme);
        const double labels_from = left + (swatch + 10) * s;
        put(row.label, text_size, false, theme.text, labels_from, right - c.count - c.area);
        if (!row.count.empty())
            out.text(right - c.area, at + 15 * s, row.count, words(theme.secondary, small_size * s, Align::right));
        if (!row.area.empty())
            out.text(right, at + 15 * s, row.area, words(theme.secondary, small_size * s, Align::right));
        at += line * s;
    }
    for (const auto& words_of_line : note_of(spec, s, extent.width, measure)) {
        if (at + note_line * s > bottom + 1) break;
        put(words_of_line, note_size, false, theme.secondary, left, right);
        at += note_line * s;
    }
    return out;
}

}  // namespace mulens::scene
