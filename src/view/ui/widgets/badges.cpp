#include "ui/widgets/widgets.hpp"

#include <algorithm>
#include <cmath>

namespace mulens::ui {

float badge_width(const std::string& text) { return text_width(fonts().small, text) + px(12); }

float badge(ImDrawList& list, float x, float middle, const std::string& text, const Tone& tone) {
    const float width = badge_width(text);
    const Rect box{std::round(x), std::round(middle - px(9)), std::round(x + width), std::round(middle + px(9))};
    fill(list, box, tone.ground, px(4));
    put(list, fonts().small, box.x0 + px(6), box.middle(), tone.text, text);
    return width;
}

void grade_chip(ImDrawList& list, const Rect& box, char grade, bool large) {
    const style::Colour ground = style::grade_colour(grade);
    fill(list, box, ground, large ? px(6) : px(3));
    const style::Colour dark = style::rgb(0x1F2328), light = style::rgb(0xFFFFFF);
    const style::Colour text = style::contrast(ground, dark) >= style::contrast(ground, light) ? dark : light;
    const std::string letter = grade >= 'A' && grade <= 'D' ? std::string(1, grade) : "–";
    put_centred(list, large ? fonts().title : fonts().small_strong, box, text, letter);
}

void progress_bar(ImDrawList& list, const Rect& box, double share, double now_s) {
    const float radius = box.height() / 2;
    fill(list, box, ink().track, radius);
    if (share >= 0) {
        const float width = box.width() * static_cast<float>(std::clamp(share, 0.0, 1.0));
        if (width > radius) fill(list, {box.x0, box.y0, box.x0 + width, box.y1}, ink().accent, radius);
        return;
    }
    // Unknown length: a piece that wanders.
    const float at = static_cast<float>(0.5 - 0.5 * std::cos(now_s * 1.6)), width = box.width() * 0.25F;
    const float x = box.x0 + (box.width() - width) * at;
    fill(list, {x, box.y0, x + width, box.y1}, ink().accent, radius);
}

}  // namespace mulens::ui
