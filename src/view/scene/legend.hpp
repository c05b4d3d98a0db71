// The legend as it stands on pictures and sheets. Sizes are design pixels times `scale`. Pure functions.
#pragma once

#include "scene/furniture.hpp"

#include <cstdint>
#include <string>
#include <vector>

namespace mulens::scene {

struct LegendRow {
    enum class Mark : std::uint8_t { fill, outline, dashed };  ///< outline: 疑似低效; dashed: 疑似闲置
    style::Colour colour;
    std::string label;
    std::string count, area;  ///< "902 宗", "13,204 亩"; "" = none
    bool hatch = false;       ///< no data, or D where printed
    Mark mark = Mark::fill;
};
struct LegendSpec {
    std::string title;
    std::vector<LegendRow> rows;
    std::string note;  ///< a few lines under the classes: "分档线取自企业排名 20/60/95 %"
};

struct Extent2 {
    double width = 0, height = 0;
};
/// Wide enough for the longest row but at most `most_width`; longer labels end in "…".
[[nodiscard]] Extent2 legend_extent(const LegendSpec& spec, double scale, double most_width, const Measure& measure);
/// Into a card whose left top corner is (x, y). Rows without room below `most_height` are told by a last "… + n".
[[nodiscard]] DrawList draw_legend(const LegendSpec& spec, double x, double y, double scale, double most_width,
                                   double most_height, const style::Theme& theme, const Measure& measure);

}  // namespace mulens::scene
