#include "plan/portfolio.hpp"

#include "plan/names.hpp"

#include "base/error.hpp"
#include "base/text.hpp"
#include "solve/choice.hpp"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <cmath>
#include <map>
#include <set>

namespace mulens::plan {
namespace {

using config::Objective;
using config::Scenario;
using solve::Constraint;

struct Variable {
    std::uint32_t site, option;
};

double known(double value) { return std::isnan(value) ? 0 : value; }

class Model {
  public:
    Model(const Options& options, const config::RenewalTable& table, const Scenario& scenario)
        : options_(options), scenario_(scenario) {
        note_lists();
        add_variables(table);
        add_constraints();
    }

    /// gain − λ-weighted land: what the current objective makes of one site and option.
    void set_objective(double tax, double floor, double leaves) {
        for (std::size_t i = 0; i < variables_.size(); ++i) {
            const auto& o = option(variables_[i]);
            problem_.variables[i].gain = tax * o.tax_gain() + floor * known(o.floor_gain_m2) + leaves * o.leaves_mu;
        }
    }
    [[nodiscard]] solve::Solution solve(Effort effort) const {
        return effort == Effort::quick && limits_.size() <= 1 && !has_least_ && shared_.empty()
                   ? quick()
                   : solve::maximise(problem_, {scenario_.gap, scenario_.nodes});
    }
    [[nodiscard]] std::vector<Chosen> chosen(const solve::Solution& solution) const {
        std::vector<Chosen> out;
        for (std::size_t i = 0; i < variables_.size(); ++i)
            // What gains nothing is left out, unless it is asked for or may be needed to reach a least.
            if (solution.x[i] > 0.5 && (problem_.variables[i].gain > 0 || must_[variables_[i].site] || has_least_))
                out.push_back({variables_[i].site, variables_[i].option, must_[variables_[i].site], 0});
        return out;
    }
    [[nodiscard]] std::size_t size() const { return variables_.size(); }

    /// Why no choice fits: the first limit that its own cheapest choice breaks.
    [[nodiscard]] std::string reason() const {
        const auto least = [&](auto&& cost) {
            double sum = 0;
            for (std::uint32_t site = 0; site < options_.sites.size(); ++site) {
                if (!must_[site] || shared_site_[site]) continue;
                double best = table::none;
                for (const auto& v : variables_)
                    if (v.site == site && !(cost(option(v)) >= best)) best = cost(option(v));
                sum += known(best);
            }
            return sum;
        };
        const double money = least([&](const SiteOption& o) { return spent(o); });
        const double must_mu = least([&](const SiteOption& o) { return mu(o.site); });
        if (scenario_.budget && money > *scenario_.budget)
            return fmt::format("the must list alone costs at least {} 万元, the budget is {} 万元", figure(money, 0),
                               figure(*scenario_.budget, 0));
        if (scenario_.max_mu && must_mu > *scenario_.max_mu)
            return fmt::format("the must list alone holds {} 亩, the limit is {} 亩", figure(must_mu),
                               figure(*scenario_.max_mu));
        const double must_floor = least([&](const SiteOption& o) { return known(o.floor_gain_m2); });
        if (scenario_.max_floor_m2 && must_floor > *scenario_.max_floor_m2)
            return fmt::format("the must list alone adds at least {} m² of floor, the limit is {} m²",
                               figure(must_floor, 0), figure(*scenario_.max_floor_m2, 0));
        if (scenario_.max_plots && static_cast<double>(must_plots_.size()) > *scenario_.max_plots)
            return fmt::format("the must list names {} plots, the limit is {}", must_plots_.size(),
                               figure(*scenario_.max_plots, 0));
        double all_mu = 0;
        std::set<std::uint32_t> seen;
        for (const auto& v : variables_)
            if (options_.sites[v.site].plots.size() == 1 || !shared_site_[v.site])
                if (seen.insert(v.site).second) all_mu += mu(v.site);
        if (scenario_.min_mu && all_mu < *scenario_.min_mu)
            return fmt::format("all candidates together hold {} 亩, {} 亩 are asked for", figure(all_mu),
                               figure(*scenario_.min_mu));
        if (const auto best = most_of(Least::land, scenario_.min_mu); !best.empty()) return best;
        if (const auto best = most_of(Least::floor, scenario_.min_floor_m2); !best.empty()) return best;
        return scenario_.min_mu && scenario_.min_floor_m2
                   ? "land and floor area can each be reached within the other limits, but not both: lower one of them"
                   : "the limits contradict each other: raise the budget or lower what must be reached";
    }

  private:
    enum class Least : std::uint8_t { land, floor };

    /// Where the other upper limits leave less of it than is asked for: the most that there is. Else "".
    [[nodiscard]] std::string most_of(Least what, const std::optional<double>& asked) const {
        if (!asked) return {};
        solve::Problem problem = problem_;
        for (const auto row : limits_) problem.constraints[row].lower = -solve::unlimited;
        for (std::size_t i = 0; i < variables_.size(); ++i) {
            const auto& o = option(variables_[i]);
            problem.variables[i].gain = what == Least::land ? mu(o.site) : known(o.floor_gain_m2);
        }
        const auto best = solve::maximise(problem, {1e-4, scenario_.nodes});
        if (best.x.empty() || best.bound >= *asked) return {};
        const char* with =
            limits_.size() > 1 || scenario_.budget || scenario_.max_mu || scenario_.max_floor_m2 || scenario_.max_plots
                ? "within the other limits at most"
                : "with all candidates at most";
        return what == Least::land ? fmt::format("{} {} 亩 can be reached, {} 亩 are asked for", with,
                                                 figure(best.value), figure(*asked))
                                   : fmt::format("{} {} m² of new floor can be reached, {} m² are asked for", with,
                                                 figure(best.value, 0), figure(*asked, 0));
    }

    [[nodiscard]] const SiteOption& option(const Variable& v) const { return options_.at(v.site, v.option); }
    [[nodiscard]] double mu(std::uint32_t site) const { return known(options_.table.number("area_basis_mu", site)); }
    [[nodiscard]] double spent(const SiteOption& o) const {
        return scenario_.budget_is_net ? o.net_cost() : o.public_cost;
    }

    void note_lists() {
        std::set<std::string> must, never;
        for (const auto& code : scenario_.must) must.insert(normalised_key(code));
        for (const auto& code : scenario_.never) never.insert(normalised_key(code));
        must_.assign(options_.sites.size(), false);
        never_.assign(options_.sites.size(), false);
        for (std::size_t site = 0; site < options_.sites.size(); ++site) {
            std::size_t at = 0;
            for (const auto& code : split(options_.table.text("parcel_ids", static_cast<Row>(site)), ';')) {
                const bool asked = must.contains(normalised_key(code));
                if (asked) must_plots_.insert(options_.sites[site].plots[at]);
                ++at;
                must_[site] = must_[site] || asked;
                never_[site] = never_[site] || never.contains(normalised_key(code));
            }
            if (must_[site] && never_[site])
                throw Error::make(ExitCode::usage,
                                  "group {} holds a plot of the must list and one of the never list: it is taken all "
                                  "or none",
                                  options_.sites[site].id);
        }
        std::map<Row, std::vector<std::uint32_t>> sites_of;
        for (std::uint32_t site = 0; site < options_.sites.size(); ++site)
            for (const Row plot : options_.sites[site].plots) sites_of[plot].push_back(site);
        shared_site_.assign(options_.sites.size(), false);
        for (auto& [plot, sites] : sites_of) {
            if (sites.size() < 2) continue;
            for (const auto site : sites) shared_site_[site] = true;
            shared_.emplace_back(plot, std::move(sites));
        }
    }

    void add_variables(const config::RenewalTable& table) {
        for (const auto& wanted : scenario_.options)
            if (table.find(wanted) == nullptr)
                throw Error::make(ExitCode::usage, "there is no option {} in the renewal table {}", wanted, table.id);
        if (!scenario_.options.empty() && std::all_of(scenario_.options.begin(), scenario_.options.end(),
                                                      [&](const auto& name) { return table.find(name)->id == "keep"; }))
            throw Error(ExitCode::usage,
                        "keep is what becomes of every plot that is not chosen: name another option to choose from");
        const auto allowed = [&](const config::RenewalOption& o) {
            if (o.id == "keep") return false;
            return scenario_.options.empty() ||
                   std::any_of(scenario_.options.begin(), scenario_.options.end(),
                               [&](const auto& name) { return name == o.id || name == o.zh; });
        };
        for (std::uint32_t site = 0; site < options_.sites.size(); ++site) {
            if (never_[site]) continue;
            for (std::uint32_t o = 0; o < table.options.size(); ++o)
                if (allowed(table.options[o]) && options_.at(site, o).offered) variables_.push_back({site, o});
        }
        problem_.variables.resize(variables_.size());
        auto missing = must_plots_;
        for (const auto& v : variables_)
            for (const Row plot : options_.sites[v.site].plots) missing.erase(plot);
        for (const auto& site : options_.sites)
            if (std::any_of(site.plots.begin(), site.plots.end(), [&](Row plot) { return missing.contains(plot); }))
                throw Error::make(ExitCode::usage,
                                  "{} is on the must list, but none of the allowed options is offered "
                                  "for it (mulens options shows them)",
                                  site.id);
    }

    void add_limit(const std::optional<double>& most, const std::optional<double>& least, auto&& figure) {
        if (!most && !least) return;
        has_least_ = has_least_ || least;
        limits_.push_back(problem_.constraints.size());
        Constraint row;
        row.upper = most.value_or(solve::unlimited);
        row.lower = least.value_or(-solve::unlimited);
        for (std::uint32_t i = 0; i < variables_.size(); ++i)
            if (const double value = figure(option(variables_[i])); value != 0) row.terms.emplace_back(i, value);
        problem_.constraints.push_back(std::move(row));
    }

    void add_constraints() {
        for (std::uint32_t i = 0; i < variables_.size();) {
            Constraint one;
            const std::uint32_t site = variables_[i].site;
            for (; i < variables_.size() && variables_[i].site == site; ++i) one.terms.emplace_back(i, 1.0);
            one.upper = 1;
            const bool must = must_[site] && !shared_site_[site];
            one.lower = must ? 1 : 0;
            if (one.terms.size() > 1 || must) problem_.constraints.push_back(std::move(one));
        }
        add_shared_plots();
        add_limit(scenario_.budget, {}, [&](const SiteOption& o) { return spent(o); });
        add_limit(scenario_.max_mu, scenario_.min_mu, [&](const SiteOption& o) { return mu(o.site); });
        add_limit(scenario_.max_floor_m2, scenario_.min_floor_m2,
                  [&](const SiteOption& o) { return known(o.floor_gain_m2); });
        add_limit(scenario_.max_plots, {},
                  [&](const SiteOption& o) { return static_cast<double>(options_.sites[o.site].plots.size()); });
    }

    /// A plot that stands in several sites goes with one of them.
    void add_shared_plots() {
        std::vector<std::vector<std::uint32_t>> of_site(options_.sites.size());
        for (std::uint32_t i = 0; i < variables_.size(); ++i) of_site[variables_[i].site].push_back(i);
        for (const auto& [plot, sites] : shared_) {
            Constraint one;
            for (const auto site : sites)
                for (const auto i : of_site[site]) one.terms.emplace_back(i, 1.0);
            one.upper = 1;
            one.lower = must_plots_.contains(plot) ? 1 : 0;
            if (one.terms.size() > 1 || one.lower > 0) problem_.constraints.push_back(std::move(one));
        }
    }

    /// A class a site, under the one limit that there is.
    [[nodiscard]] solve::Solution quick() const {
        std::vector<solve::Item> items;
        for (std::size_t i = 0; i < variables_.size(); ++i)
            items.push_back({variables_[i].site, 0, problem_.variables[i].gain});
        double limit = solve::unlimited;
        if (!limits_.empty()) {
            const auto& row = problem_.constraints[limits_.front()];
            limit = row.upper;
            for (const auto& [variable, cost] : row.terms) items[variable].cost = cost;
        }
        const auto choice = solve::choose_items(items, must_, limit);
        solve::Solution out;
        out.outcome = choice.feasible ? solve::Outcome::stopped : solve::Outcome::infeasible;
        if (choice.feasible && choice.bound <= choice.value) out.outcome = solve::Outcome::optimal;
        out.x.assign(choice.take.begin(), choice.take.end());
        out.value = choice.value;
        out.bound = choice.bound;
        return out;
    }

    const Options& options_;
    const Scenario& scenario_;
    std::vector<bool> must_, never_;
    std::vector<Variable> variables_;
    solve::Problem problem_;
    std::vector<std::size_t> limits_;  ///< constraints that are limits
    bool has_least_ = false;
    std::set<Row> must_plots_;
    std::vector<std::pair<Row, std::vector<std::uint32_t>>> shared_;  ///< plots in several sites, by row
    std::vector<bool> shared_site_;                                   ///< has such a plot
};

solve::Solution solved(const Model& model, const Scenario& scenario, Effort effort) {
    auto solution = model.solve(effort);
    if (solution.outcome == solve::Outcome::infeasible)
        throw Error::make(ExitCode::usage, "Scenario {}: no choice fits: {}", scenario.name,
                          effort == Effort::exact ? model.reason() : "in a draw");
    if (solution.outcome == solve::Outcome::failed)
        throw Error::make(ExitCode::failed,
                          "Scenario {}: the solver found no choice within {} nodes; raise nodes or gap", scenario.name,
                          scenario.nodes);
    return solution;
}

/// Dinkelbach: the ratio λ is best when max(T + Σ gain − λ (L − Σ leaves)) = 0.
Portfolio best_ratio(Model& model, const Options& options, const Scenario& scenario, const District& district,
                     Effort effort) {
    constexpr int most_rounds = 20;
    Portfolio out;
    double lambda = district.per_mu();
    for (int round = 0; round < most_rounds; ++round) {
        model.set_objective(1, 0, lambda);
        const auto solution = solved(model, scenario, effort);
        const auto chosen = model.chosen(solution);
        const auto totals = totals_of(options, chosen);
        const double land = district.mu - totals.leaves_mu;
        if (!(land > 0)) throw Error(ExitCode::usage, "all industrial land would leave: per-mu tax has no denominator");
        const double ratio = (district.tax + totals.tax_gain) / land;
        out.outcome = solution.outcome;
        out.nodes += solution.nodes;
        out.chosen = chosen;
        out.value = ratio;
        out.bound = lambda + std::max(0.0, district.tax + solution.bound - lambda * district.mu) / land;
        out.bound = std::max(out.bound, ratio);
        out.gap = (out.bound - ratio) / std::max(1.0, std::abs(ratio));
        if (ratio <= lambda + 1e-12 * std::abs(lambda)) break;
        lambda = ratio;
    }
    return out;
}

}  // namespace

District district_of(const table::Table& parcels) {
    District out;
    const bool scoped = parcels.has("scope");
    for (Row row = 0; row < parcels.rows(); ++row) {
        if (scoped && parcels.text("scope", row) != "in") continue;
        out.tax += known(parcels.number("tax", row));
        out.mu += known(parcels.number("area_basis_mu", row));
    }
    return out;
}

Totals totals_of(const Options& options, const std::vector<Chosen>& chosen) {
    Totals t;
    for (const auto& c : chosen) {
        const auto& o = options.at(c.site, c.option);
        t.plots += static_cast<double>(options.sites[c.site].plots.size());
        t.mu += known(options.table.number("area_basis_mu", c.site));
        t.public_cost += o.public_cost;
        t.public_income += o.public_income;
        t.private_cost += o.private_cost;
        t.tax_gain += o.tax_gain();
        t.floor_gain_m2 += known(o.floor_gain_m2);
        t.leaves_mu += o.leaves_mu;
        if (o.leaves_mu > 0) t.leaves_tax += o.tax_before;
    }
    return t;
}

Portfolio choose_portfolio(const Options& options, const config::RenewalTable& table, const Scenario& scenario,
                           const District& district, Effort effort) {
    if (options.sites.empty()) throw Error::make(ExitCode::usage, "Scenario {}: no plot is a candidate", scenario.name);
    Model model(options, table, scenario);
    Portfolio out;
    if (scenario.objective == Objective::per_mu) {
        out = best_ratio(model, options, scenario, district, effort);
    } else {
        const bool tax = scenario.objective == Objective::tax;
        model.set_objective(tax ? 1 : 0, tax ? 0 : 1, 0);
        const auto solution = solved(model, scenario, effort);
        out.chosen = model.chosen(solution);
        out.outcome = solution.outcome;
        out.value = solution.value;
        out.bound = solution.bound;
        out.gap = solution.gap();
        out.nodes = solution.nodes;
    }
    out.candidates = options.sites.size();
    out.variables = model.size();
    out.totals = totals_of(options, out.chosen);
    if (!scenario.year_budgets.empty()) phase_years(options, scenario, out);
    return out;
}

}  // namespace mulens::plan
