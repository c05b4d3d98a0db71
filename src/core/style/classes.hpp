// Classes of a metric: what a legend shows, what colours the map and what QGIS is told, one list for all three.
// Values are in the units of the column (shares 0…1, shown in percent). Immutable after making; thread safe.
#pragma once

#include "config/columns.hpp"
#include "config/scheme.hpp"
#include "style/ramp.hpp"

#include <cstdint>
#include <limits>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace mulens::style {

enum class ClassKind : std::uint8_t {
    categories,  ///< a text column: one class a value
    breaks,      ///< a number column: few classes with round limits
    ramp,        ///< a number column: 256 equal steps
};

/// Numbers: from <= value < to. Categories: the value of the column.
struct Class {
    double from = -std::numeric_limits<double>::infinity();
    double to = std::numeric_limits<double>::infinity();
    std::string code;    ///< "A", "ungraded", "out", "0.5" (its lower limit), "below", "no_data"
    std::string value;   ///< categories: as in the column; "" = blank
    std::string zh, en;  ///< words beside the colour: "≥ 76.4 分(企业前20%)", "5 – 10", "未评价"
    Colour colour;
    bool hatched = false;
    bool letter = false;  ///< the code stands before the words: "A ≥ 76.4 分"
    [[nodiscard]] std::string label(bool chinese) const;
};

struct Classes {
    std::string field;         ///< column
    std::string zh, en, unit;  ///< legend title; the unit as shown (% for shares)
    std::string zh_note, en_note;
    ClassKind kind = ClassKind::breaks;
    std::string ramp;            ///< name; "" for categories
    double low = 0, high = 1;    ///< ramp: ends of the scale
    bool percent = false;        ///< values are shares, shown × 100
    std::vector<Class> classes;  ///< the last one is "no data"

    [[nodiscard]] std::uint16_t no_data() const { return static_cast<std::uint16_t>(classes.size() - 1); }
    /// NaN: no data. Every other number is in exactly one class.
    [[nodiscard]] std::uint16_t index_of(double value) const;
    /// Of a text column; unknown words: no data.
    [[nodiscard]] std::uint16_t index_of(std::string_view value) const;
    /// One colour a class, at most 1024.
    [[nodiscard]] std::vector<Colour> palette() const;
    /// "亩均税收(万元/亩)".
    [[nodiscard]] std::string title(bool chinese) const;
};

/// The cut lines of one scale class, as they came out (quota) or as the scheme publishes them (threshold).
struct GradeCut {
    std::string scale_class;  ///< 规上, 规下; "" = all
    config::CutMode mode = config::CutMode::none;
    struct Line {
        char grade = 'A';
        config::Op op = config::Op::greater_equal;
        double score = 0;
        double cumulative = config::not_given;  ///< quota: share of firms down to and including the grade
    };
    std::vector<Line> lines;  ///< best first
};
/// A, B, C, D with their lines, then ungraded, not evaluated, out of scope (a blank grade), no data. Without cuts the
/// letters alone.
[[nodiscard]] Classes grade_classes(std::span<const GradeCut> cuts);

/// Limits of about `count` classes, ascending: 1-2-5 numbers by the quantiles; where these collapse, multiples of one
/// 1-2-5 step. Take the values of the whole district and all years, so that every map has the same legend.
[[nodiscard]] std::vector<double> nice_breaks(std::span<const double> values, int count = 6);

/// Classes below, between and above the limits (sorted, doubles removed; none: one class). Diverging ramps give the
/// classes around 0 the middle.
[[nodiscard]] Classes break_classes(const config::ColumnInfo& column, std::vector<double> breaks,
                                    std::string_view ramp_name = "viridis");
/// 256 equal steps from low to high; what lies outside belongs to the end steps. low < high, else made so.
[[nodiscard]] Classes ramp_classes(const config::ColumnInfo& column, double low, double high,
                                   std::string_view ramp_name = "viridis");
/// Round ends that hold 96 % of the values; 0 is an end where the values begin near it. Diverging: ±one number.
struct Ends {
    double low = 0, high = 1;
};
[[nodiscard]] Ends nice_ends(std::span<const double> values, bool diverging = false);
/// One class a value of a text column, by the values given (in that order); words from the column catalogue.
[[nodiscard]] Classes value_classes(const config::ColumnInfo& column, std::span<const std::string> values);

}  // namespace mulens::style
