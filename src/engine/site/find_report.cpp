#include "site/find_report.hpp"

#include "plan/assembly_report.hpp"
#include "plan/words.hpp"
#include "table/rows.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>

namespace mulens::site {
namespace {

using plan::Names;
using plan::shown;
using table::Rows;

constexpr const char* not_known = "权属意向未知";

std::string text_of(const table::Table& table, const char* name, Row row) { return std::string(table.text(name, row)); }

/// What the supply ledger says about a plot: the row of a wished kind, else its first one.
Row supply_row(const FindData& data, const Wish& wish, Row parcel) {
    if (data.supply == nullptr || parcel >= data.supply_of.size()) return no_row;
    const auto& rows = data.supply_of[parcel];
    for (const Row row : rows)
        if (std::find(wish.supply.begin(), wish.supply.end(), data.supply->text("supply_kind", row)) !=
            wish.supply.end())
            return row;
    return rows.empty() ? no_row : rows.front();
}

struct Talk {
    Names ids, platforms, owners, tenants, status, supply, warnings, utilities, encumbrance, offices;
    double enterprises = 0, tax = 0, price = 0, handover = table::none;
    bool any_tax = false, priced = true, levelled = true, pipelines = false, supply_known = true;
    std::size_t unknown_owners = 0;
};

Talk talk_of(const FindData& data, const Wish& wish, const std::vector<Row>& plots) {
    const table::Table& parcels = *data.parcels;
    Talk t;
    for (const Row row : plots) {
        t.ids.add(parcels.text("parcel_id", row), '\n');
        t.platforms.add(parcels.text("platform", row), '\n');
        t.owners.add(parcels.text("owner", row), '\n');
        if (parcels.text("owner", row).empty()) ++t.unknown_owners;
        t.tenants.add(parcels.text("tenant", row));
        t.status.add(data.status[row]);
        const double firms = parcels.number("enterprise_count", row);
        if (!std::isnan(firms)) t.enterprises += firms;
        const double tax = parcels.number("tax", row);
        if (!std::isnan(tax)) {
            t.tax += tax;
            t.any_tax = true;
        }
        Names constraints;
        constraints.add(parcels.text("constraints", row));
        for (const auto& name : constraints.all()) t.warnings.add("涉及" + name);
        const auto renewal = text_of(parcels, "renewal_area", row);
        if (!renewal.empty()) t.warnings.add("位于" + renewal);
        const Row s = supply_row(data, wish, row);
        if (s == no_row) {
            t.supply_known = t.priced = t.levelled = false;
            continue;
        }
        t.supply.add(data.supply->text("supply_kind", s), '\n');
        t.utilities.add(data.supply->text("utilities", s), '\n');
        if (data.supply->text("encumbrance", s) != "无") t.encumbrance.add(data.supply->text("encumbrance", s), '\n');
        t.offices.add(data.supply->text("responsible", s), '\n');
        const double price = data.supply->number("price", s);
        t.priced = t.priced && !std::isnan(price);
        t.price += price;
        t.handover = std::fmax(t.handover, data.supply->number("handover_date", s));
        t.levelled = t.levelled && data.supply->number("levelled", s) == 1;
        t.pipelines = t.pipelines || data.supply->number("pipelines_to_move", s) == 1;
    }
    if (!t.supply_known && data.supply != nullptr) t.supply.add(not_known);
    return t;
}

std::string site_id(std::size_t s) { return fmt::format("S{:03}", s + 1); }

double nearest(const Site& site) {
    return site.near_m.empty() ? table::none : *std::max_element(site.near_m.begin(), site.near_m.end());
}

table::ReportTable sites_table(const FindData& data, const Wish& wish, const Found& found, double border_m) {
    Rows out;
    std::vector<std::vector<Row>> sets;
    for (std::size_t s = 0; s < found.sites.size(); ++s) {
        const Site& site = found.sites[s];
        const Talk t = talk_of(data, wish, site.plots);
        sets.push_back(site.plots);
        double m2 = 0;
        for (const Row row : site.plots) m2 += data.parcels->number("area_m2", row);
        out.row();
        out.set("rank", static_cast<double>(s + 1)).set("site_id", site_id(s)).set("parcel_ids", t.ids.joined());
        out.set("plot_count", static_cast<double>(site.plots.size())).set("area_basis_mu", site.mu);
        out.flag("meets_all", site.meets()).set("wish_gap", site.distance).set("unmet", site.unmet());
        out.set("near_m", nearest(site)).set("land_status", t.status.joined()).set("supply_kind", t.supply.joined());
        out.set("platform", t.platforms.joined()).set("far_headroom", site.headroom);
        out.set("headroom_m2", site.headroom * m2);
        out.set("building_m2", wish.building_m2 ? site.building_m2 : table::none);
        out.set("supply_price", t.priced ? t.price : table::none);
        out.set("handover_date", t.handover, table::Kind::date);
        out.set("levelled", t.supply_known ? (t.levelled ? 1 : 0) : table::none, table::Kind::boolean);
        out.set("pipelines_to_move", t.supply_known ? (t.pipelines ? 1 : 0) : table::none, table::Kind::boolean);
        out.set("utilities", t.utilities.joined()).set("encumbrance", t.encumbrance.joined());
        out.set("owner", t.owners.joined()).set("tenant", t.tenants.joined()).set("enterprise_count", t.enterprises);
        out.set("tax", t.any_tax ? t.tax : table::none).set("responsible", t.offices.joined());
        if (t.unknown_owners > 0) {
            Names warnings = t.warnings;
            warnings.add(fmt::format("{}宗权利人未知", t.unknown_owners));
            out.set("warnings", warnings.joined());
        } else {
            out.set("warnings", t.warnings.joined());
        }
    }
    std::vector<std::string> screen{"site_id", "plot_count", "area_basis_mu"};
    if (!wish.near.empty()) screen.emplace_back("near_m");
    if (wish.far_headroom) screen.emplace_back("far_headroom");
    if (wish.building_m2) screen.emplace_back("building_m2");
    for (const char* name : {"land_status", "supply_kind", "platform", "owner", "tax", "unmet", "warnings"})
        screen.emplace_back(name);
    return {"sites",
            "选址结果",
            out.take(),
            "site_id",
            std::make_shared<geom::Polygons>(plan::outlines(*data.geometry, sets, border_m)),
            screen};
}

table::ReportTable plots_table(const FindData& data, const Wish& wish, const Found& found) {
    const table::Table& parcels = *data.parcels;
    Rows out;
    auto geometry = std::make_shared<geom::Polygons>();
    for (std::size_t s = 0; s < found.sites.size(); ++s)
        for (const Row row : found.sites[s].plots) {
            const Talk t = talk_of(data, wish, {row});
            out.row();
            out.set("site_id", site_id(s));
            for (const char* name : {"parcel_id", "platform", "street", "owner", "tenant"})
                out.set(name, text_of(parcels, name, row));
            for (const char* name : {"enterprise_count", "area_basis_mu", "far", "far_limit", "tax", "tax_per_mu"})
                out.set(name, parcels.number(name, row));
            for (const char* name : {"grade", "idle_status", "constraints", "renewal_area"})
                out.set(name, text_of(parcels, name, row));
            out.set("land_status", data.status[row]).set("supply_kind", t.supply.joined());
            out.set("supply_price", t.priced ? t.price : table::none);
            out.set("encumbrance", t.encumbrance.joined()).set("responsible", t.offices.joined());
            geometry->add_feature(*data.geometry, row);
        }
    return {"site_plots", "选址地块", out.take(), "", geometry, {}};
}

std::string sentence(const FindData& data, const Wish& wish, const Site& site, const std::string& name) {
    const Talk t = talk_of(data, wish, site.plots);
    std::string out = fmt::format("{}:{}宗{}{}亩 ({})", name, site.plots.size(), site.plots.size() > 1 ? "相连共" : "",
                                  shown(site.mu), t.ids.joined("、"));
    if (!site.near_m.empty())
        out += fmt::format(",距原址{}{}米", wish.centroid ? "中心" : "边界", shown(nearest(site), 0));
    if (t.supply.size() > 0) out += "," + t.supply.joined("、");
    out += ";洽谈对象 " + (t.owners.size() > 0 ? t.owners.joined("、") : std::string("未知"));
    if (t.offices.size() > 0) out += fmt::format(" (经办 {})", t.offices.joined("、"));
    if (t.tenants.size() > 0) out += fmt::format(",需腾退承租企业{}家", t.tenants.size());
    if (t.any_tax) out += fmt::format(",涉及税收{}万元", shown(t.tax));
    const std::string unmet = site.unmet();
    return out + (unmet.empty() ? "。" : ";未满足:" + unmet + "。");
}

}  // namespace

void add_sites(table::Report& report, const FindData& data, const Wish& wish, const Limits& limits, const Found& found,
               double border_m) {
    report.lines.push_back(fmt::format("可选地块 {} 宗,完全满足要求的有 {} 处,列出 {} 处。", found.offers,
                                       found.meeting, found.sites.size()));
    if (found.sites.empty())
        report.lines.push_back(
            fmt::format("没有与要求差距在 {:.0f}% 以内的地块:可放宽面积或距离,或用 --status "
                        "any 在全部地块中找。",
                        limits.tolerance * 100));
    else
        report.lines.push_back("首选 " + sentence(data, wish, found.sites.front(), site_id(0)));
    const auto full = std::find_if(found.sites.begin(), found.sites.end(), [](const Site& s) { return s.meets(); });
    if (full != found.sites.end() && full != found.sites.begin())
        report.lines.push_back(
            "完全满足但排在后面的有 " +
            sentence(data, wish, *full, site_id(static_cast<std::size_t>(full - found.sites.begin()))));
    if (found.beyond > 0) report.lines.push_back(fmt::format("另有 {} 处差距不大,未列 (--results)。", found.beyond));
    if (!found.complete)
        report.lines.push_back("相连地块的组合过多,只查了一部分:可减少 --max-plots 或缩小 --status 的范围。");
    report.tables.push_back(sites_table(data, wish, found, border_m));
    report.tables.push_back(plots_table(data, wish, found));
    std::string weights;
    for (std::size_t t = 0; t < term_count; ++t)
        weights += fmt::format("{}{}={}", t == 0 ? "" : ",", name_of(static_cast<Term>(t)), wish.weights[t]);
    table::add_facts(report, {{"weights", weights},
                              {"max_plots", limits.max_plots},
                              {"tolerance", limits.tolerance},
                              {"offers", found.offers},
                              {"sets", found.sets},
                              {"complete", found.complete ? "yes" : "no"}});
    auto& say = report.assumptions;
    say.push_back(
        fmt::format("与要求差距 = 各项差距按权重 ({}) 的平均,0 为完全满足;列出不超过 {:.0f}% 的 (--tolerance)", weights,
                    limits.tolerance * 100));
    if (!wish.near.empty())
        say.push_back(fmt::format("距离为{}的直线距离,不是道路距离",
                                  wish.centroid ? "宗地中心之间" : "宗地边界之间 (--centroid 改用中心)"));
    if (data.supply != nullptr)
        say.emplace_back("供应台账没有记录的地块排在有记录的之后,权属意向未知");
    else
        say.emplace_back("没有供应台账:所有地块的权属意向未知");
    if (wish.min_mu > 0 && limits.max_plots > 1)
        say.push_back(fmt::format("单宗不足时由至多 {} 宗相连地块凑足面积 (--max-plots),多宗方案之间不重复用地",
                                  limits.max_plots));
    if (wish.far_headroom) say.emplace_back("没有规划容积率的地块余量未知,按未满足计");
}

void add_floor(table::Report& report, const FindData& data, const Wish& wish, const FloorWish& floor,
               const FloorFound& found) {
    const table::Table& units = *data.units;
    Rows out;
    auto geometry = std::make_shared<geom::Polygons>();
    for (std::size_t s = 0; s < found.sites.size(); ++s) {
        const FloorSite& site = found.sites[s];
        Names ids, buildings, storeys, parks, offices;
        double rent = 0;
        double from = table::none;
        for (const Row row : site.units) {
            ids.add(units.text("unit_id", row), '\n');
            buildings.add(units.text("building", row), '\n');
            parks.add(units.text("park_id", row), '\n');
            offices.add(units.text("responsible", row), '\n');
            const double storey = units.number("floor", row);
            if (!std::isnan(storey)) storeys.add(fmt::format("{:.0f}", storey));
            rent += units.number("rent", row) * units.number("vacant_area_m2", row);
            from = std::fmax(from, units.number("available_from", row));
        }
        out.row();
        out.set("rank", static_cast<double>(s + 1)).set("unit_ids", ids.joined());
        out.set("parcel_id", text_of(*data.parcels, "parcel_id", site.parcel)).set("park_id", parks.joined());
        out.set("building", buildings.joined()).set("storeys", storeys.joined());
        out.set("unit_count", static_cast<double>(site.units.size())).set("vacant_area_m2", site.vacant_m2);
        out.set("storey_height_m", site.height_m).set("load_kn_m2", site.load_kn_m2);
        out.set("power_kva", site.power_kva).set("rent", rent / site.vacant_m2);
        out.set("available_from", from, table::Kind::date).set("near_m", nearest(site.place));
        bool meets = site.meets();
        out.flag("meets_all", meets).set("wish_gap", site.distance).set("unmet", site.unmet());
        for (const char* name : {"platform", "owner", "constraints", "renewal_area"})
            out.set(name, text_of(*data.parcels, name, site.parcel));
        out.set("responsible", offices.joined());
        geometry->add_feature(*data.geometry, site.parcel);
    }
    std::string wanted = fmt::format("{} 平方米", shown(floor.m2, 0));
    if (floor.height_m > 0) wanted += fmt::format("、层高 {} 米以上", floor.height_m);
    if (floor.load_kn_m2 > 0) wanted += fmt::format("、荷载 {} 千牛/平方米以上", floor.load_kn_m2);
    if (floor.power_kva > 0) wanted += fmt::format("、配电 {} 千伏安以上", floor.power_kva);
    report.lines.push_back(fmt::format("闲置厂房:空置单元 {} 个共 {} 平方米;满足 {} 的有 {} 处,列出 {} 处。",
                                       found.vacant_units, shown(found.vacant_m2, 0), wanted, found.meeting,
                                       found.sites.size()));
    if (found.lost_units > 0)
        report.lines.push_back(fmt::format("{} 个单元所填宗地代码不在宗地图层中,未参与查找。", found.lost_units));
    std::vector<std::string> screen{"unit_ids",        "parcel_id",  "vacant_area_m2",
                                    "storey_height_m", "load_kn_m2", "power_kva"};
    if (!wish.near.empty()) screen.emplace_back("near_m");
    for (const char* name : {"platform", "owner", "responsible", "unmet"}) screen.emplace_back(name);
    report.tables.push_back({"floor_units", "闲置厂房", out.take(), "", geometry, screen});
    report.assumptions.emplace_back("闲置厂房按单元台账查找;单个单元不足时,由同一幢楼内层高、荷载合格的单元凑足");
}

void add_entry(table::Report& report, const std::vector<EntryLine>& lines) {
    Rows out;
    std::size_t reached = 0;
    std::size_t missed = 0;
    for (const EntryLine& line : lines) {
        out.row();
        out.set("standard", line.standard).set("standard_name", line.standard_zh);
        out.set("indicator", line.limit.indicator).set("value", line.value);
        out.set("at_least", std::isfinite(line.limit.at_least) ? line.limit.at_least : table::none);
        out.set("at_most", std::isfinite(line.limit.at_most) ? line.limit.at_most : table::none);
        out.set("verdict", name_of(line.verdict)).set("citation", line.limit.citation);
        reached += line.verdict == Verdict::reached ? 1 : 0;
        missed += line.verdict == Verdict::missed ? 1 : 0;
    }
    report.lines.push_back(fmt::format("准入核对:{} 项门槛中达到 {} 项,未达到 {} 项,未提供数据 {} 项。", lines.size(),
                                       reached, missed, lines.size() - reached - missed));
    report.tables.push_back({"entry_check",
                             "准入核对",
                             out.take(),
                             "",
                             nullptr,
                             {"standard_name", "indicator", "value", "at_least", "at_most", "verdict", "citation"}});
    report.assumptions.emplace_back(
        "准入门槛为所列来源公布的数值或自拟演示值,不是钱塘现行规定 (--standard 可用本地标准文件)");
}

}  // namespace mulens::site
