#include "ledger/columns.hpp"

#include "base/parallel.hpp"
#include "geom/units.hpp"

#include <fmt/format.h>

#include <cmath>

namespace mulens::ledger {
namespace {

using table::Column;
using table::TextStore;

double m2_from_nano(Int128 nano) {
    constexpr Int128 small = Int128{1} << 62;  // the conversion of 64 bits is much faster
    return (nano < small ? static_cast<double>(static_cast<std::int64_t>(nano)) : static_cast<double>(nano)) / 1e9;
}

Column coded(const std::vector<std::string>& entries, std::vector<std::uint32_t> codes) {
    return Column::texts(TextStore::coded(entries, std::move(codes)));
}

Column tax_sources(const Divided& divided) {
    std::vector<std::string> entries;
    for (int i = 0; i <= static_cast<int>(TaxSource::point); ++i)
        entries.emplace_back(name_of(static_cast<TaxSource>(i)));
    std::vector<std::uint32_t> codes(divided.source.size());
    for (std::size_t p = 0; p < codes.size(); ++p) codes[p] = static_cast<std::uint32_t>(divided.source[p]);
    return coded(entries, std::move(codes));
}

Column reasons(const std::vector<ResidualReason>& reason) {
    std::vector<std::string> entries;
    for (int i = 0; i <= static_cast<int>(ResidualReason::duplicate); ++i)
        entries.emplace_back(name_of(static_cast<ResidualReason>(i)));
    std::vector<std::uint32_t> codes(reason.size());
    for (std::size_t e = 0; e < codes.size(); ++e) codes[e] = static_cast<std::uint32_t>(reason[e]);
    return coded(entries, std::move(codes));
}

/// Names of the parcel's enterprises with the relation, ;-joined in enterprise order.
Column names(const ColumnInput& in, Relation relation, const char* own_column) {
    const table::Table& parcels = in.input.parcels->table;
    const Column* own = own_column == nullptr ? nullptr : parcels.find(own_column);
    if (own != nullptr && !own->is_text()) own = nullptr;
    const Column* name = in.input.enterprises->table.find("name");
    TextStore store(TextStore::Mode::unique);
    store.reserve(parcels.rows(), std::size_t{parcels.rows()} * 24);
    std::string text;
    for (Row p = 0; p < parcels.rows(); ++p) {
        text.clear();
        if (own != nullptr) text = own->text(p);
        const bool given = !text.empty();
        for (auto i = in.divided.of_parcel[p]; i < in.divided.of_parcel[p + 1] && !given && name != nullptr; ++i) {
            const Share& share = in.divided.shares[i];
            if (share.relation != relation || name->text(share.enterprise).empty()) continue;
            if (!text.empty()) text += ';';
            text += name->text(share.enterprise);
        }
        store.push(text);
    }
    return Column::texts(std::move(store));
}

/// The parcel's own figure where it has one, else what its enterprises bring.
Column own_or_allocated(const Column* own, const Column& allocated) {
    if (own == nullptr || own->is_text()) return allocated;
    std::vector<double> values(own->values());
    for (Row p = 0; p < values.size(); ++p)
        if (std::isnan(values[p])) values[p] = allocated.number(p);
    return Column::numbers(std::move(values));
}

void count_enterprises(const ColumnInput& in, table::Table& out) {
    const Row parcels = in.input.parcels->rows();
    std::vector<double> count(parcels);
    std::vector<double> elsewhere(parcels, table::none);
    for (Row p = 0; p < parcels; ++p) {
        const auto first = in.divided.of_parcel[p];
        const auto last = in.divided.of_parcel[p + 1];
        count[p] = static_cast<double>(last - first);
        if (first == last) continue;
        elsewhere[p] = 0;
        for (auto i = first; i < last; ++i)
            if (in.tax.elsewhere[in.divided.shares[i].enterprise] != 0) elsewhere[p] = 1;
    }
    out.set("enterprise_count", Column::numbers(std::move(count)));
    out.set("tax_source", tax_sources(in.divided));
    out.set("tax_elsewhere", Column::numbers(std::move(elsewhere), table::Kind::boolean));
}

/// A text column of the parcels, taken over by way of each enterprise's main parcel.
Column of_main_parcel(const ColumnInput& in, const std::vector<std::uint32_t>& main, const Column& column) {
    const auto parcel = [&](std::size_t e) { return in.divided.shares[main[e]].parcel; };
    if (column.store().mode() == TextStore::Mode::dictionary) {
        std::vector<std::string> entries{""};
        for (std::uint32_t i = 0; i < column.store().entries(); ++i) entries.emplace_back(column.store().entry(i));
        std::vector<std::uint32_t> codes(main.size(), 0);
        for (std::size_t e = 0; e < main.size(); ++e)
            if (main[e] != no_row) codes[e] = column.store().code(parcel(e)) + 1;
        return coded(entries, std::move(codes));
    }
    TextStore store(TextStore::Mode::unique);
    store.reserve(static_cast<Row>(main.size()), main.size() * 20);
    for (std::size_t e = 0; e < main.size(); ++e)
        store.push(main[e] == no_row ? std::string_view{} : column.text(parcel(e)));
    return Column::texts(std::move(store));
}

void land_columns(const ColumnInput& in, table::Table& out) {
    const std::size_t rows = in.reason.size();
    std::vector<double> land(rows, table::none), registered(land), rented_in(land), rented_out(land), assessed(land);
    std::vector<double> count(rows, 0.0);
    parallel_chunks(in.input.options.threads, rows, 65536,
                    [&](std::uint64_t, std::uint64_t first, std::uint64_t last, unsigned) {
                        for (std::uint64_t e = first; e < last; ++e) {
                            Int128 sum = 0, own = 0, hired = 0, let = 0;
                            const auto begin = in.by_enterprise.offsets[e];
                            const auto end = in.by_enterprise.offsets[e + 1];
                            count[e] = static_cast<double>(end - begin);
                            bool measurable = false;
                            for (auto i = begin; i < end; ++i) {
                                const std::uint32_t k = in.by_enterprise.shares[i];
                                const AreaStep& step = in.divided.steps[k];
                                if (step.how == AreaHow::none) continue;
                                measurable = true;
                                sum += in.divided.shares[k].land_nano;
                                (step.how == AreaHow::registered ? own : hired) += step.in_nano;
                                let += step.out_nano;
                            }
                            if (!measurable) continue;
                            land[e] = m2_from_nano(sum);
                            registered[e] = geom::mu_from_m2(m2_from_nano(own));
                            rented_in[e] = geom::mu_from_m2(m2_from_nano(hired));
                            rented_out[e] = geom::mu_from_m2(m2_from_nano(let));
                            assessed[e] = geom::mu_from_m2(m2_from_nano(own + hired - let));
                        }
                    });
    out.set("parcel_count", Column::numbers(std::move(count)));
    out.set("land_m2", Column::numbers(std::move(land)));
    out.set("area_registered_mu", Column::numbers(std::move(registered)));
    out.set("area_rented_in_mu", Column::numbers(std::move(rented_in)));
    out.set("area_rented_out_mu", Column::numbers(std::move(rented_out)));
    out.set("area_assessed_mu", Column::numbers(std::move(assessed)));
}

/// 规上 or 规下: the given text, else the revenue.
Column scale_classes(const ColumnInput& in, std::vector<std::string>& assumptions) {
    const table::Table& table = in.input.enterprises->table;
    const Column* given = table.find("scale_class");
    const Column* revenue = table.find("revenue");
    const std::vector<std::string> entries{"", "规上", "规下"};
    const auto code_of = [&](std::string_view text) {
        const std::string_view scale = normalise_scale_class(text);
        return scale.empty() ? 0U : (scale == entries[1] ? 1U : 2U);
    };
    std::vector<std::uint32_t> codes(table.rows(), 0);
    if (given != nullptr && given->is_text() && given->store().mode() == TextStore::Mode::dictionary) {
        std::vector<std::uint32_t> of_entry(given->store().entries());
        for (std::uint32_t i = 0; i < of_entry.size(); ++i) of_entry[i] = code_of(given->store().entry(i));
        for (Row e = 0; e < codes.size(); ++e) codes[e] = of_entry[given->store().code(e)];
    } else if (given != nullptr) {
        for (Row e = 0; e < codes.size(); ++e)
            codes[e] = given->is_text() ? code_of(given->text(e)) : (given->number(e) == 1 ? 1U : 0U);
    }
    const double limit = in.input.options.large_revenue_wan;
    std::uint64_t assumed = 0;
    if (revenue != nullptr && !revenue->is_text())
        for (Row e = 0; e < codes.size(); ++e) {
            if (codes[e] != 0 || std::isnan(revenue->number(e))) continue;
            codes[e] = revenue->number(e) >= limit ? 1 : 2;
            ++assumed;
        }
    if (assumed > 0)
        assumptions.push_back(fmt::format(
            "{} enterprises give no 规上/规下: revenue of {} 万元 or more is taken as 规上 (practice, not law)",
            assumed, limit));
    return coded(entries, std::move(codes));
}

}  // namespace

table::Table parcel_columns(const ColumnInput& in, const Allocated& allocated) {
    table::Table out(in.input.parcels->rows());
    count_enterprises(in, out);
    if (in.input.options.names) {
        Column texts[2];
        parallel_chunks(in.input.options.threads, 2, 1, [&](std::uint64_t i, std::uint64_t, std::uint64_t, unsigned) {
            texts[i] = i == 0 ? names(in, Relation::owner, "owner") : names(in, Relation::tenant, nullptr);
        });
        out.set("owner", std::move(texts[0]));
        out.set("tenant", std::move(texts[1]));
    }
    for (const auto& name : allocated.parcels.names()) out.set(name, allocated.parcels.share(name));
    constexpr const char* investment = "fixed_investment_with_land";
    if (out.has(investment))
        out.set(investment, own_or_allocated(in.input.parcels->table.find(investment), out.at(investment)));
    return out;
}

table::Table enterprise_columns(const ColumnInput& in, std::vector<std::string>& assumptions) {
    table::Table out(in.input.enterprises->rows());
    std::vector<double> elsewhere(in.tax.elsewhere.begin(), in.tax.elsewhere.end());
    out.set("tax", Column::numbers(in.tax.tax));
    out.set("tax_elsewhere", Column::numbers(std::move(elsewhere), table::Kind::boolean));
    out.set("scale_class", scale_classes(in, assumptions));
    land_columns(in, out);
    const std::vector<std::uint32_t>& main = in.by_enterprise.main;
    const Column* ids = in.input.parcels->table.find("parcel_id");
    const Column* platforms = in.input.parcels->table.find("platform");
    if (in.input.options.names && in.input.options.main_parcels && ids != nullptr)
        out.set("main_parcel", of_main_parcel(in, main, *ids));
    if (platforms != nullptr && platforms->is_text()) out.set("platform", of_main_parcel(in, main, *platforms));
    out.set("residual_reason", reasons(in.reason));
    return out;
}

}  // namespace mulens::ledger
