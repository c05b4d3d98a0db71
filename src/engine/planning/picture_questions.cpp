#include "planning/picture_questions.hpp"

#include "base/error.hpp"
#include "base/text.hpp"
#include "config/facts.hpp"
#include "pipeline/live.hpp"
#include "planning/difference.hpp"
#include "planning/history.hpp"
#include "planning/scenarios.hpp"
#include "robust/report.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>

namespace mulens::planning {
namespace {

using Kind = QuestionField::Kind;

QuestionField field(const char* name, const char* zh, const char* en, const char* unit, Kind kind, const char* fallback,
                    const char* tip_zh, const char* tip_en) {
    return {name, zh, en, unit, kind, fallback, {}, {}, {}, tip_zh, tip_en};
}

QuestionField with_usual(QuestionField field, std::uint32_t (*usual)(Row plots)) {
    field.usual = usual;
    return field;
}

std::optional<int> year_of(const FormValues& v, const char* name) {
    const auto year = v.number(name);
    return year ? std::optional<int>(static_cast<int>(*year)) : std::nullopt;
}

table::Report ask_years(const pipeline::Run& run, const FormValues& v, Progress& progress) {
    years::ReportOptions options;
    options.lineage.threads = run.settings.threads;
    options.lineage.link_share = v.number("link_share").value_or(options.lineage.link_share);
    options.lineage.whole_share = v.number("whole_share").value_or(options.lineage.whole_share);
    options.effect = {year_of(v, "renewed"), year_of(v, "before"), year_of(v, "after")};
    Diagnostics diagnostics;
    return answer(run, options, diagnostics, progress);
}

table::Report ask_space(const pipeline::Run& run, const FormValues& v, Progress&) {
    SpaceQuestion question;
    question.where = v.text("where");
    question.leads = v.list("leads");
    question.weak_lq = v.number("weak").value_or(question.weak_lq);
    const auto chains = v.list("chains");
    if (chains.size() > 1) throw Error(ExitCode::usage, "one file of chain links is read");
    if (!chains.empty()) question.chains = chains.front();
    return answer(run, question);
}

std::optional<std::uint32_t> whole(const FormValues& v, const char* name, double least) {
    const auto value = v.number(name);
    if (!value) return {};
    if (!(*value >= least && *value <= 1e9) || *value != std::floor(*value))
        throw Error::make(ExitCode::usage, "{} = {}: a whole number from {} on is asked for", name, *value, least);
    return static_cast<std::uint32_t>(*value);
}

table::Report ask_robust(const pipeline::Run& run, const FormValues& v, Progress& progress) {
    RobustQuestion question;
    question.threads = run.settings.threads;
    question.count = whole(v, "draws", 1);
    question.plan_draws = whole(v, "plan_draws", 0);
    question.draws.seed = whole(v, "seed", 0).value_or(1);
    question.draws.concentration = v.number("concentration").value_or(question.draws.concentration);
    question.draws.error = v.number("error").value_or(question.draws.error * 100) / 100;
    const auto files = v.list("scenario");
    if (files.size() > 1) throw Error(ExitCode::usage, "one scenario file is drawn at a time");
    if (!files.empty()) {
        question.scenario = config::load_scenario(files.front());
    } else if (const auto budget = v.number("budget")) {
        question.scenario = usual_scenario();
        question.scenario->budget = budget;
        config::check_scenario(*question.scenario, "budget");
    }
    return answer(run, question, progress);
}

/// Now against another year (the year before where nothing is asked), or against now under another scheme; both: that
/// year as it was against now under the other scheme.
table::Report ask_diff(const pipeline::Run& run, const FormValues& v, Progress& progress) {
    auto year = year_of(v, "year");
    const std::string scheme = v.text("scheme");
    const auto& trial = run.settings.trial;
    if (!year && scheme.empty() && !trial) {
        if (!run.settings.year)
            throw Error(ExitCode::usage, "the data have no year: give another scheme to compare with");
        year = *run.settings.year - 1;
    }
    config::Project before = run.settings.project, now = before;
    now.year = run.settings.year;
    before.year = run.settings.year;
    if (year && year != run.settings.year) {
        before.year = year;
        before.as_of.reset();
    }
    if (!scheme.empty()) now.scheme = scheme;
    DifferenceOptions options;
    options.threads = run.settings.threads;
    options.hash = false;
    options.own_plots = !v.flag("plots_of_today");
    // The trial stands for the project's scheme; alone it is compared with the saved one.
    if (scheme.empty()) options.scheme_b = trial;
    if (before.year != now.year || !scheme.empty()) options.scheme_a = trial;
    Diagnostics said_before;
    return compare_projects(std::move(before), std::move(now), options, said_before, progress).report;
}

}  // namespace

table::Report answer(const pipeline::Run& run, const years::ReportOptions& options, Diagnostics& diagnostics,
                     Progress& progress) {
    const auto history = history_of(run, options.lineage, diagnostics, progress);
    const auto stages = run.layers.find("stages");
    return years::years_report(history, stages == run.layers.end() ? nullptr : &stages->second.table, options);
}

table::Report answer(const pipeline::Run& run, const SpaceQuestion& question) {
    space::SpaceOptions options;
    options.weak_lq = question.weak_lq;
    options.chains = config::load_chains(question.chains);
    for (const auto& text : question.leads) {
        const auto at = text.find('=');
        if (at == std::string::npos || at == 0 || at + 1 == text.size())
            throw Error::make(ExitCode::usage, "--lead {}: write it as PLATFORM=ID, e.g. 江海之城=航", text);
        options.leads.push_back({text.substr(0, at), text.substr(at + 1)});
    }
    if (!(options.weak_lq > 0))
        throw Error::make(ExitCode::usage, "--weak {:g}: a location quotient is above 0", options.weak_lq);
    const auto data = plan_data(run);
    const auto rows = candidate_rows(run, question.where.empty() ? "1" : question.where);
    if (rows.empty())
        throw Error(ExitCode::usage, question.where.empty()
                                         ? std::string("no plot is in scope")
                                         : fmt::format("--where {}: no plot in scope is so", question.where));
    return space::space_report(data.input, run.shapes(), rows, config::load_district_facts(), options);
}

table::Report answer(const pipeline::Run& run, const RobustQuestion& question, Progress& progress) {
    const Row plots = run.parcels.rows();
    robust::DrawOptions options = question.draws;
    options.threads = question.threads;
    options.draws = question.count.value_or(robust::usual_draws(plots));
    const auto wanted = question.plan_draws.value_or(std::min(options.draws, usual_plan_draws(plots)));
    if (wanted > options.draws)
        throw Error::make(ExitCode::usage, "{} draws of the plan are more than the {} draws there are (--draws)",
                          wanted, options.draws);
    const auto input = pipeline::live_input(run, options.threads);
    const auto without_plan = [&](const std::string& why) {
        auto out =
            robust::robust_report(robust::draw(input, options, progress), nullptr, run.parcels.table, run.shapes());
        if (!why.empty()) out.assumptions.push_back(said("未抽样求解实施计划:{}", "No plan is drawn: {}", why));
        return out;
    };
    if (wanted == 0) return without_plan("");
    std::optional<DrawPlans> made;
    try {
        made.emplace(run, question.scenario ? *question.scenario : usual_scenario(), wanted, progress);
    } catch (const Error& error) {
        // Nobody asked for this plan: grades are told all the same.
        if (question.scenario || question.plan_draws || error.code() != ExitCode::usage) throw;
        return without_plan(error.what());
    }
    DrawPlans& plans = *made;
    const auto draws = robust::draw(input, options, progress, plans.watch());
    const auto planned = plans.take();
    return robust::robust_report(draws, &planned, run.parcels.table, run.shapes());
}

std::vector<Question> picture_questions() {
    std::vector<Question> out;
    out.push_back({"years",
                   "历年变化",
                   "Years",
                   "宗地拆分、合并、重划后的历年亩均、等级流转、连续两年D类和更新成效",
                   "Series through splits and merges, grade moves, D again, effect of a renewal",
                   {with_blank(field("renewed", "更新年度", "Renewed in", "", Kind::number, "", "空白 = 最近可比年度",
                                     "Blank = the newest that can be measured"),
                               "最近可比年度", "newest"),
                    with_blank(field("before", "更新前", "Before", "", Kind::number, "", "", ""), "自动", "automatic"),
                    with_blank(field("after", "更新后", "After", "", Kind::number, "", "", ""), "自动", "automatic"),
                    field("link_share", "沿革起算占比", "Link from", "", Kind::number, "0.02",
                          "两年宗地重叠达到任一宗地的这一比例才算沿革", "Shared land counts from this share of either"),
                    field("whole_share", "视为整宗占比", "Whole from", "", Kind::number, "0.95", "", "")},
                   ask_years});
    out.push_back(
        {"diff",
         "等级变动原因",
         "Why grades moved",
         "与另一年度或另一办法相比,等级变动由数据、面积、关联、办法、名额线中哪一项引起",
         "Against another year or another scheme: data, area, link, scheme or quota",
         {with_blank(field("year", "对比年度", "Compared year", "", Kind::number, "", "空白 = 上年;填了办法则只换办法",
                           "Blank = the year before; with a scheme, the scheme only"),
                     "上年", "year before"),
          with_blank(field("scheme", "对比办法", "Other scheme", "", Kind::text, "",
                           "办法名称或 TOML 文件;空白 = 只换年度", "Name or TOML file; blank = another year only"),
                     "同一办法", "the same"),
          field("plots_of_today", "用现状宗地", "Plots of today", "", Kind::flag, "",
                "上年也按现状宗地评价,不用当年宗地图层", "Judge the other year over today's plots")},
         ask_diff});
    out.push_back(
        {"space",
         "空间潜力与产业画像",
         "Space and industries",
         "容积率余量、产业构成与区位商、主导产业链缺什么",
         "FAR headroom, industry mix and location quotients, gaps in lead industries",
         {with_blank(field("where", "宗地条件", "Plots", "", Kind::text, "", "SQLite 条件;空白 = 全部工业用地",
                           "SQLite condition; blank = all industrial land"),
                     "全部工业用地", "all industrial land"),
          with_blank(field("leads", "平台主导产业", "Lead industries", "", Kind::text, "", "如 江海之城=航",
                           "E.g. 江海之城=航"),
                     "按规划", "as planned"),
          field("weak", "薄弱环节区位商", "Weak under", "", Kind::number, "0.5", "", ""),
          with_blank(field("chains", "产业链环节文件", "Chain links", "", Kind::file, "", "TOML;空白 = 内置环节",
                           "TOML; blank = the shipped links"),
                     "内置环节", "shipped links")},
         ask_space});
    out.push_back(
        {"robust",
         "等级把握程度",
         "How sure grades are",
         "权重和数据各有误差时,哪些宗地仍是D类、仍会入选实施计划",
         "Which plots stay D, and stay in the plan, when weights and data are drawn many times",
         {with_usual(field("draws", "抽样次数", "Draws", "次", Kind::number, "", "空白 = 1000(超过 30 万宗时 100)",
                           "Blank = 1,000; 100 of more than 300,000 plots"),
                     robust::usual_draws),
          with_usual(field("plan_draws", "计划抽样次数", "Draws of the plan", "次", Kind::number, "",
                           "在前多少次抽样中重新求解实施计划;空白 = 50(超过 30 万宗时 10),0 = 不求解",
                           "The first so many draws solve the plan too; blank = 50, 10 of very many plots; 0 = none"),
                     usual_plan_draws),
          field("budget", "计划预算", "Budget of the plan", "万元", Kind::number, "200000", "", ""),
          field("scenario", "方案文件", "Scenario file", "", Kind::file, "", "填写后以文件为准",
                "Wins over the budget"),
          field("concentration", "权重集中度", "Concentration", "", Kind::number, "50", "越大越接近办法权重;0 = 不变",
                "The larger, the closer to the scheme; 0 keeps the weights"),
          field("error", "数据误差", "Data error", "%", Kind::number, "5", "", ""),
          field("seed", "随机种子", "Seed", "", Kind::number, "1", "", "")},
         ask_robust});
    return out;
}

}  // namespace mulens::planning
