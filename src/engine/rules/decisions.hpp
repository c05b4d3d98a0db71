// What people decided (method §4.6): corrections of inputs, exclusions, confirmations. Applied after load on every run;
// sources are never rewritten. Values are in canonical units (万元, m², dates as written). Deterministic: by date, then
// row order; the later wins.
#pragma once

#include "base/date.hpp"
#include "base/diagnostics.hpp"
#include "table/table.hpp"

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

namespace mulens::rules {

enum class DecisionKind : std::uint8_t { verify, exclude, confirm, clear, correct, remark, unknown };

struct Decision {
    std::string key;  ///< parcel_id, credit code or enterprise id
    DecisionKind kind = DecisionKind::unknown;
    std::string kind_text, field, old_value, new_value, reason, evidence, person;
    std::optional<Date> date;
    std::optional<int> valid_year;
    Row row = no_row;  ///< in the decisions table
};

/// Those valid in `year` (a blank valid year is valid always), by date (blank first), then row.
[[nodiscard]] std::vector<Decision> read_decisions(const table::Table* decisions, std::optional<int> year);

struct Corrected {
    table::Table parcels, enterprises;  ///< with 更正 applied and override_count added
    std::uint64_t applied = 0;
};
/// Applies 更正. Findings: decision_target_missing for a key or field that is not there (any kind of decision),
/// decision_kind_unknown, and decision_value for a new value that cannot be read or an old value that is no longer so.
[[nodiscard]] Corrected apply_corrections(const table::Table& parcels, const table::Table& enterprises,
                                          const std::vector<Decision>& decisions, const std::string& file,
                                          Diagnostics& diagnostics);

/// What an 排除 takes a plot or firm out of: its `field` says which, blank means the whole appraisal.
struct Exclusions {
    std::vector<std::uint8_t> appraisal;  ///< per row: no grade, no list
    std::vector<std::uint8_t> low;        ///< field = low_efficiency
    std::vector<std::uint8_t> idle;       ///< field = idle_status
    bool any = false;
};
[[nodiscard]] Exclusions find_exclusions(const table::Table& rows, const std::vector<std::string>& key_columns,
                                         const std::vector<Decision>& decisions);
/// 核实中, 认定, 排除, 已整治(销号) by the latest decision; 疑似 where `suspected` and nobody decided; else blank.
[[nodiscard]] table::Column review_status(const table::Table& rows, const std::vector<std::string>& key_columns,
                                          const std::vector<Decision>& decisions,
                                          const std::vector<std::uint8_t>& suspected);

}  // namespace mulens::rules
