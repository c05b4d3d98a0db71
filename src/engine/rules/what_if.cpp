#include "rules/what_if.hpp"

#include "base/error.hpp"

#include <algorithm>
#include <cmath>

namespace mulens::rules {
namespace {

/// The x that gives an indicator `score` points, before cap and negative rule.
double x_for(const config::Indicator& indicator, double score, const Yardstick& stick) {
    if (indicator.benchmark != config::Benchmark::min_max) return score / indicator.weight * stick.value;
    const double percent = 100 * score / indicator.weight;
    return stick.minimum +
           (percent - indicator.low) / (indicator.high - indicator.low) * (stick.maximum - stick.minimum);
}

struct Target {
    char grade = ' ';
    std::int64_t key = 0;
};
/// The line of the next better grade that anybody can reach.
std::optional<Target> next_line(const ClassCut& cut, char grade) {
    std::optional<Target> out;
    for (const auto& line : cut.lines) {
        if (line.grade >= grade) break;
        if (std::isinf(line.score)) continue;
        out = Target{line.grade, score_key(line.score) + (line.op == config::Op::greater ? 1 : 0)};
    }
    return out;
}

}  // namespace

std::optional<Lift> smallest_lift(const config::Scheme& scheme, const Subjects& subjects, const Benchmarks& benchmarks,
                                  const std::vector<ClassCut>& cuts, Row row, char veto_limit) {
    const std::uint8_t c = subjects.scale_class[row];
    if (c == no_class || !scheme.classes[c].scored()) return std::nullopt;
    const auto& scale_class = scheme.classes[c];
    const auto metrics = scheme_metrics(scheme);
    const std::size_t n = scale_class.indicators.size();
    std::vector<double> x(n);
    std::vector<double> scores(n);
    std::vector<const Yardstick*> sticks(n);
    double weight_all = 0;
    double weight_there = 0;
    for (std::size_t i = 0; i < n; ++i) {
        const auto& indicator = scale_class.indicators[i];
        const auto at =
            static_cast<std::size_t>(std::find(metrics.begin(), metrics.end(), indicator.metric) - metrics.begin());
        x[i] = subjects.measures[at].ratio[row];
        sticks[i] = &benchmarks[c].indicators[i][indicator.within_group ? subjects.group[row] : 0U];
        scores[i] = indicator_score(indicator, x[i], *sticks[i]);
        weight_all += indicator.weight;
        if (!std::isnan(scores[i]) || indicator.missing != config::MissingRule::drop_and_rescale)
            weight_there += indicator.weight;
    }
    const double points = subjects.points.empty() ? 0 : subjects.points[row];
    const auto total = [&] {
        return rounded_score(combine_scores(scale_class, scores.data(), benchmarks[c].mean_score, points));
    };
    const double now = total();
    const char grade = cuts[c].grade_of(now);
    if (grade == '-' || grade <= 'A') return std::nullopt;
    const auto target = next_line(cuts[c], grade);
    if (!target || limited(target->grade, veto_limit) >= limited(grade, veto_limit)) return std::nullopt;
    std::optional<Lift> best;
    for (std::size_t i = 0; i < n; ++i) {
        const auto& indicator = scale_class.indicators[i];
        if (std::isnan(scores[i]) || x[i] == 0) continue;
        const double cap = std::isnan(indicator.cap) ? HUGE_VAL : indicator.cap * indicator.weight;
        const double kept = scores[i];
        if (kept >= cap) continue;
        const double gap = (static_cast<double>(target->key) / 1e9 - now) * weight_there / weight_all;
        double to = x_for(indicator, kept + gap, *sticks[i]);
        // The inverse is right but for the last bits: step up until the rounded score is there.
        bool lifted = false;
        for (double step = 1e-15; step < 1e-6 && !lifted; step *= 2) {
            scores[i] = indicator_score(indicator, to, *sticks[i]);
            lifted = score_key(total()) >= target->key;
            if (!lifted) to += std::max(std::abs(to), 1e-300) * step;
        }
        scores[i] = kept;
        const double relative = std::abs(to - x[i]) / std::abs(x[i]);
        if (!lifted || !std::isfinite(to) || (best && relative >= best->relative)) continue;
        best = Lift{indicator.metric, x[i], to, relative, grade, target->grade};
    }
    return best;
}

std::vector<std::string> correctable_fields(const config::Scheme& scheme, const table::Table& firms, Row firm) {
    std::vector<std::string> out;
    const auto add = [&](std::string_view name) {
        const table::Column* column = firms.find(name);
        if (column == nullptr || column->is_text() || std::find(out.begin(), out.end(), name) != out.end()) return;
        out.emplace_back(name);
    };
    const auto* scale = firms.find("scale_class");
    const std::uint8_t c = scale == nullptr || !scale->is_text() ? ClassTable(scheme)(Scale::none)
                                                                 : ClassTable(scheme)(scale_of(scale->text(firm)));
    if (c == no_class || !scheme.classes[c].scored()) return out;
    for (const auto& indicator : scheme.classes[c].indicators) {
        const MeasureParts* parts = find_measure(indicator.metric);
        if (parts == nullptr) {
            add(indicator.metric);
            continue;
        }
        if (parts->numerator == "tax" && !scheme.tax.terms.empty()) {
            const auto before = out.size();
            for (const auto& [term, coefficient] : scheme.tax.terms) add(term);
            if (out.size() == before) add("tax");
        } else {
            add(parts->numerator);
        }
        add(parts->denominator == "area" ? area_column(firms) : parts->denominator);
    }
    return out;
}

WhatIf what_if_corrected(const FirmsInput& input, const FirmGrades& before, Row firm, const std::string& field,
                         double value) {
    table::Table table = *input.firms;
    const auto set = [&](const std::string& name, double to) {
        std::vector<double> values = table.at(name).values();
        const double old = values[firm];
        values[firm] = to;
        table.set(name, table::Column::numbers(std::move(values), table.at(name).kind()));
        return old;
    };
    const table::Column* column = table.find(field);
    if (column == nullptr || column->is_text())
        throw Error::make(ExitCode::usage, "the enterprises have no number field {} to correct", field);
    const double old = set(field, value);
    std::vector<std::string> changed{field};
    for (const auto& [term, coefficient] : input.scheme->tax.terms) {
        if (term != field || !table.has("tax")) continue;
        const double tax = table.number("tax", firm);
        const auto known = [](double v) { return std::isnan(v) ? 0 : v; };
        set("tax", known(tax) + coefficient * (known(value) - known(old)));
        changed.emplace_back("tax");
    }
    for (const auto& parts : measure_list()) {
        if (!table.has(parts.metric)) continue;
        const std::string denominator(parts.denominator == "area" ? area_column(table) : parts.denominator);
        const bool affected = std::any_of(changed.begin(), changed.end(), [&](const std::string& name) {
            return name == parts.numerator || name == denominator;
        });
        if (affected)
            set(std::string(parts.metric),
                ratio_of(table.number(parts.numerator, firm), table.number(denominator, firm)));
    }
    FirmsInput changed_input = input;
    changed_input.firms = &table;
    WhatIf out;
    out.after = grade_firms(changed_input);
    for (Row row = 0; row < table.rows(); ++row)
        if (out.after.grade[row] != before.grade[row])
            out.moved.push_back(
                {row, before.grade[row], out.after.grade[row], before.score[row], out.after.score[row]});
    return out;
}

}  // namespace mulens::rules
