#include "rules/low_efficiency.hpp"

#include "base/parallel.hpp"

#include <fmt/format.h>

namespace mulens::rules {
namespace {

constexpr std::uint64_t chunk_rows = 65536;

bool is_share(std::string_view metric) {
    return metric == "vacancy_share" || metric == "building_density" || metric == "rd_share";
}

std::string digits(double value, int places) {
    std::string text = fmt::format("{:.{}f}", value, places);
    if (text.find('.') == std::string::npos) return text;
    while (text.ends_with('0')) text.pop_back();
    if (text.ends_with('.')) text.pop_back();
    return text == "-0" ? "0" : text;
}

void replace_all(std::string& text, std::string_view what, const std::string& with) {
    for (std::size_t at = text.find(what); at != std::string::npos; at = text.find(what, at + with.size()))
        text.replace(at, what.size(), with);
}

}  // namespace

int whole_months(Date from, Date to) {
    namespace chr = std::chrono;
    const chr::year_month_day a{from};
    const chr::year_month_day b{to};
    int months = (static_cast<int>(b.year()) - static_cast<int>(a.year())) * 12 +
                 static_cast<int>(static_cast<unsigned>(b.month())) -
                 static_cast<int>(static_cast<unsigned>(a.month()));
    // The last day of a shorter month completes the month.
    const chr::year_month_day_last end_of_month{b.year() / b.month() / chr::last};
    if (b.day() < a.day() && b.day() != end_of_month.day()) --months;
    return months;
}

std::vector<double> months_stopped(const table::Table& parcels, std::optional<Date> as_of) {
    std::vector<double> out(parcels.rows(), table::none);
    const table::Column* since = parcels.find("stopped_since");
    if (since == nullptr || since->is_text() || !as_of) return out;
    for (Row row = 0; row < parcels.rows(); ++row) {
        const double days = since->number(row);
        if (!std::isnan(days) && days <= day_number(*as_of)) out[row] = whole_months(from_day_number(days), *as_of);
    }
    return out;
}

std::string shown_value(const config::LowTest& test, double value) {
    const double scale = is_share(test.metric) ? 100 : 1;
    for (int places = 2; places < 12; ++places) {
        const std::string text = digits(value * scale, places);
        const double read_back = std::stod(text) / scale;
        if (config::holds(test.op, read_back, test.value) == config::holds(test.op, value, test.value))
            return text + (scale == 100 ? "%" : "");
    }
    return fmt::format("{}", value);
}

std::string reasons_codes(const config::Scheme& scheme, const std::vector<LowHit>& hits) {
    std::string out;
    for (const auto& hit : hits) {
        if (!out.empty()) out += ';';
        out += scheme.low_tests[hit.test].code;
    }
    return out;
}

std::string reasons_sentence(const config::Scheme& scheme, const std::vector<LowHit>& hits) {
    std::string out;
    for (const auto& hit : hits) {
        const auto& test = scheme.low_tests[hit.test];
        std::string text = test.zh;
        if (!std::isnan(hit.value)) {
            replace_all(text, "{value}", shown_value(test, hit.value));
            replace_all(text, "{limit}",
                        digits(test.value * (is_share(test.metric) ? 100 : 1), 4) + (is_share(test.metric) ? "%" : ""));
            replace_all(text, "{miss}", digits(std::abs(test.value - hit.value), 2));
        }
        if (!out.empty()) out += "；";
        out += text;
    }
    return out.empty() ? out : out + "。";
}

double shortfall_of(const config::Scheme& scheme, const std::vector<LowHit>& hits) {
    double out = config::not_given;
    for (const auto& hit : hits) {
        const auto& test = scheme.low_tests[hit.test];
        if (test.metric != "tax_per_mu" || std::isnan(hit.value)) continue;
        const double miss = test.value - hit.value;
        if (std::isnan(out) || miss > out) out = miss;
    }
    return out;
}

LowResult find_low_efficiency(const LowInput& input) {
    const auto& scheme = *input.scheme;
    const Row rows = input.parcels->rows();
    LowResult out;
    out.stopped_months = months_stopped(*input.parcels, input.as_of);
    out.low.assign(rows, 0);
    out.shortfall.assign(rows, table::none);
    out.entry.assign(rows, 0);
    NumberColumns columns(*input.parcels);
    std::vector<const double*> values;
    for (const auto& test : scheme.low_tests)
        values.push_back(test.metric.empty()               ? nullptr
                         : test.metric == "stopped_months" ? out.stopped_months.data()
                                                           : flat_ratio(*input.parcels, test.metric, columns).data());
    const auto area = columns.get("area_basis_mu");
    const auto elsewhere = columns.get("tax_elsewhere");
    struct Found {
        std::vector<Row> rows;
        std::vector<std::vector<LowHit>> hits;
    };
    std::vector<Found> found((rows + chunk_rows - 1) / chunk_rows);
    parallel_chunks(
        input.threads, rows, chunk_rows, [&](auto chunk, std::uint64_t first, std::uint64_t last, unsigned) {
            for (auto row = static_cast<Row>(first); row < last; ++row) {
                if ((*input.in_scope)[row] == 0) continue;
                if (input.excluded != nullptr && (*input.excluded)[row] != 0) continue;
                LowSubject subject;
                subject.scale = (*input.scale)[row];
                subject.judged = (*input.judged)[row] != 0;
                subject.tax_elsewhere = elsewhere[row] == 1;
                subject.under_construction = input.idle != nullptr && input.idle->under_construction[row] != 0;
                subject.area_mu = area[row];
                subject.grade = (*input.grade)[row];
                if (input.previous != nullptr) subject.previous = (*input.previous)[row];
                auto hits = find_hits(scheme, subject, [&](std::size_t t) { return values[t][row]; });
                if (hits.empty()) continue;
                found[chunk].rows.push_back(row);
                found[chunk].hits.push_back(std::move(hits));
            }
        });
    for (auto& part : found) {
        for (std::size_t i = 0; i < part.rows.size(); ++i) {
            const Row row = part.rows[i];
            const bool idle = input.idle != nullptr && is_idle(input.idle->status(row)) &&
                              (input.not_idle == nullptr || (*input.not_idle)[row] == 0);
            out.low[row] = idle ? 0 : 1;
            if (!idle) out.shortfall[row] = shortfall_of(scheme, part.hits[i]);
            out.rows.push_back(row);
            out.hits.push_back(std::move(part.hits[i]));
            out.entry[row] = static_cast<std::uint32_t>(out.hits.size());
        }
    }
    return out;
}

void add_low_columns(const config::Scheme& scheme, const LowResult& result, bool with_sentences,
                     table::Table& parcels) {
    const Row rows = parcels.rows();
    table::TextStore reasons;
    table::TextStore sentences;
    table::TextStore if_not_idle;
    std::vector<double> low(rows);
    for (Row row = 0; row < rows; ++row) {
        low[row] = result.low[row];
        if (result.entry[row] == 0) {
            reasons.push("");
            sentences.push("");
            if_not_idle.push("");
            continue;
        }
        const auto& hits = result.hits[result.entry[row] - 1];
        const std::string codes = reasons_codes(scheme, hits);
        reasons.push(result.low[row] != 0 ? codes : "");
        sentences.push(with_sentences && result.low[row] != 0 ? reasons_sentence(scheme, hits) : "");
        if_not_idle.push(result.low[row] != 0 ? "" : codes);
    }
    parcels.set("low_efficiency", table::Column::numbers(std::move(low), table::Kind::boolean));
    parcels.set("reasons", table::Column::texts(std::move(reasons)));
    parcels.set("reasons_text", table::Column::texts(std::move(sentences)));
    parcels.set("reasons_if_not_idle", table::Column::texts(std::move(if_not_idle)));
    parcels.set("shortfall", table::Column::numbers(result.shortfall));
}

}  // namespace mulens::rules
