// 评价税收: what the scheme counts as an enterprise's tax. Money in 万元, NaN = blank.
#pragma once

#include "config/scheme.hpp"
#include "table/table.hpp"

#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace mulens::ledger {

/// tax = Σ coefficient × column. A blank tax_paid makes the tax blank; a blank adjustment (tax_exempt_credit,
/// tax_refund, tax_audit, tax_land_oneoff) counts as zero. A coefficient of 0 names what is kept but not counted.
struct TaxFormula {
    std::vector<std::pair<std::string, double>> terms{{"tax_paid", 1.0}};
    /// A tax place that holds one of these lies in the district; none given: every place does.
    std::vector<std::string> district_places{"330114", "钱塘"};
};

/// A scheme's formula; what it leaves out is as by default. Null: the default.
[[nodiscard]] TaxFormula formula_of(const config::Scheme* scheme);

struct TaxColumns {
    std::vector<double> tax;               ///< 评价税收, NaN = blank; blank, not zero, where taxed elsewhere
    std::vector<unsigned char> elsewhere;  ///< 1 = taxed in another district
    std::vector<std::string> assumptions;
    bool given = false;  ///< the ledger has any column that tax can come from
};

/// `tax` of the ledger is used as it stands where the ledger has no tax_paid, or where only it is given in a row.
[[nodiscard]] TaxColumns evaluate_tax(const table::Table& enterprises, const TaxFormula& formula, unsigned threads);

/// "tax_paid + 0.5 × tax_exempt_credit", for the manifest.
[[nodiscard]] std::string formula_text(const TaxFormula& formula);

}  // namespace mulens::ledger
