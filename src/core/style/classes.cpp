#include "style/classes.hpp"

#include "style/number.hpp"

#include "base/text.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>

namespace mulens::style {
namespace {

constexpr double infinity = std::numeric_limits<double>::infinity();

Class no_data_class() {
    Class c;
    c.code = "no_data";
    c.zh = "无数据";
    c.en = "No data";
    c.colour = rgb(0xEDEFF1);
    c.hatched = true;
    return c;
}

Classes begun(const config::ColumnInfo& column, ClassKind kind, std::string_view ramp_name) {
    Classes out;
    out.field = column.name;
    out.zh = column.zh;
    out.en = column.en;
    out.unit = config::shown_unit(column);
    out.kind = kind;
    out.ramp = ramp_name;
    out.percent = column.kind == config::ColumnKind::share;
    return out;
}

std::string shown(const Classes& classes, double value) { return format_number(classes.percent ? value * 100 : value); }

void describe(const Classes& classes, Class& c) {
    c.code = std::isinf(c.from) ? "below" : number_text(c.from);
    if (std::isinf(c.from) && std::isinf(c.to)) {
        c.zh = "全部";
        c.en = "All";
        return;
    }
    c.zh = std::isinf(c.from) ? "< " + shown(classes, c.to)
           : std::isinf(c.to) ? "≥ " + shown(classes, c.from)
                              : shown(classes, c.from) + " – " + shown(classes, c.to);
    c.en = c.zh;
}

/// Where on the ramp class i of n lies. Diverging: `left` classes lie below 0 and `right` ones above, whatever lies
/// between has the neutral middle.
double place(const Class& c, std::size_t i, std::size_t n, std::size_t left, std::size_t right, bool diverging) {
    const auto share = [](std::size_t k, std::size_t of) {
        return (static_cast<double>(k) + 0.35) / static_cast<double>(of);
    };
    if (!diverging) return n < 2 ? 0.5 : static_cast<double>(i) / static_cast<double>(n - 1);
    if (c.to <= 0) return 0.5 * share(i, left);
    if (c.from >= 0) return 1 - 0.5 * share(n - 1 - i, right);
    return 0.5;
}

}  // namespace

std::string Class::label(bool chinese) const {
    const std::string& words = chinese ? zh : en;
    if (!letter) return words;
    return words.empty() ? code : code + " " + words;
}

std::uint16_t Classes::index_of(double value) const {
    if (std::isnan(value) || classes.size() < 2) return no_data();
    const auto last = static_cast<std::uint16_t>(classes.size() - 2);
    // A guess for equal steps, then moved to where the limits themselves say: they alone decide.
    const double step = (high - low) / (last + 1.0);
    auto i = kind == ClassKind::ramp
                 ? static_cast<std::uint16_t>(std::clamp((value - low) / step, 0.0, static_cast<double>(last)))
                 : std::uint16_t{0};
    while (i < last && value >= classes[i].to) ++i;
    while (i > 0 && value < classes[i].from) --i;
    return i;
}

std::uint16_t Classes::index_of(std::string_view value) const {
    for (std::uint16_t i = 0; i < no_data(); ++i)
        if (classes[i].value == value) return i;
    return no_data();
}

std::vector<Colour> Classes::palette() const {
    std::vector<Colour> out;
    for (const Class& c : classes) out.push_back(c.colour);
    return out;
}

std::string Classes::title(bool chinese) const {
    if (unit.empty()) return chinese ? zh : en;
    return chinese ? fmt::format("{}({})", zh, unit) : fmt::format("{} ({})", en, unit);
}

Classes break_classes(const config::ColumnInfo& column, std::vector<double> breaks, std::string_view ramp_name) {
    std::erase_if(breaks, [](double b) { return !std::isfinite(b); });
    std::sort(breaks.begin(), breaks.end());
    breaks.erase(std::unique(breaks.begin(), breaks.end()), breaks.end());
    if (breaks.size() > 1000) breaks.resize(1000);
    Classes out = begun(column, ClassKind::breaks, ramp_name);
    const Ramp& colours = ramp(ramp_name);
    const std::size_t n = breaks.size() + 1;
    // The class above a limit begins at it: limits up to 0 end classes below 0.
    const auto left = static_cast<std::size_t>(std::upper_bound(breaks.begin(), breaks.end(), 0.0) - breaks.begin());
    const auto right = static_cast<std::size_t>(breaks.end() - std::lower_bound(breaks.begin(), breaks.end(), 0.0));
    for (std::size_t i = 0; i < n; ++i) {
        Class c;
        if (i > 0) c.from = breaks[i - 1];
        if (i + 1 < n) c.to = breaks[i];
        describe(out, c);
        c.colour = colours.at(place(c, i, n, left, right, colours.diverging));
        out.classes.push_back(std::move(c));
    }
    if (!breaks.empty()) {
        out.low = breaks.front();
        out.high = breaks.back();
    }
    out.classes.push_back(no_data_class());
    return out;
}

Classes ramp_classes(const config::ColumnInfo& column, double low, double high, std::string_view ramp_name) {
    if (!std::isfinite(low)) low = 0;
    if (!std::isfinite(high) || !(high > low)) high = low + 1;
    if (!(high > low)) low = high / 2;  // beyond 2^53 the 1 is lost
    Classes out = begun(column, ClassKind::ramp, ramp_name);
    const Ramp& colours = ramp(ramp_name);
    constexpr int steps = 256;
    for (int i = 0; i < steps; ++i) {
        Class c;
        if (i > 0) c.from = out.classes.back().to;
        if (i + 1 < steps) c.to = low + (high - low) * (i + 1) / steps;
        describe(out, c);
        c.colour = colours.colours[static_cast<std::size_t>(i)];
        out.classes.push_back(std::move(c));
    }
    out.low = low;
    out.high = high;
    out.classes.push_back(no_data_class());
    return out;
}

Classes value_classes(const config::ColumnInfo& column, std::span<const std::string> values) {
    // Okabe and Ito's colours, told apart by colour-blind readers too.
    constexpr std::uint32_t colours[] = {0x0072B2, 0xE69F00, 0x009E73, 0xCC79A7,
                                         0x56B4E9, 0xD55E00, 0xB5A900, 0x6B7280};
    Classes out = begun(column, ClassKind::categories, "");
    for (const std::string& value : values) {
        if (value.empty() || out.classes.size() > 1000) continue;
        Class c;
        c.code = c.value = value;
        c.zh = config::column_catalogue().value_zh(column.name, value);
        c.en = config::column_catalogue().value_en(column.name, value);
        const std::size_t i = out.classes.size();
        c.colour = mix(rgb(colours[i % std::size(colours)]), rgb(0xFFFFFF),
                       0.25 * static_cast<double>(i / std::size(colours) % 3));
        out.classes.push_back(std::move(c));
    }
    out.classes.push_back(no_data_class());
    return out;
}

}  // namespace mulens::style
