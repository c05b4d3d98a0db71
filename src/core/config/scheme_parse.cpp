#include "config/scheme_parse.hpp"

namespace mulens::config {

Source parse_source(TomlFields& fields) {
    Source source;
    source.law = fields.flag_or("law", false);
    source.citation = fields.text_or("citation", "");
    source.tag = fields.text_or("tag", "");
    if (source.law && source.citation.empty()) fields.fail("law", "law = true needs a citation");
    return source;
}

Op parse_op(TomlFields& fields, const char* key) {
    static const std::vector<std::string> names{"<", "<=", ">", ">=", "=="};
    fields.need(key);  // a cut line without its operator would be a guess
    return static_cast<Op>(fields.choice_or(key, names, 0));
}

char parse_grade(TomlFields& fields, const char* key, const std::string& text) {
    if (text.size() == 1 && text[0] >= 'A' && text[0] <= 'D') return text[0];
    fields.fail(key, "\"" + text + "\" is not a grade; expected A, B, C or D");
}

std::map<std::string, double> parse_number_map(TomlFields& fields, const char* key) {
    std::map<std::string, double> out;
    const toml::table* table = fields.table(key);
    if (table == nullptr) return out;
    for (const auto& [name, node] : *table) {
        if (!node.is_number()) fields.fail(key, std::string(name.str()) + " must be a number");
        out[std::string(name.str())] = *node.value<double>();
    }
    return out;
}

namespace {

void parse_head(TomlFields& root, Scheme& scheme) {
    scheme.id = root.required_text("id");
    scheme.zh = root.required_text("zh");
    scheme.en = root.required_text("en");
    scheme.document = root.text_or("document", "");
    const auto year = root.integer("year");
    if (!year) root.fail("year", "missing; the year of the data that the scheme judges");
    scheme.year = *year;
    scheme.valid_from = root.date("valid_from");
    scheme.valid_until = root.date("valid_until");
    if (scheme.valid_from && scheme.valid_until && *scheme.valid_until < *scheme.valid_from)
        root.fail("valid_until", "lies before valid_from");
    scheme.notice = root.text_or("notice", "");
    scheme.source = parse_source(root);
    if (const toml::table* table = root.table("repealed")) {
        TomlFields repealed(*table, root.file(), "[repealed]");
        scheme.repealed_by = repealed.required_text("by");
        scheme.repealed_note = repealed.text_or("note", "");
        repealed.done();
    }
}

}  // namespace

Scheme parse_scheme(const std::string& text, const std::string& file) {
    const toml::table table = parse_toml(text, file);
    Scheme scheme;
    scheme.file = file;
    scheme.raw = text;
    TomlFields root(table, file, "a scheme");
    parse_head(root, scheme);
    parse_judged(root, scheme);
    parse_scoring(root, scheme);
    parse_low_tests(root, scheme);
    parse_cases(root, scheme);
    root.done();
    return scheme;
}

}  // namespace mulens::config
