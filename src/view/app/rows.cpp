// The rows of the table below the map: which, in which order, and their cells.
#include "app/inside.hpp"
#include "config/columns.hpp"
#include "text/collate.hpp"
#include "write/public_edition.hpp"

#include <algorithm>
#include <cmath>

namespace mulens::app {
namespace {

TableColumn column_of(Lang lang, const char* name, float width) {
    TableColumn out;
    out.column = name;
    out.name = std::string(name) == "potential" ? tr(lang, "potential") : column_name(lang, name);
    out.unit = std::string(name) == "potential" ? unit_word(lang, "万元") : column_unit(lang, name);
    const auto kind = config::column_catalogue().describe("parcels", name).kind;
    out.number = std::string(name) == "potential" || kind == config::ColumnKind::number ||
                 kind == config::ColumnKind::money || kind == config::ColumnKind::integer ||
                 kind == config::ColumnKind::share;
    out.width = width;
    return out;
}

std::vector<TableColumn> columns_of(Tab tab, Lang lang) {
    std::vector<TableColumn> out;
    const auto add = [&](const char* name, float width) { out.push_back(column_of(lang, name, width)); };
    add("parcel_id", 176);
    add("platform", lang == Lang::en ? 196 : 118);
    add("area_basis_mu", 84);
    add("tax_per_mu", 96);
    if (tab == Tab::low || tab == Tab::changes) {
        add("shortfall", 96);
        add("potential", 104);
        add("grade", 64);
        add("reasons", 250);
        add("review_status", 92);
        return out;
    }
    add("output_per_mu", 100);
    add("far", 76);
    add("score", 76);
    add("grade", 64);
    add("low_efficiency", 80);
    add("idle_status", 110);
    add("street", lang == Lang::en ? 150 : 96);
    add("owner", 220);
    return out;
}

/// Area × shortfall: what could be gained, 万元.
double potential_of(const table::Table& rows, const rules::LiveResult& judged, Row row) {
    return rows.number("area_basis_mu", row) * judged.shortfall[row];
}

struct Order {
    std::shared_ptr<const Dataset> data;
    Judged judged;
    std::shared_ptr<const table::Table> table;
    std::vector<std::uint8_t> pass;
    std::vector<Row> only;  ///< tab changes
    Tab tab = Tab::low;
    std::string column;
    bool descending = true;
    Lang lang = Lang::zh;  ///< in which the texts are read that are ordered
};

std::vector<Row> ordered(const Order& in, const Progress* progress) {
    std::vector<Row> rows;
    const Row count = in.data->rows();
    if (in.tab == Tab::changes) {
        rows = in.only;
    } else {
        for (Row row = 0; row < count; ++row) {
            if (!in.pass.empty() && in.pass[row] == 0) continue;
            if (in.tab == Tab::low && in.judged->low[row] == 0) continue;
            rows.push_back(row);
        }
    }
    std::string column = in.column;
    if (column.empty() && in.tab == Tab::low) column = "potential";
    if (column.empty()) return rows;
    const auto* values = in.table->find(column);
    if (progress != nullptr) progress->check();
    if (column == "potential" || (values != nullptr && !values->is_text())) {
        std::vector<double> keys(count, table::none);
        for (const Row row : rows)
            keys[row] = column == "potential" ? potential_of(*in.table, *in.judged, row) : values->number(row);
        std::sort(rows.begin(), rows.end(), [&](Row a, Row b) {
            const double x = keys[a], y = keys[b];
            if (std::isnan(x) || std::isnan(y)) return std::isnan(x) == std::isnan(y) ? a < b : std::isnan(y);
            if (x != y) return in.descending ? x > y : x < y;
            return a < b;
        });
        return rows;
    }
    if (values == nullptr) return rows;
    const auto& store = values->store();
    const bool coded = store.mode() == table::TextStore::Mode::dictionary;
    std::vector<std::uint32_t> place_of_entry;
    if (coded) {
        std::vector<std::string> entries;
        for (std::uint32_t i = 0; i < store.entries(); ++i)
            entries.push_back(in.data->places.in(in.lang, store.entry(i)));
        static const text::Collation collation;
        place_of_entry = collation.ranks(entries);
    }
    const auto before = [&](Row a, Row b) {
        return coded ? place_of_entry[store.code(a)] < place_of_entry[store.code(b)]
                     : values->text(a) < values->text(b);
    };
    std::sort(rows.begin(), rows.end(), [&](Row a, Row b) {
        const bool blank_a = values->text(a).empty(), blank_b = values->text(b).empty();
        if (blank_a != blank_b) return blank_b;
        if (before(a, b)) return !in.descending;
        if (before(b, a)) return in.descending;
        return a < b;
    });
    return rows;
}

}  // namespace

void App::Inside::order_again() {
    const std::array<std::uint64_t, 6> key{versions.data, versions.judged, versions.pass, versions.order,
                                           versions.lang};
    if (key == rows_key) return;
    rows_key = key;
    const Tab tab = state.session.tab;
    listing.columns = columns_of(tab, lang());
    if (!listing.rows) listing.rows = std::make_shared<const std::vector<Row>>();
    if (!data || !judged || tab == Tab::charts || tab == Tab::plan || tab == Tab::problems) {
        if (!data || !judged) listing.rows = std::make_shared<const std::vector<Row>>();
        return;
    }
    Order order;
    order.data = data;
    order.judged = judged;
    order.table = std::make_shared<const table::Table>(judged_table());
    order.pass = pass;
    if (tab == Tab::changes) order.only = app.changes().rows;
    order.tab = tab;
    order.lang = lang();
    order.column = state.session.sort_column;
    order.descending = state.session.sort_descending;
    changed = true;
    if (small()) {
        listing.rows = std::make_shared<const std::vector<Row>>(ordered(order, nullptr));
        return;
    }
    listing.pending = true;
    jobs.start("order", tr(lang(), "job_order"), [this, order = std::move(order)](JobProgress& progress) -> Finish {
        auto done = std::make_shared<const std::vector<Row>>(ordered(order, &progress));
        return [this, done] {
            listing.rows = done;
            listing.pending = false;
        };
    });
}

std::string App::Inside::review_status(Row row) const {
    const std::string_view id = data->id_of(row);
    const auto& made = doc().decisions;
    for (auto one = made.rbegin(); one != made.rend(); ++one) {
        if (one->key != id) continue;
        if (one->kind == "核实") return "核实中";
        if (one->kind == "销号") return "已整治(销号)";
        if (one->kind == "认定" || one->kind == "排除") return one->kind;
    }
    return std::string(data->table().text("review_status", row));
}

std::string App::Inside::text_shown(std::string_view column, std::string_view value) const {
    const std::string place = data->places.in(lang(), value);
    return place == value ? shown(lang(), column, value) : place;
}

const TableModel& App::table() const { return inside_->listing; }

std::string App::cell(const TableColumn& column, Row row) const {
    auto& in = *inside_;
    if (!in.data || row >= in.data->rows()) return {};
    const Lang lang = in.lang();
    const auto number = [&](std::string_view name, double value) {
        return in.state.session.meeting ? banded(lang, name, value) : shown(lang, name, value);
    };
    if (column.column == "parcel_id") return std::string(in.data->id_of(row));
    if (in.judged) {
        if (column.column == "potential") return shown(lang, "tax", potential_of(in.data->table(), *in.judged, row));
        if (column.column == "shortfall") return shown(lang, "shortfall", in.judged->shortfall[row]);
        if (column.column == "score") return shown(lang, "score", in.judged->grades->score[row]);
        if (column.column == "low_efficiency") return tr(lang, in.judged->low[row] != 0 ? "yes" : "no");
        if (column.column == "grade") {
            const char grade = in.judged->grades->grade[row];
            if (grade >= 'A' && grade <= 'D') return std::string(1, grade);
            return grade == 'u' ? tr(lang, "grade_ungraded") : grade == 'n' ? tr(lang, "grade_not_evaluated") : "–";
        }
        if (column.column == "reasons") return reasons_short(row);
    }
    const auto* values = in.data->table().find(column.column);
    if (values == nullptr) return "–";
    if (column.column == "review_status") {
        const std::string status = review_word(lang, in.review_status(row));
        return status.empty() ? "–" : status;
    }
    if (column.column == "owner" && in.state.session.meeting) return write::masked(values->text(row));
    return values->is_text() ? in.text_shown(column.column, values->text(row))
                             : number(column.column, values->number(row));
}

char App::grade(Row row) const {
    const auto& judged = inside_->judged;
    return judged && row < judged->grades->grade.size() ? judged->grades->grade[row] : ' ';
}

std::string App::reasons_short(Row row) const {
    auto& in = *inside_;
    std::string out;
    if (!in.judged || !in.judged->scheme || in.judged->low[row] == 0) return out;
    const auto& tests = in.judged->scheme->low_tests;
    for (std::size_t t = 0; t < tests.size(); ++t) {
        if ((in.judged->hit_mask[row] >> t & 1U) == 0) continue;
        if (!out.empty()) out += " · ";
        const auto& test = tests[t];
        out += test.metric.empty() ? (in.lang() == Lang::zh ? test.zh : test.code)
                                   : column_name(in.lang(), test.metric) + " " + config::text_of(test.op) + " " +
                                         shown(in.lang(), test.metric, test.value);
    }
    return out;
}

}  // namespace mulens::app
