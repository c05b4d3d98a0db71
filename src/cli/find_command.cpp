// mulens find: 一键找园.
#include "base/error.hpp"
#include "cli/commands.hpp"
#include "cli/named_numbers.hpp"
#include "cli/planning.hpp"
#include "planning/find_question.hpp"

#include <fmt/format.h>
#include <fmt/ranges.h>
#include <CLI/CLI.hpp>

#include <memory>

namespace mulens::cli {
namespace {

struct FindOptions {
    PlanningOptions planning;
    planning::FindQuestion question;
    double max_mu = 0;
    std::vector<std::string> near, weights;
    std::optional<double> headroom;
    std::string building, floor;
};

void settle(FindOptions& o) {
    auto& q = o.question;
    q.threads = o.planning.threads;
    if (o.max_mu != 0) q.wish.max_mu = o.max_mu;
    for (const auto& text : o.near) q.near.push_back(planning::parse_near(text));
    q.wish.far_headroom = o.headroom;
    if (!o.building.empty()) {
        const auto figures = planning::parse_figures("--building", o.building, 2);
        q.wish.building_m2 = figures[0];
        if (figures.size() > 1) q.wish.building_height_m = figures[1];
    }
    if (!o.floor.empty()) {
        auto figures = planning::parse_figures("--floor", o.floor, 4);
        figures.resize(4, 0);
        q.floor = site::FloorWish{figures[0], figures[1], figures[2], figures[3]};
    }
    std::vector<std::pair<std::string, double*>> names;
    for (std::size_t t = 0; t < site::term_count; ++t)
        names.emplace_back(site::name_of(static_cast<site::Term>(t)), &q.wish.weights[t]);
    set_named_numbers("--weight", o.weights, names);
    // Floor and entry are questions of their own: land is looked for beside them only where something about it is said.
    const bool about_land = q.wish.min_mu > 0 || o.max_mu != 0 || q.wish.far_headroom || q.wish.building_m2 ||
                            !q.wish.supply.empty() || !q.statuses.empty() || !q.where.empty();
    q.land = about_land || (!q.floor && (q.entry.empty() || !q.near.empty() || q.wish.any()));
    planning::check_question(q);
}

std::vector<std::pair<std::string, std::string>> shown_options(const FindOptions& o) {
    std::vector<std::pair<std::string, std::string>> out;
    const auto add = [&](const char* name, std::string value) {
        if (!value.empty()) out.emplace_back(name, std::move(value));
    };
    const auto add_all = [&](const char* name, const std::vector<std::string>& values) {
        for (const auto& value : values) add(name, value);
    };
    const auto& q = o.question;
    if (q.wish.min_mu > 0) add("min-mu", fmt::format("{}", q.wish.min_mu));
    if (o.max_mu != 0) add("max-mu", fmt::format("{}", o.max_mu));
    add_all("near", o.near);
    if (q.wish.centroid) out.emplace_back("centroid", "");
    if (o.headroom) add("far-headroom", fmt::format("{}", *o.headroom));
    add("building", o.building);
    add("floor", o.floor);
    add_all("platform", q.wish.platforms);
    add_all("industry", q.wish.industries);
    add("status", fmt::format("{}", fmt::join(q.statuses, ",")));
    add("supply", fmt::format("{}", fmt::join(q.wish.supply, ",")));
    if (q.wish.outside_renewal) out.emplace_back("outside-renewal", "");
    if (q.wish.outside_constraints) out.emplace_back("outside-constraints", "");
    add("where", q.where);
    add("max-plots", fmt::format("{}", q.limits.max_plots));
    add("across-road", fmt::format("{}", q.limits.contiguity.across_road_m));
    add("tolerance", fmt::format("{}", q.limits.tolerance));
    add_all("weight", o.weights);
    add("entry", q.entry);
    add("standard", q.standard);
    return out;
}

void add_wishes(CLI::App& command, FindOptions& o) {
    const char* group = "Wishes";
    auto& wish = o.question.wish;
    command.add_option("--min-mu", wish.min_mu, "Least 亩, of one plot or of adjoining plots together")->group(group);
    command.add_option("--max-mu", o.max_mu, "Most 亩")->check(CLI::PositiveNumber)->group(group);
    command.add_option("--near", o.near, "Within METRES of this parcel, border to border as the crow flies")
        ->type_name("PARCEL:METRES")
        ->group(group);
    command.add_flag("--centroid", wish.centroid, "Distances from middle to middle instead")->group(group);
    command.add_option("--far-headroom", o.headroom, "Planned FAR limit less today's FAR, at least")
        ->check(CLI::NonNegativeNumber)
        ->group(group);
    command.add_option("--building", o.building, "Floor area that stands there, with storeys of HEIGHT metres or more")
        ->type_name("M2[:HEIGHT]")
        ->group(group);
    command.add_option("--platform", wish.platforms, "In one of these platforms")->delimiter(',')->group(group);
    command
        .add_option("--industry", wish.industries,
                    "Planned industry (else the platform's lead industry) has one of these words")
        ->delimiter(',')
        ->group(group);
    command.add_option("--supply", wish.supply, "Supply status, e.g. 可出让,可转让,司法处置,可租,意向收储")
        ->delimiter(',')
        ->group(group);
    command.add_flag("--outside-renewal", wish.outside_renewal, "Not in a renewal area")->group(group);
    command.add_flag("--outside-constraints", wish.outside_constraints, "Under no constraint")->group(group);
    command.add_option("--floor", o.floor, "Vacant floor (闲置厂房): m², storey height m, load kN/m², power kVA")
        ->type_name("M2[:HEIGHT[:LOAD[:POWER]]]")
        ->group(group);
}

void add_search(CLI::App& command, FindOptions& o) {
    const char* group = "Search";
    auto& q = o.question;
    command
        .add_option("--status", q.statuses,
                    fmt::format("Which plots can be had: {}; else low, idle, supply",
                                fmt::join(planning::land_statuses(), ", ")))
        ->delimiter(',')
        ->group(group);
    command.add_option("--where", q.where, "SQLite condition that a plot must meet too")
        ->type_name("CONDITION")
        ->group(group);
    command.add_option("--max-plots", q.limits.max_plots, "Most adjoining plots put together")
        ->capture_default_str()
        ->check(CLI::Range(1, 8))
        ->group(group);
    command.add_option("--gap", q.border_m, "Borders at most this many metres apart are one border")
        ->capture_default_str()
        ->check(CLI::NonNegativeNumber)
        ->type_name("M")
        ->group(group);
    command
        .add_option("--across-road", q.limits.contiguity.across_road_m,
                    "Plots that face each other across a gap of up to M metres lie together too")
        ->check(CLI::NonNegativeNumber)
        ->type_name("M")
        ->group(group);
    command.add_option("--tolerance", q.limits.tolerance, "List sites up to this far from the wish, 0 to 1")
        ->capture_default_str()
        ->group(group);
    command.add_option("--results", q.limits.results, "Most sites in the answer")
        ->capture_default_str()
        ->check(CLI::PositiveNumber)
        ->type_name("N")
        ->group(group);
    command
        .add_option("--weight", o.weights,
                    "Weight of a wish: area, near, headroom, building, platform, industry, supply, renewal, constraint")
        ->type_name("NAME=W")
        ->group(group);
}

}  // namespace

void add_find_command(CLI::App& app, std::function<int()>& action) {
    auto options = std::make_shared<FindOptions>();
    CLI::App* command = app.add_subcommand(
        "find", "Find a site (一键找园): land or vacant floor by area, place and supply; entry check of a project");
    add_planning_options(*command, options->planning);
    add_wishes(*command, *options);
    add_search(*command, *options);
    command
        ->add_option("--entry", options->question.entry,
                     "Hold a project against entry thresholds: a file or invest=…,tax=…,output=…,mu=…,floor_m2=…")
        ->type_name("FILE|NAME=X,…")
        ->group("Entry check");
    command->add_option("--standard", options->question.standard, "Only this standard, or a file of standards")
        ->type_name("ID|FILE")
        ->group("Entry check");
    command->footer("Tables: sites (outlines), site_plots, floor_units, entry_check. See docs/find.md");
    command->callback([options, &action] {
        action = [options] {
            settle(*options);
            return run_planning(
                options->planning, planning::roles_for(options->question),
                [&](const pipeline::Run& run, Diagnostics&, Progress& progress) {
                    return planning::answer(run, options->question, progress);
                },
                shown_options(*options));
        };
    });
}

}  // namespace mulens::cli
