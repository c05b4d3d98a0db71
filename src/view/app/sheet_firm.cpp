#include "app/sheet.hpp"
#include "write/public_edition.hpp"

#include <fmt/format.h>

namespace mulens::app {

std::unique_ptr<Sheet> firm_sheet(App::Inside& in, Row firm) {
    auto sheet = std::make_unique<Sheet>();
    const auto& firms = in.data->run.enterprises.table;
    const Lang lang = in.lang();
    const bool meeting = in.state.session.meeting;
    sheet->firm = true;
    sheet->row = firm;
    sheet->key = firm_key(firms, firm);
    const auto name = firms.text("name", firm);
    sheet->title = meeting ? write::masked(name) : std::string(name);
    for (const char* column : {"credit_code", "industry", "scale_class"}) {
        const auto value = firms.text(column, firm);
        if (!value.empty())
            sheet->subtitle += (sheet->subtitle.empty() ? "" : " · ") + scale_word(lang, std::string(value));
    }
    for (const char* column : {"former_name", "area_registered_mu", "area_rented_in_mu", "area_rented_out_mu",
                               "area_assessed_mu", "tax", "output", "value_added", "revenue", "employees", "energy_tce",
                               "tax_place", "registered_date", "residual_reason"})
        add_line(sheet->facts, in, firms, column, firm);
    const auto& ledger = in.data->run.ledger;
    if (ledger.of_enterprise.size() > firm + 1)
        for (std::uint64_t i = ledger.of_enterprise[firm]; i < ledger.of_enterprise[firm + 1]; ++i) {
            const auto& share = ledger.shares[ledger.enterprise_shares[i]];
            SheetLine line;
            line.name = line.key = std::string(in.data->id_of(share.parcel));
            line.value = shown(lang, "area_basis_mu", static_cast<double>(share.land_nano) * 1e-9 * 15 / 10000);
            line.unit = column_unit(lang, "area_basis_mu");
            line.tooltip = fmt::format("{} · {} {:.0f} %",
                                       tr(lang, share.relation == ledger::Relation::tenant ? "rented" : "owned"),
                                       column_name(lang, "share"), share.share * 100);
            sheet->plots.emplace_back(share.parcel, std::move(line));
        }
    if (in.ruling && in.session_free() && in.judged->scheme && firm < in.judged->grades->firm_grade.size()) {
        const auto& scheme = *in.judged->scheme;
        rules::NumberColumns columns(firms);
        const auto subjects = rules::subjects_of(scheme, firms, columns);
        const char grade = in.judged->grades->firm_grade[firm];
        const auto scale_class = subjects.scale_class[firm];
        const auto n = scale_class < in.judged->grades->cuts.size() ? in.judged->grades->cuts[scale_class].n : 0;
        add_standing(*sheet, in, grade, in.judged->grades->firm_score[firm], in.ruling->firm_rank(*in.judged, firm), n,
                     scale_class);
        if (in.judged->standing->standing[firm] == rules::Standing::assessed) {
            sheet->parts = score_parts(in, subjects, firm);
            sheet->smallest_lift = lift_text(in, subjects, firm, 'A');
        } else {
            sheet->to_next = in.ruling->firm_reason(*in.judged, firm);
        }
        add_effect(*sheet, in, firm);
    }
    for (const char* metric : {"tax_per_mu", "output_per_mu", "labour_productivity"})
        add_line(sheet->compared, in, firms, metric, firm);
    const std::string code(firms.text("credit_code", firm));
    for (const auto& finding : in.data->findings)
        if (!code.empty() && finding.subject == code) sheet->findings.push_back(finding);
    add_grades(*sheet, in, no_row, firm);
    add_history(*sheet, in, {code, std::string(firms.text("ent_id", firm))});
    return sheet;
}

}  // namespace mulens::app
