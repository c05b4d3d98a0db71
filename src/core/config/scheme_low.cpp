#include "config/scheme_parse.hpp"

#include <algorithm>

namespace mulens::config {
namespace {

const std::vector<std::string>& parcel_metrics() {
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
                                                "investment_per_mu",
                                                "area_basis_mu",
                                                "far",
                                                "building_density",
                                                "building_count",
                                                "vacancy_share",
                                                "stopped_months"};
    return names;
}

std::vector<char> parse_grades(TomlFields& fields, const char* key) {
    std::vector<char> out;
    for (const auto& text : fields.texts(key)) out.push_back(parse_grade(fields, key, text));
    return out;
}

LowTest parse_low_test(TomlFields fields, const Scheme& scheme) {
    LowTest out;
    out.code = fields.required_text("code");
    if (out.code.find(';') != std::string::npos) fields.fail("code", "must not hold ;");
    out.zh = fields.required_text("zh");
    fields.need("kind");
    out.kind = static_cast<TestKind>(fields.choice_or("kind", {"money", "physical", "grade", "combination"}, 0));
    const std::size_t scale_class = fields.choice_or("class", {"", "规上", "规下"}, 0);
    if (scale_class > 0) out.scale_class = scale_class == 1 ? "规上" : "规下";
    if (out.kind == TestKind::money || out.kind == TestKind::physical) {
        fields.need("metric");
        out.metric = parcel_metrics()[fields.choice_or("metric", parcel_metrics(), 0)];
        out.op = parse_op(fields, "op");
        out.value = fields.required_number("value");
        static const std::vector<std::string> physical{"far", "building_density", "building_count", "vacancy_share",
                                                       "stopped_months"};
        const bool is_physical = std::find(physical.begin(), physical.end(), out.metric) != physical.end();
        if (out.kind == TestKind::physical && !is_physical)
            fields.fail("metric", out.metric + " is no physical measure of the plot");
    }
    out.grade_in = parse_grades(fields, "grade_in");
    out.previous_in = parse_grades(fields, "previous_in");
    if (out.kind == TestKind::grade && out.grade_in.empty()) fields.fail("grade_in", "missing");
    out.all_of = fields.texts("all_of");
    if (out.kind == TestKind::combination && out.all_of.empty()) fields.fail("all_of", "missing");
    for (const auto& code : out.all_of)
        if (std::none_of(scheme.low_tests.begin(), scheme.low_tests.end(),
                         [&](const LowTest& t) { return t.code == code; }))
            fields.fail("all_of", "no test above has the code " + code);
    out.area_mu_at_least = fields.number_or("area_mu_at_least", not_given);
    out.skip_under_construction = fields.flag_or("skip_under_construction", true);
    out.sufficient = fields.flag_or("sufficient", true);
    out.source = parse_source(fields);
    fields.done();
    return out;
}

SchemeCase parse_case(TomlFields fields) {
    SchemeCase out;
    out.line = fields.line();
    out.name = fields.required_text("name");
    out.scale_class = fields.text_or("class", "规上");
    out.values = parse_number_map(fields, "values");
    out.means = parse_number_map(fields, "means");
    out.minima = parse_number_map(fields, "minima");
    out.maxima = parse_number_map(fields, "maxima");
    out.mean_scores = parse_number_map(fields, "mean_scores");
    out.scores = fields.numbers("scores");
    out.grades = fields.text_or("expect_grades", "");
    out.land_use = fields.text("land_use");
    out.industrial_share = fields.number_or("industrial_share", not_given);
    out.grade = fields.text_or("grade", "");
    out.previous = fields.text_or("previous", "");
    out.expect_scope = fields.text("expect_scope");
    out.expect_reasons = fields.text("expect_reasons");
    out.expect_grade = fields.text("expect_grade");
    out.expect_score = fields.number_or("expect_score", not_given);
    out.expect_tax = fields.number_or("expect_tax", not_given);
    out.tolerance = fields.number_or("tolerance", 1e-6);
    if (!out.expect_scope && !out.expect_reasons && !out.expect_grade && std::isnan(out.expect_score) &&
        std::isnan(out.expect_tax) && out.grades.empty())
        fields.fail("name", "this case expects nothing; give an expect_… field");
    if (out.scores.size() != out.grades.size()) fields.fail("expect_grades", "needs one letter for each of scores");
    fields.done();
    return out;
}

}  // namespace

void parse_low_tests(TomlFields& root, Scheme& scheme) {
    for (const toml::table* item : root.tables("low_efficiency")) {
        TomlFields fields(*item, root.file(), "[[low_efficiency]]");
        LowTest test = parse_low_test(fields, scheme);
        for (const auto& other : scheme.low_tests)
            if (other.code == test.code) fields.fail("code", test.code + " is there twice");
        scheme.low_tests.push_back(std::move(test));
    }
}

void parse_cases(TomlFields& root, Scheme& scheme) {
    for (const toml::table* item : root.tables("case"))
        scheme.cases.push_back(parse_case(TomlFields(*item, root.file(), "[[case]]")));
}

}  // namespace mulens::config
