// Charts on ImDrawList. Each draws into a rectangle and pushes commands for what is clicked, dragged or brushed.
#pragma once

#include "ui/memory.hpp"
#include "ui/view.hpp"
#include "ui/widgets/widgets.hpp"

#include <optional>

namespace mulens::ui {

/// Bars of the histogram with the threshold as a line to drag; the value while it is dragged.
[[nodiscard]] std::optional<double> histogram_slider(const char* id, const app::Histogram& histogram, const Rect& box,
                                                     double value, double low, double high, bool* held);

void histogram_chart(const View& view, Memory& memory, const Rect& box);
void scatter_chart(const View& view, Memory& memory, const Rect& box);
void ranking_chart(const View& view, const Rect& box);
void lorenz_chart(const View& view, const Rect& box);
/// Charts of the planning answer, with the choice of table, bars and amount above them.
void answer_chart(const View& view, Memory& memory, const Rect& box);
void flow_chart(const View& view, const Rect& box);

/// Round values for an axis: at most `most` between low and high.
[[nodiscard]] std::vector<double> axis_ticks(double low, double high, int most);
void chart_note(const Rect& box, const std::string& text);

}  // namespace mulens::ui
