#include "planning/project_questions.hpp"

#include "base/error.hpp"

namespace mulens::planning {
namespace {

const table::Layer* layer_of(const pipeline::Run& run, const char* role) {
    const auto at = run.layers.find(role);
    return at == run.layers.end() || at->second.rows() == 0 ? nullptr : &at->second;
}

table::Report ask_projects(const pipeline::Run& run, const FormValues& values, Progress&) {
    ProjectsQuestion question;
    question.selection.lights = values.list("light");
    question.selection.platform = values.text("platform");
    question.selection.office = values.text("office");
    question.selection.project = values.text("project");
    Diagnostics diagnostics;
    return answer(run, question, diagnostics);
}

}  // namespace

table::Report answer(const pipeline::Run& run, const ProjectsQuestion& question, Diagnostics& diagnostics) {
    if (!run.settings.as_of)
        throw Error(ExitCode::usage, "projects are judged on a day: name it with --as-of or as_of in the project");
    const auto nodes = config::load_node_rules(question.nodes);
    const auto stage_rules = config::load_stage_rules(question.stage_rules);
    projects::ReportInput input;
    input.parcels = &run.parcels.table;
    input.geometry = &run.parcels.geometry;
    input.deadlines = run.rules.deadlines;
    input.projects = layer_of(run, "projects");
    input.stages = layer_of(run, "stages");
    input.nodes = &nodes;
    input.stage_rules = &stage_rules;
    input.as_of = *run.settings.as_of;
    input.selection = question.selection;
    return projects::projects_report(input, diagnostics);
}

std::vector<Question> project_questions() {
    using Kind = QuestionField::Kind;
    const auto text = [](const char* name, const char* zh, const char* en) {
        return QuestionField{name, zh, en, "", Kind::text, "", {}, {}, {}, "", ""};
    };
    std::vector<Question> out;
    out.push_back({"projects",
                   "项目三色预警",
                   "Project warnings",
                   "哪些项目节点逾期、哪些地块将满一年两年、整治走到哪一步",
                   "Which milestones are late, which plots come up to one or two years, where renewal stands",
                   {{"light",
                     "预警等级",
                     "Light",
                     "",
                     Kind::choice,
                     "",
                     {"", "red", "yellow", "green"},
                     {"全部", "红灯", "黄灯", "绿灯"},
                     {"All", "Red", "Yellow", "Green"},
                     "",
                     ""},
                    text("platform", "平台", "Platform"),
                    text("office", "责任单位", "Office"),
                    text("project", "项目编号", "Project")},
                   ask_projects});
    return out;
}

}  // namespace mulens::planning
