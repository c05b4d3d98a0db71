// Ledgers, links and last year's official grades.
#include "sample/emitter_parts.hpp"

namespace mulens::sample {
namespace {

std::vector<std::string> ledger_header(bool yuan, bool big) {
    const std::string unit = yuan ? "(元)" : "(万元)";
    if (big)
        return {"企业编号",
                "统一社会信用代码",
                "年度",
                "行业代码",
                "规模类别",
                "入库税收" + unit,
                "工业总产值" + unit,
                "工业增加值" + unit,
                "营业收入" + unit,
                "年平均职工人数",
                "综合能耗(吨标准煤)",
                "用电量(万kWh)",
                "主要污染物排放量(吨)",
                "研发经费" + unit};
    return {"企业编号",
            "统一社会信用代码",
            "企业名称",
            "年度",
            "行业代码",
            "规模类别",
            "入库税收" + unit,
            "免抵调" + unit,
            "留抵退税" + unit,
            "查补税款" + unit,
            "一次性土地税" + unit,
            "纳税地",
            "工业总产值" + unit,
            "工业增加值" + unit,
            "营业收入" + unit,
            "年平均职工人数",
            "综合能耗(吨标准煤)",
            "用电量(万kWh)",
            "主要污染物排放量(吨)",
            "研发经费" + unit,
            "成立日期",
            "园区类型",
            "宗地代码",
            "经度",
            "纬度",
            "备注"};
}

/// Last year's class by what the firm paid an 亩, as an office would have published it.
const char* official_grade(const Firm& firm, const Figures& f) {
    const double per_mu = static_cast<double>(f.assessed_tax()) / 1e6 / std::max(0.4, firm.land_mu);
    const double usual = firm.above_scale ? 30 : 5.5;
    return per_mu > usual * 2.2 ? "A" : per_mu > usual * 0.5 ? "B" : per_mu > usual * 0.13 ? "C" : "D";
}

}  // namespace

void Emitter::open_tables() {
    const bool big = layout_.big;
    const auto add = [&](int year, const char* path, bool yuan, std::unique_ptr<TableWriter> out) {
        auto ledger = std::make_unique<Ledger>();
        ledger->year = year;
        ledger->path = path;
        ledger->money_decimals = yuan ? 2 : 6;
        ledger->out = std::move(out);
        ledger->out->header(ledger_header(yuan, big));
        ledgers_.push_back(std::move(ledger));
    };
    const auto at = [&](const char* name) { return folder_ + "/" + name; };
    if (big) {
        add(2024, "enterprises_2024.csv", false, csv_writer(at("enterprises_2024.csv"), CsvStyle::utf8_bom));
    } else {
        add(2021, "enterprises_2021.csv", false, csv_writer(at("enterprises_2021.csv"), CsvStyle::utf8_bom));
        add(2022, "enterprises_2022.xlsx", false, xlsx_writer(at("enterprises_2022.xlsx"), "企业台账"));
        add(2023, "enterprises_2023.csv", true, csv_writer(at("enterprises_2023.csv"), CsvStyle::gbk));
        add(2024, "enterprises_2024.xlsx", false, xlsx_writer(at("enterprises_2024.xlsx"), "企业台账"));
    }
    links_ = csv_writer(at("links.csv"), CsvStyle::utf8_bom);
    links_->header(big ? std::vector<std::string>{"企业编号", "宗地代码", "关系", "占比", "建筑面积(m²)"}
                       : std::vector<std::string>{"企业编号", "宗地代码", "关系", "占比", "建筑面积(m²)", "开始日期",
                                                  "结束日期", "备注"});
    if (big) return;
    grades_ = csv_writer(at("official_grades_2023.csv"), CsvStyle::utf8_bom);
    grades_->header({"企业编号", "统一社会信用代码", "年度", "企业评价类别", "公布文号", "备注"});
    contracts_ = csv_writer(at("contracts.csv"), CsvStyle::utf8_bom);
    contracts_->header({"宗地代码",
                        "合同编号",
                        "分期",
                        "合同面积(m²)",
                        "土地价款(万元)",
                        "批准日期",
                        "交地日期",
                        "约定动工日期",
                        "延期动工日期",
                        "约定竣工日期",
                        "是否动工",
                        "实际动工日期",
                        "应动工面积(m²)",
                        "已动工面积(m²)",
                        "已投资额不含地价(万元)",
                        "总投资额不含地价(万元)",
                        "中止开发日期",
                        "原因代码",
                        "原因文号",
                        "承诺亩均税收",
                        "备注"});
    projects_ = csv_writer(at("projects.csv"), CsvStyle::gbk);
    projects_->header(
        {"项目编号", "项目名称", "宗地代码", "统一社会信用代码", "节点", "计划日期", "实际日期", "责任单位", "备注"});
    decisions_ = csv_writer(at("decisions.csv"), CsvStyle::utf8_bom);
    decisions_->header(
        {"宗地代码或信用代码", "类型", "字段", "原值", "新值", "理由", "佐证材料", "经办人", "日期", "有效年度"});
}

Fault Emitter::firm_fault(const BlockData& d, int f) const {
    const Firm& firm = d.firms[static_cast<std::size_t>(f)];
    for (const Fault fault :
         {Fault::bad_credit_code, Fault::firm_twice, Fault::negative_value, Fault::blank_tax, Fault::missing_key})
        if (d.plots[static_cast<std::size_t>(firm.main_plot)].owner == f &&
            fault_at(plan_, d.block, firm.main_plot, fault))
            return fault;
    return Fault::idle_case;  // none of a firm's
}

void Emitter::ledger_row(Ledger& ledger, const BlockData& d, const Firm& firm, int year, const std::string& id,
                         const std::string& credit, Fault fault) {
    const Figures& f = firm.years[static_cast<std::size_t>(year - first_year)];
    TableWriter& out = *ledger.out;
    const auto money = [&](std::int64_t fen) { out.number(fen, ledger.money_decimals); };
    const bool big = layout_.big;
    out.text(id);
    out.text(credit);
    if (!big) out.text(firm.name);
    out.number(year, 0);
    out.text(firm.division);
    out.text(firm.above_scale ? "规上" : "规下");
    if (fault == Fault::blank_tax)
        out.blank();
    else
        money(f.tax_paid);
    if (!big) {
        money(f.exempt_credit);
        money(f.refund);
        money(f.audit);
        money(f.land_oneoff);
        out.text(firm.tax_place);
    }
    money(f.output);
    money(fault == Fault::negative_value ? -f.value_added : f.value_added);
    money(f.revenue);
    out.number(f.employees, 0);
    out.number(f.energy, 2);
    out.number(f.electricity, 2);
    if (f.emissions == no_amount)
        out.blank();
    else
        out.number(f.emissions, 3);
    money(f.rd);
    if (!big) {
        const Plot& plot = d.plots[static_cast<std::size_t>(firm.main_plot)];
        out.text(iso(firm.registered));
        out.text(firm.park_kind);
        out.text(firm.known == Known::ledger_code ? plot.parcel_id : "");
        if (firm.known == Known::point) {
            const Point p = to_degrees_.apply(centroid(plot.core));
            out.number(std::llround(p.x * 1e7), 7);
            out.number(std::llround(p.y * 1e7), 7);
        } else {
            out.blank();
            out.blank();
        }
        out.text(made_up);
    }
    out.end_row();
}

void Emitter::firm(const BlockData& d, int index) {
    const Firm& firm = d.firms[static_cast<std::size_t>(index)];
    const Fault planted = firm_fault(d, index);
    const std::string& platform = layout_.platform_of(layout_.blocks[d.block]).name;
    for (auto& ledger : ledgers_) {
        const Figures& f = firm.years[static_cast<std::size_t>(ledger->year - first_year)];
        if (!f.active) continue;
        const bool judged = ledger->year == 2024;
        const Fault fault = judged ? planted : Fault::idle_case;
        std::string credit = firm.credit_code;
        const auto report = [&](const char* code, const std::string& subject, const std::string& note) {
            truth_.finding(code, "enterprises", ledger->path, subject, static_cast<std::int64_t>(ledger->out->rows()),
                           note);
        };
        if (fault == Fault::bad_credit_code) {
            credit.back() = credit.back() == '0' ? '1' : '0';
            report("bad_credit_code", credit, "wrong check character, right: " + firm.credit_code);
        }
        if (fault == Fault::blank_tax) report("blank_tax", credit, "入库税收 left blank");
        if (fault == Fault::negative_value) report("negative_value", credit, "工业增加值 below zero");
        ledger_row(*ledger, d, firm, ledger->year, firm.id, credit, fault);
        if (fault == Fault::firm_twice) {
            report("duplicate_enterprise", credit, "the same row twice");
            ledger_row(*ledger, d, firm, ledger->year, firm.id, credit, fault);
        }
        if (fault == Fault::missing_key) {
            report("missing_key", firm.name, "a row without 企业编号, 信用代码 and 宗地代码");
            ledger_row(*ledger, d, firm, ledger->year, "", "", fault);
        }
        if (!judged) continue;
        const std::string size = firm.above_scale ? "above_scale_" : "below_scale_";
        truth_.count(platform, "enterprises", 1);
        truth_.count(platform, size + "enterprises", 1);
        truth_.count(platform, size + "output_wan", f.output, 6);
        if (fault != Fault::blank_tax) {
            truth_.count(platform, size + "tax_paid_wan", f.tax_paid, 6);
            truth_.count(platform, size + "assessed_tax_wan", f.assessed_tax(), 6);
        }
        truth_.count(platform, size + "land_mu", std::llround(firm.land_mu * 1e4), 4);
    }
    if (layout_.big) return;
    const Figures& last = firm.years[2023 - first_year];
    if (!last.active) return;
    grades_->text(firm.id);
    grades_->text(firm.credit_code);
    grades_->number(2023, 0);
    grades_->text(official_grade(firm, last));
    grades_->text("钱亩均办〔2024〕3号(虚构)");
    grades_->text(made_up);
    grades_->end_row();
}

void Emitter::links(const BlockData& d) {
    const auto row = [&](const std::string& firm, const std::string& parcel, bool rented, int share, std::int64_t floor,
                         std::int32_t from, std::int32_t to) {
        links_->text(firm);
        links_->text(parcel);
        links_->text(rented ? "租赁" : "自有");
        share >= 0 ? links_->number(share, 4) : links_->blank();
        floor >= 0 ? links_->number(floor, 2) : links_->blank();
        if (!layout_.big) {
            links_->text(iso(from));
            links_->text(iso(to));
            links_->text(made_up);
        }
        links_->end_row();
    };
    const std::string path = "links.csv";
    const auto report = [&](const char* code, const std::string& subject, const std::string& note) {
        // What a plot's shares add up to is the fault of no one row.
        const bool of_row = std::string_view(code) != "share_sum";
        truth_.finding(code, "links", path, subject, of_row ? static_cast<std::int64_t>(links_->rows()) : -1, note);
    };
    for (const Link& link : d.links) {
        const Firm& firm = d.firms[static_cast<std::size_t>(link.firm)];
        const Plot& plot = d.plots[static_cast<std::size_t>(link.plot)];
        if (firm.known != Known::link) continue;
        if (layout_.big && link.to != 0 && link.to < day_number(make_date(2024, 12, 31))) continue;
        int share = link.share;
        if (fault_at(plan_, d.block, link.plot, Fault::share_sum)) {
            share = 9000;
            report("share_sum", plot.parcel_id, "shares of the plot add up to 0.9");
        }
        row(firm.id, plot.parcel_id, link.rented, share, link.floor_dm2, link.from, link.to);
    }
    const auto at = plan_.find(d.block);
    if (at == plan_.end()) return;
    for (const Planted& planted : at->second) {
        const Plot& plot = d.plots[static_cast<std::size_t>(planted.plot)];
        if (planted.fault == Fault::dangling_parcel) {
            report("dangling_link", "330114999999GB99999", "no such plot");
            row(d.firms[static_cast<std::size_t>(plot.owner)].id, "330114999999GB99999", false, 10000, -1, 0, 0);
        }
        if (planted.fault == Fault::dangling_firm) {
            report("dangling_link", "QT99999999", "no such firm");
            row("QT99999999", plot.parcel_id, true, 0, -1, 0, 0);
        }
        if (planted.fault == Fault::bare_second_plot) {
            const Firm& firm = d.firms[static_cast<std::size_t>(plot.owner)];
            truth_.bare(plot.parcel_id, d.plots[static_cast<std::size_t>(firm.main_plot)].parcel_id, firm.id,
                        firm.credit_code);
        }
    }
}

}  // namespace mulens::sample
