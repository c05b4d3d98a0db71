// The list of suspected low-efficient plots at both ends, beside the moves of grades: what a map of the comparison
// shows.
#include "diff/report_tables.hpp"
#include "table/rows.hpp"

#include <cmath>

namespace mulens::diff {
namespace {

bool on_list(const table::Table* parcels, Row row) {
    return parcels != nullptr && row != no_row && parcels->number("low_efficiency", row) == 1;
}

const char* move_of(bool before, bool after) {
    if (before) return after ? "low_stays" : "low_left";
    return after ? "low_entered" : "low_never";
}

}  // namespace

ListMove list_move(const Kind& kind, const Unit& u) {
    if (!kind.parcels) return {};
    return {on_list(kind.a, u.a), on_list(kind.b, u.b)};
}

ListSums list_sums(const Kind& kind) {
    ListSums out;
    for (const Unit& u : *kind.units) {
        const ListMove move = list_move(kind, u);
        if (move.before == move.after) continue;
        const double mu = kind.mu(u);
        ++(move.after ? out.entered : out.left);
        if (std::isfinite(mu)) (move.after ? out.entered_mu : out.left_mu).add(mu);
    }
    return out;
}

table::ReportTable marks_table(const Kind& kind, const geom::Polygons* shapes) {
    table::Rows rows;
    geom::Polygons marked;
    for (const bool list : {true, false})  // what moved in the list first
        for (const Unit& u : *kind.units) {
            const ListMove move = list_move(kind, u);
            const bool moved = u.split.change == Change::moved || u.split.change == Change::cancelled;
            if ((move.before != move.after) != list || (!list && !moved)) continue;
            const std::string cause = !moved                                ? std::string()
                                      : u.split.change == Change::cancelled ? std::string(name_of(u.split.change))
                                                                            : std::string(name_of(u.split.main));
            const table::Table& from = kind.table_of(u);
            rows.row();
            rows.set("parcel_id", from.text("parcel_id", kind.row_of(u)));
            rows.set("platform", kind.platform(u));
            rows.set("diff_mark", list ? std::string(move_of(move.before, move.after)) : cause);
            rows.set("list_move", move_of(move.before, move.after));
            rows.set("grade_from", kind.before(u));
            rows.set("grade_to", kind.after(u));
            rows.set("move_cause", cause);
            const table::Table& listed = move.after || kind.a == nullptr ? from : *kind.a;
            const Row at = move.after || u.a == no_row ? kind.row_of(u) : u.a;
            rows.set("reasons", move.before || move.after ? listed.text("reasons", at) : std::string_view());
            rows.set("diff_mu", kind.mu(u));
            rows.set("tax", kind.tax(u));
            if (shapes == nullptr) continue;
            if (u.b == no_row)
                marked.add_empty();
            else
                marked.add_feature(*shapes, u.b);
        }
    table::ReportTable out{"diff_marks",
                           {"清单与等级变动", "Moves of list and grade"},
                           rows.take(),
                           "parcel_id",
                           nullptr,
                           {"parcel_id", "platform", "diff_mark", "list_move", "grade_from", "grade_to", "move_cause",
                            "reasons", "diff_mu"}};
    if (shapes != nullptr) out.geometry = std::make_shared<const geom::Polygons>(std::move(marked));
    out.colour_by = "diff_mark";
    out.chart = {{"platform", "grade_to"}, {"diff_mark"}, {"", "diff_mu"}, {}, {}};
    return out;
}

}  // namespace mulens::diff
