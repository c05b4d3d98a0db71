#include "config/scheme_parse.hpp"

namespace mulens::config {
namespace {

/// "1001* 工业用地": a code, * for "and all below it", and its name.
ScopeCode parse_scope_code(TomlFields& fields, const std::string& system, const std::string& text) {
    ScopeCode out;
    out.system = system;
    const std::size_t space = text.find(' ');
    out.code = text.substr(0, space);
    if (space != std::string::npos) out.name = text.substr(space + 1);
    if (out.code.ends_with('*')) {
        out.code.pop_back();
        out.match = CodeMatch::prefix;
    }
    if (out.code.empty()) fields.fail("codes", "\"" + text + "\" has no code");
    return out;
}

void parse_scope(TomlFields& root, Scheme& scheme) {
    const toml::table* table = root.table("scope");
    if (table == nullptr) root.fail("scope", "missing; a scheme lists the land-use codes it judges");
    TomlFields fields(*table, root.file(), "[scope]");
    scheme.scope.mixed_use_share = fields.number_or("mixed_use_share", 0.5);
    scheme.scope.source = parse_source(fields);
    for (const toml::table* item : fields.tables("system")) {
        TomlFields system(*item, root.file(), "[[scope.system]]");
        const std::string name = system.required_text("name");
        for (const auto& code : system.texts("codes"))
            scheme.scope.codes.push_back(parse_scope_code(system, name, code));
        system.done();
    }
    if (scheme.scope.codes.empty()) fields.fail("system", "no land-use code is listed");
    fields.done();
}

Exemption parse_exemption(TomlFields fields) {
    Exemption out;
    out.code = fields.required_text("code");
    out.zh = fields.required_text("zh");
    fields.need("kind");
    out.kind = static_cast<ExemptKind>(fields.choice_or("kind", {"out", "assessed_ungraded_as_B", "graded"}, 0));
    out.column = fields.text_or("column", "");
    out.values = fields.texts("values");
    out.since_column = fields.text_or("since", "");
    out.years = fields.integer("years").value_or(0);
    if (out.column.empty() == out.since_column.empty())
        fields.fail("column", "give either column and values, or since and years");
    if (!out.column.empty() && out.values.empty()) fields.fail("values", "missing; [\"*\"] means any text");
    if (!out.since_column.empty() && out.years <= 0) fields.fail("years", "must be a whole number above 0");
    out.from_column = fields.text_or("from", "");
    out.until_column = fields.text_or("until", "");
    out.re_enters_after_column = fields.text_or("re_enters_after", "");
    out.source = parse_source(fields);
    fields.done();
    return out;
}

void parse_co_located(TomlFields& root, Scheme& scheme) {
    const toml::table* table = root.table("co_located");
    if (table == nullptr) return;
    TomlFields fields(*table, root.file(), "[co_located]");
    auto& out = scheme.co_located;
    out.mode =
        static_cast<CoLocated>(fields.choice_or("mode", {"separate", "merge_and_share", "owner_grade", "both"}, 0));
    out.stand_alone_mu = fields.number_or("stand_alone_mu", not_given);
    if (table->contains("exceptions")) out.exceptions = fields.texts("exceptions");
    out.merge_groups = fields.texts("merge_groups");
    out.source = parse_source(fields);
    fields.done();
}

void parse_tax(TomlFields& root, Scheme& scheme) {
    const toml::table* table = root.table("tax");
    if (table == nullptr) return;
    TomlFields fields(*table, root.file(), "[tax]");
    static const std::vector<std::string> columns{"tax_paid", "tax_exempt_credit", "tax_refund", "tax_audit",
                                                  "tax_land_oneoff"};
    for (const toml::table* item : fields.tables("term")) {
        TomlFields term(*item, root.file(), "[[tax.term]]");
        term.need("column");
        const std::string column = columns[term.choice_or("column", columns, 0)];
        scheme.tax.terms.emplace_back(column, term.required_number("coefficient"));
        term.done();
    }
    scheme.tax.district_places = fields.texts("district_places");
    scheme.tax.source = parse_source(fields);
    fields.done();
}

}  // namespace

void parse_judged(TomlFields& root, Scheme& scheme) {
    parse_scope(root, scheme);
    if (const toml::table* table = root.table("size_limit")) {
        TomlFields fields(*table, root.file(), "[size_limit]");
        scheme.size_limit_mu = fields.required_number("mu");
        scheme.size_source = parse_source(fields);
        fields.done();
    }
    for (const toml::table* item : root.tables("exemption"))
        scheme.exemptions.push_back(parse_exemption(TomlFields(*item, root.file(), "[[exemption]]")));
    for (const toml::table* item : root.tables("veto")) {
        TomlFields fields(*item, root.file(), "[[veto]]");
        Veto out;
        out.code = fields.required_text("code");
        out.zh = fields.required_text("zh");
        out.column = fields.required_text("column");
        out.values = fields.texts("values");
        if (out.values.empty()) fields.fail("values", "missing; [\"*\"] means any text");
        out.not_above = parse_grade(fields, "not_above", fields.required_text("not_above"));
        out.source = parse_source(fields);
        fields.done();
        scheme.vetoes.push_back(std::move(out));
    }
    parse_co_located(root, scheme);
    parse_tax(root, scheme);
}

}  // namespace mulens::config
