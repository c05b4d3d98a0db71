#include "pipeline/run.hpp"

#include "base/error.hpp"
#include "base/release.hpp"
#include "base/text.hpp"
#include "metrics/metrics.hpp"
#include "pipeline/last_year.hpp"
#include "pipeline/points.hpp"
#include "pipeline/stopwatch.hpp"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <cmath>

namespace mulens::pipeline {
namespace {

using table::Layer;

/// Decisions of the project file ([[decision]]) below those of the decisions tables.
void add_inline_decisions(const config::Project& project, Inputs& inputs) {
    if (project.decisions.empty()) return;
    Layer& layer = inputs.layers["decisions"];
    const Row before = layer.rows();
    std::vector<std::string> names = layer.table.names();
    for (const auto& decision : project.decisions)
        for (const auto& [key, value] : decision)
            if (std::find(names.begin(), names.end(), key) == names.end()) names.push_back(key);
    table::Table joined(before + static_cast<Row>(project.decisions.size()));
    for (const auto& name : names) {
        const bool date = name == "date";
        const bool number = date || name == "valid_year";
        std::vector<double> numbers;
        std::vector<std::string> texts;
        for (Row row = 0; row < before; ++row) {
            numbers.push_back(layer.table.number(name, row));
            texts.emplace_back(layer.table.text(name, row));
        }
        for (const auto& decision : project.decisions) {
            const auto it = decision.find(name);
            const std::string value = it == decision.end() ? std::string() : it->second;
            const auto day = date ? parse_date(value) : std::nullopt;
            const auto plain = number && !date ? parse_number(value) : std::nullopt;
            numbers.push_back(day ? day_number(*day) : plain.value_or(table::none));
            texts.push_back(name == "key" ? normalised_key(value) : value);
        }
        if (number)
            joined.set(name,
                       table::Column::numbers(std::move(numbers), date ? table::Kind::date : table::Kind::number));
        else
            joined.set(name, table::Column::texts(texts));
    }
    layer.role = "decisions";
    layer.table = std::move(joined);
    table::SourceInfo source;
    source.role = "decisions";
    source.path = project.file;
    source.layer_name = "[[decision]]";
    source.driver = "TOML";
    source.rows = project.decisions.size();
    layer.sources.push_back(std::move(source));
    for (Row row = 0; row < project.decisions.size(); ++row) {
        layer.source.push_back(static_cast<std::uint16_t>(layer.sources.size() - 1));
        layer.source_row.push_back(row);
    }
}

void apply_decisions(const Settings& settings, Inputs& inputs, Layer& enterprises, Diagnostics& diagnostics) {
    const Layer* decisions = inputs.find("decisions");
    if (decisions == nullptr) return;
    const auto list = rules::read_decisions(&decisions->table, settings.year);
    auto& parcels = inputs.layers.at("parcels").table;
    auto corrected = rules::apply_corrections(parcels, enterprises.table, list, decisions->file_of(0), diagnostics);
    parcels = std::move(corrected.parcels);
    enterprises.table = std::move(corrected.enterprises);
}

/// A run without parcel files is done with shapes and memberships once everything is measured.
void forget_shapes(Run& run, Inputs& inputs) {
    run.parcels.geometry = {};
    run.land.check.index = {};
    run.land.platforms.reset();
    run.land.streets.reset();
    run.land.constraints.reset();
    run.land.renewal.reset();
    run.land.regulatory.reset();
    for (auto& [role, layer] : inputs.layers) layer.geometry = {};
}

/// … and with links and most columns once money and land are divided.
void forget_unneeded(Run& run, Inputs& inputs, table::Table& enterprises) {
    if (const auto it = inputs.layers.find("links"); it != inputs.layers.end()) it->second.table = table::Table(0);
    run.ledger.parcels = table::Table(0);
    run.ledger.enterprises = table::Table(0);
    release(run.ledger.steps, run.ledger.enterprise_shares);
    // Columns that no rule of the scheme names and no summary sums.
    const std::string scheme = run.settings.scheme ? run.settings.scheme->raw : std::string();
    const auto drop = [&](table::Table& table, std::initializer_list<const char*> names) {
        for (const char* name : names)
            if (scheme.find(name) == std::string::npos) table.drop(name);
    };
    drop(run.parcels.table,
         {"estate_unit_no", "deed_area_m2", "area_m2", "area_mu", "area_deed_mu", "area_basis", "gfa_m2",
          "footprint_m2", "far_area_m2", "building_overlap_m2", "building_count", "platform_share", "tax_exempt_credit",
          "tax_refund", "tax_audit", "tax_land_oneoff", "tax_source", "geometry_status", "source_platform"});
    if (inputs.find("decisions") == nullptr && inputs.find("official_grades") == nullptr) {  // nothing is joined by key
        drop(run.parcels.table, {"credit_code"});
        drop(enterprises, {"credit_code", "ent_id"});
    }
    drop(enterprises, {"x", "y", "tax_exempt_credit", "tax_refund", "tax_audit", "tax_land_oneoff", "parcel_id",
                       "area_registered_mu", "area_rented_in_mu", "area_rented_out_mu", "parcel_count", "main_parcel",
                       "residual_reason", "platform", "source_year", "name"});
}

/// What the viewer neither shows nor asks for once the land is measured: it stands in columns …
void forget_overlays(Run& run) {
    release(run.land.check.kept, run.land.check.new_row, run.land.check.index);
    run.land.platforms.reset();
    run.land.regulatory.reset();
    for (auto* zones :
         {&run.land.streets, &run.land.constraints, &run.land.renewal})  // sheets and plans go through all
        if (*zones) release((*zones)->first);
}

/// … once money and land are divided …
void forget_links(Run& run, Inputs& inputs, table::Table& enterprises) {
    if (const auto it = inputs.layers.find("links"); it != inputs.layers.end()) {
        it->second.table = table::Table(0);  // its files are still to be named
        release(it->second.source, it->second.source_row);
    }
    if (const auto it = inputs.layers.find("regulatory"); it != inputs.layers.end()) {
        it->second.table.pack(run.settings.threads);
        it->second.geometry = {};
    }
    run.ledger.parcels = table::Table(0);
    run.ledger.enterprises = table::Table(0);
    release(run.ledger.steps);
    enterprises.pack(run.settings.threads);
    run.parcels.table.pack(run.settings.threads);
}

/// … and once everything is judged: what stands in the columns too.
void forget_judged(Run& run) {
    auto& firms = run.rules.firms;
    release(firms.reason, firms.score, firms.rank, firms.score_merged, firms.grade_before_veto, firms.grade_merged,
            firms.unit, firms.in_class);
    auto& grades = run.rules.grades;
    release(grades.score, grades.rank, grades.main_firm, grades.reason);
    auto& low = run.rules.low;
    release(low.shortfall, low.stopped_months, low.entry, low.hits, low.rows);
    auto& kept = run.ledger.allocations;
    kept.erase(std::remove_if(kept.begin(), kept.end(),
                              [](const auto& a) { return a.column != "tax" && a.column != "output"; }),
               kept.end());
    run.rules.parcels = table::Table(0);
    run.rules.enterprises = table::Table(0);
    run.enterprises.table.pack(run.settings.threads);
    run.parcels.table.pack(run.settings.threads);
    release(run.enterprises.source, run.enterprises.source_row);
}

void add_gates(Run& run) {
    const config::Gates& gates = run.settings.project.gates;
    double lost = 0;
    for (const auto& balance : run.land.balances) lost = std::max(lost, balance.balance.lost_share());
    double money = 0;
    for (const auto& balance : run.ledger.balances)
        money = std::max(money, std::abs(static_cast<double>(balance.gap_fen())));
    const double rows = std::max<double>(1, run.parcels.rows());
    run.gates = {
        {"lost_area_share", lost, gates.lost_area_share},
        {"money_fen", money, gates.money_fen},
        {"unmatched_by_count", run.ledger.unmatched_count_share, gates.unmatched_share},
        {"unmatched_by_tax", run.ledger.unmatched_tax_share, gates.unmatched_share},
        {"quarantined_share", static_cast<double>(run.land.check.quarantined) / rows, gates.quarantined_share}};
}

void compare_with_previous(Run& run, const std::string& file, Diagnostics& diagnostics, Progress& progress) {
    if (file.empty()) return;
    config::LayerSpec spec;
    spec.role = "previous_idle";
    spec.path = spec.shown_path = file;
    const Layer previous = read::read_layer({spec}, {}, diagnostics, progress);
    const auto texts = [](const table::Table& t, const char* name) {
        std::vector<std::string> out;
        for (Row row = 0; row < t.rows(); ++row) out.emplace_back(t.text(name, row));
        return out;
    };
    run.idle_change =
        rules::compare_idle(texts(run.parcels.table, "parcel_id"), texts(run.parcels.table, "idle_status"),
                            texts(previous.table, "parcel_id"), texts(previous.table, "idle_status"));
    run.sources.insert(run.sources.end(), previous.sources.begin(), previous.sources.end());
}

SummaryInput summary_input(const Run& run, const RunOptions& options) {
    SummaryInput in;
    in.parcels = &run.parcels.table;
    in.enterprises = &run.enterprises.table;
    in.rules = &run.rules;
    in.ledger = &run.ledger;
    in.platform_names = run.land.platform_names;
    in.street_names = run.land.street_names;
    in.threads = options.threads;
    return in;
}

/// What the readers assumed, one sentence for all files that it holds of; each file's own stands in its SourceInfo.
std::vector<std::string> said_once(const std::vector<table::SourceInfo>& sources) {
    std::map<std::string, std::vector<std::string>> files_of;
    for (const auto& source : sources)
        for (std::string sentence : source.assumptions) {
            const std::size_t at = source.path.empty() ? std::string::npos : sentence.find(source.path);
            if (at != std::string::npos) sentence.replace(at, source.path.size(), "FILE");
            auto& files = files_of[sentence];
            if (at != std::string::npos && std::find(files.begin(), files.end(), source.path) == files.end())
                files.push_back(source.path);
        }
    std::vector<std::string> out;
    for (const auto& [sentence, files] : files_of) {
        std::string text = sentence;
        if (files.size() == 1) text.replace(text.find("FILE"), 4, files.front());
        if (files.size() > 1) text += fmt::format(": {}", fmt::join(files, ", "));
        out.push_back(std::move(text));
    }
    return out;
}

void collect_sources(Run& run, const Inputs& inputs, const std::vector<table::SourceInfo>& buildings) {
    run.sources.insert(run.sources.end(), run.parcels.sources.begin(), run.parcels.sources.end());
    for (const auto& role : config::layer_roles()) {
        if (role == "enterprises")
            run.sources.insert(run.sources.end(), run.enterprises.sources.begin(), run.enterprises.sources.end());
        if (role == "buildings") run.sources.insert(run.sources.end(), buildings.begin(), buildings.end());
        const auto it = inputs.layers.find(role);
        if (it != inputs.layers.end())
            run.sources.insert(run.sources.end(), it->second.sources.begin(), it->second.sources.end());
    }
    const auto sentences = said_once(run.sources);
    run.assumptions.insert(run.assumptions.end(), sentences.begin(), sentences.end());
}

void judge(Run& run, Inputs& inputs, Layer& enterprises, const RunOptions& options, Diagnostics& diagnostics) {
    rules::RulesInput in;
    in.parcels = std::move(run.parcels.table);
    in.enterprises = std::move(enterprises.table);
    in.enterprises_last_year = inputs.last_year.rows() > 0 ? &inputs.last_year.table : nullptr;
    const auto links = links_of(run.ledger);
    in.links = links;
    const auto table_of = [&](const char* role) -> const table::Table* {
        const Layer* layer = inputs.find(role);
        return layer == nullptr ? nullptr : &layer->table;
    };
    in.contracts = table_of("contracts");
    in.official_grades = table_of("official_grades");
    in.decisions = table_of("decisions");
    if (const Layer* contracts = inputs.find("contracts")) in.contracts_file = contracts->file_of(0);
    in.scheme = run.settings.scheme ? &*run.settings.scheme : nullptr;
    in.cut_from = run.settings.cut_from ? &*run.settings.cut_from : nullptr;
    in.as_of = run.settings.as_of;
    in.year = run.settings.year;
    in.sentences = !options.summaries_only && !options.for_viewing;
    in.compact = options.for_viewing;
    in.threads = options.threads;
    run.rules = rules::apply_rules(std::move(in), diagnostics);
    run.parcels.table = std::move(run.rules.parcels);
    enterprises.table = std::move(run.rules.enterprises);
}

}  // namespace

bool Run::gates_passed() const {
    return std::all_of(gates.begin(), gates.end(), [](const Gate& gate) { return gate.passed(); });
}

std::vector<rules::Link> links_of(const ledger::LedgerResult& result) {
    std::vector<rules::Link> links;
    links.reserve(result.shares.size());
    for (const auto& s : result.shares)
        links.push_back({s.enterprise, s.parcel, s.share, s.relation == ledger::Relation::tenant});
    return links;
}

Run run_project(config::Project project, const RunOptions& options, Diagnostics& diagnostics, Progress& progress) {
    Run run;
    run.summaries_only = options.summaries_only;
    Stopwatch watch(run.stage_seconds);
    run.settings = settle(std::move(project), options.threads, options.hash);
    run.settings.also = options.also;
    if (options.scheme) {
        run.settings.scheme = *options.scheme;
        run.settings.trial = options.scheme;
    }
    run.settings.parcels = options.parcels;
    run.settings.compact = options.for_viewing;
    watch.lap("scheme and working CRS");
    Inputs inputs = read_inputs(run.settings, diagnostics, progress, watch);
    run.assumptions = run.settings.assumptions;
    if (!run.settings.scheme) run.assumptions.push_back(rules::no_scheme_sentence());

    Layer enterprises;
    const auto take_enterprises = [&] {
        join_tables(run.settings, inputs);
        if (auto node = inputs.layers.extract("enterprises")) enterprises = std::move(node.mapped());
        use_former_codes(options.former_codes, enterprises, inputs);
    };
    add_inline_decisions(run.settings.project, inputs);
    if (inputs.joined || inputs.find("decisions") != nullptr) take_enterprises();  // corrections look at them
    apply_decisions(run.settings, inputs, enterprises, diagnostics);
    progress.check();
    watch.lap("decisions");

    std::vector<table::SourceInfo> building_sources;
    LandOptions land_options{options.threads, !options.summaries_only};
    try {
        run.land = build_land(run.settings, inputs, land_options, diagnostics, progress, building_sources, watch);
    } catch (...) {
        if (inputs.beside.valid()) inputs.beside.get();  // what is wrong with a table is said first
        throw;
    }
    if (!inputs.joined) {
        take_enterprises();
        watch.lap("tables read beside");
    }
    run.parcels = std::move(inputs.layers.extract("parcels").mapped());
    if (options.for_viewing) run.parcels.table.pack(options.threads);

    ledger::LedgerInput ledger_input;
    ledger_input.parcels = &run.parcels;
    ledger_input.enterprises = &enterprises;
    ledger_input.links = inputs.find("links");
    if (inputs.last_year.rows() > 0) ledger_input.other_years.push_back(&inputs.last_year.table);
    ledger_input.options.year = run.settings.year.value_or(0);
    ledger_input.options.threads = options.threads;
    ledger_input.options.tax = ledger::formula_of(run.settings.scheme ? &*run.settings.scheme : nullptr);
    ledger_input.options.keep_allocations = !options.summaries_only && !options.for_viewing;
    ledger_input.options.keep_columns = share_money();
    ledger_input.options.names = !options.summaries_only;
    ledger_input.options.main_parcels = !options.for_viewing;
    ledger_input.point_parcel = locate_points(run.settings, run.parcels, enterprises, run.land.check.index);
    if (options.for_viewing) forget_overlays(run);
    if (options.measured) options.measured(run.parcels);
    if (options.summaries_only) forget_shapes(run, inputs);
    run.ledger = ledger::build_ledger(ledger_input, diagnostics, progress);
    ledger::merge_columns(run.parcels.table, run.ledger.parcels);
    ledger::merge_columns(enterprises.table, run.ledger.enterprises);
    if (auto said =
            complete_last_year(enterprises.table, ledger_input.options.tax, options.threads, inputs.last_year.table);
        !said.empty())
        run.assumptions.push_back(std::move(said));
    if (options.summaries_only) forget_unneeded(run, inputs, enterprises.table);
    if (options.for_viewing) {
        release(ledger_input.point_parcel);
        forget_links(run, inputs, enterprises.table);
    }
    run.assumptions.insert(run.assumptions.end(), run.ledger.assumptions.begin(), run.ledger.assumptions.end());
    watch.lap("ledger");

    metrics::MetricOptions metric_options;
    metric_options.threads = options.threads;
    metric_options.when_read = options.for_viewing;
    // Summaries are ratios of sums, and the rules make the ratios they look at themselves.
    if (options.summaries_only) metric_options.only = {"far", "building_density", "vacancy_share"};
    metrics::compute_metrics(run.parcels.table, metrics::Subject::parcel, metric_options);
    if (enterprises.rows() > 0)
        metrics::compute_metrics(enterprises.table, metrics::Subject::enterprise, metric_options);
    watch.lap("metrics");
    progress.check();

    judge(run, inputs, enterprises, options, diagnostics);
    run.enterprises = std::move(enterprises);
    run.assumptions.insert(run.assumptions.end(), run.rules.assumptions.begin(), run.rules.assumptions.end());
    ledger_input.parcels = &run.parcels;
    ledger_input.enterprises = &run.enterprises;
    run.ledger.cross_checks = ledger::cross_check(ledger_input, run.ledger, run.rules.scope.in);
    watch.lap("rules");

    run.summaries = summarise(summary_input(run, options));
    add_gates(run);
    collect_sources(run, inputs, building_sources);
    compare_with_previous(run, options.previous_idle, diagnostics, progress);
    run.layers = std::move(inputs.layers);
    if (!options.summaries_only) run.last_year = std::move(inputs.last_year.table);
    if (options.for_viewing) forget_judged(run);
    std::sort(run.assumptions.begin(), run.assumptions.end());
    run.assumptions.erase(std::unique(run.assumptions.begin(), run.assumptions.end()), run.assumptions.end());
    watch.lap("summaries");
    return run;
}

}  // namespace mulens::pipeline
