#include "planning/land_questions.hpp"

#include "base/error.hpp"
#include "plan/assembly_report.hpp"
#include "planning/find_question.hpp"
#include "planning/scenarios.hpp"

#include <algorithm>
#include <cmath>

namespace mulens::planning {
namespace {

table::Report ask_assembly(const pipeline::Run& run, const FormValues& values, Progress& progress) {
    AssemblyQuestion q;
    q.adjacency.threads = q.assembly.threads = run.settings.threads;
    if (const auto v = values.number("min_mu")) q.assembly.min_mu = *v;
    if (const auto v = values.number("max_mu")) q.assembly.max_mu = *v;
    if (const auto v = values.number("max_owners")) q.assembly.max_owners = static_cast<std::size_t>(std::max(0.0, *v));
    if (const auto v = values.number("across_road")) q.assembly.contiguity.across_road_m = *v;
    q.assembly.min_plots = values.flag("single") ? 1 : 2;
    q.assembly.across_platforms = values.flag("across_platforms");
    q.rules.exclude_constrained = !values.flag("constrained");
    q.candidates = values.text("candidates");
    check_question(q);
    return answer(run, q, progress);
}

/// The problem of a question over a run, solved. Stays where it is: its parts point at each other.
struct Assembled {
    Assembled(const pipeline::Run& run, const AssemblyQuestion& question, std::vector<Row> candidates,
              Progress& progress)
        : options(question.assembly) {
        plan::AdjacencyOptions near = question.adjacency;
        near.road_gap_m = question.assembly.contiguity.across_road_m;
        adjacency = plan::find_adjacency(run.shapes(), near, progress);
        land.parcels = &run.parcels.table;
        land.geometry = &run.shapes();
        land.adjacency = &adjacency;
        land.constraint_share = shares_of(run.land.constraints, run.parcels.rows());
        land.renewal_share = shares_of(run.land.renewal, run.parcels.rows());
        land.candidates = std::move(candidates);
        land.by_condition = !question.candidates.empty();
        problem = plan::assembly_case(land, question.rules);
        options.tax_reference = problem.tax_reference;
        found = plan::assemble(problem.input, options, progress);
    }
    Assembled(const Assembled&) = delete;
    Assembled& operator=(const Assembled&) = delete;

    plan::AssemblyOptions options;
    plan::Adjacency adjacency;
    plan::AssemblyLand land;
    plan::AssemblyCase problem;
    plan::Assembly found;
};

QuestionField number_field(const char* name, const char* zh, const char* en, const char* unit, const char* fallback) {
    return {name, zh, en, unit, QuestionField::Kind::number, fallback, {}, {}, {}, {}, {}};
}
QuestionField flag_field(const char* name, const char* zh, const char* en, const char* tip_zh, const char* tip_en) {
    return {name, zh, en, "", QuestionField::Kind::flag, "", {}, {}, {}, tip_zh, tip_en};
}

}  // namespace

std::vector<double> shares_of(const std::optional<overlay::ZoneOverlay>& zones, Row parcels) {
    std::vector<double> out;
    if (!zones) return out;
    out.assign(parcels, 0);
    for (const auto& membership : zones->memberships)
        out[membership.parcel] = std::min(1.0, out[membership.parcel] + membership.share);
    return out;
}

void check_question(const AssemblyQuestion& q) {
    plan::check_options(q.assembly);
    if (!(q.adjacency.border_m >= 0) || !std::isfinite(q.adjacency.border_m))
        throw Error(ExitCode::usage, "--gap must be 0 m or more");
    if (!std::isfinite(q.rules.tax_reference))
        throw Error(ExitCode::usage, "--tax-reference must be a number, in 万元 a 亩");
    if (!(q.rules.most_share >= 0 && q.rules.most_share <= 1))
        throw Error(ExitCode::usage, "--constraint-share must lie between 0 and 1");
}

table::Report answer(const pipeline::Run& run, const AssemblyQuestion& question, Progress& progress) {
    const Assembled work(run, question, candidate_rows(run, question.candidates), progress);
    return plan::assembly_report(work.land, work.problem, question.rules, work.options, question.adjacency.border_m,
                                 work.found);
}

std::vector<std::vector<Row>> assembled_groups(const pipeline::Run& run, const AssemblyQuestion& question,
                                               std::vector<Row> candidates, Progress& progress) {
    std::vector<std::vector<Row>> out;
    if (candidates.empty()) return out;
    Assembled work(run, question, std::move(candidates), progress);
    for (auto& group : work.found.groups) out.push_back(std::move(group.plots));
    return out;
}

std::vector<Question> land_questions() {
    std::vector<Question> out;
    out.push_back({"assemble",
                   "连片整合",
                   "Assembly",
                   "哪些低效、闲置地块相连成片,缺哪一宗关键地块",
                   "Which low-efficient and idle plots lie together, and which key plot is missing",
                   {number_field("min_mu", "每组至少", "At least", "亩", "50"),
                    number_field("max_mu", "每组至多", "At most", "亩", ""),
                    number_field("max_owners", "权利人至多", "Owners at most", "个", ""),
                    number_field("across_road", "允许隔路", "Across a road up to", "米", ""),
                    flag_field("across_platforms", "允许跨平台", "Across platforms", "一组可以跨越归口平台的边界",
                               "A group may reach over a platform's border"),
                    flag_field("constrained", "含管控要素地块", "Constrained plots too",
                               "管控要素占地超过一成的地块也作候选,只作提醒",
                               "Plots with more than a tenth under constraints stay candidates, with a warning"),
                    flag_field("single", "含单宗", "Single plots too", "单宗就够大的地块也列出",
                               "Single plots that are large enough are listed too"),
                    {"candidates",
                     "候选条件",
                     "Candidates",
                     "",
                     QuestionField::Kind::text,
                     "",
                     {},
                     {},
                     {},
                     "SQLite 条件;空白 = 疑似低效或闲置,且未排除",
                     "SQLite condition; blank = suspected low-efficient or idle, not excluded"}},
                   ask_assembly});
    out.push_back(find_form());
    return out;
}

}  // namespace mulens::planning
