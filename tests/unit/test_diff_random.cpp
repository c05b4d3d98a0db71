// Properties of the chain on random districts: contributions add up, untouched causes stay out, threads do not show.
#include "diff/report.hpp"
#include "unit/diff_world.hpp"

#include <gtest/gtest.h>

#include <random>

namespace mulens::diff {
namespace {

class Draw {
  public:
    explicit Draw(std::uint64_t seed) : engine_(seed) {}
    double between(double low, double high) {
        return low + (high - low) * static_cast<double>(engine_() >> 11) / 9007199254740992.0;
    }
    std::size_t below(std::size_t n) { return engine_() % n; }
    bool chance(double p) { return between(0, 1) < p; }

  private:
    std::mt19937_64 engine_;
};

config::Scheme any_scheme(std::size_t which) {
    static const std::string exempt =
        "[[exemption]]\ncode = \"c\"\nzh = \"在建\"\nkind = \"assessed_ungraded_as_B\"\ncolumn = "
        "\"exempt_kind\"\nvalues = [\"在建\"]\n";
    if (which == 0) return scheme_of(quota() + exempt, "");
    if (which == 1) return scheme_of(thresholds(120, 90, 50) + exempt, "");
    if (which == 2) return scheme_of(quota() + exempt + "[co_located]\nmode = \"merge_and_share\"\n", "cap = 1.5\n");
    return scheme_of(thresholds(90, 60, 30) + "[size_limit]\nmu = 5\n");
}

constexpr std::size_t plots = 30, firms = 36;

World random_world(Draw& draw) {
    Numbers mu, tax;
    for (std::size_t i = 0; i < plots; ++i) mu.push_back(draw.between(2, 60));
    for (std::size_t i = 0; i < firms; ++i) tax.push_back(draw.chance(0.05) ? table::none : draw.between(-5, 800));
    World w(any_scheme(draw.below(4)), mu, tax);
    Texts exempt;
    for (std::size_t i = 0; i < firms; ++i) exempt.push_back(draw.chance(0.1) ? "在建" : "");
    w.firm("exempt_kind", exempt);
    return w;
}

void random_links(Draw& draw, World& w) {
    Texts ents, ids, relation;
    const std::size_t n = w.enterprises.rows();
    for (std::size_t i = 0; i < n + 8; ++i) {
        const auto firm = i < n ? i : draw.below(n);
        ents.emplace_back(w.enterprises.table.text("ent_id", static_cast<Row>(firm)));
        ids.emplace_back(w.parcels.table.text("parcel_id", static_cast<Row>(draw.below(w.parcels.rows()))));
        relation.emplace_back(draw.chance(0.3) ? "tenant" : "owner");
    }
    w.link(ents, ids);
    w.links.table.set("relation", Column::texts(relation));
}

void other_figures(Draw& draw, World& w) {
    Numbers tax = w.enterprises.table.at("tax_paid").values();
    Texts exempt;
    for (Row row = 0; row < tax.size(); ++row) {
        if (draw.chance(0.4)) tax[row] = draw.between(-5, 800);
        exempt.emplace_back(draw.chance(0.05) ? "在建" : w.enterprises.table.text("exempt_kind", row));
    }
    w.enterprises.table.set("tax_paid", Column::numbers(tax));
    w.firm("exempt_kind", exempt);
}

void other_areas(Draw& draw, World& w) {
    Texts ids;
    Numbers mu = w.parcels.table.at("area_basis_mu").values();
    for (Row row = 0; row < mu.size(); ++row) {
        ids.emplace_back(w.parcels.table.text("parcel_id", row));
        if (draw.chance(0.3)) mu[row] = draw.between(2, 60);
    }
    w.plots(ids, mu);
}

void without_some(Draw& draw, World& w) {
    std::vector<Row> kept;
    for (Row row = 0; row < w.enterprises.rows(); ++row)
        if (draw.chance(0.9)) kept.push_back(row);
    w.enterprises.table = table::take_rows(w.enterprises.table, kept);
    kept.clear();
    for (Row row = w.parcels.rows(); row-- > 0;)
        if (draw.chance(0.9)) kept.push_back(row);  // in another order too
    w.parcels.table = table::take_rows(w.parcels.table, kept);
}

int height(char grade) { return 'D' - grade; }

void expect_adds_up(const Unit& u) {
    const auto& g = u.steps.grade;
    const auto& p = u.steps.score;
    const bool both = is_graded(g.front()) && is_graded(g.back());
    EXPECT_EQ(u.split.move(), both ? height(g.back()) - height(g.front()) : 0) << path(u);
    std::int64_t points = 0;
    for (const auto v : u.split.points) points += v;
    const bool scored = p.front() != rules::no_key && p.back() != rules::no_key;
    EXPECT_EQ(points, scored ? p.back() - p.front() : 0) << path(u);
    if (u.split.change == Change::moved) {
        EXPECT_GT(u.split.grades[static_cast<std::size_t>(u.split.main)] * u.split.move(), 0) << path(u);
    }
    EXPECT_EQ(u.split.change == Change::entered, !is_graded(g.front()) && is_graded(g.back()));
    EXPECT_EQ(u.split.change == Change::left, is_graded(g.front()) && !is_graded(g.back()));
}

TEST(DiffRandom, ContributionsAddUpAndUntouchedCausesStayOut) {
    std::size_t moved = 0;
    for (std::uint64_t seed = 1; seed <= 200; ++seed) {
        Draw draw(seed);
        World a = random_world(draw);
        random_links(draw, a);
        World b = a;
        const std::size_t what = draw.below(32);
        const bool data = (what & 1U) != 0, area = (what & 2U) != 0, link = (what & 4U) != 0, rule = (what & 8U) != 0;
        const bool units = (what & 16U) != 0;
        if (data) other_figures(draw, b);
        if (area) other_areas(draw, b);
        if (rule) b.scheme = any_scheme(draw.below(4));
        if (units) without_some(draw, b);
        if (link) random_links(draw, b);
        const Difference d = compare(a, b);
        for (const auto* all : {&d.parcels, &d.firms})
            for (const Unit& u : *all) {
                expect_adds_up(u);
                moved += u.split.change == Change::moved ? 1U : 0U;
                if (u.a == no_row || u.b == no_row) continue;
                const auto& g = u.steps.grade;
                if (!data) {
                    EXPECT_EQ(g[0], g[1]) << seed << path(u);
                }
                if (!area) {
                    EXPECT_EQ(g[1], g[2]) << seed << path(u);
                }
                if (!link && !units) {
                    EXPECT_EQ(g[2], g[3]) << seed << path(u);
                }
                if (!rule) {
                    EXPECT_EQ(g[3], g[4]) << seed << path(u);
                }
                if (!data && !area && !link && !units) {
                    EXPECT_EQ(g[4], g[5]) << seed << path(u);
                }
            }
    }
    EXPECT_GT(moved, 1000U);
}

TEST(DiffRandom, EndsAreTheSidesThemselvesAndTablesAddUp) {
    for (std::uint64_t seed = 1; seed <= 20; ++seed) {
        Draw draw(seed);
        World a = random_world(draw);
        random_links(draw, a);
        World b = a;
        other_figures(draw, b);
        without_some(draw, b);
        Progress silent;
        const Difference d = compare(a, b);
        const Judged of_a = judge(a.side(), nullptr, silent), of_b = judge(b.side(), nullptr, silent);
        EXPECT_EQ(d.before.parcels.grade, of_a.parcels.grade);
        EXPECT_EQ(d.after.firms.grade, of_b.firms.grade);
        Shown shown;
        shown.a_parcels = &a.parcels.table;
        shown.b_parcels = &b.parcels.table;
        shown.a_firms = &a.enterprises.table;
        shown.b_firms = &b.enterprises.table;
        const auto report = diff_report(d, shown);
        double whole = 0, platforms = 0, units = 0;
        for (const auto& part : report.tables) {
            if (part.name == "diff_plots") {
                EXPECT_LE(part.table.rows(), d.parcels.size());
            }
            if (part.name != "diff_matrix") continue;
            for (Row row = 0; row < part.table.rows(); ++row)
                (part.table.text("platform", row) == "全区" ? whole : platforms) +=
                    part.table.number("diff_count", row);
        }
        units = static_cast<double>(d.parcels.size() + d.firms.size());
        EXPECT_EQ(whole, units);
        EXPECT_EQ(platforms, units);
    }
}

TEST(DiffRandom, ThreadsDoNotShow) {
    Draw draw(7);
    World a = random_world(draw);
    random_links(draw, a);
    World b = a;
    other_figures(draw, b);
    other_areas(draw, b);
    const Difference one = compare(a, b);
    a.threads = b.threads = 4;
    const Difference four = compare(a, b);
    ASSERT_EQ(one.firms.size(), four.firms.size());
    for (std::size_t i = 0; i < one.firms.size(); ++i) {
        EXPECT_EQ(one.firms[i].steps.grade, four.firms[i].steps.grade);
        EXPECT_EQ(one.firms[i].steps.score, four.firms[i].steps.score);
    }
}

}  // namespace
}  // namespace mulens::diff
