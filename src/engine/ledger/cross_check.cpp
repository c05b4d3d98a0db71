#include "ledger/cross_check.hpp"

#include "ledger/ledger.hpp"

#include <cmath>

namespace mulens::ledger {
namespace {

/// A number column looked up once; NaN where there is none. `first` is asked before `second`.
class Values {
  public:
    Values(const table::Table& table, std::string_view name) : column_(table.find(name)) {}
    Values(const table::Table& first, const table::Table& second, std::string_view name) : column_(first.find(name)) {
        if (column_ == nullptr) column_ = second.find(name);
    }
    double operator[](Row row) const { return column_ == nullptr ? table::none : column_->number(row); }

  private:
    const table::Column* column_;
};

void add_money(CrossCheckList& list, double tax, double output) {
    if (std::isnan(tax))
        ++list.tax_blank;
    else
        list.tax_fen += fen_from_wan(tax);
    if (std::isfinite(output)) list.output_fen += fen_from_wan(output);
}

}  // namespace

CrossChecks cross_check(const LedgerInput& input, const LedgerResult& result,
                        std::span<const std::uint8_t> parcel_in_scope) {
    CrossChecks out;
    out.land_without_enterprise = {"land_without_enterprise", "有地无企", true, {}, {}, 0, 0, 0};
    out.enterprise_without_land = {"enterprise_without_land", "有企无地", false, {}, {}, 0, 0, 0};
    out.land_without_tax = {"land_without_tax", "有地无税", true, {}, {}, 0, 0, 0};
    out.tax_without_land = {"tax_without_land", "有税无地", false, {}, {}, 0, 0, 0};
    // A run that keeps summaries only has moved the ledger's columns into the input's tables.
    const table::Table& parcels = input.parcels->table;
    const table::Table& enterprises = input.enterprises->table;
    const Values parcel_tax(result.parcels, parcels, "tax"), parcel_output(result.parcels, parcels, "output");
    const Values basis(parcels, "area_basis_m2");
    for (Row p = 0; p + 1 < result.of_parcel.size(); ++p) {
        if (!parcel_in_scope.empty() && parcel_in_scope[p] == 0) continue;
        const bool any = result.of_parcel[p] < result.of_parcel[p + 1];
        const double tax = parcel_tax[p];
        if (any && tax > 0) continue;
        CrossCheckList& list = any ? out.land_without_tax : out.land_without_enterprise;
        list.rows.push_back(p);
        if (const double area = basis[p]; area > 0 && area < 9e9) list.area_m2.add(area);
        add_money(list, tax, parcel_output[p]);
    }
    const Values firm_tax(result.enterprises, enterprises, "tax"), land(result.enterprises, enterprises, "land_m2");
    const Values output(enterprises, "output");
    for (Row e = 0; e < result.counted.size(); ++e) {
        if (result.counted[e] == 0 || land[e] > 0) continue;
        const double tax = firm_tax[e];
        out.enterprise_without_land.rows.push_back(e);
        add_money(out.enterprise_without_land, tax, output[e]);
        if (!(tax > 0)) continue;
        out.tax_without_land.rows.push_back(e);
        add_money(out.tax_without_land, tax, output[e]);
    }
    return out;
}

}  // namespace mulens::ledger
