#include "planning/questions.hpp"

#include "base/error.hpp"
#include "base/text.hpp"
#include "planning/land_questions.hpp"
#include "planning/picture_questions.hpp"
#include "planning/project_questions.hpp"
#include "planning/scenarios.hpp"

#include <fmt/format.h>

#include <algorithm>

namespace mulens::planning {
namespace {

using Kind = QuestionField::Kind;

QuestionField number(const char* name, const char* zh, const char* en, const char* unit, const char* fallback = "") {
    return {name, zh, en, unit, Kind::number, fallback, {}, {}, {}, {}, {}};
}
QuestionField no_limit(QuestionField field) {
    field.no_limit = true;
    return field;
}
QuestionField text(const char* name, const char* zh, const char* en, const char* tip_zh, const char* tip_en) {
    return {name, zh, en, "", Kind::text, "", {}, {}, {}, tip_zh, tip_en};
}
QuestionField plots(const char* name, const char* zh, const char* en) {
    return {name,
            zh,
            en,
            "",
            Kind::plots,
            "",
            {},
            {},
            {},
            "宗地代码,以逗号分隔;填 selection 取当前选中的宗地",
            "Parcel codes, comma separated; `selection` takes those selected now"};
}
QuestionField candidates() {
    return with_blank(text("candidates", "候选条件", "Candidates", "SQLite 条件;空白 = 疑似低效或闲置,且未排除",
                           "SQLite condition; blank = suspected low-efficient or idle, not excluded"),
                      "疑似低效、闲置", "low-efficient, idle");
}
QuestionField decision_table() {
    const auto names = config::shipped_renewal();
    return {"table",
            "决策表",
            "Decision table",
            "",
            Kind::choice,
            "default",
            names,
            names,
            names,
            "处置方式、单价与门槛所用的决策表",
            "The table of paths, modes and prices"};
}

config::RenewalTable table_of(const FormValues& v) {
    const std::string name = v.text("table");
    return config::load_renewal(name.empty() ? "default" : name);
}

table::Report ask_options(const pipeline::Run& run, const FormValues& v, Progress& progress) {
    config::Scenario scenario;
    scenario.name = "options";
    scenario.candidates = v.text("candidates");
    scenario.must = v.list("plots");
    if (const auto group = v.list("group"); !group.empty()) scenario.groups.push_back(group);
    config::check_scenario(scenario, "options");
    // Plots that are named are asked about alone.
    if (!scenario.must.empty() || !scenario.groups.empty()) scenario.candidates = "0";
    auto sites = sites_of(run, scenario, progress);
    if (sites.empty()) throw Error(ExitCode::usage, "no plot is a candidate: change the condition, or name plots");
    const auto data = plan_data(run);
    const auto table = table_of(v);
    return plan::options_report(plan::evaluate_options(data.input, std::move(sites), table), table, run.shapes());
}

config::Scenario scenario_from(const pipeline::Run& run, const FormValues& v) {
    config::Scenario s;
    s.name = "方案";
    if (const auto table = v.text("table"); !table.empty()) s.table = table;
    if (const auto objective = v.text("objective"); !objective.empty())
        s.objective = config::parse_objective(objective);
    s.budget = v.number("budget");
    s.budget_is_net = v.flag("net");
    s.max_mu = v.number("max_mu");
    s.min_mu = v.number("min_mu");
    s.max_floor_m2 = v.number("max_floor");
    s.candidates = v.text("candidates");
    s.must = v.list("must");
    s.never = v.list("never");
    s.options = v.list("options");
    if (v.flag("assemble")) {
        s.assembly.emplace();
        s.assembly->min_mu = v.number("group_mu").value_or(s.assembly->min_mu);
    }
    for (const auto& word : v.list("years")) {
        const auto money = parse_number(word);
        if (!money) throw Error::make(ExitCode::usage, "{} is no year's budget; write them as 80000,70000", word);
        s.year_budgets.push_back(*money);
    }
    if (run.settings.year) s.first_year = *run.settings.year + 1;
    config::check_scenario(s, "plan");
    return s;
}

table::Report ask_plan(const pipeline::Run& run, const FormValues& v, Progress& progress) {
    std::vector<config::Scenario> scenarios;
    for (const auto& file : v.list("scenarios")) {
        scenarios.push_back(config::load_scenario(file));
        if (!scenarios.back().first_year && run.settings.year) scenarios.back().first_year = *run.settings.year + 1;
    }
    if (scenarios.empty()) scenarios.push_back(scenario_from(run, v));
    const auto data = plan_data(run);
    std::vector<plan::Solved> solved;
    for (const auto& scenario : scenarios) {
        progress.stage(scenario.name, 0);
        progress.check();
        solved.push_back(solve_scenario(run, data, scenario, progress));
    }
    return plan::plan_report(solved, run.parcels.table, run.shapes());
}

std::vector<Question> all_questions() {
    std::vector<Question> out;
    out.push_back({"options",
                   "处置方式",
                   "Options",
                   "每宗低效、闲置地走哪条路径、用哪种方式、花多少、得多少",
                   "Which path and mode each plot takes, what it costs and brings",
                   {plots("plots", "只看宗地", "These plots only"), with_blank(plots("group", "作为一组", "As one group"), "无", "none"),
                    candidates(), decision_table()},
                   ask_options});
    QuestionField objective{"objective",
                            "目标",
                            "Objective",
                            "",
                            Kind::choice,
                            "tax",
                            {"tax", "floor", "per_mu"},
                            {"新增税收", "建筑面积", "亩均税收"},
                            {"Tax", "Floor", "Per mu"},
                            "在约束内最大化的指标",
                            "What is made as large as possible"};
    QuestionField net{"net",
                      "按净投入计",
                      "Net of re-supply",
                      "",
                      Kind::flag,
                      "",
                      {},
                      {},
                      {},
                      "预算扣除再供地收入后计算",
                      "The budget counts after the income from re-supplied land"};
    out.push_back({"plan",
                   "年度实施计划",
                   "Portfolio",
                   "在预算内选哪些地块、用什么方式、先后怎么排",
                   "Which plots, which way, in which order, under a budget",
                   {objective,
                    no_limit(number("budget", "预算", "Budget", "万元", "200000")),
                    net,
                    number("max_mu", "面积上限", "At most", "亩"),
                    number("min_mu", "面积下限", "At least", "亩"),
                    number("max_floor", "新增建筑上限", "New floor at most", "平方米"),
                    with_blank(text("years", "分年预算", "Yearly budgets", "逗号分隔的万元数,结余结转下年;空白 = 不分年",
                                    "万元 a year, comma separated; unspent money moves on; blank = not phased"),
                               "不分年", "not phased"),
                    with_blank(plots("must", "必选", "Must"), "无", "none"),
                    with_blank(plots("never", "不选", "Never"), "无", "none"),
                    {"assemble",
                     "连片组整组入选",
                     "Assembled groups",
                     "",
                     Kind::flag,
                     "",
                     {},
                     {},
                     {},
                     "连片整合找出的组也作为候选:整组一起实施,或各宗单独实施",
                     "Groups of the assembly are candidates too: taken whole, or their plots alone"},
                    number("group_mu", "每组至少", "A group at least", "亩", "50"),
                    with_blank(text("options", "可用方式", "Options", "如 reserve,lease_back;空白 = 全部",
                                    "E.g. reserve,lease_back; blank = all"),
                               "全部", "all"),
                    candidates(),
                    decision_table(),
                    {"scenarios",
                     "方案文件",
                     "Scenario files",
                     "",
                     Kind::file,
                     "",
                     {},
                     {},
                     {},
                     "TOML 方案文件,可多个:与第一个比较;填写后以文件为准",
                     "TOML scenario files; several are compared with the first; they win over the fields above"}},
                   ask_plan});
    for (auto& question : land_questions()) out.push_back(std::move(question));
    for (auto& question : project_questions()) out.push_back(std::move(question));
    for (auto& question : picture_questions()) out.push_back(std::move(question));
    return out;
}

}  // namespace

Words blank_words(const QuestionField& field, Row plots) {
    if (!field.blank.zh.empty()) return field.blank;
    const auto usual = [](const std::string& value) { return Words("默认 " + value, "default " + value); };
    if (field.usual != nullptr) return usual(std::to_string(field.usual(plots)));
    if (!field.fallback.empty() && !field.no_limit) return usual(field.fallback);
    if (field.kind == Kind::file) return {"无", "none"};
    return {"不限", "any"};
}

std::string FormValues::text(const std::string& name) const {
    const auto it = values_.find(name);
    return it == values_.end() ? std::string() : std::string(trimmed(it->second));
}

std::optional<double> FormValues::number(const std::string& name) const {
    const std::string word = text(name);
    if (word.empty()) return {};
    const auto value = parse_number(word);
    if (!value) throw Error::make(ExitCode::usage, "{} = {}: not a number", name, word);
    return value;
}

std::vector<std::string> FormValues::list(const std::string& name) const {
    std::string words = text(name);
    std::replace_if(
        words.begin(), words.end(), [](char c) { return c == ';' || c == ' '; }, ',');
    auto out = split(words, ',');
    std::erase_if(out, [](const auto& word) { return word.empty(); });
    return out;
}

const std::vector<Question>& questions() {
    static const std::vector<Question> all = all_questions();
    return all;
}

const Question* find_question(std::string_view command) {
    const auto& all = questions();
    const auto it = std::find_if(all.begin(), all.end(), [&](const auto& q) { return q.command == command; });
    return it == all.end() ? nullptr : &*it;
}

}  // namespace mulens::planning
