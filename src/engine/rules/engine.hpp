// The rule engine: scheme × columns → scope, grades, low efficiency, idleness, decisions, reconciliation.
// Inputs are the tables as ledger and metrics leave them (corrections already applied, see decisions.hpp); outputs are
// the same tables with the rules' columns added. Same bytes for any number of threads. Without a scheme: scope by the
// standard industrial codes, idleness and review only; no grades, no low efficiency (method §4.5).
#pragma once

#include "base/diagnostics.hpp"
#include "rules/decisions.hpp"
#include "rules/idle_list.hpp"
#include "rules/low_efficiency.hpp"
#include "rules/parcels.hpp"
#include "rules/reconciliation.hpp"
#include "rules/scope.hpp"

#include <optional>
#include <span>
#include <string>
#include <vector>

namespace mulens::rules {

struct RulesInput {
    table::Table parcels;
    table::Table enterprises;
    const table::Table* enterprises_last_year = nullptr;
    std::span<const Link> links;
    const table::Table* contracts = nullptr;
    const table::Table* official_grades = nullptr;
    const table::Table* decisions = nullptr;
    std::string contracts_file;  ///< for findings
    const config::Scheme* scheme = nullptr;
    const config::Scheme* cut_from = nullptr;
    std::optional<Date> as_of;
    std::optional<int> year;
    bool sentences = true;  ///< false: reasons_text stays blank (a run that writes no parcels)
    bool compact = false;   ///< columns are packed as soon as they are there
    unsigned threads = 1;
};

struct RulesResult {
    table::Table parcels, enterprises;
    ScopeResult scope;
    FirmGrades firms;     ///< empty without a scheme
    ParcelGrades grades;  ///< empty without a scheme
    LowResult low;        ///< empty without a scheme
    IdleResult idle;
    std::vector<char> previous;  ///< per parcel: last year's published grade, ' ' = none; empty: nothing published
    std::vector<Deadline> deadlines;
    Reconciliation parcel_rows, firm_rows;  ///< empty without a scheme
    std::vector<std::string> assumptions;   ///< sentences for the manifest
};

[[nodiscard]] RulesResult apply_rules(RulesInput input, Diagnostics& diagnostics);
/// "No scheme was named: …", with the names of the schemes there are.
[[nodiscard]] std::string no_scheme_sentence();

}  // namespace mulens::rules
