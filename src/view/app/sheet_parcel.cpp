#include "app/sheet.hpp"
#include "rules/what_if.hpp"
#include "scene/pick.hpp"
#include "write/public_edition.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>

namespace mulens::app {
namespace {

/// As grade_parcels scores them: the class of the firms on the plot, the class-wide benchmark.
rules::Subjects parcel_subjects(const App::Inside& in, rules::NumberColumns& columns) {
    const auto& scheme = *in.judged->scheme;
    const auto& standing = *in.judged->standing;
    const auto& table = in.data->table();
    const rules::ClassTable class_of(scheme);
    rules::Subjects out;
    out.rows = table.rows();
    out.scale_class.resize(out.rows);
    for (Row row = 0; row < out.rows; ++row)
        out.scale_class[row] = standing.judged[row] != 0 ? class_of(standing.scale[row]) : rules::no_class;
    out.group.assign(out.rows, 0);
    for (const auto& metric : rules::scheme_metrics(scheme))
        out.measures.push_back(rules::measure_of(table, metric, columns));
    return out;
}

double median_of(const table::Table& table, const char* metric, const char* group, std::string_view value,
                 const std::vector<std::uint8_t>& in_scope) {
    const auto* numbers = table.find(metric);
    const auto* groups = table.find(group);
    if (numbers == nullptr || groups == nullptr || value.empty()) return table::none;
    std::vector<double> known;
    for (Row row = 0; row < table.rows(); ++row)
        if (in_scope[row] != 0 && groups->text(row) == value && std::isfinite(numbers->number(row)))
            known.push_back(numbers->number(row));
    if (known.empty()) return table::none;
    const auto middle = known.begin() + static_cast<std::ptrdiff_t>(known.size() / 2);
    std::nth_element(known.begin(), middle, known.end());
    if (known.size() % 2 == 1) return *middle;
    return (*middle + *std::max_element(known.begin(), middle)) / 2;
}

void add_compared(Sheet& sheet, const App::Inside& in, Row row) {
    const auto& table = in.data->table();
    const Lang lang = in.lang();
    const auto platform = table.text("platform", row);
    std::string industry;
    const Row firm = in.judged->standing->main_firm.empty() ? no_row : in.judged->standing->main_firm[row];
    if (firm != no_row) industry = std::string(in.data->run.enterprises.table.text("industry", firm));
    for (const char* metric : {"tax_per_mu", "output_per_mu", "far"}) {
        if (!table.has(metric)) continue;
        SheetLine line = line_of(in, table, metric, row);
        const double median = median_of(table, metric, "platform", platform, in.judged->standing->in_scope);
        line.tooltip = fmt::format(fmt::runtime(tr(lang, "median_tip")), in.data->places.in(lang, platform),
                                   shown(lang, metric, median));
        const std::string division = industry.substr(0, 2);
        if (division.size() == 2) {
            const double own = industry_median(in, metric, division);
            line.tooltip +=
                "\n" + fmt::format(fmt::runtime(tr(lang, "median_industry_tip")), division, shown(lang, metric, own));
        }
        if (lang == Lang::en) line.unit.clear();  // long in English; the tooltip of the facts has it
        if (!std::isnan(median))
            line.unit += fmt::format("  {} {}", tr(lang, "median_short"), shown(lang, metric, median));
        sheet.compared.push_back(std::move(line));
    }
}

void add_people(Sheet& sheet, const App::Inside& in, Row row) {
    const auto& ledger = in.data->run.ledger;
    if (ledger.of_parcel.size() <= row + 1) return;
    const auto& firms = in.data->run.enterprises.table;
    const Lang lang = in.lang();
    for (std::uint64_t i = ledger.of_parcel[row]; i < ledger.of_parcel[row + 1]; ++i) {
        const auto& share = ledger.shares[i];
        SheetLine line;
        const auto name = firms.text("name", share.enterprise);
        line.name = in.state.session.meeting ? write::masked(name) : std::string(name);
        double tax = table::none;
        for (const auto& allocation : ledger.allocations)
            if (allocation.column == "tax" && allocation.fen[i] != ledger::blank_fen)
                tax = static_cast<double>(allocation.fen[i]) / 1e6;
        line.value = in.state.session.meeting ? banded(lang, "tax", tax) : shown(lang, "tax", tax);
        line.unit = column_unit(lang, "tax");
        line.tooltip = fmt::format(
            "{} · {} {:.0f} %\n{}", tr(lang, share.relation == ledger::Relation::tenant ? "tenant" : "owner"),
            column_name(lang, "share"), share.share * 100, firms.text("credit_code", share.enterprise));
        line.key = firm_key(firms, share.enterprise);
        sheet.people.emplace_back(share.enterprise, std::move(line));
    }
}

void add_idle_clock(Sheet& sheet, const App::Inside& in, Row row) {
    const auto& table = in.data->table();
    const auto* status = table.find("idle_status");
    if (status == nullptr || status->text(row).empty() || status->text(row) == "not_applicable") return;
    for (const char* column : {"idle_status", "agreed_start", "actual_start", "suspended_since", "started_area_share",
                               "invested_share", "idle_from", "recoverable_from", "idle_fee", "idle_missing"})
        add_line(sheet.idle_clock, in, table, column, row);
}

void add_neighbours(Sheet& sheet, const App::Inside& in, Row row) {
    const Lang lang = in.lang();
    auto near = scene::neighbours_of(in.data->shapes(), *in.data->index, row, 30.0);
    std::sort(near.begin(), near.end(), [](const auto& a, const auto& b) {
        if (a.shared_m != b.shared_m) return a.shared_m > b.shared_m;
        return a.gap_m != b.gap_m ? a.gap_m < b.gap_m : a.row < b.row;
    });
    if (near.size() > 8) near.resize(8);
    for (const auto& one : near) {
        Neighbour out;
        out.row = one.row;
        out.id = std::string(in.data->id_of(one.row));
        out.note = one.shared_m > 0 ? fmt::format(fmt::runtime(tr(lang, "shared_border")), one.shared_m)
                                    : fmt::format(fmt::runtime(tr(lang, "across_gap")), one.gap_m);
        if (in.judged) {
            out.grade = in.judged->grades->grade[one.row];
            out.low = in.judged->low[one.row] != 0;
            out.idle = in.data->run.rules.idle.worst.size() > one.row &&
                       rules::is_idle(in.data->run.rules.idle.status(one.row));
        }
        sheet.neighbours.push_back(std::move(out));
    }
}

void add_low(Sheet& sheet, App::Inside& in, Row row) {
    const Lang lang = in.lang();
    if (in.judged->low[row] == 0) return;
    const auto& scheme = *in.judged->scheme;
    for (std::size_t t = 0; t < scheme.low_tests.size(); ++t) {
        if ((in.judged->hit_mask[row] >> t & 1U) == 0) continue;
        const auto& test = scheme.low_tests[t];
        const double value = test.metric.empty() ? table::none : in.data->table().number(test.metric, row);
        if (std::isnan(value) || std::isnan(test.value)) {
            sheet.reasons.push_back(lang == Lang::zh ? test.zh : test.code);
            continue;
        }
        sheet.reasons.push_back(fmt::format(fmt::runtime(tr(lang, "reason_line")), column_name(lang, test.metric),
                                            shown(lang, test.metric, value), config::text_of(test.op),
                                            shown(lang, test.metric, test.value), column_unit(lang, test.metric),
                                            shown(lang, test.metric, std::abs(test.value - value))));
    }
}

/// The two parts of what the plot could bring (see gain.hpp), against its platform.
void add_gain(Sheet& sheet, const App::Inside& in, Row row) {
    if (in.judged->low[row] == 0) return;
    const Lang lang = in.lang();
    const auto platform = in.data->table().text("platform", row);
    const Gain gain = gain_of_plot(*in.data, *in.judged, row, ground_of(*in.data, *in.judged, platform));
    const auto money = [&](double wan) {
        return in.state.session.meeting ? banded(lang, "tax", wan) : shown(lang, "tax", wan);
    };
    const auto per_mu = [&](const char* key, double then) {
        SheetLine line;
        line.name = tr(lang, platform.empty() ? "gain_district" : "gain_platform");
        line.value = fmt::format("{:.3f} → {:.3f}", gain.now, then);
        line.unit = column_unit(lang, "tax_per_mu");
        line.tooltip = tr(lang, "gain_ground_tip") + "\n" + tr(lang, std::string(key) + "_tip");
        if (!std::isnan(gain.now) && !std::isnan(then)) sheet.gain.push_back(std::move(line));
    };
    if (gain.with_gap > 0) {
        sheet.gain.push_back({tr(lang, "gain_new_tax"), "+" + money(gain.new_tax), column_unit(lang, "tax"),
                              tr(lang, "gain_new_tax_tip")});
        per_mu("gain_new_tax", gain.at_standard);
    }
    sheet.gain.push_back({tr(lang, "gain_land_out"), "−" + shown(lang, "area_basis_mu", gain.mu),
                          column_unit(lang, "area_basis_mu"), tr(lang, "gain_land_out_tip")});
    sheet.gain.push_back(
        {tr(lang, "gain_tax_out"), "−" + money(gain.tax), column_unit(lang, "tax"), tr(lang, "gain_land_out_tip")});
    per_mu("gain_land_out", gain.without);
}

}  // namespace

double industry_median(const App::Inside& in, const char* metric, const std::string& division) {
    const auto& table = in.data->table();
    const auto& firms = in.data->run.enterprises.table;
    const auto* numbers = table.find(metric);
    const auto* industry = firms.find("industry");
    if (numbers == nullptr || industry == nullptr) return table::none;
    std::vector<double> known;
    const auto& main_firm = in.judged->standing->main_firm;
    for (Row row = 0; row < table.rows(); ++row)
        if (main_firm[row] != no_row && industry->text(main_firm[row]).starts_with(division) &&
            std::isfinite(numbers->number(row)))
            known.push_back(numbers->number(row));
    if (known.empty()) return table::none;
    const auto middle = known.begin() + static_cast<std::ptrdiff_t>(known.size() / 2);
    std::nth_element(known.begin(), middle, known.end());
    return *middle;
}

std::unique_ptr<Sheet> parcel_sheet(App::Inside& in, Row row) {
    auto sheet = std::make_unique<Sheet>();
    const auto& table = in.data->table();
    const Lang lang = in.lang();
    sheet->row = row;
    sheet->title = sheet->key = std::string(in.data->id_of(row));
    for (const char* column : {"platform", "street", "land_use"}) {
        const auto value = table.text(column, row);
        if (!value.empty()) sheet->subtitle += (sheet->subtitle.empty() ? "" : " · ") + in.data->places.in(lang, value);
    }
    for (const char* column : {"area_deed_mu", "area_mu", "area_ellipsoid_m2", "area_basis_mu", "far", "far_limit",
                               "building_density", "gfa_m2", "enterprise_count", "tax", "output", "location"})
        add_line(sheet->facts, in, table, column, row);
    add_neighbours(*sheet, in, row);
    if (!in.judged) return sheet;
    const char grade = in.judged->grades->grade[row];
    sheet->grade = grade;
    if (in.ruling && in.session_free() && in.judged->scheme) {
        rules::NumberColumns columns(table);
        const auto subjects = parcel_subjects(in, columns);
        add_standing(*sheet, in, grade, in.judged->grades->score[row], in.ruling->rank(*in.judged, row),
                     in.ruling->in_class(*in.judged, row), subjects.scale_class[row]);
        sheet->parts = score_parts(in, subjects, row);
        sheet->smallest_lift = lift_text(in, subjects, row, 'A');
        add_low(*sheet, in, row);
        add_gain(*sheet, in, row);
        if (grade == 'u' || grade == 'n') sheet->to_next = in.ruling->reason(*in.judged, row);
    }
    if (in.judged->low[row] != 0) sheet->badges.push_back(tr(lang, "low_efficiency"));
    if (in.flags_now().idle[row] != 0) sheet->badges.push_back(tr(lang, "idle"));
    if (in.judged->standing->in_scope[row] == 0) sheet->badges.push_back(tr(lang, "scope_out"));
    sheet->review_status = review_word(lang, in.review_status(row));
    add_compared(*sheet, in, row);
    add_people(*sheet, in, row);
    add_idle_clock(*sheet, in, row);
    const std::string id(in.data->id_of(row));
    for (const auto& finding : in.data->findings)
        if (finding.subject == id) sheet->findings.push_back(finding);
    add_history(*sheet, in, {id});
    add_zones(*sheet, in, row);
    const auto& main_firm = in.judged->standing->main_firm;
    add_grades(*sheet, in, row, main_firm.empty() ? no_row : main_firm[row]);
    return sheet;
}

}  // namespace mulens::app
