#include "ui/charts/charts.hpp"

#include "ui/panels/panels.hpp"

#include <algorithm>
#include <cmath>

namespace mulens::ui {

std::vector<double> axis_ticks(double low, double high, int most) {
    std::vector<double> out;
    if (!(high > low) || !std::isfinite(high - low) || most < 2) return out;
    const double raw = (high - low) / most, power = std::pow(10, std::floor(std::log10(raw)));
    double step = 10 * power;
    for (const double nice : {1.0, 2.0, 5.0})
        if (nice * power >= raw) {
            step = nice * power;
            break;
        }
    for (double at = std::ceil(low / step) * step; at <= high + step * 1e-9 && out.size() < 64; at += step)
        out.push_back(std::abs(at) < step * 1e-9 ? 0 : at);
    return out;
}

void chart_note(const Rect& box, const std::string& text) {
    const auto lines = wrapped(fonts().body, text, std::min(px(460), box.width() - px(40)));
    float y = box.middle() - px(10) * static_cast<float>(lines.size() - (lines.empty() ? 0 : 1));
    for (const auto& line : lines) {
        put_centred(*ImGui::GetWindowDrawList(), fonts().body, {box.x0, y - px(10), box.x1, y + px(10)},
                    ink().secondary, line);
        y += px(21);
    }
}

namespace {

float x_of(const Rect& box, const app::Histogram& h, double value) {
    const double share = h.high > h.low ? (value - h.low) / (h.high - h.low) : 0;
    return box.x0 + box.width() * static_cast<float>(std::clamp(std::isfinite(share) ? share : 0.0, 0.0, 1.0));
}

void bars(ImDrawList& list, const app::Histogram& h, const Rect& box, double threshold) {
    std::uint64_t most = 1;
    for (const auto n : h.all) most = std::max(most, n);
    const std::size_t bins = h.all.size();
    const float line = std::isfinite(threshold) ? x_of(box, h, threshold) : box.x0 - 1;
    for (std::size_t i = 0; i < bins; ++i) {
        const float a = box.x0 + box.width() * static_cast<float>(i) / static_cast<float>(bins);
        const float b = box.x0 + box.width() * static_cast<float>(i + 1) / static_cast<float>(bins) - px(1);
        // Square root: the long tail of a district still shows beside its peak.
        const auto height = [&](std::uint64_t n) {
            return box.height() * static_cast<float>(std::sqrt(static_cast<double>(n) / static_cast<double>(most)));
        };
        if (h.all[i] == 0) continue;
        const float top = box.y1 - std::max(px(1), height(h.all[i]));
        fill(list, {a, top, std::max(a + 1, b), box.y1}, ink().bar);
        if (b <= line + px(1))
            fill(list, {a, top, std::max(a + 1, b), box.y1}, ink().bar_marked);
        else if (a < line)
            fill(list, {a, top, line, box.y1}, ink().bar_marked);
    }
}

}  // namespace

std::optional<double> histogram_slider(const char* id, const app::Histogram& h, const Rect& box, double value,
                                       double low, double high, bool* held) {
    const Item area = item_at(id, {box.x0, box.y0, box.x1, box.y1});
    ImDrawList& list = *ImGui::GetWindowDrawList();
    bars(list, h, box, value);
    hairline(list, box.x0, box.y1, box.x1, box.y1, ink().line);
    const float x = std::round(x_of(box, h, value));
    fill(list, {x - px(1), box.y0 - px(2), x + px(1), box.y1 + px(2)}, ink().low);
    if (area.hovered || area.held) {
        ImGui::SetMouseCursor(ImGuiMouseCursor_ResizeEW);
        list.AddCircleFilled(ImVec2(x, box.y0 - px(2)), px(4), u32(ink().low));
    }
    if (held != nullptr) *held = area.held;
    if (!area.held) return std::nullopt;
    const double share = std::clamp((ImGui::GetIO().MousePos.x - box.x0) / std::max(1.0F, box.width()), 0.0F, 1.0F);
    const double range = h.high - h.low;
    if (!(range > 0)) return std::nullopt;
    const double step = std::pow(10, std::floor(std::log10(range / 50)));
    const double next = std::clamp(std::round((h.low + share * range) / step) * step, low, high);
    return next;
}

void histogram_chart(const View& view, Memory& memory, const Rect& box) {
    const app::Histogram& h = view.histogram;
    if (h.all.empty()) return chart_note(box, tr("chart_no_data"));
    ImDrawList& list = *ImGui::GetWindowDrawList();
    // The figure at the line stands in a line of its own: the line may be anywhere.
    const bool line = std::isfinite(h.threshold) && !h.test_code.empty();
    const float name = text_width(fonts().small, h.name + (h.unit.empty() ? "" : " " + h.unit));
    const bool apart = line && x_of(box, h, h.threshold) < box.x0 + std::min(name, box.width() * 0.6F) + px(8);
    const Rect plot{box.x0, box.y0 + px(apart ? 38 : 24), box.x1, box.y1 - px(20)};
    put_fit(list, fonts().small, box.x0, box.y0 + px(8), ink().secondary, h.name + (h.unit.empty() ? "" : " " + h.unit),
            box.width() * 0.6F);
    if (plot.height() < px(20)) return;
    for (const double tick : axis_ticks(h.low, h.high, static_cast<int>(box.width() / px(80)))) {
        const float x = x_of(plot, h, tick);
        const std::string text = figure(tick, 2, true);
        put(list, fonts().small,
            std::clamp(x - text_width(fonts().small, text) / 2, box.x0, box.x1 - text_width(fonts().small, text)),
            plot.y1 + px(10), ink().secondary, text);
    }
    if (!line) {
        bars(list, h, plot, std::numeric_limits<double>::quiet_NaN());
    } else {
        bool held = false;
        const auto next = histogram_slider("histogram", h, plot, h.threshold, h.low, h.high, &held);
        const float x = x_of(plot, h, h.threshold);
        const std::string text = "< " + figure(h.threshold, 2, true);
        put(list, fonts().small_strong, std::min(x + px(6), box.x1 - text_width(fonts().small_strong, text)),
            plot.y0 - px(6), ink().low, text);
        hold(view, memory, held);
        if (next && *next != h.threshold) view.run("threshold", h.test_code, *next);
    }
    hairline(list, plot.x0, plot.y1, plot.x1, plot.y1, ink().line);
    const ImVec2 mouse = ImGui::GetIO().MousePos;
    if (!plot.contains(mouse)) return;
    const auto bin = std::min(h.all.size() - 1, static_cast<std::size_t>((mouse.x - plot.x0) / plot.width() *
                                                                         static_cast<float>(h.all.size())));
    const double width = (h.high - h.low) / static_cast<double>(h.all.size());
    tooltip_in(plot,
               figure(h.low + width * static_cast<double>(bin), 2, true) + " – " +
                   figure(h.low + width * static_cast<double>(bin + 1), 2, true) + " " + h.unit,
               count(h.all[bin]) + " " + tr("unit_plots") +
                   (bin < h.marked.size() && h.marked[bin] > 0 ? " · " + tr("low") + " " + count(h.marked[bin]) : ""));
}

}  // namespace mulens::ui
