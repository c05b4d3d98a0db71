#include "diff/report_tables.hpp"

#include "table/rows.hpp"

#include <algorithm>
#include <cmath>
#include <map>

namespace mulens::diff {
namespace {

using table::ReportTable;
using table::Rows;

constexpr const char* grade_columns[] = {"by_data", "by_area", "by_link", "by_scheme", "by_quota"};
constexpr const char* point_columns[] = {"points_data", "points_area", "points_link", "points_scheme", "points_quota"};

double points(std::int64_t key) { return key == rules::no_key ? table::none : static_cast<double>(key) / 1e9; }

/// "C→C→B→B→B→D": the grade before and after each step; – not evaluated or out, U ungraded.
std::string path_of(const Steps& steps) {
    std::string out;
    for (const char g : steps.grade) {
        if (!out.empty()) out += "→";
        out += is_graded(g) ? std::string(1, g) : g == 'u' ? "U" : "–";
    }
    return out;
}

void put_names(const Kind& kind, const Unit& u, Rows& rows) {
    const table::Table& from = kind.table_of(u);
    for (const char* name : {"parcel_id", "ent_id", "credit_code", "name"})
        if ((std::string_view(name) == "parcel_id") == kind.parcels) rows.set(name, from.text(name, kind.row_of(u)));
    rows.set("platform", kind.platform(u));
}

void put_steps(const Unit& u, Rows& rows) {
    const Split& s = u.split;
    rows.set("grade_move", s.move());
    rows.set("move_cause", s.change == Change::cancelled ? name_of(s.change) : name_of(s.main));
    for (std::size_t k = 0; k < cause_count; ++k) rows.set(grade_columns[k], s.grades[k]);
    rows.set("grade_path", path_of(u.steps));
    rows.set("score_from", points(u.steps.score.front()));
    rows.set("score_to", points(u.steps.score.back()));
    for (std::size_t k = 0; k < cause_count; ++k)
        rows.set(point_columns[k], s.scored ? points(s.points[k]) : table::none);
}

/// Units to list, the longest moves first, then the most land.
std::vector<const Unit*> listed(const Kind& kind) {
    std::vector<const Unit*> out;
    for (const Unit& u : *kind.units)
        if (u.split.change == Change::moved || u.split.change == Change::cancelled) out.push_back(&u);
    const auto land = [&](const Unit* u) {
        const double mu = kind.mu(*u);
        return std::isfinite(mu) ? mu : 0;
    };
    std::stable_sort(out.begin(), out.end(), [&](const Unit* x, const Unit* y) {
        const int a = std::abs(x->split.move()), b = std::abs(y->split.move());
        return a != b ? a > b : land(x) > land(y);
    });
    return out;
}

struct Cell {
    std::uint64_t count = 0;
    ExactSum mu;
    std::int64_t fen = 0;

    void add(double land, double tax) {
        ++count;
        if (std::isfinite(land)) mu.add(land);
        if (std::isfinite(tax)) fen += fen_from_wan(tax);
    }
};

constexpr const char* from_states[] = {"A", "B", "C", "D", "ungraded", "not_evaluated", "out", "new"};
constexpr const char* to_states[] = {"A", "B", "C", "D", "ungraded", "not_evaluated", "out", "gone"};
template <typename States>
std::size_t place(const States& states, const std::string& state) {
    return static_cast<std::size_t>(std::find(std::begin(states), std::end(states), state) - std::begin(states));
}

using Key = std::pair<std::size_t, std::size_t>;
using Cells = std::map<Key, Cell>;

Key key_of(const Kind& kind, const Unit& u) {
    return {place(from_states, kind.before(u)), place(to_states, kind.after(u))};
}

}  // namespace

ReportTable causes_table(const Kind& parcels, const Sums& p, const Kind& firms, const Sums& f) {
    Rows rows;
    const auto add = [&](const Kind& kind, const Sums& sums) {
        for (std::size_t k = 0; k < cause_count; ++k) {
            const CauseSums& s = sums.cause[k];
            rows.row();
            rows.set("diff_unit", kind.name());
            rows.set("move_cause", name_of(static_cast<Cause>(k)));
            rows.set("moved_count", static_cast<double>(s.up + s.down));
            rows.set("up_count", static_cast<double>(s.up));
            rows.set("up_mu", s.up_mu.value());
            rows.set("down_count", static_cast<double>(s.down));
            rows.set("down_mu", s.down_mu.value());
            rows.set("touched_count", static_cast<double>(s.touched));
            rows.set("net_grades", static_cast<double>(s.net));
            rows.set("mean_points", sums.scored == 0
                                        ? table::none
                                        : static_cast<double>(s.points) / 1e9 / static_cast<double>(sums.scored));
            rows.set("entered_count", static_cast<double>(s.entered));
            rows.set("left_count", static_cast<double>(s.left));
        }
    };
    add(parcels, p);
    add(firms, f);
    return {"diff_causes",
            {"等级变动原因", "Causes"},
            rows.take(),
            "",
            nullptr,
            {"diff_unit", "move_cause", "moved_count", "up_count", "up_mu", "down_count", "down_mu", "touched_count",
             "net_grades", "mean_points"},
            true};
}

ReportTable moves_table(const Kind& kind, const geom::Polygons* shapes) {
    Rows rows;
    geom::Polygons moved;
    for (const Unit* u : listed(kind)) {
        rows.row();
        put_names(kind, *u, rows);
        rows.set("grade_from", kind.before(*u));
        rows.set("grade_to", kind.after(*u));
        put_steps(*u, rows);
        rows.set("diff_change", name_of(u->split.change));
        rows.set("diff_mu", kind.mu(*u));
        rows.set("tax", kind.tax(*u));
        if (shapes != nullptr && kind.parcels) moved.add_feature(*shapes, u->b);
    }
    ReportTable out{
        kind.parcels ? "diff_plots" : "diff_firms",
        kind.parcels ? Words("等级变动宗地", "Plots that moved") : Words("等级变动企业", "Firms that moved"),
        rows.take(),
        kind.parcels ? "parcel_id" : "ent_id",
        nullptr,
        {kind.parcels ? "parcel_id" : "name", "platform", "grade_from", "grade_to", "move_cause", "grade_path",
         "score_from", "score_to", "diff_mu"}};
    if (shapes != nullptr && kind.parcels) {
        out.geometry = std::make_shared<const geom::Polygons>(std::move(moved));
        out.colour_by = "move_cause";
    }
    out.chart = {{"platform", "grade_from"}, {"move_cause", "grade_to"}, {"", "diff_mu"}, {}, {}};
    return out;
}

ReportTable entered_table(const Kind& parcels, const Kind& firms) {
    Rows rows;
    for (const Kind* kind : {&parcels, &firms})
        for (const Unit& u : *kind->units) {
            if (u.split.change != Change::entered && u.split.change != Change::left) continue;
            const table::Table& from = kind->table_of(u);
            const Row row = kind->row_of(u);
            const auto id = from.text(kind->parcels ? "parcel_id" : "ent_id", row);
            rows.row();
            rows.set("diff_unit", kind->name());
            rows.set("diff_id", id.empty() ? from.text("credit_code", row) : id);
            rows.set("name", kind->parcels ? std::string_view() : from.text("name", row));
            rows.set("platform", kind->platform(u));
            rows.set("diff_change", name_of(u.split.change));
            rows.set("diff_reason", kind->reason(u));
            rows.set("grade_from", kind->before(u));
            rows.set("grade_to", kind->after(u));
            rows.set("move_cause", u.a != no_row && u.b != no_row ? name_of(u.split.main) : "");
            rows.set("diff_mu", kind->mu(u));
            rows.set("tax", kind->tax(u));
        }
    return {"diff_entered",
            {"进入、退出评级", "Entered and left"},
            rows.take(),
            "diff_id",
            nullptr,
            {"diff_unit", "diff_id", "name", "platform", "diff_change", "diff_reason", "grade_from", "grade_to",
             "diff_mu"}};
}

ReportTable square_table(const Kind& parcels, const Kind& firms) {
    Rows rows;
    for (const Kind* kind : {&parcels, &firms}) {
        Cells cells;
        for (const Unit& u : *kind->units) cells[key_of(*kind, u)].add(kind->mu(u), kind->tax(u));
        for (std::size_t from = 0; from < std::size(from_states); ++from) {
            rows.row();
            rows.set("diff_unit", kind->name());
            rows.set("grade_from", from_states[from]);
            for (std::size_t to = 0; to < std::size(to_states); ++to) {
                const auto it = cells.find({from, to});
                const std::string name = std::string("to_") + to_states[to];
                rows.set(name, it == cells.end() ? 0 : static_cast<double>(it->second.count));
                rows.set(name + "_mu", it == cells.end() ? 0 : it->second.mu.value());
            }
        }
    }
    return {"diff_square",
            {"等级变动矩阵(全区)", "Grades from and to"},
            rows.take(),
            "",
            nullptr,
            {"diff_unit", "grade_from", "to_A", "to_B", "to_C", "to_D", "to_ungraded", "to_not_evaluated", "to_out",
             "to_gone"},
            true};
}

ReportTable matrix_table(const Kind& parcels, const Kind& firms) {
    Rows rows;
    for (const Kind* kind : {&parcels, &firms}) {
        std::map<std::string, Cells> by_platform;  // "" = the whole district, first
        for (const Unit& u : *kind->units)
            for (const std::string& name : {std::string(), kind->platform(u)})
                by_platform[name][key_of(*kind, u)].add(kind->mu(u), kind->tax(u));
        for (const auto& [platform, cells] : by_platform)
            for (const auto& [key, cell] : cells) {
                rows.row();
                rows.set("diff_unit", kind->name());
                rows.set("platform", platform.empty() ? "全区" : platform);
                rows.set("grade_from", from_states[key.first]);
                rows.set("grade_to", to_states[key.second]);
                rows.set("diff_count", static_cast<double>(cell.count));
                rows.set("diff_mu", cell.mu.value());
                rows.set("tax", wan_from_fen(cell.fen));
            }
    }
    return {"diff_matrix", {"等级变动矩阵(按平台)", "From and to by platform"}, rows.take(), "", nullptr, {}};
}

ReportTable cuts_table(const Difference& d) {
    Rows rows;
    const auto line = [](const std::vector<rules::ClassCut>& cuts, const std::string& scale, char grade) {
        for (const auto& cut : cuts)
            for (const auto& l : cut.lines)
                if (cut.scale_class == scale && l.grade == grade && std::isfinite(l.score)) return l.score;
        return table::none;
    };
    std::vector<std::string> classes;
    for (const auto* cuts : {&d.before.firms.cuts, &d.after.firms.cuts})
        for (const auto& cut : *cuts)
            if (std::find(classes.begin(), classes.end(), cut.scale_class) == classes.end())
                classes.push_back(cut.scale_class);
    for (const auto& scale : classes)
        for (const char grade : {'A', 'B', 'C'}) {
            const double from = line(d.before.firms.cuts, scale, grade), to = line(d.after.firms.cuts, scale, grade);
            if (std::isnan(from) && std::isnan(to)) continue;
            rows.row();
            rows.set("scale_class", scale);
            rows.set("grade", std::string_view(&grade, 1));
            rows.set("cut_from", from);
            rows.set("cut_between", line(d.between, scale, grade));
            rows.set("cut_to", to);
        }
    return {"diff_cuts", {"分数线", "Cut lines"},
            rows.take(), "",
            nullptr,     {"scale_class", "grade", "cut_from", "cut_between", "cut_to"},
            true};
}

}  // namespace mulens::diff
