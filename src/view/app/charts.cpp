// The charts below the map and the knobs of the scheme panel.
#include "app/inside.hpp"
#include "config/columns.hpp"
#include "style/number.hpp"

#include <algorithm>
#include <cmath>
#include <numeric>

namespace mulens::app {
namespace {

/// The low-efficiency test whose limit the histogram shows: one on the metric, else the first with a limit.
const config::LowTest* test_of(const config::Scheme* scheme, const std::string& metric) {
    const config::LowTest* first = nullptr;
    if (scheme == nullptr) return nullptr;
    for (const auto& test : scheme->low_tests) {
        if (std::isnan(test.value) || test.metric.empty()) continue;
        if (test.metric == metric) return &test;
        if (first == nullptr) first = &test;
    }
    return metric == "grade" ? first : nullptr;
}

double quantile(std::vector<double>& values, double share) {
    const auto place = values.begin() + static_cast<std::ptrdiff_t>(share * static_cast<double>(values.size() - 1));
    std::nth_element(values.begin(), place, values.end());
    return *place;
}

SchemeKnob knob_of(const config::LowTest& test, const config::LowTest& saved, Lang lang) {
    SchemeKnob knob;
    knob.group = "thresholds";
    knob.verb = "threshold";
    knob.args = {test.code};
    knob.label = column_name(lang, test.metric);
    if (!test.scale_class.empty()) knob.label += " (" + scale_word(lang, test.scale_class) + ")";
    knob.unit = column_unit(lang, test.metric);
    knob.op = config::text_of(test.op);
    knob.value = test.value;
    knob.saved = saved.value;
    knob.share = config::column_catalogue().describe("parcels", test.metric).kind == config::ColumnKind::share;
    knob.low = 0;
    knob.high = std::max(style::nice_ceiling(saved.value * 3), 1e-6);
    if (knob.share) knob.high = std::max(1.0, saved.value);
    knob.tooltip = lang == Lang::zh ? test.zh : test.code;
    if (!test.source.citation.empty()) knob.tooltip += "\n" + test.source.citation;
    return knob;
}

}  // namespace

const std::vector<SchemeKnob>& App::knobs() const {
    auto& in = *inside_;
    return in.knobs.get({in.versions.data, in.versions.judged, in.versions.lang}, [&] {
        std::vector<SchemeKnob> out;
        const auto* now = in.scheme();
        const auto* saved = in.saved_scheme();
        if (now == nullptr || saved == nullptr) return out;
        if (now->raw != saved->raw) saved = now;  // another scheme altogether: its own numbers are the saved ones
        const Lang lang = in.lang();
        for (std::size_t t = 0; t < now->low_tests.size(); ++t)
            if (!std::isnan(now->low_tests[t].value) && !now->low_tests[t].metric.empty())
                out.push_back(knob_of(now->low_tests[t], saved->low_tests[t], lang));
        for (std::size_t c = 0; c < now->classes.size(); ++c)
            for (std::size_t i = 0; i < now->classes[c].indicators.size(); ++i) {
                const auto& indicator = now->classes[c].indicators[i];
                const auto& before = saved->classes[c].indicators[i];
                if (std::isnan(indicator.weight)) continue;
                SchemeKnob knob;
                knob.group = "weights";
                knob.verb = "weight";
                knob.args = {now->classes[c].id, indicator.metric};
                knob.label = column_name(lang, indicator.metric) + " (" + scale_word(lang, now->classes[c].id) + ")";
                knob.value = indicator.weight;
                knob.saved = before.weight;
                knob.high = std::max(100.0, before.weight);
                knob.tooltip = tr(lang, "knob_weight_tip");
                out.push_back(knob);
                if (std::isnan(indicator.cap)) continue;
                knob.group = "caps";
                knob.verb = "cap";
                knob.value = indicator.cap;
                knob.saved = before.cap;
                knob.low = 0.5;
                knob.high = std::max(3.0, before.cap);
                knob.tooltip = tr(lang, "knob_cap_tip");
                out.push_back(knob);
            }
        for (std::size_t i = 0; i < now->cut.lines.size(); ++i) {
            const auto& line = now->cut.lines[i];
            const bool quota = now->cut.mode == config::CutMode::quota;
            SchemeKnob knob;
            knob.group = "cuts";
            knob.verb = "cut";
            knob.args = {line.scale_class.empty() ? "all" : line.scale_class, std::string(1, line.grade)};
            knob.label = std::string(1, line.grade) +
                         (line.scale_class.empty() ? "" : " (" + scale_word(lang, line.scale_class) + ")");
            knob.value = quota ? line.cumulative : line.value;
            knob.saved = quota ? saved->cut.lines[i].cumulative : saved->cut.lines[i].value;
            knob.share = quota;
            knob.high = quota ? 1 : 150;
            knob.op = quota ? "≤" : "≥";
            knob.tooltip = tr(lang, quota ? "knob_quota_tip" : "knob_score_tip");
            out.push_back(std::move(knob));
        }
        return out;
    });
}

const Histogram& App::histogram() const {
    auto& in = *inside_;
    return in.histogram.get(
        {in.versions.data, in.versions.judged, in.versions.style, in.versions.pass, in.versions.lang}, [&] {
            Histogram out;
            out.threshold = table::none;
            if (!in.judged) return out;
            const auto* test = test_of(in.scheme(), in.doc().metric);
            out.column = test != nullptr ? test->metric : in.doc().metric == "grade" ? "score" : in.doc().metric;
            const auto* column = in.data->table().find(out.column);
            if (column == nullptr || column->is_text()) return out;
            out.name = column_name(in.lang(), out.column);
            out.unit = column_unit(in.lang(), out.column);
            std::vector<double> known;
            const table::FlatNumbers flat(*column);
            const auto& values = flat.get();
            const auto& in_scope = in.judged->standing->in_scope;
            const auto counts = [&](Row row) {
                return in_scope[row] != 0 && (in.pass.empty() || in.pass[row] != 0) && std::isfinite(values[row]);
            };
            for (Row row = 0; row < values.size(); ++row)
                if (in_scope[row] != 0 && std::isfinite(values[row])) known.push_back(values[row]);
            if (known.empty()) return out;
            out.high = style::nice_ceiling(std::max(quantile(known, 0.97), 1e-9));
            if (test != nullptr) {
                out.threshold = test->value;
                out.test_code = test->code;
                out.high = std::max(out.high, test->value * 1.2);
            }
            constexpr std::size_t bins = 40;
            out.all.assign(bins, 0);
            out.marked.assign(bins, 0);
            for (Row row = 0; row < values.size(); ++row) {
                if (!counts(row)) continue;
                const double at = values[row] / out.high * static_cast<double>(bins);
                const auto bin = static_cast<std::size_t>(std::clamp(at, 0.0, static_cast<double>(bins - 1)));
                ++out.all[bin];
                if (in.judged->low[row] != 0) ++out.marked[bin];
            }
            return out;
        });
}

const Scatter& App::scatter() const {
    auto& in = *inside_;
    return in.scatter.get({in.versions.data, in.versions.judged, in.versions.pass}, [&] {
        Scatter out;
        out.x_column = "output_per_mu";
        out.y_column = "tax_per_mu";
        if (!in.judged) return out;
        const auto* x = in.data->table().find(out.x_column);
        const auto* y = in.data->table().find(out.y_column);
        if (x == nullptr || y == nullptr) return out;
        std::vector<Row> rows;
        for (Row row = 0; row < in.data->rows(); ++row)
            if (x->number(row) > 0 && y->number(row) > 0 && in.judged->standing->in_scope[row] != 0 &&
                (in.pass.empty() || in.pass[row] != 0))
                rows.push_back(row);
        constexpr std::size_t most = 20000;  // every k-th: the cloud looks the same
        const std::size_t step = std::max<std::size_t>(1, (rows.size() + most - 1) / most);
        for (std::size_t i = 0; i < rows.size(); i += step) {
            out.rows.push_back(rows[i]);
            out.x.push_back(static_cast<float>(std::log10(x->number(rows[i]))));
            out.y.push_back(static_cast<float>(std::log10(y->number(rows[i]))));
        }
        return out;
    });
}

const Lorenz& App::lorenz() const {
    auto& in = *inside_;
    return in.lorenz.get({in.versions.data, in.versions.judged, in.versions.pass}, [&] {
        Lorenz out;
        if (!in.judged) return out;
        const auto* area = in.data->table().find("area_basis_mu");
        const auto* tax = in.data->table().find("tax");
        if (area == nullptr || tax == nullptr) return out;
        struct Plot {
            double per_mu, mu, tax;
        };
        std::vector<Plot> plots;
        double all_mu = 0, all_tax = 0;
        for (Row row = 0; row < in.data->rows(); ++row) {
            if (in.judged->standing->in_scope[row] == 0 || !(area->number(row) > 0)) continue;
            if (!in.pass.empty() && in.pass[row] == 0) continue;
            const double paid = tax->number(row) > 0 ? tax->number(row) : 0;
            plots.push_back({paid / area->number(row), area->number(row), paid});
            all_mu += area->number(row);
            all_tax += paid;
        }
        if (plots.empty() || all_tax <= 0) return out;
        std::sort(plots.begin(), plots.end(), [](const Plot& a, const Plot& b) { return a.per_mu < b.per_mu; });
        double mu = 0, sum = 0, below = 0;
        const std::size_t step = std::max<std::size_t>(1, plots.size() / 400);
        out.land.push_back(0);
        out.tax.push_back(0);
        for (std::size_t i = 0; i < plots.size(); ++i) {
            below += plots[i].mu / all_mu * (2 * sum + plots[i].tax) / all_tax / 2;
            if (mu / all_mu <= 0.8) out.tax_of_top_fifth = 1 - sum / all_tax;
            mu += plots[i].mu;
            sum += plots[i].tax;
            if (i % step == 0 || i + 1 == plots.size()) {
                out.land.push_back(static_cast<float>(mu / all_mu));
                out.tax.push_back(static_cast<float>(sum / all_tax));
            }
        }
        out.gini = 1 - 2 * below;
        return out;
    });
}

const GradeFlow& App::grade_flow() const {
    auto& in = *inside_;
    return in.flow.get({in.versions.data, in.versions.judged, in.versions.pass, in.versions.lang}, [&] {
        GradeFlow out;
        if (!in.judged) return out;
        const int year = in.data->run.settings.year.value_or(0);
        out.from = std::to_string(year - 1);
        out.to = std::to_string(year);
        const auto* published = in.data->table().find("official_grade");
        if (published == nullptr) return out;
        for (Row row = 0; row < in.data->rows(); ++row) {
            const auto before = published->text(row);
            if (before.size() != 1 || (!in.pass.empty() && in.pass[row] == 0)) continue;
            const auto from = rules::grade_place(before[0]), to = rules::grade_place(in.judged->grades->grade[row]);
            if (from > 3 || to > 5) continue;
            ++out.counts[from][to];
            out.known = true;
        }
        return out;
    });
}

}  // namespace mulens::app
