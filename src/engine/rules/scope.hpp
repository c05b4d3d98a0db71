// Which parcels a scheme judges (method §2.3). Deterministic; thread safe.
#pragma once

#include "config/scheme.hpp"
#include "table/table.hpp"

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace mulens::rules {

struct ScopeVerdict {
    bool in = false;
    std::string reason;  ///< why it is out, or the code's name and system where it is in
};

/// One plot. `land_use` may be a code ("100102"), a name ("工业用地"), both ("0601 工业用地"), or several joined by
/// / 、 + ; (mixed use). A share strictly between 0 and 1 makes the plot mixed: in where it reaches the scheme's limit.
[[nodiscard]] ScopeVerdict judge_scope(const config::Scope& scope, std::string_view land_use, double industrial_share);

struct ScopeResult {
    std::vector<std::uint8_t> in;    ///< per parcel, 1 = judged
    std::vector<std::string> texts;  ///< the distinct reasons
    std::vector<std::uint32_t> code;
};
/// Reads `land_use` and `industrial_share` of the parcels; an absent column counts as blank.
[[nodiscard]] ScopeResult judge_scope(const config::Scope& scope, const table::Table& parcels);
/// Adds `scope` (in|out) and `scope_reason`.
void add_scope_columns(const ScopeResult& result, table::Table& parcels);

}  // namespace mulens::rules
