#include "plan/options.hpp"

#include "base/error.hpp"
#include "query/filter.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>

namespace mulens::plan {
namespace {

using config::RenewalOption;
using config::RenewalTable;
using table::Table;

constexpr double yuan_per_wan = 10'000;

double known(double value) { return std::isnan(value) ? 0 : value; }

/// Per row whether the condition holds; "" holds for all.
std::vector<bool> holds(const Table& sites, const std::string& condition, const std::string& whose,
                        const RenewalTable& table) {
    std::vector<bool> out(sites.rows(), condition.empty());
    if (condition.empty()) return out;
    try {
        for (const Row row : query::select(sites, condition)) out[row] = true;
    } catch (const Error& error) {
        throw error.with_context(fmt::format("{}, {}", table.file, whose));
    }
    return out;
}

/// Per site the first rule that holds.
std::vector<std::size_t> first_rule(const Table& sites, const std::vector<config::RenewalRule>& rules, const char* what,
                                    const RenewalTable& table) {
    std::vector<std::size_t> out(sites.rows(), rules.size() - 1);
    for (std::size_t i = rules.size(); i-- > 0;) {
        const auto hit = holds(sites, rules[i].when, fmt::format("{} {}", what, rules[i].name), table);
        for (std::size_t row = 0; row < out.size(); ++row)
            if (hit[row]) out[row] = i;
    }
    return out;
}

double allowed_floor(const Table& sites, Row row, double storey_height_m) {
    const double area = sites.number("area_m2", row);
    const double by_far = sites.number("far_limit", row) * area;
    const double storeys = std::floor(sites.number("height_max_m", row) / storey_height_m);
    const double by_height = sites.number("density_max", row) * area * storeys;
    return std::isnan(by_height) ? by_far : std::min(by_far, by_height);
}

SiteOption cost_of(const Table& sites, Row row, const RenewalTable& table, std::uint32_t index, bool leaves,
                   double target) {
    const RenewalOption& o = table.options[index];
    const double mu = known(sites.number("area_basis_mu", row));
    const double gfa = known(sites.number("gfa_m2", row));
    const double firms = sites.number("enterprise_count", row);
    SiteOption out;
    out.site = row;
    out.option = index;
    out.floor_before_m2 = gfa;
    out.floor_after_m2 = gfa;
    double built = 0;
    if (leaves && o.id != "keep") {
        out.floor_after_m2 = 0;
        out.leaves_mu = mu;
    } else if (o.far_use > 0) {
        const double allowed = allowed_floor(sites, row, table.storey_height_m);
        out.floor_after_m2 = std::isnan(allowed) ? table::none : std::max(gfa, o.far_use * allowed);
        built = std::isnan(allowed) ? 0 : out.floor_after_m2 - (o.demolition_yuan_m2 > 0 ? 0 : gfa);
    } else if (o.public_build_yuan_m2 > 0) {
        built = gfa;
    }
    out.floor_gain_m2 = out.floor_after_m2 - out.floor_before_m2;
    // The supply ledger's price is what the owner asks; the table's is only a guess.
    const double asked = sites.number("supply_price", row);
    const double land_price = o.land_price_per_mu > 0 && asked > 0 ? asked : o.land_price_per_mu;
    out.public_cost =
        land_price * mu + o.relocation_per_enterprise * firms +
        (o.building_price_yuan_m2 + o.demolition_yuan_m2 + o.rent_yuan_m2_year * o.rent_years) * gfa / yuan_per_wan +
        o.public_build_yuan_m2 * built / yuan_per_wan;
    out.public_income = o.resale_price_per_mu * mu;
    out.private_cost = o.private_build_yuan_m2 * built / yuan_per_wan;
    out.years = o.years;
    out.target_tax_per_mu = target;
    out.tax_before = known(sites.number("tax", row));
    out.tax_after =
        out.leaves_mu > 0 ? 0 : out.tax_before + o.realisation * std::max(0.0, known(target) * mu - out.tax_before);
    if (out.tax_gain() > 0)
        out.payback_years = o.years + std::max(0.0, out.net_cost()) / (table.local_share * out.tax_gain());
    return out;
}

std::vector<std::string> groups_of(const PlanInput& input, const RenewalTable& table,
                                   const std::vector<std::string>& industries) {
    if (table.target_by_industry) return industries;
    std::vector<std::string> out;
    out.reserve(input.parcels->rows());
    for (Row row = 0; row < input.parcels->rows(); ++row) out.emplace_back(input.parcels->text("platform", row));
    return out;
}

void say_assumptions(Options& out, const RenewalTable& table) {
    if (!table.notice.empty()) out.assumptions.emplace_back(table.notice, table.notice_en);
    if (out.unknown_far > 0)
        out.assumptions.push_back(said("{} 处没有规划容积率,可新增建筑面积记为未知(不是 0)",
                                       "{} sites have no planned FAR: their new floor is unknown (not 0)",
                                       out.unknown_far));
    if (out.unknown_tax > 0)
        out.assumptions.push_back(said("{} 处现状税收未知,按 0 计算税收增量",
                                       "{} sites have no known tax: it counts as 0 in the gain", out.unknown_tax));
    out.assumptions.push_back(
        table.target_tax_per_mu > 0
            ? said("目标亩均税收统一取 {} 万元/亩", "Target tax per mu: {} ×10k CNY/mu for all",
                   table.target_tax_per_mu)
            : said("目标亩均税收取{}已评价地块的 {:.0f}% 分位;不足 {} 宗时取全区(--set target_tax_per_mu=… 可指定)",
                   "Target tax per mu: of assessed plots of {} the {:.0f} % quantile, of the district where they are "
                   "fewer than {} (--set target_tax_per_mu=… gives it)",
                   table.target_by_industry ? Words("同行业", "the industry") : Words("同平台", "the platform"),
                   table.target_quantile * 100, fewest_plots));
    if (table.local_share >= 1)
        out.assumptions.emplace_back(
            "回收年限按新增税收全额计算,未扣除上级分成(--set local_share=… 可改)",
            "Payback counts the whole added tax, shares of higher levels included (--set local_share=… changes it)");
}

}  // namespace

Options evaluate_options(const PlanInput& input, std::vector<Site> sites, const RenewalTable& table) {
    Options out;
    const auto industries = parcel_industries(input);
    out.table = site_table(input, sites, industries);
    out.sites = std::move(sites);
    const auto path = first_rule(out.table, table.paths, "path", table);
    std::vector<std::string> names;
    for (const std::size_t p : path) names.push_back(table.paths[p].name);
    out.table.set("path", table::Column::texts(names));
    const auto mode = first_rule(out.table, table.modes, "mode", table);
    std::vector<std::vector<bool>> offered;
    for (const auto& option : table.options)
        offered.push_back(holds(out.table, option.offered, "option " + option.id, table));

    const auto groups = groups_of(input, table, industries);
    const Targets targets(*input.parcels, groups, table.target_quantile);
    for (Row row = 0; row < out.table.rows(); ++row) {
        const auto& rule = table.modes[mode[row]];
        const auto& way = table.paths[path[row]];
        SiteDecision decision{way.named(), way.reason(), rule.named(), rule.reason(), 0};
        const std::string group(out.table.text(table.target_by_industry ? "industry" : "platform", row));
        const double target = table.target_tax_per_mu > 0 ? table.target_tax_per_mu : targets.of(group);
        for (std::uint32_t o = 0; o < table.options.size(); ++o) {
            const auto& option = table.options[o];
            auto result = cost_of(out.table, row, table, o, way.leaves, target);
            result.recommended = option.id == rule.option;
            const bool large_enough = !(out.table.number("area_basis_mu", row) < option.min_mu);
            // What the table recommends is offered, whatever its general condition says.
            result.offered = (offered[o][row] && large_enough) || result.recommended;
            if (result.recommended) decision.option = o;
            out.options.push_back(result);
        }
        if (std::isnan(out.table.number("far_limit", row))) ++out.unknown_far;
        if (std::isnan(out.table.number("tax", row))) ++out.unknown_tax;
        out.decisions.push_back(std::move(decision));
    }
    say_assumptions(out, table);
    if (!(table.target_tax_per_mu > 0) && std::isnan(targets.district()))
        out.assumptions.emplace_back(
            "没有已评价地块的亩均税收,目标亩均税收未知,税收增量记为 0(--set target_tax_per_mu=… 可指定)",
            "No assessed plot has a tax per mu: the target is unknown and the gain in tax counts as 0 (--set "
            "target_tax_per_mu=…)");
    return out;
}

}  // namespace mulens::plan
