// What panels show, made from data and state: legend, counts, table rows, sheets, charts. Plain values in the units of
// the columns; words are already in the window's language. Made on the UI thread when something they depend on changed
// (table order: by a job); panels only read.
#pragma once

#include "base/diagnostics.hpp"
#include "base/ids.hpp"
#include "config/scheme.hpp"
#include "style/colour.hpp"

#include <array>
#include <cstdint>
#include <memory>
#include <string>
#include <vector>

namespace mulens::app {

struct LegendRow {
    std::string code;   ///< "A", "0.5", "no_data", "out", "low", "idle"
    std::string label;  ///< "≥ 76.4 分(企业前20%)"
    style::Colour colour;
    bool outline = false, dashed = false, hatched = false;
    std::uint64_t count = 0;  ///< 宗, of the parcels that pass the filter
    double area_mu = 0;
};
struct Legend {
    std::string title, unit, note;
    bool continuous = false;
    std::vector<style::Colour> ramp;  ///< continuous: 256 colours from low to high
    double low = 0, high = 1;
    std::vector<LegendRow> rows;        ///< classes (empty where continuous), then no data, out of scope
    std::vector<LegendRow> highlights;  ///< low, idle
};

/// Sums over the parcels that pass filter and platform.
struct Counts {
    std::uint64_t parcels = 0, in_scope = 0, low = 0, idle = 0, selected = 0, shown = 0;
    double area_mu = 0, low_mu = 0, idle_mu = 0, selected_mu = 0, tax = 0;
    double tax_per_mu_large = 0, tax_per_mu_assessed = 0, tax_per_mu_scope = 0;  ///< 万元/亩
    double output = 0;                                                           ///< 万元
    std::array<std::uint64_t, 6> grades{};                                       ///< A B C D u n
    std::array<double, 6> grades_mu{};
};
/// Trial against saved scheme.
struct Changes {
    bool any = false;
    std::array<std::array<std::uint64_t, 6>, 6> moved{};  ///< from grade, to grade (A B C D u n), 宗
    std::array<std::array<double, 6>, 6> moved_mu{};
    std::uint64_t low_gained = 0, low_lost = 0;
    double low_gained_mu = 0, low_lost_mu = 0;
    std::vector<Row> rows;  ///< parcels that changed, by row
};

struct PlatformRow {
    std::string name;   ///< as the data has it: what commands take
    std::string label;  ///< in the language of the window
    std::uint64_t parcels = 0, low = 0;
    double area_mu = 0, low_mu = 0, tax_per_mu = 0, output_per_mu = 0, tax = 0;
};

struct TableColumn {
    std::string column, name, unit;
    bool number = false;
    float width = 100;  ///< design pixels
};
/// A sorted, filtered view of rows. `rows` is replaced whole by the job that sorts.
struct TableModel {
    std::vector<TableColumn> columns;
    std::shared_ptr<const std::vector<Row>> rows;
    bool pending = false;  ///< a newer order is on its way
};

/// A bar of "why this grade": the figure against the benchmark.
struct ScorePart {
    std::string name, value, unit, tooltip;
    double points = 0, weight = 0;  ///< points got, points possible
    double reached = 0;             ///< value ÷ benchmark, NaN = unknown
};
struct SheetLine {
    std::string name, value, unit, tooltip;
    std::string key = {};   ///< what a click opens: a parcel's code, a firm's credit code or number, a zone's code
    std::string role = {};  ///< of a zone: its layer
};
struct SheetSection {
    std::string title;
    std::vector<SheetLine> lines;
};
/// An input of a firm that can be tried at another value.
struct FirmField {
    std::string field, name, value, unit;
    double number = 0;  ///< NaN = blank
};
struct FirmMove {
    std::string key, name;
    char before = ' ', after = ' ';
};
/// What one corrected figure moves (method §4.8): the firm itself, and others through the quota.
struct FirmEffect {
    std::vector<FirmField> fields;  ///< what can be tried; empty: no grade to move, or meeting mode
    bool tried = false;             ///< the rest is there
    std::string field, name, from, to, unit;
    double number = 0;
    char grade_before = ' ', grade_after = ' ';
    std::string score_before, score_after, rank_before, rank_after;  ///< "41.7", "1,902 / 2,118"; "–" = none
    std::vector<FirmMove> moved;                                     ///< the others, best grade before first
};
/// A grade of a year: as published, or as this run computes it.
struct YearGrade {
    int year = 0;  ///< 0 = the source names none
    char grade = ' ';
    bool computed = false;
    std::string note;  ///< document number, whose grade it is
};
struct Neighbour {
    Row row = no_row;
    std::string id, note;  ///< note: "共边 186 m", "隔路 18 m"
    char grade = ' ';
    bool low = false, idle = false;
};
/// 一地一档 or 一企一档.
struct Sheet {
    bool firm = false;
    bool zone = false;  ///< a street, constraint or renewal area: title, subtitle, facts and plots alone
    Row row = no_row;
    std::string title, subtitle;
    std::string key;  ///< parcel_id; credit code or number of a firm (the title may be masked)
    char grade = ' ';
    std::string score, rank, to_next;  ///< "41.7 分", "1,902 / 2,118", "距 B 档差 16.4 分"
    std::vector<std::string> badges;   ///< 疑似低效, 疑似闲置, 认定 …
    std::vector<SheetLine> facts;      ///< three areas, FAR, density, firms
    std::vector<ScorePart> parts;
    std::vector<std::string> reasons;  ///< low-efficiency sentences
    std::string smallest_lift;
    std::vector<SheetLine> gain;  ///< of a low-efficient plot: new tax, then land out, each with the platform's figure
    std::vector<SheetLine> compared;  ///< metric, own value, platform's median, industry's median in the tooltip
    std::vector<SheetLine> idle_clock;
    std::vector<std::pair<Row, SheetLine>> people;  ///< owners and tenants: firm row; name, tax, unit
    std::vector<std::pair<Row, SheetLine>> plots;   ///< a firm's parcels: parcel row; id, area
    std::vector<Neighbour> neighbours;
    std::vector<Finding> findings;
    std::string review_status;
    FirmEffect effect;                 ///< of a firm
    std::vector<YearGrade> grades;     ///< published ones by year, then this run's
    std::string grades_note;           ///< what is missing: "只有 2023 年公布结果"
    std::vector<SheetLine> zones;      ///< of a plot: street, constraints, renewal areas; key: words of inspect_zone
    std::vector<std::string> history;  ///< decisions
};

struct Histogram {
    std::string column, name, unit;
    double low = 0, high = 1;                ///< of the shown range; values outside are in the end bins
    std::vector<std::uint64_t> all, marked;  ///< bins; marked: low-efficient ones
    double threshold = 0;                    ///< NaN = none
    std::string test_code;                   ///< threshold of this test: `threshold CODE VALUE` moves it
};
struct Scatter {
    std::string x_column, y_column;
    std::vector<float> x, y;  ///< log10 of the values; NaN left out
    std::vector<Row> rows;
};
struct Lorenz {
    std::vector<float> land, tax;  ///< cumulative shares, from the lowest tax per mu
    double gini = 0;
    double tax_of_top_fifth = 0;
};
struct GradeFlow {
    std::string from, to;  ///< "2023", "2024"
    std::array<std::array<std::uint64_t, 6>, 6> counts{};
    bool known = false;
};

struct JobView {
    std::uint64_t id = 0;
    std::string title, stage;
    double share = 0;    ///< 0…1, < 0 unknown
    double left_s = -1;  ///< estimate, < 0 unknown
    bool can_cancel = true;
};

/// A slider of the scheme panel: what it changes and how.
struct SchemeKnob {
    std::string group;  ///< "thresholds", "weights", "caps", "cuts"
    std::string label, unit, tooltip;
    std::string verb;               ///< "threshold", "weight", "cap", "cut"
    std::vector<std::string> args;  ///< before the value
    double value = 0, saved = 0, low = 0, high = 1;
    bool share = false;  ///< shown as percent
    std::string op;      ///< "<"
};

struct SearchHit {
    enum class Kind : std::uint8_t { parcel, firm, platform, command, column };
    Kind kind = Kind::parcel;
    std::string text, detail;
    std::string command;  ///< to run when chosen, in text form
};

}  // namespace mulens::app
