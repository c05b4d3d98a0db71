#include "years/history.hpp"

#include "base/error.hpp"
#include "geom/units.hpp"

#include <algorithm>
#include <cmath>
#include <set>

namespace mulens::years {
namespace {

std::vector<std::int64_t> fen_of(const table::Table& plots, const char* name, std::int64_t& sum) {
    std::vector<std::int64_t> out(plots.rows(), blank);
    for (Row row = 0; row < plots.rows(); ++row)
        if (const double value = plots.number(name, row); std::isfinite(value)) {
            out[row] = fen_from_wan(value);
            sum += out[row];
        }
    return out;
}

std::vector<double> wan_of(const std::vector<std::int64_t>& fen) {
    std::vector<double> out(fen.size(), table::none);
    for (std::size_t i = 0; i < fen.size(); ++i)
        if (fen[i] != blank) out[i] = wan_from_fen(fen[i]);
    return out;
}

}  // namespace

Row History::ancestor(std::size_t at, Row now) const {
    for (std::size_t step = steps.size(); step-- > at && now != no_row;) now = steps[step].main_before(now);
    return now;
}

std::string History::former_codes(std::size_t at, Row now) const {
    std::set<Row> rows{now};
    for (std::size_t step = steps.size(); step-- > at;) {
        std::set<Row> earlier;
        for (const Row row : rows)
            for (const auto link : steps[step].of_after[row]) earlier.insert(steps[step].links[link].before);
        rows = std::move(earlier);
    }
    std::string out;
    for (const Row row : rows) {
        if (!out.empty()) out += ';';
        out += years[at].id(row);
    }
    return out;
}

std::size_t History::position(int year, std::string_view option) const {
    std::string list;
    for (std::size_t i = 0; i < years.size(); ++i) {
        if (years[i].year == year) return i;
        list += (list.empty() ? "" : ", ") + std::to_string(years[i].year);
    }
    throw Error::make(ExitCode::usage, "{} {}: there are plots of {} only", option, year, list);
}

Series series_of(const History& history) {
    Series out;
    out.years.resize(history.years.size());
    for (std::size_t at = 0; at < history.years.size(); ++at) {
        Series::Year& year = out.years[at];
        const table::Table& plots = history.years[at].plots;
        auto tax = fen_of(plots, "tax", year.tax_fen);
        auto output = fen_of(plots, "output", year.output_fen);
        std::vector<double> m2(plots.rows());
        for (Row row = 0; row < plots.rows(); ++row) m2[row] = plots.number("area_basis_m2", row);
        for (std::size_t step = at; step < history.steps.size(); ++step) {
            std::int64_t lost = 0;
            tax = carry_fen(history.steps[step], tax, lost);
            year.tax_lost_fen += lost;
            output = carry_fen(history.steps[step], output, lost);
            year.output_lost_fen += lost;
            m2 = carry_area(history.steps[step], m2);
        }
        year.tax = wan_of(tax);
        year.output = wan_of(output);
        for (const double area : m2) year.mu.push_back(geom::mu_from_m2(area));
    }
    return out;
}

std::string_view standing_of(const table::Table& plots, Row row) {
    if (plots.has("scope") && plots.text("scope", row) != "in") return "out";
    const auto grade = plots.text("grade", row);
    return grade.empty() ? "not_evaluated" : grade;
}

}  // namespace mulens::years
