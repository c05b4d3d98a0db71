// Checks of enterprise rows before they are matched: keys, credit codes, duplicates, negative and blank values.
#pragma once

#include "base/diagnostics.hpp"
#include "ledger/key_index.hpp"
#include "ledger/tax.hpp"
#include "table/layer.hpp"

#include <cstdint>
#include <vector>

namespace mulens::ledger {

/// A finding about a row of a layer, with the file and the row in that file where the layer knows them.
[[nodiscard]] Finding row_finding(const table::Layer& layer, Row row, const char* code, Severity severity);
/// Credit code, else enterprise number, else parcel code, else name: how a message names an enterprise row.
[[nodiscard]] std::string subject_of(const table::Table& enterprises, Row row);

/// Enterprises by number and by credit code, and which rows count.
struct EnterpriseKeys {
    KeyIndex by_id;
    KeyIndex by_credit;
    std::vector<std::uint8_t> counted;  ///< 0 = a later row of an enterprise that already stands

    /// The counted row of the enterprise that stands in `row`.
    [[nodiscard]] Row counted_row(const table::Table& enterprises, Row row) const;
};

[[nodiscard]] EnterpriseKeys index_enterprises(const table::Layer& enterprises, unsigned threads,
                                               Diagnostics& diagnostics);
void check_enterprise_values(const table::Layer& enterprises, const TaxColumns& tax, unsigned threads,
                             Diagnostics& diagnostics);

}  // namespace mulens::ledger
