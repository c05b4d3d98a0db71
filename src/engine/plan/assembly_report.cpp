#include "plan/assembly_report.hpp"

#include "geos/ops.hpp"
#include "plan/names.hpp"
#include "table/rows.hpp"

#include <fmt/format.h>

#include <cmath>

namespace mulens::plan {
namespace {

using table::Rows;

std::string text_of(const table::Table& parcels, const char* name, Row row) {
    return std::string(parcels.text(name, row));
}
Words or_unknown(const std::string& owner) {
    return owner.empty() ? Words("权利人未知", "owner unknown") : Words(owner);
}
std::string group_id(std::size_t g) { return fmt::format("G{:03}", g + 1); }

struct Told {
    Names owners, platforms, constraints, renewal;
    std::size_t unknown_owners = 0, taxed_elsewhere = 0, constrained = 0, in_renewal = 0;
    bool any_tax = false;
};

Told tell(const table::Table& parcels, const std::vector<Row>& plots) {
    Told out;
    for (const Row row : plots) {
        const auto owner = parcels.text("owner", row);
        if (owner.empty()) ++out.unknown_owners;
        out.owners.add(owner, '\n');
        out.platforms.add(parcels.text("platform", row), '\n');
        const auto constraints = parcels.text("constraints", row);
        if (!constraints.empty()) ++out.constrained;
        out.constraints.add(constraints);
        const auto renewal = parcels.text("renewal_area", row);
        if (!renewal.empty()) ++out.in_renewal;
        out.renewal.add(renewal);
        if (parcels.number("tax_elsewhere", row) == 1) ++out.taxed_elsewhere;
        if (!std::isnan(parcels.number("tax", row))) out.any_tax = true;
    }
    return out;
}

Words warnings_of(const Told& told) {
    WordList out;
    if (told.constrained > 0)
        out.add(said("{0}宗涉及{1}", "{0} in {2}", told.constrained, told.constraints.joined("、"),
                     told.constraints.joined(", ")));
    if (told.in_renewal > 0)
        out.add(
            said("{0}宗位于{1}", "{0} in {2}", told.in_renewal, told.renewal.joined("、"), told.renewal.joined(", ")));
    if (told.unknown_owners > 0) out.add(said("{}宗权利人未知", "{} without a known owner", told.unknown_owners));
    if (told.taxed_elsewhere > 0)
        out.add(said("{}宗有企业在外地纳税", "{} with firms taxed elsewhere", told.taxed_elsewhere));
    return out.joined();
}

Words why(const Group& group, bool judged, const table::Table& parcels) {
    const Figures& f = group.figures;
    Words out = said("{}宗{}{}亩,权利人{}个,紧凑度{:.2f}", "{} plots{}, {} mu, {} owners, compactness {:.2f}",
                     group.plots.size(), group.plots.size() > 1 ? Words("相连共", " side by side") : Words(),
                     figure(f.mu), f.owners, f.part_compact);
    if (judged) out += said(",低效或闲置土地占{:.0f}%", ", {:.0f} % low-efficient or idle land", f.part_low * 100);
    const bool known = std::any_of(group.plots.begin(), group.plots.end(),
                                   [&](Row row) { return std::isfinite(parcels.number("tax", row)); });
    out += known ? said(",涉及税收{}万元(亩均{})", ", tax {} ×10k CNY ({} per mu)", figure(f.tax), figure(f.tax / f.mu))
                 : Words(",税收未知", ", tax unknown");
    if (group.proof == Proof::exact)
        out += Words(";所在连片超出限制,本组为其中得分最高的一组",
                     "; the land around is over the limits, this is its best group");
    if (group.proof == Proof::search)
        out += said(";所在连片超出限制,本组由搜索得出,距理论上限至多{:.1f}%",
                    "; the land around is over the limits, found by search, at most {:.1f} % below the best",
                    group.gap * 100);
    return out;
}

table::ReportTable groups_table(const AssemblyLand& land, const Assembly& found, double border_m) {
    const table::Table& parcels = *land.parcels;
    Rows out;
    std::vector<std::vector<Row>> sets;
    for (std::size_t g = 0; g < found.groups.size(); ++g) {
        const Group& group = found.groups[g];
        const Figures& f = group.figures;
        const Told told = tell(parcels, group.plots);
        sets.push_back(group.plots);
        out.row();
        out.set("rank", static_cast<double>(g + 1)).set("group_id", group_id(g)).set("score", f.score);
        out.set("platform", told.platforms.joined(";")).set("plot_count", static_cast<double>(group.plots.size()));
        out.set("area_basis_mu", f.mu).set("owner_count", static_cast<double>(f.owners));
        out.set("owner", told.owners.joined(";")).set("compactness", f.part_compact).set("low_share", f.part_low);
        out.set("tax", told.any_tax ? f.tax : table::none);
        out.set("tax_per_mu", told.any_tax ? f.tax / f.mu : table::none);
        out.set("part_land", f.part_land).set("part_owners", f.part_owners).set("part_tax", f.part_tax);
        out.set("solved", name_of(group.proof)).set("score_bound", group.bound).set("gap_share", group.gap);
        const bool has_key = group.key < found.keys.size();
        const KeyPlot none;
        const KeyPlot& key = has_key ? found.keys[group.key] : none;
        out.set("key_parcel", has_key ? text_of(parcels, "parcel_id", key.row) : "");
        out.set("key_owner", has_key ? or_unknown(text_of(parcels, "owner", key.row)) : Words());
        out.set("key_gain_mu", has_key ? key.gain_mu : table::none);
        out.set("warnings", warnings_of(told)).set("why", why(group, parcels.has("low_efficiency"), parcels));
    }
    table::ReportTable made{"groups",
                            {"连片组", "Groups"},
                            out.take(),
                            "group_id",
                            std::make_shared<geom::Polygons>(outlines(*land.geometry, sets, border_m)),
                            {"group_id", "score", "platform", "plot_count", "area_basis_mu", "owner_count",
                             "compactness", "tax", "key_parcel", "key_gain_mu", "warnings"}};
    made.english = out.english();
    made.chart = {{"group_id"}, {}, {}, {"area_basis_mu", "key_gain_mu"}, {}};
    return made;
}

table::ReportTable plots_table(const AssemblyLand& land, const AssemblyOptions& options, const Assembly& found) {
    const table::Table& parcels = *land.parcels;
    Rows out;
    auto geometry = std::make_shared<geom::Polygons>();
    for (std::size_t g = 0; g < found.groups.size(); ++g)
        for (const Row row : found.groups[g].plots) {
            double shared = 0;
            const auto& plots = found.groups[g].plots;
            for (const Neighbour& n : land.adjacency->of(row))
                if (std::binary_search(plots.begin(), plots.end(), n.row) && contiguous(n, options.contiguity))
                    shared += static_cast<double>(n.shared_m);
            out.row();
            out.set("group_id", group_id(g));
            for (const char* name : {"parcel_id", "platform", "street", "owner", "tenant"})
                out.set(name, text_of(parcels, name, row));
            for (const char* name : {"area_basis_mu", "tax", "tax_per_mu", "far"})
                out.set(name, parcels.number(name, row));
            out.set("low_efficiency", parcels.number("low_efficiency", row), table::Kind::boolean);
            for (const char* name : {"reasons", "grade", "idle_status", "constraints", "renewal_area"})
                out.set(name, text_of(parcels, name, row));
            out.set("shared_border_m", shared);
            geometry->add_feature(*land.geometry, row);
        }
    table::ReportTable made{"group_plots", {"连片组地块", "Plots of the groups"}, out.take(), "", geometry, {}};
    made.chart = {{"platform", "group_id"}, {"grade", "idle_status"}, {"", "area_basis_mu"}, {}, {}};
    return made;
}

table::ReportTable keys_table(const AssemblyLand& land, const Assembly& found) {
    const table::Table& parcels = *land.parcels;
    Rows out;
    auto geometry = std::make_shared<geom::Polygons>();
    for (std::size_t k = 0; k < found.keys.size(); ++k) {
        const KeyPlot& key = found.keys[k];
        Names groups;
        for (const std::uint32_t g : key.groups) groups.add(group_id(g));
        Names joined;
        for (const Row row : key.joined) joined.add(parcels.text("parcel_id", row), '\n');
        out.row();
        out.set("rank", static_cast<double>(k + 1)).set("parcel_id", text_of(parcels, "parcel_id", key.row));
        out.set("platform", text_of(parcels, "platform", key.row)).set("owner", text_of(parcels, "owner", key.row));
        out.set("tenant", text_of(parcels, "tenant", key.row));
        out.set("area_basis_mu", parcels.number("area_basis_mu", key.row));
        out.set("key_gain_mu", key.gain_mu).set("key_total_mu", key.total_mu);
        out.set("plot_count", static_cast<double>(key.joined.size()));
        out.set("joined_groups", groups.joined()).set("joined_parcels", joined.joined());
        out.set("grade", text_of(parcels, "grade", key.row)).set("tax", parcels.number("tax", key.row));
        out.set("tax_per_mu", parcels.number("tax_per_mu", key.row));
        out.set("warnings", warnings_of(tell(parcels, {key.row})));
        geometry->add_feature(*land.geometry, key.row);
    }
    table::ReportTable made{"key_plots",
                            {"关键地块", "Key plots"},
                            out.take(),
                            "parcel_id",
                            geometry,
                            {"rank", "parcel_id", "platform", "owner", "area_basis_mu", "key_gain_mu", "key_total_mu",
                             "joined_groups", "grade", "tax"}};
    made.english = out.english();
    return made;
}

void add_lines(table::Report& report, const AssemblyLand& land, const AssemblyCase& problem, const AssemblyRules& rules,
               const AssemblyOptions& options, const Assembly& found) {
    const table::Table& parcels = *land.parcels;
    std::size_t plots = 0;
    for (const Group& group : found.groups) plots += group.plots.size();
    report.lines.push_back(said("候选地块 {} 宗 {} 亩,相连成 {} 片;达到 {} 亩的有 {} 组,共 {} 宗 {} 亩。",
                                "{} candidates, {} mu, in {} contiguous pieces; {} mu are reached by {} groups "
                                "of {} plots and {} mu.",
                                found.candidates, figure(found.candidate_mu), found.components,
                                figure(options.min_mu, 0), found.groups.size(), plots, figure(found.reached_mu)));
    if (problem.constrained.plots > 0)
        report.lines.push_back(said("因管控要素占地超过 {:.0f}% 未列入候选 {} 宗 {} 亩。",
                                    "Left out, more than {:.0f} % under a constraint: {} plots, {} mu.",
                                    rules.most_share * 100, problem.constrained.plots, figure(problem.constrained.mu)));
    if (problem.renewal.plots > 0)
        report.lines.push_back(said("因位于更新片区未列入候选 {} 宗 {} 亩。",
                                    "Left out, in a renewal area: {} plots, {} mu.", problem.renewal.plots,
                                    figure(problem.renewal.mu)));
    if (problem.unusable.plots > 0)
        report.lines.push_back(said("没有图形或面积、无法判断是否相连 {} 宗。",
                                    "Without shape or area, so not known to touch: {} plots.", problem.unusable.plots));
    if (found.single > 0)
        report.lines.push_back(said("另有单宗就达到 {} 亩的候选 {} 宗未列 (--min-plots 1 一并列出)。",
                                    "Reaching {} mu alone and not listed: {} plots (--min-plots 1 lists them).",
                                    figure(options.min_mu, 0), found.single));
    if (found.groups.empty())
        report.lines.push_back(
            found.largest_mu < options.min_mu - 1e-9
                ? said("没有一片候选地块达到 {} 亩,最大的一片 {} 亩:可降低 --min-mu,允许隔路相连 (--across-road) "
                       "或跨平台 (--across-platforms)。",
                       "No piece of candidates reaches {} mu, the largest has {} mu: lower --min-mu, or allow roads "
                       "(--across-road) or platform borders (--across-platforms) between.",
                       figure(options.min_mu), figure(found.largest_mu))
                : said("最大的一片候选地块有 {} 亩,但没有一组同时符合面积上限、宗数和权利人数的要求:可放宽 --max-mu、"
                       "--min-plots 或 --max-owners。",
                       "The largest piece of candidates has {} mu, but no group keeps most land, number of plots and "
                       "owners all at once: widen --max-mu, --min-plots or --max-owners.",
                       figure(found.largest_mu)));
    else {
        const auto platform = tell(parcels, found.groups[0].plots).platforms.joined("、");
        report.lines.push_back(said("首推 {}{}:{}。", "First {}{}: {}.", group_id(0),
                                    platform.empty() ? "" : fmt::format(" ({})", platform),
                                    why(found.groups[0], parcels.has("low_efficiency"), parcels)));
    }
    if (found.keys.empty()) {
        report.lines.emplace_back("没有哪一宗单独并入就能新增连片土地。", "No single plot would join more land.");
        return;
    }
    const KeyPlot& key = found.keys[0];
    report.lines.push_back(
        said("关键地块 {} ({},{} 亩):并入后新增可连片的候选土地 {} 亩,连同本宗共 {} 亩。",
             "Key plot {} ({}, {} mu): with it {} mu more of candidates join, {} mu with the plot itself.",
             text_of(parcels, "parcel_id", key.row), or_unknown(text_of(parcels, "owner", key.row)),
             figure(parcels.number("area_basis_mu", key.row)), figure(key.gain_mu), figure(key.total_mu)));
}

void add_facts(table::Report& report, const AssemblyLand& land, const AssemblyCase& problem, const AssemblyRules& rules,
               const AssemblyOptions& options, double border_m, const Assembly& found) {
    table::add_facts(report, {{"min_mu", options.min_mu},
                              {"max_mu", std::isfinite(options.max_mu) ? fmt::format("{}", options.max_mu) : "none"},
                              {"min_plots", options.min_plots},
                              {"max_owners", options.max_owners == 0 ? "none" : fmt::format("{}", options.max_owners)},
                              {"gap_m", border_m},
                              {"min_border_m", options.contiguity.min_border_m},
                              {"across_road_m", options.contiguity.across_road_m},
                              {"across_platforms", options.across_platforms ? "yes" : "no"},
                              {"constraints", rules.exclude_constrained ? "exclude" : "warn"},
                              {"renewal", rules.exclude_renewal ? "exclude" : "warn"},
                              {"most_share", rules.most_share}});
    const auto& w = options.weights;
    const auto weights =
        fmt::format("land={},owners={},compact={},low={},tax={}", w.land, w.owners, w.compact, w.low, w.tax);
    table::add_facts(report,
                     {{"weights", weights},
                      {"tax_reference", options.tax_reference},
                      {"candidates", fmt::format("{} plots, {} mu", found.candidates, figure(found.candidate_mu))},
                      {"components", found.components},
                      {"groups", fmt::format("{} groups, {} mu", found.groups.size(), figure(found.reached_mu))}});
    auto& say = report.assumptions;
    if (!land.by_condition)
        say.emplace_back(
            "候选地块为纳入评价的疑似低效地块,以及未动工满一年、满两年和中止建设满一年的疑似闲置地块 "
            "(--candidates 可另定)",
            "Candidates: plots in scope, suspected low-efficient or idle (not started for 1 or 2 years, suspended for "
            "1) (--candidates takes others)");
    say.push_back(said("边界相距不超过 {} 米视为共有边界 (--gap),共有边界不短于 {} 米才算相连 (--min-border)",
                       "Borders within {} m are shared (--gap); plots touch from {} m of shared border (--min-border)",
                       border_m, options.contiguity.min_border_m));
    if (options.contiguity.across_road_m <= 0)
        say.emplace_back("隔路不算相连 (--across-road 可放宽)", "A road parts plots (--across-road allows it)");
    if (!options.across_platforms)
        say.emplace_back("不跨归口平台 (--across-platforms 可放宽)",
                         "Groups stay in one platform (--across-platforms allows more)");
    if (rules.tax_reference < 0)
        say.push_back(said("税收分项以纳入评价地块亩均税收的中位数 {} 万元/亩为零分线 (--tax-reference)",
                           "The tax part scores 0 at the median of plots in scope, {} ×10k CNY/mu (--tax-reference)",
                           figure(problem.tax_reference)));
    say.push_back(said("得分 = 面积 {}、权利人 {}、紧凑度 {}、低效占比 {}、税收 {} 五项加权,满分 100 (--weight)",
                       "Score = land {}, owners {}, compactness {}, low share {}, tax {}, weighted, of 100 (--weight)",
                       w.land, w.owners, w.compact, w.low, w.tax));
    say.emplace_back("权利人未知的地块各算一个权利人;税收空缺按零计",
                     "Plots without a known owner count one owner each; blank tax counts as 0");
}

}  // namespace

geom::Polygons outlines(const geom::Polygons& geometry, const std::vector<std::vector<Row>>& sets, double gap_m) {
    geom::Polygons out;
    geos::Context context;
    for (const auto& set : sets) {
        std::vector<geos::Geometry> parts;
        for (const Row row : set) {
            auto part = geos::from_feature(context, geometry, row);
            if (part) parts.push_back(std::move(part));
        }
        const auto whole = parts.empty() ? geos::Geometry() : geos::closed_union(geos::collect(context, parts), gap_m);
        (void)geos::append_polygons(whole, out);  // an empty feature where there is none
    }
    return out;
}

table::Report assembly_report(const AssemblyLand& land, const AssemblyCase& problem, const AssemblyRules& rules,
                              const AssemblyOptions& options, double border_m, const Assembly& found) {
    table::Report report;
    report.command = "assemble";
    report.title = {"连片整合", "Assembly"};
    add_lines(report, land, problem, rules, options, found);
    report.tables.push_back(groups_table(land, found, border_m));
    report.tables.push_back(plots_table(land, options, found));
    report.tables.push_back(keys_table(land, found));
    add_facts(report, land, problem, rules, options, border_m, found);
    return report;
}

}  // namespace mulens::plan
