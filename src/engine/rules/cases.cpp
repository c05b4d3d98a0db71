#include "rules/cases.hpp"

#include "base/text.hpp"
#include "rules/low_efficiency.hpp"
#include "rules/ranking.hpp"
#include "rules/scope.hpp"
#include "rules/score.hpp"

#include <fmt/format.h>

#include <cmath>

namespace mulens::rules {
namespace {

double value_in(const std::map<std::string, double>& map, const std::string& key) {
    const auto it = map.find(key);
    return it == map.end() ? config::not_given : it->second;
}

std::string wrong(const std::string& expected, const std::string& got) {
    return fmt::format("expected {}, got {}", expected.empty() ? "nothing" : expected, got.empty() ? "nothing" : got);
}

double score_case(const config::Scheme& scheme, const config::ScoreClass& scale_class, const config::SchemeCase& test) {
    std::vector<double> scores;
    std::vector<double> means;
    for (const auto& indicator : scale_class.indicators) {
        Yardstick stick;
        stick.value = indicator.benchmark == config::Benchmark::value
                          ? indicator.value * indicator.factor
                          : value_in(test.means, indicator.metric) * indicator.factor;
        stick.minimum = value_in(test.minima, indicator.metric);
        stick.maximum = value_in(test.maxima, indicator.metric);
        scores.push_back(indicator_score(indicator, value_in(test.values, indicator.metric), stick));
        means.push_back(value_in(test.mean_scores, indicator.metric));
    }
    double points = 0;
    for (const auto& p : scheme.points) {
        const double value = value_in(test.values, p.column);
        if (std::isnan(value)) continue;
        points += (p.deduction ? -1 : 1) * (std::isnan(p.max) ? value : std::min(value, p.max));
    }
    return rounded_score(combine_scores(scale_class, scores.data(), means, points));
}

std::string check_score(const config::Scheme& scheme, const config::SchemeCase& test) {
    const auto* scale_class = scheme.find_class(test.scale_class);
    if (scale_class == nullptr || !scale_class->scored()) return "the scheme does not score " + test.scale_class;
    const double score = score_case(scheme, *scale_class, test);
    if (!std::isnan(test.expect_score) && !(std::abs(score - test.expect_score) <= test.tolerance))
        return wrong(number_text(test.expect_score), number_text(score));
    if (!test.expect_grade) return {};
    const std::string grade(1, find_cut(scheme.cut, test.scale_class, {}).grade_of(score));
    return grade == *test.expect_grade ? "" : wrong(*test.expect_grade, grade);
}

std::string check_quota(const config::Scheme& scheme, const config::SchemeCase& test) {
    std::vector<Ranked> ranked;
    for (std::size_t i = 0; i < test.scores.size(); ++i)
        ranked.push_back({score_key(test.scores[i]), static_cast<Row>(i)});
    sort_ranked(ranked);
    const auto cut = find_cut(scheme.cut, test.scale_class, ranked);
    std::string grades;
    for (const double score : test.scores) grades += cut.grade_of(score);
    return grades == test.grades ? "" : wrong(test.grades, grades);
}

std::string check_reasons(const config::Scheme& scheme, const config::SchemeCase& test) {
    LowSubject subject;
    subject.scale = scale_of(test.scale_class);
    subject.area_mu = value_in(test.values, "area_basis_mu");
    if (!test.grade.empty()) subject.grade = test.grade[0];
    if (!test.previous.empty()) subject.previous = test.previous[0];
    const auto hits =
        find_hits(scheme, subject, [&](std::size_t t) { return value_in(test.values, scheme.low_tests[t].metric); });
    const std::string codes = reasons_codes(scheme, hits);
    return codes == *test.expect_reasons ? "" : wrong(*test.expect_reasons, codes);
}

std::string check_one(const config::Scheme& scheme, const config::SchemeCase& test) {
    if (!std::isnan(test.expect_score) || test.expect_grade)
        if (auto message = check_score(scheme, test); !message.empty()) return message;
    if (!test.scores.empty())
        if (auto message = check_quota(scheme, test); !message.empty()) return message;
    if (test.expect_reasons)
        if (auto message = check_reasons(scheme, test); !message.empty()) return message;
    if (test.expect_scope) {
        const auto verdict = judge_scope(scheme.scope, test.land_use.value_or(""), test.industrial_share);
        const std::string got = verdict.in ? "in" : "out";
        if (got != *test.expect_scope) return wrong(*test.expect_scope, got + " (" + verdict.reason + ")");
    }
    if (!std::isnan(test.expect_tax)) {
        std::vector<double> values;
        for (const auto& [column, coefficient] : scheme.tax.terms) values.push_back(value_in(test.values, column));
        const double tax = tax_by_formula(scheme.tax, values);
        if (!(std::abs(tax - test.expect_tax) <= test.tolerance))
            return wrong(number_text(test.expect_tax), number_text(tax));
    }
    return {};
}

}  // namespace

double tax_by_formula(const config::TaxFormula& formula, const std::vector<double>& term_values) {
    double tax = config::not_given;
    for (std::size_t i = 0; i < formula.terms.size(); ++i) {
        if (std::isnan(term_values[i])) continue;
        if (std::isnan(tax)) tax = 0;
        tax += formula.terms[i].second * term_values[i];
    }
    return tax;
}

std::vector<CaseResult> run_cases(const config::Scheme& scheme) {
    std::vector<CaseResult> out;
    for (const auto& test : scheme.cases) {
        std::string message = check_one(scheme, test);
        const bool passed = message.empty();
        out.push_back({test.name, test.line, passed, std::move(message)});
    }
    return out;
}

}  // namespace mulens::rules
