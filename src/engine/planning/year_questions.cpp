#include "planning/year_questions.hpp"

#include "base/error.hpp"
#include "config/facts.hpp"
#include "planning/history.hpp"
#include "planning/scenarios.hpp"
#include "space/report.hpp"
#include "years/report.hpp"

namespace mulens::planning {
namespace {

std::optional<int> year_of(const FormValues& values, const char* name) {
    const auto value = values.number(name);
    return value ? std::optional<int>(static_cast<int>(*value)) : std::nullopt;
}

table::Report ask_years(const pipeline::Run& run, const FormValues& values, Progress& progress) {
    years::ReportOptions options;
    options.lineage.threads = run.settings.threads;
    options.effect.renewal = year_of(values, "renewed");
    options.effect.before = year_of(values, "before");
    options.effect.after = year_of(values, "after");
    Diagnostics unused;
    const auto history = history_of(run, options.lineage, unused, progress);
    const auto stages = run.layers.find("stages");
    return years::years_report(history, stages == run.layers.end() ? nullptr : &stages->second.table, options);
}

table::Report ask_space(const pipeline::Run& run, const FormValues& values, Progress&) {
    const auto where = values.text("where");
    const auto rows = candidate_rows(run, where.empty() ? "1" : where);
    if (rows.empty()) throw Error(ExitCode::usage, "no plot in scope meets the condition");
    return space::space_report(plan_data(run).input, run.shapes(), rows, config::load_district_facts(), {});
}

}  // namespace

std::vector<Question> year_questions() {
    using Kind = QuestionField::Kind;
    const auto field = [](const char* name, const char* zh, const char* en, Kind kind, const char* tip_zh,
                          const char* tip_en) {
        return QuestionField{name, zh, en, kind == Kind::number ? "年" : "", kind, "", {}, {}, {}, tip_zh, tip_en};
    };
    std::vector<Question> out;
    out.push_back({"years",
                   "年度对比",
                   "Years",
                   "宗地沿革、亩均序列、等级流转、连续两年D类、整治成效",
                   "Lineage of plots, series per mu, grade moves, D again, effect of a renewal",
                   {field("renewed", "整治年度", "Renewed in", Kind::number, "空白 = 可测算的最近一年",
                          "Blank = the newest that can be measured"),
                    field("before", "整治前", "Year before", Kind::number, "", ""),
                    field("after", "整治后", "Year after", Kind::number, "", "")},
                   ask_years});
    out.push_back({"space",
                   "空间与产业",
                   "Space and industry",
                   "各平台还能增多少建筑面积、产业结构与区位商、主导产业链缺口",
                   "Floor that the plan still allows, industries and quotients, gaps in the lead chains",
                   {field("where", "地块条件", "Condition", Kind::text, "SQLite 条件;空白 = 全部纳入评价的工业用地",
                          "SQLite condition; blank = all industrial land in scope")},
                   ask_space});
    return out;
}

}  // namespace mulens::planning
