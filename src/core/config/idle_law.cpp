#include "config/idle_law.hpp"

#include "config/resources.hpp"
#include "config/scheme_parse.hpp"

#include <algorithm>

namespace mulens::config {
namespace {

double rule(TomlFields& rules, const char* name) {
    const toml::table* table = rules.table(name);
    if (table == nullptr) rules.fail(name, "missing");
    TomlFields fields(*table, rules.file(), std::string("[rule.") + name + "]");
    const double value = fields.required_number("value");
    if (!(value > 0)) fields.fail("value", "must be above 0");
    (void)parse_source(fields);
    fields.done();
    return value;
}

}  // namespace

const IdleCause* IdleLaw::find_cause(std::string_view text) const {
    for (const auto& cause : causes)
        if (cause.code == text || cause.zh == text ||
            std::find(cause.aliases.begin(), cause.aliases.end(), text) != cause.aliases.end())
            return &cause;
    return nullptr;
}

IdleLaw parse_idle_law(const std::string& text, const std::string& file) {
    const toml::table table = parse_toml(text, file);
    TomlFields root(table, file, "the idle-land rules");
    const toml::table* rule_table = root.table("rule");
    if (rule_table == nullptr) root.fail("rule", "missing");
    TomlFields rules(*rule_table, file, "[rule]");
    IdleLaw law;
    law.not_started_years = static_cast<int>(rule(rules, "not_started_years"));
    law.recover_years = static_cast<int>(rule(rules, "recover_years"));
    law.suspended_years = static_cast<int>(rule(rules, "suspended_years"));
    law.started_area_parts = rule(rules, "started_area_parts");
    law.invested_parts = rule(rules, "invested_parts");
    law.fee_share = rule(rules, "fee_share");
    law.start_after_hand_over_years = static_cast<int>(rule(rules, "start_after_hand_over_years"));
    law.due_soon_days = static_cast<int>(rule(rules, "due_soon_days"));
    rules.done();
    for (const toml::table* item : root.tables("cause")) {
        TomlFields fields(*item, file, "[[cause]]");
        IdleCause cause;
        cause.code = fields.required_text("code");
        cause.zh = fields.required_text("zh");
        cause.aliases = fields.texts("aliases");
        cause.government = fields.flag_or("government", true);
        (void)parse_source(fields);
        fields.done();
        law.causes.push_back(std::move(cause));
    }
    root.done();
    return law;
}

IdleLaw load_idle_law() {
    const std::string name = "data/law/idle.toml";
    const auto text = resource(name);
    if (!text) throw Error::make(ExitCode::failed, "{} is missing from the program's data", name);
    return parse_idle_law(*text, name);
}

}  // namespace mulens::config
