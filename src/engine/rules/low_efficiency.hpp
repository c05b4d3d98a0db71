// 疑似低效 (method §3.4, §5.3): which tests a plot hits and by how much it missed. Physical tests look at the plot
// alone, so that money shared out over plots cannot hide bare land. Idle land is never also low-efficient.
#pragma once

#include "rules/idle.hpp"
#include "rules/subjects.hpp"

#include <algorithm>
#include <cmath>
#include <string>
#include <vector>

namespace mulens::rules {

/// What the tests look at, for one plot. NaN = unknown: the test does not hit.
struct LowSubject {
    Scale scale = Scale::none;
    bool judged = true;          ///< a firm on it is assessed; money and grade tests need that
    bool tax_elsewhere = false;  ///< tax tests are skipped: tax paid in another district is not zero tax
    bool under_construction = false;
    double area_mu = config::not_given;
    char grade = ' ', previous = ' ';
};
struct LowHit {
    std::uint16_t test = 0;  ///< index into scheme.low_tests
    double value = config::not_given;
    bool operator==(const LowHit&) const = default;
};
/// Hits in the scheme's order; empty unless a sufficient test hits. `value_of(i)` gives the figure of test i.
template <typename ValueOf>
[[nodiscard]] std::vector<LowHit> find_hits(const config::Scheme& scheme, const LowSubject& subject,
                                            ValueOf&& value_of);

/// A figure as a sentence shows it: shares in percent, else two decimals, more where rounding would contradict the
/// test.
[[nodiscard]] std::string shown_value(const config::LowTest& test, double value);
[[nodiscard]] std::string reasons_codes(const config::Scheme& scheme, const std::vector<LowHit>& hits);
[[nodiscard]] std::string reasons_sentence(const config::Scheme& scheme, const std::vector<LowHit>& hits);
/// The largest miss of a tax_per_mu test, 万元/亩; NaN where none hit.
[[nodiscard]] double shortfall_of(const config::Scheme& scheme, const std::vector<LowHit>& hits);
/// Whole calendar months from one day to another (31 January + 1 = 28 or 29 February).
[[nodiscard]] int whole_months(Date from, Date to);
/// Per parcel since `stopped_since`; NaN where it does not stand still on `as_of`.
[[nodiscard]] std::vector<double> months_stopped(const table::Table& parcels, std::optional<Date> as_of);

struct LowInput {
    const config::Scheme* scheme = nullptr;
    const table::Table* parcels = nullptr;
    const std::vector<std::uint8_t>* in_scope = nullptr;
    const std::vector<std::uint8_t>* excluded = nullptr;  ///< from this list, by decision; null: none
    const std::vector<Scale>* scale = nullptr;
    const std::vector<std::uint8_t>* judged = nullptr;
    const std::vector<char>* grade = nullptr;
    const std::vector<char>* previous = nullptr;          ///< last year's published grade, ' ' = none; null: none
    const IdleResult* idle = nullptr;                     ///< null: no contracts
    const std::vector<std::uint8_t>* not_idle = nullptr;  ///< idleness ruled out by decision; null: none
    std::optional<Date> as_of;
    unsigned threads = 1;
};
struct LowResult {
    std::vector<std::uint8_t> low;  ///< 1 = 疑似低效
    std::vector<double> shortfall;
    std::vector<std::uint32_t> entry;  ///< per parcel: 0 = none, else 1 + index into hits
    std::vector<std::vector<LowHit>> hits;
    std::vector<Row> rows;               ///< parcel of each entry of hits
    std::vector<double> stopped_months;  ///< NaN where not stopped
};
[[nodiscard]] LowResult find_low_efficiency(const LowInput& input);
/// Adds low_efficiency, reasons, reasons_text (blank without sentences), reasons_if_not_idle, shortfall.
void add_low_columns(const config::Scheme& scheme, const LowResult& result, bool with_sentences, table::Table& parcels);

// ---
template <typename ValueOf>
std::vector<LowHit> find_hits(const config::Scheme& scheme, const LowSubject& subject, ValueOf&& value_of) {
    std::vector<LowHit> hits;
    bool sufficient = false;
    const auto has = [&](const std::string& code) {
        for (const auto& hit : hits)
            if (scheme.low_tests[hit.test].code == code) return true;
        return false;
    };
    for (std::size_t t = 0; t < scheme.low_tests.size(); ++t) {
        const auto& test = scheme.low_tests[t];
        double value = config::not_given;
        bool hit = false;
        if (test.kind == config::TestKind::combination) {
            hit = true;
            for (const auto& code : test.all_of) hit = hit && has(code);
        } else {
            if (test.skip_under_construction && subject.under_construction) continue;
            if (test.kind != config::TestKind::physical && !subject.judged) continue;
            if (!test.scale_class.empty() && scale_of(test.scale_class) != subject.scale) continue;
            if (!std::isnan(test.area_mu_at_least) && !(subject.area_mu >= test.area_mu_at_least)) continue;
            if (test.kind == config::TestKind::grade) {
                const auto in = [](const std::vector<char>& list, char g) {
                    return list.empty() || std::find(list.begin(), list.end(), g) != list.end();
                };
                hit = in(test.grade_in, subject.grade) && in(test.previous_in, subject.previous);
            } else {
                if (subject.tax_elsewhere && std::string_view(test.metric).starts_with("tax_")) continue;
                value = value_of(t);
                hit = !std::isnan(value) && config::holds(test.op, value, test.value);
            }
        }
        if (!hit) continue;
        hits.push_back({static_cast<std::uint16_t>(t), value});
        sufficient = sufficient || test.sufficient;
    }
    if (!sufficient) hits.clear();
    return hits;
}

}  // namespace mulens::rules
