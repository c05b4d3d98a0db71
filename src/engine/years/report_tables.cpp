#include "years/report_tables.hpp"

#include "geom/units.hpp"
#include "geos/ops.hpp"
#include "plan/columns.hpp"

#include <algorithm>
#include <cmath>
#include <map>

namespace mulens::years {
namespace {

using plan::Rows;
using table::ReportTable;

double ratio(double part, double whole) { return whole > 0 ? part / whole : table::none; }

std::string pair_of(const History& h, std::size_t step) {
    return std::to_string(h.years[step].year) + "–" + std::to_string(h.years[step + 1].year);
}

/// The land of a link; the plot itself where it is new or gone, or where GEOS gives no answer.
class Shapes {
  public:
    void add(const geom::Polygons& before, const geom::Polygons& after, const Link& link) {
        if (link.before == no_row || link.after == no_row || link.kind == Kind::same || link.kind == Kind::recoded) {
            if (link.after == no_row)
                shapes_.add_feature(before, link.before);
            else
                shapes_.add_feature(after, link.after);
            return;
        }
        const auto a = geos::from_feature(context_, before, link.before);
        const auto b = geos::from_feature(context_, after, link.after);
        const auto both = a && b ? geos::intersection(a, b) : geos::Geometry();
        if (!both || !geos::append_polygons(both, shapes_)) shapes_.add_feature(after, link.after);
    }
    [[nodiscard]] std::shared_ptr<const geom::Polygons> take() {
        return std::make_shared<const geom::Polygons>(std::move(shapes_));
    }

  private:
    geos::Context context_;
    geom::Polygons shapes_;
};

struct Sums {
    std::uint64_t plots = 0, assessed_plots = 0;
    ExactSum mu, assessed_mu;
    std::int64_t tax = 0, output = 0, assessed_tax = 0;
    bool any_tax = false, any_output = false;
};

bool assessed(std::string_view standing) { return standing.size() == 1; }

}  // namespace

ReportTable lineage_table(const History& history, bool unchanged) {
    Rows rows;
    Shapes shapes;
    for (std::size_t step = 0; step < history.steps.size(); ++step) {
        const YearPlots &before = history.years[step], &after = history.years[step + 1];
        for (const Link& link : history.steps[step].links) {
            if (link.kind == Kind::same && !unchanged) continue;
            rows.row();
            rows.set("year_pair", pair_of(history, step));
            rows.set("lineage_kind", name_of(link.kind));
            rows.set("parcel_before", link.before == no_row ? std::string_view() : before.id(link.before));
            rows.set("parcel_after", link.after == no_row ? std::string_view() : after.id(link.after));
            rows.set("platform", link.after == no_row ? before.plots.text("platform", link.before)
                                                      : after.plots.text("platform", link.after));
            rows.set("shared_m2", link.area_m2);
            rows.set("shared_mu", geom::mu_from_m2(link.area_m2));
            rows.set("share_of_before", link.share_of_before);
            rows.set("share_of_after", link.share_of_after);
            shapes.add(before.land->geometry, after.land->geometry, link);
        }
    }
    return {"lineage",
            {"宗地沿革", "Lineage of plots"},
            rows.take(),
            "",
            shapes.take(),
            {"year_pair", "lineage_kind", "parcel_before", "parcel_after", "shared_mu", "share_of_before",
             "share_of_after"}};
}

ReportTable plot_series_table(const History& history, const Series& series) {
    Rows rows;
    const table::Table& now = history.now().plots;
    for (Row plot = 0; plot < now.rows(); ++plot) {
        if (standing_of(now, plot) == "out") continue;
        for (std::size_t at = 0; at < history.years.size(); ++at) {
            const Series::Year& year = series.years[at];
            rows.row();
            rows.copy(now, "parcel_id", plot);
            rows.set("year", history.years[at].year);
            rows.copy(now, "platform", plot);
            rows.set("parcel_before", history.former_codes(at, plot));
            rows.set("area_basis_mu", year.mu[plot]);
            rows.set("tax", year.tax[plot]);
            rows.set("output", year.output[plot]);
            rows.set("tax_per_mu", ratio(year.tax[plot], year.mu[plot]));
            rows.set("output_per_mu", ratio(year.output[plot], year.mu[plot]));
            const Row then = history.ancestor(at, plot);
            rows.set("grade", then == no_row ? std::string_view() : standing_of(history.years[at].plots, then));
        }
    }
    return {"plot_series", {"宗地历年亩均", "Plots by year"}, rows.take(), "", nullptr, {}};
}

ReportTable platform_series_table(const History& history) {
    Rows rows;
    const auto fill = [&](int year, const std::string& name, const Sums& s) {
        rows.row();
        rows.set("platform", name);
        rows.set("year", year);
        rows.set("plot_count", static_cast<double>(s.plots));
        rows.set("area_basis_mu", s.mu.value());
        rows.set("tax", s.any_tax ? wan_from_fen(s.tax) : table::none);
        rows.set("output", s.any_output ? wan_from_fen(s.output) : table::none);
        rows.set("tax_per_mu", s.any_tax ? ratio(wan_from_fen(s.tax), s.mu.value()) : table::none);
        rows.set("output_per_mu", s.any_output ? ratio(wan_from_fen(s.output), s.mu.value()) : table::none);
        rows.set("assessed_plots", static_cast<double>(s.assessed_plots));
        rows.set("assessed_mu", s.assessed_mu.value());
        rows.set("tax_per_mu_assessed",
                 s.any_tax ? ratio(wan_from_fen(s.assessed_tax), s.assessed_mu.value()) : table::none);
    };
    std::map<std::string, std::map<int, Sums>> by_platform;
    std::map<int, Sums> district;
    for (const YearPlots& year : history.years)
        for (Row row = 0; row < year.plots.rows(); ++row) {
            const auto standing = standing_of(year.plots, row);
            if (standing == "out") continue;
            const std::string name(year.plots.text("platform", row));
            const double mu = year.plots.number("area_basis_mu", row), tax = year.plots.number("tax", row),
                         output = year.plots.number("output", row);
            for (Sums* s : {&by_platform[name.empty() ? "未归口" : name][year.year], &district[year.year]}) {
                ++s->plots;
                if (std::isfinite(mu)) s->mu.add(mu);
                if (std::isfinite(tax)) s->tax += fen_from_wan(tax), s->any_tax = true;
                if (std::isfinite(output)) s->output += fen_from_wan(output), s->any_output = true;
                if (!assessed(standing)) continue;
                ++s->assessed_plots;
                if (std::isfinite(mu)) s->assessed_mu.add(mu);
                if (std::isfinite(tax)) s->assessed_tax += fen_from_wan(tax);
            }
        }
    for (const auto& [year, sums] : district) fill(year, "全区", sums);
    for (const auto& [name, years] : by_platform)
        for (const auto& [year, sums] : years) fill(year, name, sums);
    ReportTable out{"platform_series",
                    {"平台历年亩均", "Platforms by year"},
                    rows.take(),
                    "",
                    nullptr,
                    {"platform", "year", "plot_count", "area_basis_mu", "tax", "tax_per_mu", "output_per_mu",
                     "tax_per_mu_assessed"}};
    return out;
}

ReportTable flow_table(const History& history) {
    Rows rows;
    for (std::size_t step = history.steps.size(); step-- > 0;)
        for (const FlowCell& cell : grade_flow(history, step)) {
            rows.row();
            rows.set("year_pair", pair_of(history, step));
            rows.set("platform", cell.platform.empty() ? "全区" : cell.platform);
            rows.set("grade_before", cell.before);
            rows.set("grade_after", cell.after);
            rows.set("plot_count", static_cast<double>(cell.plots));
            rows.set("flow_mu", cell.mu);
        }
    ReportTable out{"grade_flow", {"等级流转", "Grade moves by platform"}, rows.take(), "", nullptr, {}};
    return out;
}

ReportTable d_again_table(const History& history, const std::vector<Again>& again) {
    Rows rows;
    geom::Polygons shapes;
    const YearPlots& now = history.now();
    const std::size_t last = history.years.size() - 1;
    for (const Again& a : again) {
        rows.row();
        for (const char* name : {"parcel_id", "platform", "street", "owner", "area_basis_mu", "tax_per_mu", "score"})
            rows.copy(now.plots, name, a.plot);
        const Row then = history.ancestor(last - 1, a.plot);
        const auto& before = history.years[last - 1].plots;
        rows.set("tax_per_mu_before", then == no_row ? table::none : before.number("tax_per_mu", then));
        rows.set("d_years", a.years);
        rows.set("d_share_before", a.share_before);
        rows.set("parcel_before", history.former_codes(last - 1, a.plot));
        for (const char* name : {"low_efficiency", "idle_status", "review_status"}) rows.copy(now.plots, name, a.plot);
        shapes.add_feature(now.land->geometry, a.plot);
    }
    return {"d_two_years",
            {"连续两年D类宗地", "D two years running"},
            rows.take(),
            "parcel_id",
            std::make_shared<const geom::Polygons>(std::move(shapes)),
            {"parcel_id", "platform", "area_basis_mu", "tax_per_mu_before", "tax_per_mu", "d_years"}};
}

ReportTable effect_table(const Effect& effect) {
    Rows rows;
    const auto fill = [&](const EffectGroup& g, const std::string& platform) {
        rows.row();
        rows.set("platform", platform);
        rows.set("industry", g.industry);
        rows.set("industry_name", g.industry);
        rows.set("treated_plots", static_cast<double>(g.treated));
        rows.set("treated_mu", g.treated_mu);
        rows.set("treated_before", g.treated_before);
        rows.set("treated_after", g.treated_after);
        rows.set("alone_plots", static_cast<double>(g.alone));
        rows.set("alone_mu", g.alone_mu);
        rows.set("alone_before", g.alone_before);
        rows.set("alone_after", g.alone_after);
        rows.set("renewal_difference", g.difference());
    };
    fill(effect.whole, "可比合计");
    for (const EffectGroup& g : effect.groups) fill(g, g.platform.empty() ? "未归口" : g.platform);
    return {"renewal_effect",
            {"更新成效(双重差分)", "Effect of renewal"},
            rows.take(),
            "",
            nullptr,
            {"platform", "industry_name", "treated_plots", "treated_before", "treated_after", "alone_plots",
             "alone_before", "alone_after", "renewal_difference"}};
}

}  // namespace mulens::years
