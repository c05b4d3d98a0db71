#include "config/scenario.hpp"

#include "base/error.hpp"
#include "base/text.hpp"
#include "config/resources.hpp"
#include "config/toml_fields.hpp"

#include <algorithm>
#include <cmath>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <numeric>
#include <set>

namespace mulens::config {
namespace {

void take(TomlFields& fields, const char* key, std::optional<double>& out) {
    if (const auto value = fields.number(key)) out = value;
}

void parse_limits(const toml::table& table, const std::string& file, Scenario& s) {
    TomlFields fields(table, file, "[limits]");
    take(fields, "budget", s.budget);
    s.budget_is_net = fields.flag_or("budget_is_net", s.budget_is_net);
    take(fields, "max_mu", s.max_mu);
    take(fields, "min_mu", s.min_mu);
    take(fields, "max_floor_m2", s.max_floor_m2);
    take(fields, "min_floor_m2", s.min_floor_m2);
    take(fields, "max_plots", s.max_plots);
    fields.done();
}

void parse_choice(const toml::table& table, const std::string& file, Scenario& s) {
    TomlFields fields(table, file, "[choice]");
    s.candidates = fields.text_or("candidates", "");
    s.must = fields.texts("must");
    s.never = fields.texts("never");
    s.options = fields.texts("options");
    if (const auto year = fields.integer("replay")) s.replay = *year;
    fields.done();
}

void parse_years(const toml::table& table, const std::string& file, Scenario& s) {
    TomlFields fields(table, file, "[years]");
    if (const auto first = fields.integer("first")) s.first_year = *first;
    s.year_budgets = fields.numbers("budgets");
    fields.done();
}

void parse_assembly(const toml::table& table, const std::string& file, Scenario& s) {
    TomlFields fields(table, file, "[assemble]");
    ScenarioAssembly a;
    a.min_mu = fields.number_or("min_mu", a.min_mu);
    take(fields, "max_mu", a.max_mu);
    a.max_owners = fields.integer("max_owners").value_or(a.max_owners);
    a.across_road_m = fields.number_or("across_road", a.across_road_m);
    a.across_platforms = fields.flag_or("across_platforms", a.across_platforms);
    fields.done();
    s.assembly = a;
}

void parse_set(const toml::table& table, const std::string& file, Scenario& s) {
    for (const auto& [key, node] : table) {
        const auto value = node.value<double>();
        if (!value)
            throw Error::make(ExitCode::usage, "{}:{}: [set] {} must be a number", file, node.source().begin.line,
                              key.str());
        s.set.emplace_back(std::string(key.str()), *value);
    }
}

void must_be_finite(const std::optional<double>& value, const char* what, const std::string& whose) {
    if (value && !std::isfinite(*value))
        throw Error::make(ExitCode::usage, "{}: {} is {}: write a number, or leave it out for no limit", whose, what,
                          *value);
}

void must_be_positive(const std::optional<double>& value, const char* what, const std::string& whose) {
    if (value && !(*value > 0))
        throw Error::make(ExitCode::usage, "{}: {} is {}: nothing can be chosen under it; leave it out for no limit",
                          whose, what, *value);
    must_be_finite(value, what, whose);
}

void must_not_be_negative(const std::optional<double>& value, const char* what, const std::string& whose) {
    if (value && !(*value >= 0))
        throw Error::make(ExitCode::usage, "{}: {} is {}: it must be 0 or more", whose, what, *value);
    must_be_finite(value, what, whose);
}

/// A campaign is taken as it was: what would choose among plots or options says nothing about it.
void check_replay(const Scenario& s, const std::string& whose) {
    const std::pair<bool, const char*> choosing[] = {{s.objective != Objective::tax, "objective"},
                                                     {s.budget.has_value() || s.budget_is_net, "budget"},
                                                     {s.max_mu || s.min_mu, "limits of land"},
                                                     {s.max_floor_m2 || s.min_floor_m2, "limits of floor area"},
                                                     {s.max_plots.has_value(), "limit of plots"},
                                                     {!s.candidates.empty(), "candidates"},
                                                     {!s.must.empty(), "must list"},
                                                     {!s.never.empty(), "never list"},
                                                     {!s.options.empty(), "options"},
                                                     {!s.groups.empty() || s.assembly, "groups"},
                                                     {!s.year_budgets.empty(), "yearly budgets"}};
    for (const auto& [given, what] : choosing)
        if (given)
            throw Error::make(ExitCode::usage,
                              "{}: replay takes the plots and modes of {} as they were, nothing is chosen: leave out "
                              "either replay or the {}",
                              whose, *s.replay, what);
}

void must_be_ordered(const std::optional<double>& least, const std::optional<double>& most, const char* what,
                     const std::string& whose) {
    if (least && most && *least > *most)
        throw Error::make(ExitCode::usage, "{}: the least {} {} is above the most {}", whose, what, *least, *most);
}

}  // namespace

const char* name_of(Objective objective) {
    switch (objective) {
        case Objective::floor:
            return "floor";
        case Objective::per_mu:
            return "per_mu";
        case Objective::tax:
            break;
    }
    return "tax";
}

Objective parse_objective(const std::string& word) {
    for (const auto objective : {Objective::tax, Objective::floor, Objective::per_mu})
        if (word == name_of(objective)) return objective;
    throw Error::make(ExitCode::usage, "{} is no objective; use tax, floor or per_mu", word);
}

void sum_years(Scenario& s) {
    if (s.budget || s.year_budgets.empty()) return;
    s.budget = std::accumulate(s.year_budgets.begin(), s.year_budgets.end(), 0.0);
    s.budget_of_years = true;
}

void check_scenario(const Scenario& s, const std::string& whose) {
    must_be_positive(s.budget, "the budget", whose);
    must_be_positive(s.max_mu, "the most land (亩)", whose);
    must_be_positive(s.max_floor_m2, "the most floor area", whose);
    must_be_positive(s.max_plots, "the number of plots", whose);
    must_not_be_negative(s.min_mu, "the least land (亩)", whose);
    must_not_be_negative(s.min_floor_m2, "the least floor area", whose);
    must_be_ordered(s.min_mu, s.max_mu, "land (亩)", whose);
    must_be_ordered(s.min_floor_m2, s.max_floor_m2, "floor area (m²)", whose);
    std::set<std::string> never;
    for (const auto& code : s.never) never.insert(normalised_key(code));
    for (const auto& code : s.must)
        if (never.contains(normalised_key(code)))
            throw Error::make(ExitCode::usage, "{}: {} stands on the must list and on the never list; take it off one",
                              whose, code);
    std::set<std::string> grouped;
    for (const auto& group : s.groups)
        for (const auto& code : group) {
            if (normalised_key(code).empty())
                throw Error::make(ExitCode::usage, "{}: a group names a plot without a code; write CODE,CODE", whose);
            if (!grouped.insert(normalised_key(code)).second)
                throw Error::make(ExitCode::usage, "{}: {} stands in the groups twice; a plot can be there once only",
                                  whose, code);
        }
    for (const double money : s.year_budgets)
        if (!(money >= 0) || std::isinf(money))
            throw Error::make(ExitCode::usage, "{}: a year's budget is {}; write 0 or more, in 万元", whose, money);
    if (s.first_year && (*s.first_year < 1990 || *s.first_year > 2200))
        throw Error::make(ExitCode::usage, "{}: the first year is {}; write a calendar year such as 2025", whose,
                          *s.first_year);
    const double years = std::accumulate(s.year_budgets.begin(), s.year_budgets.end(), 0.0);
    if (s.budget && !s.year_budgets.empty() && years + 1e-9 < *s.budget)
        throw Error::make(ExitCode::usage, "{}: the years' budgets sum to {} 万元, less than the budget of {} 万元",
                          whose, years, *s.budget);
    if (!s.year_budgets.empty() && !(years > 0))
        throw Error::make(ExitCode::usage, "{}: the years' budgets are all 0: nothing can be chosen", whose);
    if (const auto& a = s.assembly) {
        must_be_finite(a->min_mu, "the least land of a group (亩)", whose);
        must_be_finite(a->across_road_m, "the road width that groups reach over", whose);
        if (!(a->min_mu > 0))
            throw Error::make(ExitCode::usage, "{}: a group of at least {} 亩 is none", whose, a->min_mu);
        must_be_ordered(a->min_mu, a->max_mu, "land of a group (亩)", whose);
        if (a->max_owners < 0 || !(a->across_road_m >= 0))
            throw Error::make(ExitCode::usage, "{}: owners and road width of groups must not be negative", whose);
    }
    if (s.replay) check_replay(s, whose);
    if (!(s.gap >= 0) || std::isinf(s.gap) || s.nodes < 0)
        throw Error::make(ExitCode::usage, "{}: gap and nodes must not be negative", whose);
}

Scenario parse_scenario(const std::string& text, const std::string& file) {
    const toml::table root = parse_toml(text, file);
    TomlFields fields(root, file, "a scenario");
    Scenario s;
    s.file = file;
    s.raw = text;
    s.name = fields.text_or("name", std::filesystem::path(file).stem().string());
    s.table = fields.text_or("table", s.table);
    if (s.table.ends_with(".toml") && std::filesystem::path(s.table).is_relative())
        s.table = (std::filesystem::path(file).parent_path() / s.table).string();
    s.objective = static_cast<Objective>(fields.choice_or("objective", {"tax", "floor", "per_mu"}, 0));
    if (const auto* limits = fields.table("limits")) parse_limits(*limits, file, s);
    if (const auto* choice = fields.table("choice")) parse_choice(*choice, file, s);
    if (const auto* years = fields.table("years")) parse_years(*years, file, s);
    if (const auto* assemble = fields.table("assemble")) parse_assembly(*assemble, file, s);
    if (const auto* set = fields.table("set")) parse_set(*set, file, s);
    for (const auto* group : fields.tables("group")) {
        TomlFields keys(*group, file, "[[group]]");
        s.groups.push_back(keys.texts("plots"));
        if (s.groups.back().empty()) keys.fail("plots", "a group needs parcel codes");
        keys.done();
    }
    s.gap = fields.number_or("gap", s.gap);
    if (const auto nodes = fields.number("nodes")) {
        if (!(*nodes >= 0 && *nodes <= 1e9)) fields.fail("nodes", "must lie between 0 and 1000000000");
        s.nodes = static_cast<int>(*nodes);
    }
    fields.done();
    check_scenario(s, file);
    return s;
}

Scenario load_scenario(const std::string& file) {
    std::ifstream in = open_file(file);
    if (!in) throw Error::make(ExitCode::unreadable, "Scenario {} cannot be opened: check the path.", file);
    return parse_scenario({std::istreambuf_iterator<char>(in), {}}, file);
}

}  // namespace mulens::config
