#include "app/answer_chart.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <map>
#include <numeric>

namespace mulens::app {
namespace {

using table::ReportTable;

constexpr std::size_t most_parts = 8;

std::string value_at(const table::Column& column, Row row) {
    if (column.is_text()) return std::string(column.text(row));
    const double value = column.number(row);
    return std::isfinite(value) ? fmt::format("{:g}", value) : std::string();
}

double amount_at(const table::Column* column, Row row) {
    if (column == nullptr) return 1;
    const double value = column->number(row);
    return value > 0 ? value : 0;
}

std::string unit_of(const ReportTable& table, const std::string& column, Lang lang) {
    if (column.empty()) return {};
    return unit_word(lang, config::shown_unit(config::column_catalogue().describe(table.name, column)));
}

std::string name_of(const ReportTable& table, const std::string& column, Lang lang) {
    const auto info = config::column_catalogue().describe(table.name, column);
    return lang == Lang::zh ? info.zh : info.en;
}

/// Years, grades and the like stand in their own order, what the catalogue lists of them (ungraded …) after them.
bool in_own_order(const AnswerChart& chart) {
    const auto short_one = [](const ChartBar& bar) {
        return bar.value.size() <= 1 ||
               (bar.value.size() <= 4 && bar.value.find_first_not_of("0123456789") == std::string::npos);
    };
    const auto& words = config::column_catalogue();
    return std::any_of(chart.bars.begin(), chart.bars.end(), short_one) &&
           std::all_of(chart.bars.begin(), chart.bars.end(), [&](const ChartBar& bar) {
               return short_one(bar) || words.value_place(chart.by, bar.value) > 0;
           });
}

/// Parts of a text column: the classes that the map has, the largest ones where they are too many.
ChartSide side_of(const Answer& answer, const ReportTable& table, const table::Column& by,
                  const std::vector<ChartBar>& bars, const std::string& column, const table::Column* amount,
                  Lang lang) {
    ChartSide side;
    side.column = column;
    side.title = name_of(table, column, lang);
    const auto& values = table.table.at(column);
    std::map<std::string, double> sums;
    std::map<std::pair<std::string, std::string>, double> cells;
    for (Row row = 0; row < table.table.rows(); ++row) {
        const double more = amount_at(amount, row);
        if (!(more > 0)) continue;
        sums[value_at(values, row)] += more;
        cells[{value_at(by, row), value_at(values, row)}] += more;
    }
    const auto classes = answer_classes(answer, table, column, 1000);
    std::vector<std::string> wanted;
    for (const auto& one : classes.classes)
        if (!one.value.empty() && sums.contains(one.value)) wanted.push_back(one.value);
    if (wanted.size() > most_parts) {
        std::stable_sort(wanted.begin(), wanted.end(),
                         [&](const auto& a, const auto& b) { return sums.at(a) > sums.at(b); });
        wanted.resize(most_parts - 1);
    }
    double rest = 0;
    for (const auto& [value, sum] : sums)
        if (!value.empty() && std::find(wanted.begin(), wanted.end(), value) == wanted.end()) rest += sum;
    for (std::size_t i = 0; i < wanted.size(); ++i) {
        // Colours by place where the large ones were picked out of many, else those of the map.
        const auto own = classes.index_of(wanted[i]);
        const auto colour = classes.classes[rest > 0 ? std::min(i, classes.classes.size() - 1) : own].colour;
        side.parts.push_back({wanted[i], answer_word(answer, table, column, wanted[i], lang), colour, false});
    }
    if (rest > 0) side.parts.push_back({"", tr(lang, "chart_rest"), style::rgb(0x9AA0A6), true});
    if (sums.contains("")) side.parts.push_back({"", tr(lang, "chart_blank"), style::rgb(0xC9CED3), false});
    for (const auto& bar : bars) {
        auto& row = side.amounts.emplace_back(side.parts.size(), 0.0);
        for (auto it = cells.lower_bound({bar.value, ""}); it != cells.end() && it->first.first == bar.value; ++it) {
            const std::string& value = it->first.second;
            const auto part = std::find_if(side.parts.begin(), side.parts.end(),
                                           [&](const ChartPart& p) { return !p.rest && p.value == value; });
            const auto other =
                std::find_if(side.parts.begin(), side.parts.end(), [](const ChartPart& p) { return p.rest; });
            const auto at = part != side.parts.end() ? part : other;
            if (at != side.parts.end()) row[static_cast<std::size_t>(at - side.parts.begin())] += it->second;
        }
    }
    return side;
}

/// Parts that are number columns.
ChartSide columns_of(const ReportTable& table, const table::Column& by, const std::vector<ChartBar>& bars, Lang lang) {
    constexpr std::uint32_t colours[] = {0x8FA6BF, 0x2F6DB5, 0xE69F00};
    ChartSide side;
    std::vector<const table::Column*> columns;
    for (const auto& name : table.chart.columns) {
        const auto* column = table.table.find(name);
        if (column == nullptr || column->is_text()) continue;
        const std::size_t i = columns.size();
        columns.push_back(column);
        style::Colour colour = style::rgb(colours[i % std::size(colours)]);
        const std::string letter = name.starts_with("to_") ? name.substr(3) : std::string();
        if (!letter.empty())
            colour = style::grade_colour(letter.size() == 1 ? letter[0] : letter == "ungraded" ? 'u' : 'n');
        if (letter == "gone") colour = style::rgb(0xC9CED3);
        // How sure a grade is: the colours of the words of the same meaning on the map.
        if (name == "sure_plots") colour = style::grade_colour('D');
        if (name == "likely_plots") colour = style::rgb(0xF0B323);
        if (name == "unsure_plots") colour = style::rgb(0x56B4E9);
        side.parts.push_back({name, name_of(table, name, lang), colour, false});
    }
    for (const auto& bar : bars) {
        auto& cells = side.amounts.emplace_back(columns.size(), 0.0);
        for (Row row = 0; row < table.table.rows(); ++row)
            if (value_at(by, row) == bar.value)
                for (std::size_t c = 0; c < columns.size(); ++c) cells[c] += amount_at(columns[c], row);
    }
    return side;
}

void put_in_order(AnswerChart& chart, bool worst_first) {
    if (chart.sides.empty()) return;
    const auto& amounts = chart.sides.front().amounts;
    std::vector<std::size_t> order(chart.bars.size());
    std::iota(order.begin(), order.end(), std::size_t{0});
    const auto total = [&](std::size_t i) { return std::accumulate(amounts[i].begin(), amounts[i].end(), 0.0); };
    const auto place = [&](std::size_t i) {
        const std::string& value = chart.bars[i].value;
        return std::pair(config::column_catalogue().value_place(chart.by, value), value);
    };
    if (in_own_order(chart))
        std::stable_sort(order.begin(), order.end(), [&](auto a, auto b) { return place(a) < place(b); });
    else if (worst_first)
        std::stable_sort(order.begin(), order.end(), [&](auto a, auto b) { return amounts[a] > amounts[b]; });
    else
        std::stable_sort(order.begin(), order.end(), [&](auto a, auto b) { return total(a) > total(b); });
    const auto sorted = [&](auto& list) {
        auto old = std::move(list);
        list.clear();
        for (const std::size_t i : order) list.push_back(std::move(old[i]));
    };
    for (auto& side : chart.sides) sorted(side.amounts);
    sorted(chart.bars);
}

}  // namespace

std::vector<const ReportTable*> charted(const table::Report& report) {
    std::vector<const ReportTable*> out;
    for (const auto& part : report.tables) {
        const auto& c = part.chart;
        const auto there = [&](const auto& names) {
            return std::all_of(names.begin(), names.end(),
                               [&](const auto& name) { return name.empty() || part.table.has(name); });
        };
        const bool parts = !c.parts.empty() || !c.columns.empty();
        if (!c.by.empty() && parts && part.table.rows() > 0 && part.table.has(c.by.front()) && there(c.columns))
            out.push_back(&part);
    }
    return out;
}

AnswerChart chart_of(const Answer& answer, const ReportTable& table, std::size_t by, std::size_t amount, Lang lang) {
    AnswerChart out;
    const auto& wish = table.chart;
    if (wish.by.empty()) return out;
    out.by = wish.by[std::min(by, wish.by.size() - 1)];
    const auto* names = table.table.find(out.by);
    if (names == nullptr) return out;
    std::vector<std::string> seen;
    for (Row row = 0; row < table.table.rows(); ++row) {
        const std::string value = value_at(*names, row);
        if ((out.by == wish.by.front() && !wish.leave_out.empty() && value == wish.leave_out) ||
            std::find(seen.begin(), seen.end(), value) != seen.end())
            continue;
        seen.push_back(value);
        out.bars.push_back({value,
                            value.empty() ? tr(lang, "chart_blank") : answer_word(answer, table, out.by, value, lang),
                            plots_where(answer, table, {{out.by, value}}).size()});
    }
    if (wish.columns.empty()) {
        const std::string what = wish.amounts.empty() ? "" : wish.amounts[std::min(amount, wish.amounts.size() - 1)];
        out.unit = what.empty() ? tr(lang, "chart_rows_unit") : unit_of(table, what, lang);
        for (const auto& part : wish.parts)
            if (part != out.by && table.table.has(part))
                out.sides.push_back(side_of(answer, table, *names, out.bars, part, table.table.find(what), lang));
    } else {
        out.stacked = wish.stacked;
        out.unit = unit_of(table, wish.columns.front(), lang);
        out.sides.push_back(columns_of(table, *names, out.bars, lang));
    }
    put_in_order(out, wish.worst_first);
    for (auto& side : out.sides)
        for (const auto& bar : side.amounts)
            side.longest =
                std::max(side.longest, out.stacked || bar.empty() ? std::accumulate(bar.begin(), bar.end(), 0.0)
                                                                  : *std::max_element(bar.begin(), bar.end()));
    return out;
}

std::vector<Row> plots_where(const Answer& answer, const ReportTable& table,
                             const std::vector<std::pair<std::string, std::string>>& values) {
    const auto of = [&](const ReportTable& part) {
        std::vector<Row> out;
        std::vector<std::pair<const table::Column*, const std::string*>> columns;
        for (const auto& [name, value] : values) {
            const auto* column = part.table.find(name);
            if (column == nullptr) return out;
            columns.emplace_back(column, &value);
        }
        const auto& plots = answer.plots[answer.index_of(part)];
        for (Row row = 0; row < part.table.rows(); ++row)
            if (std::all_of(columns.begin(), columns.end(),
                            [&](const auto& c) { return value_at(*c.first, row) == *c.second; }))
                out.insert(out.end(), plots[row].begin(), plots[row].end());
        std::sort(out.begin(), out.end());
        out.erase(std::unique(out.begin(), out.end()), out.end());
        return out;
    };
    auto found = of(table);
    for (const auto& other : answer.report.tables)
        if (found.empty() && &other != &table) found = of(other);
    return found;
}

}  // namespace mulens::app
