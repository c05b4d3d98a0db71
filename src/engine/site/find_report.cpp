#include "site/find_report.hpp"

#include "plan/assembly_report.hpp"
#include "plan/names.hpp"
#include "site/fares.hpp"
#include "table/rows.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>

namespace mulens::site {
namespace {

using plan::Names;
using table::Rows;

const Words not_known("权属意向未知", "not known");

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

/// What the supply ledger of the sample and its like says; other words stay as they are.
Words supply_word(std::string_view kind) {
    static constexpr std::pair<const char*, const char*> known[] = {{"可出让", "to be granted"},
                                                                    {"可转让", "for sale"},
                                                                    {"司法处置", "judicial sale"},
                                                                    {"可租", "to let"},
                                                                    {"意向收储", "offered to the government"}};
    for (const auto& [zh, en] : known)
        if (kind == zh) return {zh, en};
    return std::string(kind);
}

struct Talk {
    Names ids, platforms, owners, tenants, utilities, encumbrance, offices;
    plan::WordList status, supply, warnings;
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
        for (const Words& word : data.status[row].all()) t.status.add(word);
        const double firms = parcels.number("enterprise_count", row);
        if (!std::isnan(firms)) t.enterprises += firms;
        const double tax = parcels.number("tax", row);
        if (!std::isnan(tax)) {
            t.tax += tax;
            t.any_tax = true;
        }
        Names constraints;
        constraints.add(parcels.text("constraints", row));
        for (const auto& name : constraints.all()) t.warnings.add(said("涉及{}", "in {}", name));
        const auto renewal = text_of(parcels, "renewal_area", row);
        if (!renewal.empty()) t.warnings.add(said("位于{}", "in {}", renewal));
        const Row s = supply_row(data, wish, row);
        if (s == no_row) {
            t.supply_known = t.priced = t.levelled = false;
            continue;
        }
        t.supply.add(supply_word(data.supply->text("supply_kind", s)));
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
            plan::WordList warnings = t.warnings;
            warnings.add(said("{}宗权利人未知", "{} without a known owner", t.unknown_owners));
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
    table::ReportTable made{"sites",
                            {"选址结果", "Sites found"},
                            out.take(),
                            "site_id",
                            std::make_shared<geom::Polygons>(plan::outlines(*data.geometry, sets, border_m)),
                            screen};
    made.english = out.english();
    made.chart = {{"platform"}, {"supply_kind"}, {"", "area_basis_mu"}, {}, {}};
    return made;
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
            out.set("land_status", data.status[row].joined()).set("supply_kind", t.supply.joined());
            out.set("supply_price", t.priced ? t.price : table::none);
            out.set("encumbrance", t.encumbrance.joined()).set("responsible", t.offices.joined());
            geometry->add_feature(*data.geometry, row);
        }
    table::ReportTable made{"site_plots", {"选址地块", "Plots of the sites"}, out.take(), "", geometry, {}};
    made.english = out.english();
    return made;
}

Words sentence(const FindData& data, const Wish& wish, const Site& site, const std::string& name) {
    const Talk t = talk_of(data, wish, site.plots);
    Words out = said("{}:{}宗{}{}亩 ({})", "{}: {} {}, {} mu ({})", name, site.plots.size(),
                     site.plots.size() > 1 ? Words("相连共", "plots side by side") : Words("", "plot"), figure(site.mu),
                     Words(t.ids.joined("、"), t.ids.joined(", ")));
    if (!site.near_m.empty())
        out += said(",距原址{}{}米", ", {1} m from the present {0}",
                    wish.centroid ? Words("中心", "centre") : Words("边界", "border"), figure(nearest(site), 0));
    if (t.supply.size() > 0) out += said(",{}", ", {}", t.supply.joined({"、", ", "}));
    out += said(";洽谈对象 {}", "; talk to {}",
                t.owners.size() > 0 ? Words(t.owners.joined("、"), t.owners.joined(", ")) : Words("未知", "unknown"));
    if (t.offices.size() > 0)
        out += said(" (经办 {})", " (office: {})", Words(t.offices.joined("、"), t.offices.joined(", ")));
    if (t.tenants.size() > 0) out += said(",需腾退承租企业{}家", ", {} tenants to move", t.tenants.size());
    if (t.any_tax) out += said(",涉及税收{}万元", ", tax {} ×10k CNY", figure(t.tax));
    const Words unmet = site.unmet();
    return out + (unmet.empty() ? Words("。", ".") : said(";未满足:{}。", "; not met: {}.", unmet));
}

}  // namespace

void add_sites(table::Report& report, const FindData& data, const Wish& wish, const Limits& limits, const Found& found,
               double border_m) {
    report.lines.push_back(said("可选地块 {} 宗,完全满足要求的有 {} 处,列出 {} 处。",
                                "{} plots to choose from; {} sites meet the whole wish, {} are listed.", found.offers,
                                found.meeting, found.sites.size()));
    if (const Words none = impossible(wish, limits, found); !none.empty()) report.lines.push_back(none);
    if (found.sites.empty() && found.offers > 0)
        report.lines.push_back(
            said("没有与要求差距在 {:.0f}% 以内的地块:可放宽面积或距离,或用 --status any 在全部地块中找。",
                 "Nothing lies within {:.0f} % of the wish: ask for less land or more distance, or look in all plots "
                 "with --status any.",
                 limits.tolerance * 100));
    if (!found.sites.empty())
        report.lines.push_back(Words("首选 ", "First ") + sentence(data, wish, found.sites.front(), site_id(0)));
    const auto full = std::find_if(found.sites.begin(), found.sites.end(), [](const Site& s) { return s.meets(); });
    if (full != found.sites.end() && full != found.sites.begin())
        report.lines.push_back(
            Words("完全满足但排在后面的有 ", "Further down, but meeting all: ") +
            sentence(data, wish, *full, site_id(static_cast<std::size_t>(full - found.sites.begin()))));
    if (found.beyond > 0)
        report.lines.push_back(
            said("另有 {} 处差距不大,未列 (--results)。", "{} more come near, not listed (--results).", found.beyond));
    if (!found.complete)
        report.lines.emplace_back(
            "相连地块的组合过多,只查了一部分:可减少 --max-plots 或缩小 --status 的范围。",
            "There are too many sets of neighbours, only some were looked at: lower --max-plots or "
            "narrow --status.");
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
    say.push_back(said(
        "与要求差距 = 各项差距按权重 ({}) 的平均,0 为完全满足;列出不超过 {:.0f}% 的 (--tolerance)",
        "Distance to the wish = mean of its parts by weight ({}), 0 = all met; listed up to {:.0f} % (--tolerance)",
        weights, limits.tolerance * 100));
    if (!wish.near.empty())
        say.push_back(said(
            "距离为{}的直线距离,不是道路距离", "Distances are straight, between {}, not along roads",
            wish.centroid ? Words("宗地中心之间", "centres of plots")
                          : Words("宗地边界之间 (--centroid 改用中心)", "borders of plots (--centroid: centres)")));
    if (data.supply != nullptr)
        say.emplace_back("供应台账没有记录的地块排在有记录的之后,权属意向未知",
                         "Plots without a row in the supply ledger come after those with one: whether they are for "
                         "sale is not known");
    else
        say.emplace_back("没有供应台账:所有地块的权属意向未知",
                         "There is no supply ledger: whether plots are for sale is not known");
    if (wish.min_mu > 0 && limits.max_plots > 1)
        say.push_back(
            said("单宗不足时由至多 {} 宗相连地块凑足面积 (--max-plots),多宗方案之间不重复用地",
                 "Where one plot is too small, up to {} neighbours reach the area together (--max-plots); no plot "
                 "stands in two such sites",
                 limits.max_plots));
    if (wish.far_headroom)
        say.emplace_back("没有规划容积率的地块余量未知,按未满足计",
                         "A plot without a planned FAR has unknown headroom: not met");
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
    Words wanted = said("{} 平方米", "{} m²", figure(floor.m2, 0));
    if (floor.height_m > 0) wanted += said("、层高 {} 米以上", ", {} m high or more", floor.height_m);
    if (floor.load_kn_m2 > 0) wanted += said("、荷载 {} 千牛/平方米以上", ", {} kN/m² or more", floor.load_kn_m2);
    if (floor.power_kva > 0) wanted += said("、配电 {} 千伏安以上", ", {} kVA or more", floor.power_kva);
    report.lines.push_back(said("闲置厂房:空置单元 {} 个共 {} 平方米;满足 {} 的有 {} 处,列出 {} 处。",
                                "Vacant floor: {} units, {} m²; of {}: {} sites, {} listed.", found.vacant_units,
                                figure(found.vacant_m2, 0), wanted, found.meeting, found.sites.size()));
    if (const Words none = impossible(wish, floor, found); !none.empty()) report.lines.push_back(none);
    if (found.lost_units > 0)
        report.lines.push_back(said("{} 个单元所填宗地代码不在宗地图层中,未参与查找。",
                                    "{} units name a parcel that is not there: not looked at.", found.lost_units));
    std::vector<std::string> screen{"unit_ids",        "parcel_id",  "vacant_area_m2",
                                    "storey_height_m", "load_kn_m2", "power_kva"};
    if (!wish.near.empty()) screen.emplace_back("near_m");
    for (const char* name : {"platform", "owner", "responsible", "unmet"}) screen.emplace_back(name);
    report.tables.push_back({"floor_units", {"闲置厂房", "Vacant floor"}, out.take(), "", geometry, screen});
    report.tables.back().english = out.english();
    report.assumptions.emplace_back(
        "闲置厂房按单元台账查找;单个单元不足时,由同一幢楼内层高、荷载合格的单元凑足",
        "Vacant floor is looked up in the table of units; where one is too small, units of one "
        "building with the height and load reach it together");
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
    report.lines.push_back(said("准入核对:{} 项门槛中达到 {} 项,未达到 {} 项,未提供数据 {} 项。",
                                "Entry check: of {} limits {} are reached, {} missed, {} without a figure.",
                                lines.size(), reached, missed, lines.size() - reached - missed));
    report.tables.push_back({"entry_check",
                             {"准入核对", "Entry check"},
                             out.take(),
                             "",
                             nullptr,
                             {"standard_name", "indicator", "value", "at_least", "at_most", "verdict", "citation"}});
    report.assumptions.emplace_back(
        "准入门槛为所列来源公布的数值或自拟演示值,不是钱塘现行规定 (--standard 可用本地标准文件)",
        "Entry limits are what their sources published or made-up examples, not Qiantang's rule in force (--standard "
        "takes a local file)");
}

}  // namespace mulens::site
