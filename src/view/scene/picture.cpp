#include "scene/picture.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <vector>

namespace mulens::scene {
namespace {

struct Mark {
    std::string words;
    style::Colour ground, ink;
};

std::vector<Mark> marks_of(const PictureSpec& spec) {
    std::vector<Mark> out;
    if (spec.trial) out.push_back({spec.chinese ? "试算" : "What-if", style::rgb(0xFEF3C7), style::rgb(0x7A4A06)});
    if (spec.made_up)
        out.push_back({spec.chinese ? "演示数据" : "Made-up data", style::rgb(0xE0ECFF), style::rgb(0x1D4ED8)});
    if (spec.internal)
        out.push_back({spec.chinese ? "内部资料" : "Internal", style::rgb(0xFDE2EC), style::rgb(0x9D174D)});
    return out;
}

std::string footer_of(const PictureSpec& spec) {
    std::string out;
    const auto add = [&](const std::string& zh, const std::string& en, const std::string& value) {
        if (value.empty()) return;
        if (!out.empty()) out += "  ·  ";
        out += (spec.chinese ? zh : en) + value;
    };
    add("评价办法 ", "Scheme ", spec.scheme);
    add("数据截止日 ", "As of ", spec.as_of);
    add("数据来源 ", "Source ", spec.source);
    return out;
}

class Layout {
  public:
    Layout(const PictureSpec& spec, const Measure& measure) : spec_(spec), measure_(measure) {
        width_ = std::max(1, spec.width);
        height_ = std::max(1, spec.height);
        // Small pictures keep their proportions rather than being all title.
        s_ = std::clamp(std::min({spec.dpi / 96, width_ / 560, height_ / 380}), 0.1, 40.0);
        if (!std::isfinite(s_)) s_ = 1;
    }

    PictureLayout make() {
        const double margin = 20 * s_;
        const double head = (spec_.subtitle.empty() ? 52 : 70) * s_;
        const double foot = 38 * s_;
        const double legend_most = std::min(400 * s_, width_ * 0.36);
        const bool with_legend = !spec_.legend.rows.empty();
        const bool beside = with_legend && width_ >= 900 * s_;
        Extent2 legend;
        if (with_legend) legend = legend_extent(spec_.legend, s_, beside ? legend_most : width_ * 0.45, measure_);
        PictureLayout out;
        out.map = {margin, head, width_ - margin - (beside ? legend.width + 8 * s_ : 0), height_ - foot};
        const double room = out.map.max_y - out.map.min_y;
        const bool on_map = with_legend && !beside && legend.height < room * 0.75;
        // What the map must show stands beside the legend even where that lies on it.
        geom::Box seen = out.map;
        if (on_map) seen.max_x -= legend.width + 12 * s_;
        out.camera = camera(seen);
        cover(out);
        title(out.drawing, margin);
        footer(out.drawing, margin);
        if (beside)
            out.drawing.append(draw_legend(spec_.legend, out.map.max_x + 14 * s_, head - 8 * s_, s_, legend_most,
                                           room + 8 * s_, spec_.theme, measure_));
        else if (on_map) {
            const double x = out.map.max_x - legend.width - 12 * s_;
            const double y = head + 12 * s_;
            out.drawing.append(draw_legend(spec_.legend, x, y, s_, width_ * 0.45, room, spec_.theme, measure_));
            out.taken.push_back({x, y, x + legend.width, y + legend.height});
        }
        const FurnitureSpec furniture{out.camera, spec_.theme, spec_.chinese, spec_.lonlat, spec_.grid, out.map};
        const Furniture card = map_furniture(furniture, measure_);
        out.drawing.append(card.drawing);
        if (!card.card.empty()) out.taken.push_back(card.card);
        return out;
    }

  private:
    [[nodiscard]] Camera camera(const geom::Box& map) const {
        Camera inner;
        inner.width = static_cast<int>(std::max(1.0, map.max_x - map.min_x));
        inner.height = static_cast<int>(std::max(1.0, map.max_y - map.min_y));
        inner.ui_scale = s_;
        inner.fit(spec_.world);
        Camera whole = inner;
        whole.width = static_cast<int>(width_);
        whole.height = static_cast<int>(height_);
        // The middle of the map and that of the picture are not the same place.
        whole.x += (width_ / 2 - (map.min_x + map.max_x) / 2) * inner.m_per_px;
        whole.y -= (height_ / 2 - (map.min_y + map.max_y) / 2) * inner.m_per_px;
        return whole;
    }

    void cover(PictureLayout& out) const {
        const style::Colour paper = spec_.theme.panel;
        const geom::Box& map = out.map;
        out.drawing.rect(0, 0, width_, map.min_y, paper);
        out.drawing.rect(0, map.max_y, width_, height_, paper);
        // A little over the corners: where edges of two covers meet, what is below would shine through.
        out.drawing.rect(0, map.min_y - s_, map.min_x, map.max_y + s_, paper);
        out.drawing.rect(map.max_x, map.min_y - s_, width_, map.max_y + s_, paper);
        out.drawing.outline(map.min_x, map.min_y, map.max_x, map.max_y, spec_.theme.line, s_);
    }

    void title(DrawList& out, double margin) const {
        double right = width_ - margin;
        const double size = 12 * s_;
        for (const Mark& mark : marks_of(spec_)) {
            const double w = static_cast<double>(measure_(mark.words, static_cast<float>(size), false)) + 16 * s_;
            if (right - w < width_ * 0.5) break;
            out.rect(right - w, 17 * s_, right, 39 * s_, mark.ground, 4 * s_);
            out.text(right - w / 2, 32.5 * s_, mark.words, words(mark.ink, size, Align::centre));
            right -= w + 8 * s_;
        }
        const auto put = [&](const std::string& text, double px, bool bold, style::Colour colour, double baseline,
                             double to) {
            if (text.empty()) return;
            out.text(margin, baseline * s_,
                     shortened(text, static_cast<float>(px * s_), bold, to - margin - 8 * s_, measure_),
                     words(colour, px * s_, Align::left, bold));
        };
        put(spec_.title, 20, true, spec_.theme.text, 35, right);
        put(spec_.subtitle, 13, false, spec_.theme.secondary, 57, width_ - margin);
    }

    void footer(DrawList& out, double margin) const {
        const double base = height_ - 14 * s_;
        const std::string name = spec_.chinese ? "亩镜 Mulens" : "Mulens";
        const auto size = static_cast<float>(11 * s_);
        const double own = static_cast<double>(measure_(name, size, false));
        out.text(width_ - margin, base, name, words(spec_.theme.secondary, 11 * s_, Align::right));
        out.text(margin, base, shortened(footer_of(spec_), size, false, width_ - 2 * margin - own - 16 * s_, measure_),
                 words(spec_.theme.secondary, 11 * s_));
    }

    const PictureSpec& spec_;
    const Measure& measure_;
    double width_, height_;
    double s_ = 1;
};

}  // namespace

PictureLayout layout_picture(const PictureSpec& spec, const Measure& measure) { return Layout(spec, measure).make(); }

}  // namespace mulens::scene
