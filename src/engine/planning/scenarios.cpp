#include "planning/scenarios.hpp"

#include "base/error.hpp"
#include "base/text.hpp"
#include "planning/land_questions.hpp"
#include "query/filter.hpp"

#include <algorithm>
#include <iterator>
#include <unordered_map>

namespace mulens::planning {
namespace {

const table::Table* layer_of(const pipeline::Run& run, const char* role) {
    const auto it = run.layers.find(role);
    return it == run.layers.end() || it->second.rows() == 0 ? nullptr : &it->second.table;
}

std::vector<Row> rows_where(const table::Table& parcels, const std::string& condition) {
    if (condition.empty() && !parcels.has("low_efficiency"))
        throw Error(ExitCode::usage,
                    "nothing is judged low-efficient without a scheme: give --scheme NAME, or say what the candidates "
                    "are with --candidates \"far < 0.8\"");
    auto rows = query::select(parcels, condition.empty() ? default_candidates() : condition);
    if (parcels.has("scope")) std::erase_if(rows, [&](Row row) { return parcels.text("scope", row) != "in"; });
    return rows;
}

}  // namespace

PlanData plan_data(const pipeline::Run& run) {
    PlanData out;
    out.links = pipeline::links_of(run.ledger);
    out.input.parcels = &run.parcels.table;
    out.input.enterprises = run.enterprises.rows() > 0 ? &run.enterprises.table : nullptr;
    out.input.links = out.links;
    out.input.regulatory = layer_of(run, "regulatory");
    out.input.supply = layer_of(run, "supply");
    return out;
}

table::Table with_supply(const pipeline::Run& run) {
    table::Table out = run.parcels.table;
    const auto* supply = layer_of(run, "supply");
    if (supply == nullptr) return out;
    std::unordered_map<std::string, std::string> kinds;  // looked up only, never walked
    for (Row row = 0; row < supply->rows(); ++row) {
        const auto kind = trimmed(supply->text("supply_kind", row));
        auto& all = kinds[normalised_key(supply->text("parcel_id", row))];
        if (!kind.empty() && (";" + all + ";").find(";" + std::string(kind) + ";") == std::string::npos)
            all += (all.empty() ? "" : ";") + std::string(kind);
    }
    table::TextStore texts;
    for (Row row = 0; row < out.rows(); ++row) {
        const auto it = kinds.find(normalised_key(out.text("parcel_id", row)));
        texts.push(it == kinds.end() ? std::string_view() : std::string_view(it->second));
    }
    out.set("supply_kind", table::Column::texts(std::move(texts)));
    return out;
}

const char* default_candidates() {
    return "(low_efficiency OR idle_status IN ('not_started_1y', 'not_started_2y', 'suspended_1y')) AND "
           "(review_status IS NULL OR review_status NOT IN ('排除', '已整治(销号)'))";
}

std::vector<Row> candidate_rows(const pipeline::Run& run, const std::string& condition) {
    return rows_where(with_supply(run), condition);
}

SiteFinder::SiteFinder(const pipeline::Run& run, const config::Scenario& scenario, Progress& progress)
    : condition_(scenario.candidates), supply_kind_(with_supply(run).share("supply_kind")) {
    const auto& parcels = run.parcels.table;
    for (const auto& codes : scenario.groups) {
        auto rows = plan::rows_of(parcels, codes, "Scenario " + scenario.name + ", group");
        std::sort(rows.begin(), rows.end());
        grouped_.insert(grouped_.end(), rows.begin(), rows.end());
        groups_.push_back({fmt::format("G{}", groups_.size() + 1), std::move(rows)});
    }
    std::sort(grouped_.begin(), grouped_.end());
    must_ = plan::rows_of(parcels, scenario.must, "Scenario " + scenario.name + ", must");
    std::sort(must_.begin(), must_.end());
    if (scenario.assembly) assemble(run, scenario, progress);
    (void)plan::rows_of(parcels, scenario.never, "Scenario " + scenario.name + ", never");
}

void SiteFinder::assemble(const pipeline::Run& run, const config::Scenario& scenario, Progress& progress) {
    AssemblyQuestion question;
    question.assembly.min_mu = scenario.assembly->min_mu;
    if (scenario.assembly->max_mu) question.assembly.max_mu = *scenario.assembly->max_mu;
    question.assembly.max_owners = static_cast<std::size_t>(scenario.assembly->max_owners);
    question.assembly.contiguity.across_road_m = scenario.assembly->across_road_m;
    question.assembly.across_platforms = scenario.assembly->across_platforms;
    question.adjacency.threads = question.assembly.threads = run.settings.threads;
    check_question(question);
    // A plot that is never taken would take its whole group with it.
    auto never = plan::rows_of(run.parcels.table, scenario.never, "Scenario " + scenario.name + ", never");
    std::sort(never.begin(), never.end());
    std::vector<Row> rows;
    const auto all = singles(run.parcels.table);
    std::set_difference(all.begin(), all.end(), never.begin(), never.end(), std::back_inserter(rows));
    for (auto& plots : assembled_groups(run, question, std::move(rows), progress))
        groups_.push_back({fmt::format("G{:03}", ++assembled_), std::move(plots)});
}

std::vector<Row> SiteFinder::singles(const table::Table& parcels) const {
    table::Table asked = parcels;
    if (supply_kind_ != nullptr) asked.set("supply_kind", supply_kind_);
    std::vector<Row> all = rows_where(asked, condition_), out;
    all.insert(all.end(), must_.begin(), must_.end());
    std::sort(all.begin(), all.end());
    all.erase(std::unique(all.begin(), all.end()), all.end());
    std::set_difference(all.begin(), all.end(), grouped_.begin(), grouped_.end(), std::back_inserter(out));
    return out;
}

std::vector<plan::Site> SiteFinder::sites(const table::Table& parcels) const {
    std::vector<plan::Site> out = groups_;
    for (auto& site : plan::single_sites(parcels, singles(parcels))) out.push_back(std::move(site));
    return out;
}

std::vector<plan::Site> sites_of(const pipeline::Run& run, const config::Scenario& scenario, Progress& progress) {
    return SiteFinder(run, scenario, progress).sites(run.parcels.table);
}

config::RenewalTable renewal_table(const config::Scenario& scenario) {
    auto out = config::load_renewal(scenario.table);
    for (const auto& [name, value] : scenario.set) config::set_number(out, name, value);
    return out;
}

void refuse_replay(const config::Scenario& scenario) {
    if (scenario.replay)
        throw Error::make(ExitCode::usage,
                          "Scenario {} plays the campaign of {} again: that is asked for alone, with mulens plan",
                          scenario.name, *scenario.replay);
}

plan::Solved solve_scenario(const pipeline::Run& run, const PlanData& data, const config::Scenario& asked,
                            Progress& progress) {
    refuse_replay(asked);
    plan::Solved out;
    out.scenario = asked;
    config::sum_years(out.scenario);
    const config::Scenario& scenario = out.scenario;
    out.table = renewal_table(scenario);
    const SiteFinder finder(run, scenario, progress);
    auto sites = finder.sites(run.parcels.table);
    out.assembled = finder.assembled();
    if (sites.empty())
        throw Error::make(ExitCode::usage, "Scenario {}: no plot is a candidate; change candidates (now: {})",
                          scenario.name, scenario.candidates.empty() ? default_candidates() : scenario.candidates);
    out.options = plan::evaluate_options(data.input, std::move(sites), out.table);
    out.portfolio = plan::choose_portfolio(out.options, out.table, scenario, plan::district_of(run.parcels.table));
    out.effects = plan::effects_of(run.parcels.table, out.options, out.portfolio.chosen);
    return out;
}

}  // namespace mulens::planning
