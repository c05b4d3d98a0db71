#include "app/answer.hpp"

#include "base/error.hpp"
#include "base/text.hpp"
#include "style/classes.hpp"
#include "write/report_files.hpp"

#include <algorithm>
#include <chrono>
#include <cmath>
#include <limits>
#include <set>

namespace mulens::app {
namespace {

using table::ReportTable;

constexpr std::uint16_t unseen = std::numeric_limits<std::uint16_t>::max();

/// Parcels by a column of codes joined by ";".
void add_codes(const Dataset& data, std::string_view joined, std::vector<Row>& out) {
    for (const auto& code : split(joined, ';'))
        if (const Row row = data.row_of(code); row != no_row) out.push_back(row);
}

/// Where a row names a group and no plot, another table of the report tells its plots.
std::map<std::string, std::vector<Row>> groups_of(const Dataset& data, const table::Report& report,
                                                  const std::string& key) {
    std::map<std::string, std::vector<Row>> out;
    for (const auto& other : report.tables) {
        const auto* group = other.table.find(key);
        const auto* plot = other.table.find("parcel_id");
        if (group == nullptr || plot == nullptr || !group->is_text()) continue;
        for (Row row = 0; row < other.table.rows(); ++row)
            if (const Row parcel = data.row_of(plot->text(row)); parcel != no_row)
                out[std::string(group->text(row))].push_back(parcel);
    }
    return out;
}

std::vector<std::vector<Row>> plots_of(const Dataset& data, const table::Report& report, const ReportTable& part) {
    std::vector<std::vector<Row>> out(part.table.rows());
    const auto by_column = [&](const char* name) {
        const auto* column = part.table.find(name);
        if (column == nullptr || !column->is_text()) return false;
        for (Row row = 0; row < part.table.rows(); ++row) add_codes(data, column->text(row), out[row]);
        return std::any_of(out.begin(), out.end(), [](const auto& rows) { return !rows.empty(); });
    };
    bool found = by_column("parcel_ids") || by_column("parcel_id") || by_column("parcel_after");
    for (const char* key : {"site_id", "group_id"}) {
        const auto* column = part.table.find(key);
        if (found || column == nullptr || !column->is_text()) continue;
        const auto groups = groups_of(data, report, key);
        for (Row row = 0; row < part.table.rows(); ++row) {
            const auto it = groups.find(std::string(column->text(row)));
            if (it != groups.end())
                out[row] = it->second;
            else
                add_codes(data, column->text(row), out[row]);
            found = found || !out[row].empty();
        }
    }
    for (auto& rows : out) {
        std::sort(rows.begin(), rows.end());
        rows.erase(std::unique(rows.begin(), rows.end()), rows.end());
    }
    return out;
}

/// The column that colours a table's plots: its own, else what readers look for in it.
std::string colour_of(const ReportTable& part) {
    if (!part.colour_by.empty()) return part.colour_by;
    for (const char* name : {"light", "stage", "option", "d_share", "score", "wish_gap", "lineage_kind", "headroom_m2",
                             "d_years", "key_gain_mu"})
        if (part.table.has(name)) return name;
    return {};
}

bool has_plots(const std::vector<std::vector<Row>>& plots) {
    return std::any_of(plots.begin(), plots.end(), [](const auto& rows) { return !rows.empty(); });
}

/// Words of a text column in the catalogue's order, those that it does not list by themselves first; at most `most`,
/// the rest is one colour.
std::vector<std::string> values_of(const std::string& name, const table::Column& column, std::size_t most) {
    std::vector<std::string> out;
    std::set<std::string> seen;
    for (Row row = 0; row < column.size() && out.size() < most; ++row) {
        const std::string value(column.text(row));
        if (!value.empty() && seen.insert(value).second) out.push_back(value);
    }
    const auto& words = config::column_catalogue();
    std::sort(out.begin(), out.end(), [&](const auto& a, const auto& b) {
        return std::pair(words.value_place(name, a), a) < std::pair(words.value_place(name, b), b);
    });
    return out;
}

style::Classes classes_of(const ReportTable& part, const config::ColumnInfo& info, const table::Column* column,
                          std::size_t most) {
    if (column == nullptr) {
        config::ColumnInfo one;
        one.name = part.name;
        one.zh = part.title.zh;
        one.en = part.title.in(Lang::en);
        const std::vector<std::string> values{part.title.zh};
        return style::value_classes(one, values);
    }
    if (!column->is_text()) {
        const auto ends = style::nice_ends(column->values(), false);
        return style::ramp_classes(info, ends.low, ends.high, "viridis");
    }
    return style::value_classes(info, values_of(info.name, *column, most));
}

/// Traffic lights keep their own colours (darkened so that they are told apart without colour sight too), grades
/// theirs; what is no trouble is grey.
void own_colours(style::Classes& classes) {
    const bool grades = classes.field.starts_with("grade");
    // What moved a grade has one colour in all tables; what it does to the list stands out before it.
    const bool causes = classes.field == "diff_mark" || classes.field == "move_cause";
    for (auto& one : classes.classes) {
        if (grades && one.value.size() == 1) one.colour = style::grade_colour(one.value.front());
        if (grades && one.value == "ungraded") one.colour = style::grade_colour('u');
        if (grades && one.value == "not_evaluated") one.colour = style::grade_colour('n');
        if (causes) {
            constexpr std::pair<std::string_view, std::uint32_t> own[] = {
                {"low_entered", 0xC2185B}, {"low_left", 0x1F8A5B}, {"data", 0x6FA3D8},  {"area", 0xE8B04A},
                {"link", 0x8C6BB1},        {"scheme", 0x7A5C43},   {"quota", 0x4DBDC4}, {"cancelled", 0xB4BCC4}};
            for (const auto& [value, colour] : own)
                if (one.value == value) one.colour = style::rgb(colour);
        }
        if (one.value == "sure_d") one.colour = style::grade_colour('D');
        if (one.value == "likely_d") one.colour = style::rgb(0xF0B323);
        if (one.value == "unsure") one.colour = style::rgb(0x56B4E9);
        if (one.value == "sure_not") one.colour = style::rgb(0xC3C9CF);
        if (one.value == "sure_in") one.colour = style::rgb(0x1F7A4D);
        if (one.value == "likely_in") one.colour = style::rgb(0x8CC8A1);
        if (one.value == "sure_out") one.colour = style::rgb(0xC3C9CF);
        if (one.value == "completed") one.colour = style::rgb(0x8FA3B0);
        if (one.value == "unknown" || one.value == "none") one.colour = style::rgb(0xC3C9CF);
        if (one.value == "not_applicable") one.colour = style::rgb(0xDBDEE2);
        if (one.value == "red") one.colour = style::rgb(0xC62828);
        if (one.value == "yellow") one.colour = style::rgb(0xF0B323);
        if (one.value == "green") one.colour = style::rgb(0x2E9E6B);
    }
}

std::uint16_t class_at(const style::Classes& classes, const table::Column* column, Row row) {
    if (column == nullptr) return 0;
    return column->is_text() ? classes.index_of(column->text(row)) : classes.index_of(column->number(row));
}

LegendRow row_for(const style::Class& one, Lang lang) {
    LegendRow row;
    row.code = one.code;
    row.label = lang == Lang::zh ? one.zh : one.en;
    row.colour = one.colour;
    return row;
}

LegendRow quiet_row(const char* code, const std::string& label, style::Colour colour) {
    LegendRow row;
    row.code = code;
    row.label = label;
    row.colour = colour;
    return row;
}

}  // namespace

style::Classes answer_classes(const Answer& answer, const ReportTable& table, const std::string& name,
                              std::size_t most) {
    const auto* column = name.empty() ? nullptr : table.table.find(name);
    auto out = classes_of(table, config::column_catalogue().describe(table.name, name), column, most);
    own_colours(out);
    for (auto& one : out.classes)
        if (const auto found = table.english.find(one.value); found != table.english.end())
            one.en = found->second;
        else if (answer.places.known(Lang::en, one.value))
            one.en = answer.places.in(Lang::en, one.value);
    return out;
}

std::vector<std::string> question_texts() {
    std::vector<std::string> out;
    for (const auto& question : planning::questions()) {
        out.insert(out.end(), {question.zh, question.about_zh});
        for (const auto& field : question.fields) {
            out.insert(out.end(),
                       {field.zh, field.unit, field.tip_zh, field.fallback, planning::blank_words(field, 0).zh});
            out.insert(out.end(), field.choices_zh.begin(), field.choices_zh.end());
        }
    }
    return out;
}

std::string texts_of(const table::Report& report) {
    std::string out;
    for (const auto& line : report.lines) out += line.zh + line.en;
    for (const auto& line : report.assumptions) out += line.zh + line.en;
    for (const auto& part : report.tables) {
        out += part.title.zh;
        for (const auto& [zh, en] : part.english) out += en;
        for (const auto& name : part.table.names()) {
            const auto info = config::column_catalogue().describe(part.name, name);
            out += info.zh + info.unit + info.note;
            const auto& column = part.table.at(name);
            if (!column.is_text()) continue;
            for (std::uint32_t i = 0; i < column.store().entries(); ++i) {
                const auto entry = column.store().entry(i);
                out += entry;
                out += config::column_catalogue().value_zh(name, entry);
            }
        }
    }
    return out;
}

std::string answer_word(const Answer& answer, const ReportTable& table, const std::string& column,
                        const std::string& value, Lang lang) {
    const auto& words = config::column_catalogue();
    if (lang == Lang::zh) return std::string(words.value_zh(column, value));
    const auto found = table.english.find(value);
    if (found != table.english.end()) return found->second;
    const std::string place = answer.places.in(lang, value);
    return place != value ? place : std::string(words.value_en(column, value));
}

std::string answer_cell(const Answer& answer, const ReportTable& table, const std::string& column, Row row, Lang lang,
                        bool masked) {
    const auto* values = table.table.find(column);
    if (values == nullptr) return "–";
    const auto info = config::column_catalogue().describe(table.name, column);
    if (masked && info.internal) return "***";
    if (values->is_text()) {
        const std::string text(values->text(row));
        if (text.empty()) return "–";
        return answer_word(answer, table, column, text, lang);
    }
    const double value = values->number(row);
    if (!std::isfinite(value)) return "–";
    if (values->kind() == table::Kind::boolean) return tr(lang, value != 0 ? "plan_yes" : "plan_no");
    return write::shown_number(info, *values, row);
}

std::size_t Answer::index_of(const ReportTable& table) const {
    return static_cast<std::size_t>(&table - report.tables.data());
}

const ReportTable* Answer::find(const std::string& name) const {
    for (const auto& part : report.tables)
        if (part.name == name) return &part;
    return report.tables.empty() ? nullptr : &report.tables.front();
}

const ReportTable* Answer::on_map(const std::string& name) const {
    const ReportTable* first = nullptr;
    for (std::size_t i = 0; i < report.tables.size(); ++i) {
        if (!has_plots(plots[i])) continue;
        if (report.tables[i].name == name) return &report.tables[i];
        if (first == nullptr) first = &report.tables[i];
    }
    return first;
}

std::vector<std::string> Answer::scenarios(const ReportTable& table) const {
    std::vector<std::string> out;
    const auto* column = table.table.find("scenario");
    if (column == nullptr || !column->is_text()) return out;
    for (Row row = 0; row < column->size(); ++row)
        if (const std::string name(column->text(row)); std::find(out.begin(), out.end(), name) == out.end())
            out.push_back(name);
    return out;
}

namespace {

/// The run as the trial scheme and the decisions have it. Shapes and columns are shared, the small layers copied.
pipeline::Run run_of(const Dataset& data, const AskedOf& of, const table::Table& parcels) {
    pipeline::Run out = data.run;
    out.parcels.table = parcels;
    if (of.trial) {
        out.settings.scheme = *of.trial;
        out.settings.trial = of.trial;
    }
    return out;
}

}  // namespace

std::shared_ptr<const Answer> answer_of(const Dataset& data, const AskedQuestion& question, const AskedOf& of,
                                        const std::shared_ptr<const table::Table>& parcels, Progress& progress) {
    const auto begun = std::chrono::steady_clock::now();
    const auto* form = planning::find_question(question.command);
    if (form == nullptr) throw Error::make(ExitCode::usage, "{}: there is no such question", question.command);
    auto out = std::make_shared<Answer>();
    out->question = question;
    out->generation = data.generation;
    out->of = of;
    out->places = data.places;
    auto asked = question.values;  // who sees English names types them
    for (auto& [name, value] : asked) value = data.places.own(value);
    const planning::FormValues values(asked);
    out->report = parcels == nullptr ? form->ask(data.run, values, progress)
                                     : form->ask(run_of(data, of, *parcels), values, progress);
    if (of.trial)
        out->report.assumptions.insert(out->report.assumptions.begin(),
                                       Words("按未保存的试算标准计算,不作正式依据",
                                             "Computed with a trial scheme that is not saved: not official"));
    for (const auto& part : out->report.tables) {
        progress.check();
        out->plots.push_back(plots_of(data, out->report, part));
    }
    out->seconds = std::chrono::duration<double>(std::chrono::steady_clock::now() - begun).count();
    return out;
}

Paint paint_answer(const Answer& answer, const ReportTable& table, const std::string& scenario,
                   const rules::LiveResult& judged, Row parcels, Lang lang, bool dark) {
    const std::string colours = colour_of(table);
    const auto* column = colours.empty() ? nullptr : table.table.find(colours);
    Paint paint;
    paint.styled = answer_classes(answer, table, colours);
    // Those without a class of their own: named by the answer with a blank, or not named at all.
    const style::Colour quiet = style::rgb(dark ? 0x3A4147 : 0xD5D7D6),
                        outside = style::rgb(dark ? 0x33393f : 0xe4e4e1);
    paint.palette = paint.styled.palette();
    paint.palette.back() = style::rgb(0x8A9097);
    const auto rest = static_cast<std::uint16_t>(paint.palette.size());
    paint.palette.push_back(quiet);
    paint.out_of_scope = static_cast<std::uint16_t>(paint.palette.size());
    paint.palette.push_back(outside);
    paint.no_data = unseen;  // nothing is hatched: blank here is no missing figure
    paint.classes.assign(parcels, rest);
    for (Row row = 0; row < parcels; ++row)
        if (judged.standing->in_scope[row] == 0) paint.classes[row] = paint.out_of_scope;
    const auto& plots = answer.plots[answer.index_of(table)];
    const auto* names = table.table.find("scenario");
    const auto* sure = table.table.find("sureness");
    if (sure != nullptr) paint.hatched.assign(parcels, 0);
    // From the last row to the first: what stands higher in the list wins.
    for (Row row = table.table.rows(); row-- > 0;) {
        if (!scenario.empty() && names != nullptr && names->text(row) != scenario) continue;
        for (const Row plot : plots[row]) paint.classes[plot] = class_at(paint.styled, column, row);
        // Where the grade is in doubt the map says so by a hatch.
        if (sure == nullptr) continue;
        const auto word = sure->text(row);
        for (const Row plot : plots[row]) paint.hatched[plot] = word == "unsure" || word.starts_with("likely") ? 1 : 0;
    }
    Legend& legend = paint.legend;
    legend.title = column == nullptr ? table.title.in(lang) : lang == Lang::zh ? paint.styled.zh : paint.styled.en;
    legend.unit = unit_word(lang, paint.styled.unit);
    legend.note = scenario;
    legend.continuous = paint.styled.kind == style::ClassKind::ramp;
    if (legend.continuous) {
        legend.ramp.assign(paint.palette.begin(), paint.palette.begin() + paint.styled.no_data());
        legend.low = paint.styled.low * (paint.styled.percent ? 100 : 1);
        legend.high = paint.styled.high * (paint.styled.percent ? 100 : 1);
    } else {
        for (std::size_t i = 0; i + 1 < paint.styled.classes.size(); ++i)
            legend.rows.push_back(row_for(paint.styled.classes[i], lang));
    }
    legend.rows.push_back(quiet_row("blank", tr(lang, "plan_blank"), paint.palette[paint.styled.no_data()]));
    legend.rows.push_back(quiet_row("rest", tr(lang, "plan_rest"), quiet));
    legend.rows.push_back(quiet_row("out", tr(lang, "scope_out"), outside));
    if (sure != nullptr) {  // no class of its own: counted here
        legend.rows.push_back(quiet_row("doubt", tr(lang, "plan_doubt"), quiet));
        legend.rows.back().hatched = true;
        legend.rows.back().count =
            static_cast<std::uint64_t>(std::count(paint.hatched.begin(), paint.hatched.end(), std::uint8_t{1}));
    }
    return paint;
}

}  // namespace mulens::app
