#include "pipeline/summaries.hpp"

#include "base/parallel.hpp"
#include "config/columns.hpp"
#include "geom/units.hpp"

#include <algorithm>
#include <array>
#include <cmath>
#include <map>

namespace mulens::pipeline {
namespace {

using metrics::GroupSummary;
using metrics::Totals;
using table::Column;
using table::none;
using table::Table;

/// Counts of parcels that the totals do not hold: grades, low-efficient and idle plots.
struct Tally {
    std::array<std::uint64_t, 4> grades{};
    std::uint64_t ungraded = 0, not_evaluated = 0, low = 0, idle = 0;
    ExactSum low_m2, idle_m2;

    void add(const Tally& other) {
        for (std::size_t i = 0; i < grades.size(); ++i) grades[i] += other.grades[i];
        ungraded += other.ungraded;
        not_evaluated += other.not_evaluated;
        low += other.low;
        idle += other.idle;
        low_m2.add(other.low_m2);
        idle_m2.add(other.idle_m2);
    }
};

using Tallies = std::map<std::string, Tally, std::less<>>;
using FirmCounts = std::map<std::string, std::uint64_t, std::less<>>;

constexpr const char* ratio_metrics[] = {"tax_per_mu", "output_per_mu", "value_added_per_mu"};

double ratio(const char* metric, const metrics::SummaryColumns& columns, const Totals& totals) {
    return metrics::ratio_of_sums(*metrics::find_metric(metric), columns, totals).value;
}

/// What a row adds to the tally of its group.
void add_row(Tally& tally, Row row, const Column* grade, const Column* low, const Column* idle, const Column* area) {
    const std::string_view g = grade == nullptr ? std::string_view{} : grade->text(row);
    if (g.size() == 1 && g[0] >= 'A' && g[0] <= 'D')
        ++tally.grades[static_cast<std::size_t>(g[0] - 'A')];
    else if (g == "ungraded")
        ++tally.ungraded;
    else if (g == "not_evaluated")
        ++tally.not_evaluated;
    const double m2 = area == nullptr || std::isnan(area->number(row)) ? 0 : area->number(row);
    if (low != nullptr && low->number(row) == 1) {
        ++tally.low;
        tally.low_m2.add(m2);
    }
    if (idle != nullptr && rules::is_idle(idle->text(row))) {
        ++tally.idle;
        tally.idle_m2.add(m2);
    }
}

Tallies tally_by(const Table& table, const std::string& column) {
    Tallies out;
    const Column* group = table.find(column);
    const Column* grade = table.find("grade");
    const Column* low = table.find("low_efficiency");
    const Column* idle = table.find("idle_status");
    const Column* area = table.find("area_basis_m2");
    const bool coded = group != nullptr && group->store().mode() == table::TextStore::Mode::dictionary;
    std::vector<Tally*> of_code(coded ? group->store().entries() : 0);
    for (std::uint32_t i = 0; i < of_code.size(); ++i) of_code[i] = &out[std::string(group->store().entry(i))];
    for (Row row = 0; row < table.rows(); ++row) {
        Tally& tally = coded ? *of_code[group->store().code(row)]
                             : out[std::string(group == nullptr ? std::string_view{} : group->text(row))];
        add_row(tally, row, grade, low, idle, area);
    }
    return out;
}

/// One row a share of an assessed 规上 enterprise on land in scope.
Table large_shares(const SummaryInput& input) {
    const auto& shares = input.ledger->shares;
    const auto& standing = input.rules->firms.standing;
    const auto& in_scope = input.rules->scope.in;
    const Column* scale = input.enterprises->find("scale_class");
    std::vector<std::size_t> rows;
    for (std::size_t i = 0; i < shares.size() && scale != nullptr && !standing.empty(); ++i)
        if (standing[shares[i].enterprise] == rules::Standing::assessed && in_scope[shares[i].parcel] != 0 &&
            scale->text(shares[i].enterprise) == "规上")
            rows.push_back(i);
    const auto text_at_parcel = [&](const char* name) {
        const Column* column = input.parcels->find(name);
        table::TextStore store;
        for (const std::size_t i : rows)
            store.push(column == nullptr ? std::string_view{} : column->text(shares[i].parcel));
        return Column::texts(std::move(store));
    };
    Table out(static_cast<Row>(rows.size()));
    for (const char* name : {"platform", "street", "platforms"}) out.set(name, text_at_parcel(name));
    std::vector<double> land;
    for (const std::size_t i : rows) land.push_back(static_cast<double>(shares[i].land_nano) * 1e-9);
    out.set("land_m2", Column::numbers(std::move(land)));
    for (const auto& allocation : input.ledger->allocations) {
        if (std::find(share_money().begin(), share_money().end(), allocation.column) == share_money().end()) continue;
        std::vector<double> wan;
        for (const std::size_t i : rows)
            wan.push_back(allocation.fen[i] == ledger::blank_fen ? none : wan_from_fen(allocation.fen[i]));
        out.set(allocation.column, Column::numbers(std::move(wan)));
    }
    return out;
}

/// Puts the totals of `large` (by group) into the place of the parcels' own.
void take_large(metrics::Summary& summary, const metrics::Summary& large) {
    const auto convert = [&](const Totals& from, Totals& to) {
        Totals out = to;
        out.rows = from.rows;
        out.area_m2 = from.area_m2;
        std::fill(out.fen.begin(), out.fen.end(), 0);
        std::fill(out.given.begin(), out.given.end(), 0);
        for (auto& quantity : out.quantity) quantity = {};
        for (std::size_t i = 0; i < summary.columns.money.size(); ++i)
            for (std::size_t k = 0; k < large.columns.money.size(); ++k)
                if (large.columns.money[k] == summary.columns.money[i]) {
                    out.fen[i] = from.fen[k];
                    out.given[i] = from.given[k];
                }
        to = std::move(out);
    };
    Totals nothing;
    nothing.fen.resize(large.columns.money.size());
    nothing.given.resize(large.columns.money.size() + large.columns.quantity.size());
    for (auto& group : summary.groups) {
        const auto it = std::find_if(large.groups.begin(), large.groups.end(),
                                     [&](const auto& g) { return g.group == group.group; });
        convert(it == large.groups.end() ? nothing : it->all, group.large);
    }
    if (summary.exclusive) convert(large.total.all, summary.total.large);
}

/// Distinct counted firms with land in each group. `groups_of(parcel, add)` calls add(code) for the parcel's groups;
/// codes are below `names.size()`. One bit a firm and group: no sorting of a million links.
template <typename GroupsOf>
FirmCounts count_firms(const SummaryInput& input, const std::vector<std::string>& names, GroupsOf&& groups_of) {
    FirmCounts out;
    if (input.enterprises == nullptr || input.enterprises->rows() == 0) return out;
    const std::size_t firms = input.enterprises->rows();
    std::vector<std::vector<bool>> seen(names.size());
    for (const auto& share : input.ledger->shares) {
        if (input.ledger->counted[share.enterprise] == 0) continue;
        groups_of(share.parcel, [&](std::uint32_t group) {
            if (seen[group].empty()) seen[group].resize(firms);
            seen[group][share.enterprise] = true;
        });
    }
    for (std::size_t i = 0; i < names.size(); ++i)
        out[names[i]] += static_cast<std::uint64_t>(std::count(seen[i].begin(), seen[i].end(), true));
    return out;
}

/// By the values of a dictionary column of the parcels.
FirmCounts firms_by(const SummaryInput& input, const std::string& column_name) {
    const Column* column = input.parcels->find(column_name);
    if (column == nullptr || column->store().mode() != table::TextStore::Mode::dictionary)
        return count_firms(input, {""}, [](Row, auto&& add) { add(0U); });
    std::vector<std::string> names;
    for (std::uint32_t i = 0; i < column->store().entries(); ++i) names.emplace_back(column->store().entry(i));
    return count_firms(input, names, [&](Row parcel, auto&& add) { add(column->store().code(parcel)); });
}

/// By every platform that a parcel lies in.
FirmCounts firms_by_membership(const SummaryInput& input) {
    if (input.platform_zones == nullptr) return {};
    constexpr double shown_share = 0.00005;  // what `platforms` prints as 0.0001 or more
    return count_firms(input, input.zone_names, [&](Row parcel, auto&& add) {
        for (const auto& m : input.platform_zones->of(parcel))
            if (m.share >= shown_share) add(m.zone);
    });
}

std::uint64_t firms_with_land(const SummaryInput& input) {
    const auto all = count_firms(input, {""}, [](Row, auto&& add) { add(0U); });
    return all.empty() ? 0 : all.begin()->second;
}

/// The summary as a table; `tallies` may be null (overlapping groups, enterprises), `firms` too.
Table table_of(const std::string& key, const metrics::Summary& summary, const Tallies* tallies, const FirmCounts* firms,
               bool of_parcels) {
    const auto rows = static_cast<Row>(summary.groups.size());
    Table out(rows);
    std::vector<std::string> names;
    for (const auto& group : summary.groups) names.push_back(group.group);
    out.set(key, Column::texts(names));
    const auto column = [&](const std::string& name, auto value) {
        std::vector<double> values;
        for (const auto& group : summary.groups) values.push_back(static_cast<double>(value(group)));
        out.set(name, Column::numbers(std::move(values)));
    };
    const char* count = of_parcels ? "parcel_count" : "enterprise_count";
    column(count, [](const GroupSummary& g) { return g.all.rows; });
    if (firms != nullptr && !firms->empty())
        column("enterprise_count", [&](const GroupSummary& g) {
            const auto it = firms->find(g.group);
            return it == firms->end() ? 0 : it->second;
        });
    if (of_parcels) column("scope_parcels", [](const GroupSummary& g) { return g.in_scope.rows; });
    if (of_parcels) column("assessed_parcels", [](const GroupSummary& g) { return g.assessed.rows; });
    if (of_parcels) column("area_basis_mu", [](const GroupSummary& g) { return metrics::area_mu_of(g.all); });
    if (of_parcels) column("scope_mu", [](const GroupSummary& g) { return metrics::area_mu_of(g.in_scope); });
    column("assessed_mu", [](const GroupSummary& g) { return metrics::area_mu_of(g.assessed); });
    column("assessed_large_mu", [](const GroupSummary& g) { return metrics::area_mu_of(g.large); });
    for (const char* money : {"tax", "tax_paid", "output", "value_added", "revenue", "employees"})
        column(money, [&](const GroupSummary& g) { return metrics::sum_of(money, summary.columns, g.in_scope); });
    column("tax_missing", [](const GroupSummary& g) { return g.in_scope.tax_missing; });
    for (const char* metric : ratio_metrics) {
        column(std::string(metric) + "_large",
               [&](const GroupSummary& g) { return ratio(metric, summary.columns, g.large); });
        column(std::string(metric) + "_assessed",
               [&](const GroupSummary& g) { return ratio(metric, summary.columns, g.assessed); });
        if (of_parcels)
            column(std::string(metric) + "_scope",
                   [&](const GroupSummary& g) { return ratio(metric, summary.columns, g.in_scope); });
    }
    if (tallies == nullptr) return out;
    const auto tally = [&](const GroupSummary& g) {
        const auto it = tallies->find(g.group);
        return it == tallies->end() ? Tally{} : it->second;
    };
    for (std::size_t i = 0; i < 4; ++i)
        column(std::string("grade_") + static_cast<char>('a' + i),
               [&](const GroupSummary& g) { return tally(g).grades[i]; });
    column("ungraded", [&](const GroupSummary& g) { return tally(g).ungraded; });
    column("not_evaluated", [&](const GroupSummary& g) { return tally(g).not_evaluated; });
    column("low_efficiency_parcels", [&](const GroupSummary& g) { return tally(g).low; });
    column("low_efficiency_mu", [&](const GroupSummary& g) { return geom::mu_from_m2(tally(g).low_m2.value()); });
    column("idle_parcels", [&](const GroupSummary& g) { return tally(g).idle; });
    column("idle_mu", [&](const GroupSummary& g) { return geom::mu_from_m2(tally(g).idle_m2.value()); });
    return out;
}

/// The totals as a table of one row: ratios of sums, never sums of ratios.
Table district_table(const SummaryInput& input, const metrics::Summary& platforms, const Tallies& by_platform) {
    metrics::Summary all;
    all.columns = platforms.columns;
    all.groups = {platforms.total};
    const std::string& name = all.groups.front().group;
    Tallies tally;
    for (const auto& [platform, t] : by_platform) tally[name].add(t);
    FirmCounts firms;
    if (input.ledger != nullptr && input.enterprises != nullptr && input.enterprises->rows() > 0)
        firms[name] = firms_with_land(input);
    return table_of("platform", all, &tally, &firms, true);
}

/// The first two digits of a GB/T 4754 code, whatever letters stand before them; "" where there are none.
std::string_view division_of(std::string_view code) {
    const std::size_t at = code.find_first_of("0123456789");
    if (at == std::string_view::npos || at + 1 >= code.size()) return {};
    return code.substr(at, 2);
}

Table with_division(const Table& enterprises) {
    Table out = enterprises;
    const Column* industry = enterprises.find("industry");
    const Row rows = enterprises.rows();
    table::TextStore store;
    if (industry != nullptr && industry->store().mode() == table::TextStore::Mode::dictionary) {
        std::vector<std::string> divisions;
        std::vector<std::uint32_t> of_entry;
        for (std::uint32_t i = 0; i < industry->store().entries(); ++i) {
            const std::string division(division_of(industry->store().entry(i)));
            const auto it = std::find(divisions.begin(), divisions.end(), division);
            of_entry.push_back(static_cast<std::uint32_t>(it - divisions.begin()));
            if (it == divisions.end()) divisions.push_back(division);
        }
        std::vector<std::uint32_t> codes(rows);
        for (Row row = 0; row < rows; ++row) codes[row] = of_entry[industry->store().code(row)];
        store = table::TextStore::coded(divisions, std::move(codes));
    } else {
        for (Row row = 0; row < rows; ++row)
            store.push(industry == nullptr ? std::string_view{} : division_of(industry->text(row)));
    }
    out.set("division", Column::texts(std::move(store)));
    return out;
}

Table with_industry_names(Table industries) {
    table::TextStore store;
    for (Row row = 0; row < industries.rows(); ++row) {
        const std::string code(industries.text("industry", row));
        const std::string_view name = config::column_catalogue().value_zh("industry_name", code);
        store.push(name == code ? std::string_view{} : name);
    }
    industries.set("industry_name", Column::texts(std::move(store)));
    return industries;
}

/// The four tables do not touch each other: a task each, on as many threads as there are.
class SummaryTasks {
  public:
    SummaryTasks(const SummaryInput& input, Summaries& out)
        : input_(input), out_(out), shares_(input.enterprises == nullptr ? Table(0) : large_shares(input)) {}

    void run() {
        parallel_chunks(std::max(1U, input_.threads), 4, 1, [&](std::uint64_t task, auto, auto, auto) {
            if (task == 0) platforms();
            if (task == 1) overlap();
            if (task == 2) streets();
            if (task == 3) industries();
        });
    }

  private:
    [[nodiscard]] metrics::SummaryRequest parcels_by(const std::string& column,
                                                     const std::vector<std::string>& order) const {
        metrics::SummaryRequest request;
        request.group_column = column;
        request.order = order;
        request.area_column = "area_basis_m2";
        request.assessed = input_.rules->grades.judged;
        return request;
    }
    [[nodiscard]] static metrics::SummaryRequest shares_by(const std::string& column) {
        metrics::SummaryRequest request;
        request.group_column = column;
        request.area_column = "land_m2";
        return request;
    }
    [[nodiscard]] metrics::Summary exclusive(const std::string& column, const std::vector<std::string>& order) const {
        auto summary = metrics::summarise(*input_.parcels, parcels_by(column, order));
        take_large(summary, metrics::summarise(shares_, shares_by(column)));
        return summary;
    }

    void platforms() {
        const auto summary = exclusive("platform", input_.platform_names);
        const auto tally = tally_by(*input_.parcels, "platform");
        const auto firms = firms_by(input_, "platform");
        out_.platforms = table_of("platform", summary, &tally, &firms, true);
        out_.district = summary.total;
        out_.district_row = district_table(input_, summary, tally);
        out_.columns = summary.columns;
        const auto per_mu = [&](const char* metric) {
            return Summaries::PerMu{ratio(metric, out_.columns, out_.district.large),
                                    ratio(metric, out_.columns, out_.district.assessed),
                                    ratio(metric, out_.columns, out_.district.in_scope)};
        };
        out_.tax_per_mu = per_mu("tax_per_mu");
        out_.output_per_mu = per_mu("output_per_mu");
    }

    void overlap() {
        if (!input_.parcels->has("platforms")) return;
        auto summary = metrics::summarise_overlap(*input_.parcels, parcels_by("platforms", input_.platform_names));
        take_large(summary, metrics::summarise_overlap(shares_, shares_by("platforms")));
        const auto firms = firms_by_membership(input_);
        out_.platforms_overlap = table_of("platform", summary, nullptr, &firms, true);
    }

    void streets() {
        const auto summary = exclusive("street", input_.street_names);
        const auto tally = tally_by(*input_.parcels, "street");
        const auto firms = firms_by(input_, "street");
        out_.streets = table_of("street", summary, &tally, &firms, true);
    }

    void industries() {
        if (input_.enterprises == nullptr || input_.enterprises->rows() == 0) return;
        const Table firms = with_division(*input_.enterprises);
        std::vector<std::uint8_t> assessed(firms.rows(), 0);
        const auto& standing = input_.rules->firms.standing;
        for (std::size_t i = 0; i < standing.size(); ++i)
            assessed[i] = standing[i] == rules::Standing::assessed ? 1 : 0;
        metrics::SummaryRequest request;
        request.group_column = "division";
        request.area_column = "area_assessed_mu";
        request.assessed = assessed;
        request.counted = input_.ledger->counted;
        out_.industries =
            with_industry_names(table_of("industry", metrics::summarise(firms, request), nullptr, nullptr, false));
    }

    const SummaryInput& input_;
    Summaries& out_;
    Table shares_;
};

}  // namespace

const std::vector<std::string>& share_money() {
    static const std::vector<std::string> names{"tax", "output", "value_added"};
    return names;
}

Summaries summarise(const SummaryInput& input) {
    Summaries out;
    SummaryTasks(input, out).run();
    return out;
}

}  // namespace mulens::pipeline
