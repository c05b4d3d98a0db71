// Land contracts (with every idle state at its date edge), projects with their nodes, and decisions.
#include "sample/emitter_parts.hpp"
#include "sample/idle_cases.hpp"

#include <array>
#include <cmath>

namespace mulens::sample {
namespace {

constexpr std::array<const char*, 10> nodes{"过会", "签约", "土地挂牌", "摘牌", "开工",
                                            "结顶", "竣工", "验收",     "投产", "入库"};

std::string later(const std::string& date, int days) {
    const auto day = parse_date(date);
    return day ? to_iso(*day + std::chrono::days{days}) : "";
}

std::string start_of(const IdleCase& c) {
    if (*c.extended_start != '\0') return c.extended_start;
    if (*c.agreed_start != '\0') return c.agreed_start;
    const char* from = *c.hand_over != '\0' ? c.hand_over : c.approval;
    const auto day = parse_date(from);
    return day ? to_iso(add_years(*day, 1)) : "";
}

std::string square_metres(double m2) { return fixed_text(std::llround(m2 * 100), 2); }

struct Deal {
    double area_m2 = 0, price_wan = 0, investment_wan = 0;
};

Deal deal_for(const Plot& plot, Rng& rng) {
    Deal deal;
    deal.area_m2 = static_cast<double>(plot.deed_dm2) / 100;
    const double mu = deal.area_m2 * 15 / 10000;
    deal.price_wan = std::round(mu * rng.between(38, 72));
    deal.investment_wan = std::round(mu * rng.between(350, 900));
    return deal;
}

/// Contracts of ordinary plots: granted, started and built in time.
bool has_contract(const Layout& layout, const BlockData& d, int p) {
    const Plot& plot = d.plots[static_cast<std::size_t>(p)];
    return plot.use == Use::industry && !plot.vacant && plot_rng(layout, 7, d.block, p).chance(0.13);
}

}  // namespace

void Emitter::contract_row(const std::string& parcel, const std::vector<std::string>& cells) {
    contracts_->text(parcel);
    for (const std::string& cell : cells) contracts_->text(cell);
    contracts_->text(made_up);
    contracts_->end_row();
}

void Emitter::contracts(const BlockData& d) {
    for (int p = 0; p < static_cast<int>(d.plots.size()); ++p) {
        const Plot& plot = d.plots[static_cast<std::size_t>(p)];
        Rng rng = plot_rng(layout_, 8, d.block, p);
        const Deal deal = deal_for(plot, rng);
        const std::string number =
            fmt::format("3301142{:03d}A{:06d}", rng.below(300), d.block * 100 + static_cast<unsigned>(p));
        const Planted* bad_dates = fault_at(plan_, d.block, p, Fault::contract_dates);
        if (const Planted* planted = fault_at(plan_, d.block, p, Fault::idle_case)) {
            const IdleCase& c = idle_cases()[static_cast<std::size_t>(planted->variant)];
            const std::string start = start_of(c);
            const auto share = [](double whole, double percent) {
                return percent < 0 ? std::string() : square_metres(whole * percent / 100);
            };
            contract_row(
                plot.parcel_id,
                {number, "", square_metres(deal.area_m2), square_metres(deal.price_wan), c.approval, c.hand_over,
                 c.agreed_start, c.extended_start, later(start, 730), c.started, c.actual_start, "",
                 share(deal.area_m2, c.started_area_percent), share(deal.investment_wan, c.invested_percent),
                 square_metres(deal.investment_wan), c.suspended_since, c.cause_code, c.cause_document, "25"});
            truth_.idle(plot.parcel_id, c.status, start, c.suspended_since, c.what);
            continue;
        }
        if (bad_dates == nullptr && !(has_contract(layout_, d, p) && untouched(plan_, d.block, p))) continue;
        const Date approval = make_date(2012 + rng.below(9), 1 + static_cast<unsigned>(rng.below(12)),
                                        1 + static_cast<unsigned>(rng.below(28)));
        const std::string approved = to_iso(approval), handed = later(approved, 90), agreed = later(approved, 270);
        const std::string began = later(agreed, rng.below(150) - 40);
        std::string completion = later(agreed, 730);
        if (bad_dates != nullptr) {
            completion = later(agreed, -200);
            truth_.finding("contract_dates", "contracts", "contracts.csv", plot.parcel_id,
                           static_cast<std::int64_t>(contracts_->rows()), "约定竣工日期 before 约定动工日期");
        }
        const bool phases = bad_dates == nullptr && rng.chance(0.12);
        for (int phase = 0; phase < (phases ? 2 : 1); ++phase) {
            const double part = !phases ? 1 : phase == 0 ? 0.6 : 0.4;
            const int shift = phase * 540;
            contract_row(plot.parcel_id,
                         {number, phases ? (phase == 0 ? "一期" : "二期") : "", square_metres(deal.area_m2 * part),
                          square_metres(deal.price_wan * part), approved, handed, later(agreed, shift), "",
                          later(completion, shift), "是", later(began, shift), "", square_metres(deal.area_m2 * part),
                          square_metres(deal.investment_wan * part), square_metres(deal.investment_wan * part), "", "",
                          "", fixed_text(15 + rng.below(20), 0)});
        }
        truth_.idle(plot.parcel_id, "none", agreed, "", phases ? "分两期,均已动工" : "已动工");
    }
}

void Emitter::projects(const BlockData& d) {
    const Date as_of = make_date(2024, 12, 31);
    for (int p = 0; p < static_cast<int>(d.plots.size()); ++p) {
        if (!has_contract(layout_, d, p) || !untouched(plan_, d.block, p)) continue;
        Rng rng = plot_rng(layout_, 9, d.block, p);
        if (!rng.chance(0.75)) continue;
        const Plot& plot = d.plots[static_cast<std::size_t>(p)];
        const Firm* owner = owner_of(d, p);
        const std::string id = fmt::format("XM{:06d}", ++project_count_);
        Date planned = make_date(2022 + rng.below(3), 1 + static_cast<unsigned>(rng.below(12)),
                                 1 + static_cast<unsigned>(rng.below(28)));
        int late = 0;
        for (const char* node : nodes) {
            late = std::max(0, late + rng.below(50) - 22);
            const Date actual = planned + std::chrono::days{late};
            project_nodes_.push_back({id, plot.parcel_id, node, static_cast<std::int32_t>(day_number(planned)),
                                      actual <= as_of ? static_cast<std::int32_t>(day_number(actual)) : 0});
            projects_->text(id);
            projects_->text((owner != nullptr ? owner->name : std::string("待定")) + "技改扩建项目");
            projects_->text(plot.parcel_id);
            projects_->text(owner != nullptr ? owner->credit_code : "");
            projects_->text(node);
            projects_->text(to_iso(planned));
            projects_->text(actual <= as_of ? to_iso(actual) : "");
            projects_->text(layout_.facts.streets[layout_.blocks[d.block].street].name + "街道");
            projects_->text(made_up);
            projects_->end_row();
            planned += std::chrono::days{25 + rng.below(110)};
        }
        truth_.count("", "projects", 1);
    }
}

/// One decision of each kind, on plots where nothing is planted.
void Emitter::decide(const BlockData& d) {
    struct Kind {
        const char *kind, *field, *reason, *evidence;
    };
    static constexpr std::array<Kind, 6> kinds{{{"核实", "", "现场核实中", ""},
                                                {"排除", "", "政府规划搬迁企业", "钱经信〔2024〕12号(虚构)"},
                                                {"认定", "", "现场核实属低效", "踏勘记录0312.pdf"},
                                                {"销号", "", "已完成整治", "验收单0521.pdf"},
                                                {"更正", "vacancy_share", "已重新出租", "租赁合同.pdf"},
                                                {"备注", "", "企业拟扩建,待回访", ""}}};
    if (decision_count_ >= static_cast<int>(kinds.size()) || d.block % 7 != 3) return;
    const Kind& k = kinds[static_cast<std::size_t>(decision_count_)];
    const std::string kind = k.kind;
    for (int p = 0; p < static_cast<int>(d.plots.size()); ++p) {
        const Plot& plot = d.plots[static_cast<std::size_t>(p)];
        const Firm* owner = owner_of(d, p);
        if (plot.use != Use::industry || owner == nullptr || !untouched(plan_, d.block, p)) continue;
        if (kind == "更正" && plot.vacancy_percent < 20) continue;
        if (kind == "认定" && owner->above_scale) continue;
        decisions_->text(kind == "备注" ? owner->credit_code : plot.parcel_id);
        decisions_->text(kind);
        decisions_->text(k.field);
        decisions_->text(kind == "更正" ? fixed_text(plot.vacancy_percent, 2) : "");
        decisions_->text(kind == "更正" ? "0.05" : "");
        decisions_->text(k.reason);
        decisions_->text(k.evidence);
        decisions_->text("张三(虚构)");
        decisions_->text(fmt::format("2024-11-{:02d}", 5 + decision_count_));
        decisions_->number(2024, 0);
        decisions_->end_row();
        ++decision_count_;
        return;
    }
}

void Emitter::finish_tables(std::vector<WrittenFile>& out) {
    if (!layout_.big) {
        truth_.finding("contract_dangling", "contracts", "contracts.csv", "330114888888GB88888",
                       static_cast<std::int64_t>(contracts_->rows()), "no such plot");
        contract_row("330114888888GB88888",
                     {"330114288A000001", "", "20000", "1500", "2018-01-10", "2018-04-01", "2018-10-01", "",
                      "2020-10-01", "是", "2018-09-20", "", "20000", "9000", "9000", "", "", "", "20"});
        truth_.finding("decision_target_missing", "decisions", "decisions.csv", "330114777777GB77777",
                       static_cast<std::int64_t>(decisions_->rows()), "no such plot");
        for (const char* cell :
             {"330114777777GB77777", "备注", "", "", "", "宗地已注销", "", "李四(虚构)", "2024-11-20", "2024"})
            decisions_->text(cell);
        decisions_->end_row();
    }
    for (auto& ledger : ledgers_) {
        ledger->out->close();
        out.push_back({"enterprises", ledger->path, ledger->year, "", ""});
    }
    links_->close();
    out.push_back({"links", "links.csv", 0, "", ""});
    if (layout_.big) return;
    grades_->close();
    contracts_->close();
    projects_->close();
    decisions_->close();
    out.push_back({"official_grades", "official_grades_2023.csv", 2023, "", ""});
    out.push_back({"contracts", "contracts.csv", 0, "", ""});
    out.push_back({"projects", "projects.csv", 0, "", ""});
    out.push_back({"decisions", "decisions.csv", 0, "", ""});
}

}  // namespace mulens::sample
