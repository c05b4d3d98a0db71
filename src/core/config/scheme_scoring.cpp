#include "config/scheme_parse.hpp"

#include <algorithm>
#include <array>

namespace mulens::config {
namespace {

/// Metrics of firms (the six indicators and their kin); a new one is one more name here and one in rules/measures.
const std::vector<std::string>& firm_metrics() {
    static const std::vector<std::string> names{"tax_per_mu",
                                                "output_per_mu",
                                                "value_added_per_mu",
                                                "revenue_per_mu",
                                                "labour_productivity",
                                                "value_added_per_energy",
                                                "value_added_per_emission",
                                                "tax_per_electricity",
                                                "tax_per_energy",
                                                "rd_share",
                                                "investment_per_mu"};
    return names;
}

Indicator parse_indicator(TomlFields fields) {
    Indicator out;
    fields.need("metric");
    out.metric = firm_metrics()[fields.choice_or("metric", firm_metrics(), 0)];
    out.weight = fields.number_or("weight", not_given);
    if (out.weight <= 0) fields.fail("weight", "must be above 0");
    static const std::vector<std::string> modes{"value", "mean", "mean_of_ratios", "last_year_mean", "min_max"};
    out.benchmark = static_cast<Benchmark>(fields.choice_or("benchmark", modes, 1));
    out.value = fields.number_or("value", not_given);
    if (out.benchmark == Benchmark::value && !(out.value > 0)) fields.fail("value", "needs a benchmark above 0");
    if (out.benchmark != Benchmark::value && !std::isnan(out.value))
        fields.fail("value", "is only read with benchmark = \"value\"");
    out.factor = fields.number_or("factor", 1);
    if (out.factor <= 0) fields.fail("factor", "must be above 0");
    out.low = fields.number_or("low", 0);
    out.high = fields.number_or("high", 100);
    out.within_group = fields.flag_or("within_group", false);
    if (out.within_group && out.benchmark == Benchmark::value)
        fields.fail("within_group", "a published value has no groups");
    out.cap = fields.number_or("cap", not_given);
    if (out.cap <= 0) fields.fail("cap", "must be above 0 (1.5 = 1.5 × weight)");
    out.negative = static_cast<NegativeRule>(fields.choice_or("negative", {"zero", "floor", "keep"}, 0));
    out.floor = fields.number_or("floor", 0);
    out.missing = static_cast<MissingRule>(
        fields.choice_or("missing", {"zero", "class_mean_score", "drop_and_rescale", "not_scored"}, 0));
    out.source = parse_source(fields);
    fields.done();
    return out;
}

void parse_cut(TomlFields& root, Scheme& scheme) {
    const toml::table* table = root.table("cut");
    if (table == nullptr) return;
    TomlFields fields(*table, root.file(), "[cut]");
    fields.need("mode");
    scheme.cut.mode = static_cast<CutMode>(fields.choice_or("mode", {"none", "quota", "threshold"}, 0));
    scheme.cut.source = parse_source(fields);
    for (const toml::table* item : fields.tables("line")) {
        TomlFields line(*item, root.file(), "[[cut.line]]");
        CutLine out;
        out.scale_class = line.text_or("class", "");
        out.grade = parse_grade(line, "grade", line.required_text("grade"));
        if (out.grade == 'D') line.fail("grade", "D is what is left below C; give A, B and C");
        if (scheme.cut.mode == CutMode::quota) {
            out.cumulative = line.required_number("cumulative");
            if (!(out.cumulative >= 0 && out.cumulative <= 1)) line.fail("cumulative", "must lie in 0…1");
        } else {
            out.op = parse_op(line, "op");
            if (out.op != Op::greater && out.op != Op::greater_equal) line.fail("op", "expected >= or >");
            out.value = line.required_number("value");
        }
        line.done();
        scheme.cut.lines.push_back(out);
    }
    if (scheme.cut.mode == CutMode::none && !scheme.cut.lines.empty())
        fields.fail("line", "mode = \"none\" has no lines");
    if (scheme.cut.mode != CutMode::none && scheme.cut.lines.empty())
        fields.fail("mode", "needs [[cut.line]] for A, B and C");
    for (const auto& scale_class : scheme.classes) {
        const auto lines = scheme.cut.lines_of(scale_class.id);
        for (std::size_t i = 1; i < lines.size(); ++i) {
            const bool falls = scheme.cut.mode == CutMode::quota ? lines[i].cumulative < lines[i - 1].cumulative
                                                                 : lines[i].value > lines[i - 1].value;
            if (falls || lines[i].grade == lines[i - 1].grade)
                fields.fail("line", fmt::format("lines of {} must run from A down", scale_class.id));
        }
    }
    fields.done();
}

void parse_points(TomlFields& root, Scheme& scheme, const char* key, bool deduction) {
    for (const toml::table* item : root.tables(key)) {
        TomlFields fields(*item, root.file(), std::string("[[") + key + "]]");
        Points out;
        out.column = fields.required_text("column");
        out.max = fields.number_or("max", not_given);
        out.deduction = deduction;
        out.source = parse_source(fields);
        fields.done();
        scheme.points.push_back(out);
    }
}

}  // namespace

void parse_scoring(TomlFields& root, Scheme& scheme) {
    for (const toml::table* item : root.tables("class")) {
        TomlFields fields(*item, root.file(), "[[class]]");
        ScoreClass out;
        fields.need("id");
        out.id = std::array{"规上", "规下"}[fields.choice_or("id", {"规上", "规下"}, 0)];
        if (scheme.find_class(out.id) != nullptr) fields.fail("id", out.id + " is there twice");
        for (const toml::table* indicator : fields.tables("indicator"))
            out.indicators.push_back(parse_indicator(TomlFields(*indicator, root.file(), "[[class.indicator]]")));
        fields.done();
        scheme.classes.push_back(std::move(out));
    }
    for (const toml::table* item : root.tables("group")) {
        TomlFields fields(*item, root.file(), "[[group]]");
        scheme.groups.push_back({fields.required_text("name"), fields.texts("codes")});
        fields.done();
    }
    parse_points(root, scheme, "bonus", false);
    parse_points(root, scheme, "deduction", true);
    parse_cut(root, scheme);
    if (const toml::table* table = root.table("grades")) {
        TomlFields fields(*table, root.file(), "[grades]");
        for (const char grade : {'A', 'B', 'C', 'D'}) {
            const char key[] = {grade, '\0'};
            if (const auto name = fields.text(key)) scheme.grade_names.emplace_back(grade, *name);
        }
        fields.done();
    }
}

}  // namespace mulens::config
