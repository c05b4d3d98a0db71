#include "diff/report_tables.hpp"

#include <cmath>

namespace mulens::diff {
namespace {

void add(ExactSum& sum, double value) {
    if (std::isfinite(value)) sum.add(value);
}

}  // namespace

double Kind::mu(const Unit& u) const {
    const Judged& side = u.b != no_row ? d->after : d->before;
    return (parcels ? side.parcel_mu : side.firm_mu)[row_of(u)];
}

double Kind::tax(const Unit& u) const {
    const Judged& side = u.b != no_row ? d->after : d->before;
    return (parcels ? side.parcel_tax : side.firm_tax)[row_of(u)];
}

std::string Kind::platform(const Unit& u) const {
    const auto name = table_of(u).text("platform", row_of(u));
    return name.empty() ? "未归口" : std::string(name);
}

std::string Kind::reason(const Unit& u) const {
    const Pairs& pairs = parcels ? d->parcel_pairs : d->firm_pairs;
    if (u.a == no_row) return pairs.why_new[u.b];
    if (u.b == no_row) return pairs.why_left[u.a];
    const bool left = u.split.change == Change::left;
    if ((left ? u.steps.grade.back() : u.steps.grade.front()) == ' ') return "scope";
    const Judged& side = left ? d->after : d->before;
    const Row row = left ? u.b : u.a;
    return parcels ? side.parcels.reasons[side.parcels.reason[row]] : side.firms.reasons[side.firms.reason[row]];
}

std::string Kind::before(const Unit& u) const { return u.a == no_row ? "new" : state_of(u.steps.grade.front()); }
std::string Kind::after(const Unit& u) const { return u.b == no_row ? "gone" : state_of(u.steps.grade.back()); }

Kind parcels_of(const Difference& d, const Shown& shown) {
    return {true, &d.parcels, shown.a_parcels, shown.b_parcels, &d};
}
Kind firms_of(const Difference& d, const Shown& shown) { return {false, &d.firms, shown.a_firms, shown.b_firms, &d}; }

Sums sums_of(const Kind& kind) {
    Sums out;
    for (const Unit& u : *kind.units) {
        const Split& s = u.split;
        if (u.a != no_row && u.b != no_row) ++out.both;
        CauseSums& main = out.cause[static_cast<std::size_t>(s.main)];
        const double mu = kind.mu(u);
        if (s.scored) {
            ++out.scored;
            for (std::size_t k = 0; k < cause_count; ++k) out.cause[k].points += s.points[k];
        }
        for (std::size_t k = 0; k < cause_count; ++k) {
            out.cause[k].net += s.grades[k];
            out.cause[k].touched += s.grades[k] != 0 ? 1U : 0U;
        }
        const int move = s.move();
        if (s.change == Change::moved) {
            ++(move > 0 ? out.up : out.down);
            ++(move > 0 ? main.up : main.down);
            add(move > 0 ? out.up_mu : out.down_mu, mu);
            add(move > 0 ? main.up_mu : main.down_mu, mu);
        }
        out.same += s.change == Change::same ? 1U : 0U;
        out.cancelled += s.change == Change::cancelled ? 1U : 0U;
        const bool here = u.a != no_row && u.b != no_row;  // the others came or went as a whole: no step did it
        if (s.change == Change::entered) {
            ++out.entered;
            main.entered += here ? 1U : 0U;
        }
        if (s.change == Change::left) {
            ++out.left;
            main.left += here ? 1U : 0U;
        }
    }
    return out;
}

}  // namespace mulens::diff
