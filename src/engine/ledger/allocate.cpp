#include "ledger/allocate.hpp"

#include "base/parallel.hpp"
#include "ledger/split.hpp"

#include <cmath>
#include <optional>

namespace mulens::ledger {
namespace {

constexpr double largest_money_wan = 9e11;  // 9e17 分: far above any firm, far below the limit of 64 bits
constexpr std::size_t reasons = static_cast<std::size_t>(ResidualReason::duplicate) + 1;

struct ColumnResult {
    table::Column parcels;
    std::optional<table::Column> missing;
    Allocation allocation;
    Balance balance;
    std::vector<ResidualSum> residual_sums;
};

class Allocator {
  public:
    Allocator(const AllocateInput& in, Diagnostics& diagnostics)
        : in_(in), diagnostics_(diagnostics), carries_(in.divided.shares.size()) {
        for (std::size_t i = 0; i < carries_.size(); ++i) carries_[i] = shares()[i].land_nano > 0 ? 1 : 0;
    }

    /// The enterprise's values of a column; nothing where the ledger has none.
    [[nodiscard]] std::optional<table::NumberView> values(const std::string& name) const {
        if (name == "tax") return table::NumberView(in_.tax);
        const table::Column* column = in_.input.enterprises->table.find(name);
        if (column == nullptr || column->is_text()) return std::nullopt;
        return table::NumberView(*column);
    }

    /// `buffer` becomes the allocation's memory: hand it in again where the allocation is not kept.
    ColumnResult money(const std::string& name, table::NumberView wan, std::vector<std::int64_t> buffer) {
        ColumnResult out;
        buffer.assign(shares().size(), blank_fen);
        out.allocation = {name, std::move(buffer)};
        out.balance.column = name;
        std::array<ResidualSum, reasons> residual{};
        SplitScratch scratch;
        std::vector<std::int64_t> weights;
        std::vector<std::int64_t> parts;
        for (Row e = 0; e < in_.reason.size(); ++e) {
            const std::int64_t fen = fen_of(name, e, wan[e]);
            if (fen == blank_fen) {
                ++out.balance.blank;
                continue;
            }
            out.balance.input_fen += fen;
            if (const auto reason = in_.reason[e]; reason != ResidualReason::none) {
                ResidualSum& sum = residual[static_cast<std::size_t>(reason)];
                ++sum.enterprises;
                sum.fen += fen;
                out.balance.residual_fen += fen;
                continue;
            }
            const auto own = shares_of(e);
            if (own.size() == 1) {
                out.allocation.fen[own[0]] = fen;
                continue;
            }
            weights.resize(own.size());
            parts.resize(own.size());
            for (std::size_t i = 0; i < own.size(); ++i) weights[i] = shares()[own[i]].land_nano;
            // An enterprise's shares are in parcel_id order: the lower index wins a tie.
            split_exact(fen, weights, parts, scratch, [](std::size_t a, std::size_t b) { return a < b; });
            for (std::size_t i = 0; i < own.size(); ++i) out.allocation.fen[own[i]] = parts[i];
        }
        for (std::size_t r = 1; r < reasons; ++r) {
            if (residual[r].enterprises == 0) continue;
            residual[r].reason = static_cast<ResidualReason>(r);
            residual[r].column = name;
            out.residual_sums.push_back(residual[r]);
        }
        sum_money(out, name == "tax");
        return out;
    }

    table::Column quantity(table::NumberView values, std::vector<double>& parts) const {
        parts.assign(shares().size(), table::none);
        for (Row e = 0; e < in_.reason.size(); ++e) {
            const double value = values[e];
            if (!std::isfinite(value) || in_.reason[e] != ResidualReason::none) continue;
            const auto own = shares_of(e);
            if (own.size() == 1)
                parts[own[0]] = value;
            else
                split_real(value, own, parts);
        }
        std::vector<double> sums(parcels(), table::none);
        each_share([&](Row p, std::size_t share) {
            if (std::isnan(parts[share])) return;
            sums[p] = std::isnan(sums[p]) ? parts[share] : sums[p] + parts[share];
        });
        return table::Column::numbers(std::move(sums));
    }

  private:
    [[nodiscard]] const std::vector<Share>& shares() const { return in_.divided.shares; }
    [[nodiscard]] Row parcels() const { return in_.input.parcels->rows(); }
    [[nodiscard]] std::span<const std::uint32_t> shares_of(Row e) const {
        const auto& by = in_.by_enterprise;
        return {by.shares.data() + by.offsets[e], static_cast<std::size_t>(by.offsets[e + 1] - by.offsets[e])};
    }

    /// Shares that carry land, by parcel.
    template <typename Visit>
    void each_share(Visit&& visit) const {
        const auto& offsets = in_.divided.of_parcel;
        for (Row p = 0; p < parcels(); ++p)
            for (auto i = offsets[p]; i < offsets[p + 1]; ++i)
                if (carries_[i] != 0) visit(p, static_cast<std::size_t>(i));
    }

    std::int64_t fen_of(const std::string& name, Row e, double wan) {
        if (std::isnan(wan)) return blank_fen;
        if (std::abs(wan) < largest_money_wan) return fen_from_wan(wan);
        Finding finding = row_finding(*in_.input.enterprises, e, "value_range", Severity::error);
        finding.subject = subject_of(in_.input.enterprises->table, e);
        finding.field = name;
        finding.value = wan;
        finding.message = name + " is beyond any amount of money: taken as blank, check its unit";
        diagnostics_.add(std::move(finding));
        return blank_fen;
    }

    /// The last part with land is the exact complement of the others.
    void split_real(double value, std::span<const std::uint32_t> own, std::vector<double>& parts) const {
        Int128 land = 0;
        std::size_t last = 0;
        for (std::size_t i = 0; i < own.size(); ++i) {
            const auto nano = shares()[own[i]].land_nano;
            land += nano;
            if (nano > 0) last = i;
        }
        double given = 0;
        for (std::size_t i = 0; i < own.size(); ++i) {
            const auto nano = shares()[own[i]].land_nano;
            double part = i == last ? value - given : 0.0;
            if (i != last && nano > 0) part = value * (static_cast<double>(nano) / static_cast<double>(land));
            if (i != last) given += part;
            parts[own[i]] = part;
        }
    }

    void sum_money(ColumnResult& out, bool count_missing) const {
        const auto& fen = out.allocation.fen;
        const auto& offsets = in_.divided.of_parcel;
        std::vector<double> wan(parcels(), table::none);
        for (Row p = 0; p < parcels(); ++p) {
            std::int64_t sum = 0;
            bool any = false;
            for (auto i = offsets[p]; i < offsets[p + 1]; ++i) {
                if (carries_[i] == 0 || fen[i] == blank_fen) continue;
                sum += fen[i];
                any = true;
            }
            if (!any) continue;
            out.balance.allocated_fen += sum;
            wan[p] = wan_from_fen(sum);
        }
        out.parcels = table::Column::numbers(std::move(wan));
        if (!count_missing) return;
        std::vector<double> missing(parcels(), 0.0);
        for (Row p = 0; p < parcels(); ++p)
            for (auto i = offsets[p]; i < offsets[p + 1]; ++i)
                if (std::isnan(in_.tax[shares()[i].enterprise])) missing[p] += 1;
        out.missing = table::Column::numbers(std::move(missing));
    }

    const AllocateInput& in_;
    Diagnostics& diagnostics_;
    std::vector<std::uint8_t> carries_;  // per share: 1 where it has land
};

}  // namespace

const std::vector<std::string>& money_columns() {
    static const std::vector<std::string> names{
        "tax_paid", "tax_exempt_credit", "tax_refund", "tax_audit", "tax_land_oneoff",           "tax",
        "output",   "value_added",       "revenue",    "rd",        "fixed_investment_with_land"};
    return names;
}

const std::vector<std::string>& quantity_columns() {
    static const std::vector<std::string> names{"employees", "energy_tce", "electricity_wan_kwh", "emissions_t"};
    return names;
}

Allocated allocate(const AllocateInput& in, Diagnostics& diagnostics) {
    Allocator allocator(in, diagnostics);
    const auto& money = money_columns();
    const auto& quantity = quantity_columns();
    std::vector<std::optional<ColumnResult>> results(money.size());
    std::vector<std::optional<table::Column>> quantities(quantity.size());
    const auto keep = [&](const std::string& name) {
        const auto& options = in.input.options;
        const auto& names = options.keep_columns;
        return options.keep_allocations || std::find(names.begin(), names.end(), name) != names.end();
    };
    const unsigned threads = std::max(1U, in.input.options.threads);
    std::vector<std::vector<std::int64_t>> fen(threads);
    std::vector<std::vector<double>> parts(threads);
    // A task a column: columns do not touch each other, so threads cannot change a byte.
    parallel_chunks(threads, money.size() + quantity.size(), 1,
                    [&](std::uint64_t task, std::uint64_t, std::uint64_t, unsigned worker) {
                        const bool is_money = task < money.size();
                        const std::string& name = is_money ? money[task] : quantity[task - money.size()];
                        const auto values = allocator.values(name);
                        if (!values) return;
                        if (!is_money) {
                            quantities[task - money.size()] = allocator.quantity(*values, parts[worker]);
                            return;
                        }
                        results[task] = allocator.money(name, *values, std::move(fen[worker]));
                        fen[worker] =
                            keep(name) ? std::vector<std::int64_t>() : std::move(results[task]->allocation.fen);
                    });
    Allocated out;
    out.parcels = table::Table(in.input.parcels->rows());
    for (std::size_t i = 0; i < money.size(); ++i) {
        if (!results[i]) continue;
        out.parcels.set(money[i], std::move(results[i]->parcels));
        if (results[i]->missing) out.parcels.set("tax_missing", std::move(*results[i]->missing));
        out.balances.push_back(std::move(results[i]->balance));
        if (keep(money[i])) out.allocations.push_back(std::move(results[i]->allocation));
        for (auto& sum : results[i]->residual_sums) out.residual_sums.push_back(std::move(sum));
    }
    for (std::size_t i = 0; i < quantity.size(); ++i)
        if (quantities[i]) out.parcels.set(quantity[i], std::move(*quantities[i]));
    std::stable_sort(out.residual_sums.begin(), out.residual_sums.end(),
                     [](const ResidualSum& a, const ResidualSum& b) { return a.reason < b.reason; });
    return out;
}

}  // namespace mulens::ledger
