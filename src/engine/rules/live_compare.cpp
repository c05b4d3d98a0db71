#include "rules/live_compare.hpp"

#include <algorithm>

namespace mulens::rules {
namespace {

bool same(double a, double b) { return a == b || (std::isnan(a) && std::isnan(b)); }

template <typename T, typename Equal>
bool same_lists(const std::vector<T>& a, const std::vector<T>& b, Equal&& equal) {
    return std::equal(a.begin(), a.end(), b.begin(), b.end(), equal);
}

bool same_line(const config::CutLine& a, const config::CutLine& b) {
    return a.scale_class == b.scale_class && a.grade == b.grade && same(a.cumulative, b.cumulative) && a.op == b.op &&
           same(a.value, b.value);
}
bool same_weighing(const config::Indicator& a, const config::Indicator& b) {
    return same(a.weight, b.weight) && same(a.low, b.low) && same(a.high, b.high) && same(a.cap, b.cap) &&
           a.negative == b.negative && same(a.floor, b.floor) && a.missing == b.missing;
}
bool same_figure(const config::Indicator& a, const config::Indicator& b) {
    return a.metric == b.metric && a.benchmark == b.benchmark && same(a.value, b.value) && same(a.factor, b.factor) &&
           a.within_group == b.within_group && std::isnan(a.weight) == std::isnan(b.weight);
}
bool same_code(const config::ScopeCode& a, const config::ScopeCode& b) {
    return a.code == b.code && a.match == b.match && a.system == b.system && a.name == b.name;
}
bool same_group(const config::IndustryGroup& a, const config::IndustryGroup& b) { return a.codes == b.codes; }
bool same_points(const config::Points& a, const config::Points& b) {
    return a.column == b.column && same(a.max, b.max) && a.deduction == b.deduction;
}
bool same_exemption(const config::Exemption& a, const config::Exemption& b) {
    return a.code == b.code && a.kind == b.kind && a.column == b.column && a.values == b.values &&
           a.since_column == b.since_column && a.years == b.years && a.from_column == b.from_column &&
           a.until_column == b.until_column && a.re_enters_after_column == b.re_enters_after_column;
}
bool same_veto(const config::Veto& a, const config::Veto& b) {
    return a.column == b.column && a.values == b.values && a.not_above == b.not_above;
}
bool same_co_location(const config::CoLocation& a, const config::CoLocation& b) {
    return a.mode == b.mode && same(a.stand_alone_mu, b.stand_alone_mu) && a.exceptions == b.exceptions &&
           a.merge_groups == b.merge_groups;
}
/// Tests of a class ask every firm for its class, where no scoring class does.
bool asks_scale(const config::Scheme& scheme) {
    return !scheme.classes.empty() || std::any_of(scheme.low_tests.begin(), scheme.low_tests.end(),
                                                  [](const auto& test) { return !test.scale_class.empty(); });
}

}  // namespace

bool same_test(const config::LowTest& a, const config::LowTest& b) {
    return a.kind == b.kind && a.scale_class == b.scale_class && a.metric == b.metric && a.op == b.op &&
           same(a.value, b.value) && same(a.area_mu_at_least, b.area_mu_at_least) &&
           a.skip_under_construction == b.skip_under_construction && a.grade_in == b.grade_in &&
           a.previous_in == b.previous_in;
}

bool same_tests(const config::Scheme& a, const config::Scheme& b) {
    return same_lists(a.low_tests, b.low_tests, [](const auto& x, const auto& y) {
        return same_test(x, y) && x.code == y.code && x.all_of == y.all_of && x.sufficient == y.sufficient;
    });
}

bool same_scoring(const config::Scheme& a, const config::Scheme& b) {
    return a.cut.mode == b.cut.mode && same_lists(a.cut.lines, b.cut.lines, same_line) &&
           same_lists(a.classes, b.classes, [](const auto& x, const auto& y) {
               return same_lists(x.indicators, y.indicators, same_weighing);
           });
}

bool same_scope(const config::Scheme& a, const config::Scheme& b) {
    return same_lists(a.scope.codes, b.scope.codes, same_code) &&
           same(a.scope.mixed_use_share, b.scope.mixed_use_share);
}

bool same_standing(const config::Scheme& a, const config::Scheme& b) {
    return same_scope(a, b) && same(a.size_limit_mu, b.size_limit_mu) &&
           same_lists(a.classes, b.classes,
                      [](const auto& x, const auto& y) {
                          return x.id == y.id && same_lists(x.indicators, y.indicators, same_figure);
                      }) &&
           same_lists(a.groups, b.groups, same_group) && same_lists(a.points, b.points, same_points) &&
           same_lists(a.exemptions, b.exemptions, same_exemption) && same_lists(a.vetoes, b.vetoes, same_veto) &&
           same_co_location(a.co_located, b.co_located) && asks_scale(a) == asks_scale(b);
}

bool same_tax(const config::Scheme& a, const config::Scheme& b) {
    return a.tax.terms == b.tax.terms && a.tax.district_places == b.tax.district_places;
}

}  // namespace mulens::rules
