#include "config/renewal.hpp"

#include "base/error.hpp"
#include "config/resources.hpp"
#include "config/toml_fields.hpp"

#include <fmt/ranges.h>

#include <algorithm>
#include <cmath>
#include <fstream>
#include <iterator>

namespace mulens::config {
namespace {

constexpr const char* folder = "data/renewal/";

struct TableNumber {
    const char* name;
    double RenewalTable::*member;
};
constexpr TableNumber table_numbers[] = {
    {"storey_height_m", &RenewalTable::storey_height_m},
    {"target_quantile", &RenewalTable::target_quantile},
    {"target_tax_per_mu", &RenewalTable::target_tax_per_mu},
    {"local_share", &RenewalTable::local_share},
};

RenewalRule parse_rule(const toml::table& table, const std::string& file, const char* what) {
    TomlFields fields(table, file, what);
    RenewalRule rule;
    rule.name = fields.required_text("name");
    rule.option = fields.text_or("option", "");
    rule.when = fields.text_or("when", "");
    rule.why = fields.text_or("why", "");
    rule.name_en = fields.text_or("name_en", "");
    rule.why_en = fields.text_or("why_en", "");
    rule.leaves = fields.flag_or("leaves", false);
    fields.done();
    return rule;
}

RenewalOption parse_option(const toml::table& table, const std::string& file) {
    TomlFields fields(table, file, "[[option]]");
    RenewalOption option;
    option.id = fields.required_text("id");
    option.zh = fields.required_text("zh");
    option.en = fields.text_or("en", option.id);
    option.offered = fields.text_or("offered", "");
    option.note = fields.text_or("note", "");
    option.source = fields.required_text("source");
    for (const auto& number : renewal_numbers()) {
        option.*number.member = fields.number_or(number.name, 0);
        if (!(option.*number.member >= 0)) fields.fail(number.name, "must not be negative");
    }
    if (option.far_use > 1 || option.realisation > 1) fields.fail("far_use", "and realisation are shares of at most 1");
    fields.done();
    return option;
}

/// Rules must lead somewhere, and the last of each list must hold for every site.
void check(const RenewalTable& table, TomlFields& fields) {
    if (table.options.empty()) fields.fail("option", "at least one [[option]] is needed");
    for (const auto& mode : table.modes)
        if (table.find(mode.option) == nullptr)
            fields.fail("mode",
                        fmt::format("mode {} leads to the option {}, which is not listed", mode.name, mode.option));
    if (table.paths.empty() || !table.paths.back().when.empty())
        fields.fail("path", "the last [[path]] must have no condition, so that every site has a path");
    if (table.modes.empty() || !table.modes.back().when.empty())
        fields.fail("mode", "the last [[mode]] must have no condition, so that every site has a mode");
}

}  // namespace

std::span<const RenewalNumber> renewal_numbers() {
    static constexpr RenewalNumber numbers[] = {
        {"land_price_per_mu", &RenewalOption::land_price_per_mu, "土地补偿单价", "万元/亩"},
        {"building_price_yuan_m2", &RenewalOption::building_price_yuan_m2, "建筑补偿单价", "元/平方米"},
        {"demolition_yuan_m2", &RenewalOption::demolition_yuan_m2, "拆除单价", "元/平方米"},
        {"relocation_per_enterprise", &RenewalOption::relocation_per_enterprise, "企业搬迁补偿", "万元/家"},
        {"rent_yuan_m2_year", &RenewalOption::rent_yuan_m2_year, "回租租金", "元/平方米·年"},
        {"rent_years", &RenewalOption::rent_years, "回租年限", "年"},
        {"resale_price_per_mu", &RenewalOption::resale_price_per_mu, "再供地单价", "万元/亩"},
        {"public_build_yuan_m2", &RenewalOption::public_build_yuan_m2, "政府建设单价", "元/平方米"},
        {"private_build_yuan_m2", &RenewalOption::private_build_yuan_m2, "企业建设单价", "元/平方米"},
        {"far_use", &RenewalOption::far_use, "用足规划容积率的比例", ""},
        {"realisation", &RenewalOption::realisation, "达到目标亩均税收的比例", ""},
        {"years", &RenewalOption::years, "到投产年数", "年"},
        {"min_mu", &RenewalOption::min_mu, "最小面积", "亩"},
    };
    return numbers;
}

const RenewalOption* RenewalTable::find(std::string_view option) const {
    for (const auto& candidate : options)
        if (candidate.id == option || candidate.zh == option) return &candidate;
    return nullptr;
}

RenewalTable parse_renewal(const std::string& text, const std::string& file) {
    const toml::table root = parse_toml(text, file);
    TomlFields fields(root, file, "a renewal table");
    RenewalTable table;
    table.file = file;
    table.raw = text;
    table.id = fields.required_text("id");
    table.zh = fields.required_text("zh");
    table.en = fields.text_or("en", table.id);
    table.citation = fields.required_text("citation");
    table.notice = fields.text_or("notice", "");
    table.notice_en = fields.text_or("notice_en", "");
    for (const auto& number : table_numbers) table.*number.member = fields.number_or(number.name, table.*number.member);
    table.target_by_industry = fields.choice_or("target", {"platform", "industry"}, 0) == 1;
    if (!(table.target_quantile > 0 && table.target_quantile < 1)) fields.fail("target_quantile", "must be in 0…1");
    for (const auto* item : fields.tables("path")) table.paths.push_back(parse_rule(*item, file, "[[path]]"));
    for (const auto* item : fields.tables("option")) table.options.push_back(parse_option(*item, file));
    for (const auto* item : fields.tables("mode")) table.modes.push_back(parse_rule(*item, file, "[[mode]]"));
    check(table, fields);
    fields.done();
    return table;
}

std::vector<std::string> shipped_renewal() {
    std::vector<std::string> out;
    for (const auto& name : resource_names(folder)) {
        const auto text = resource(name);
        if (text && text->find("[[option]]") != std::string::npos)
            out.push_back(name.substr(std::string(folder).size(), name.size() - std::string(folder).size() - 5));
    }
    return out;
}

RenewalTable load_renewal(const std::string& name_or_file) {
    if (const auto text = resource(folder + name_or_file + ".toml"))
        return parse_renewal(*text, folder + name_or_file + ".toml");
    std::ifstream in = open_file(name_or_file);
    if (!in)
        throw Error::make(ExitCode::unreadable, "there is no renewal table {}; shipped are {}, or name a TOML file",
                          name_or_file, fmt::join(shipped_renewal(), ", "));
    return parse_renewal({std::istreambuf_iterator<char>(in), {}}, name_or_file);
}

void set_number(RenewalTable& table, std::string_view name, double value) {
    if (!std::isfinite(value) || value < 0)
        throw Error::make(ExitCode::usage, "{} = {}: must be a number of at least 0", name, value);
    std::vector<std::string> known;
    for (const auto& number : table_numbers) {
        if (name == number.name) {
            table.*number.member = value;
            return;
        }
        known.emplace_back(number.name);
    }
    for (auto& option : table.options)
        for (const auto& number : renewal_numbers()) {
            const std::string full = option.id + "." + number.name;
            if (name == full) {
                option.*number.member = value;
                return;
            }
            known.push_back(full);
        }
    throw Error::make(ExitCode::usage, "{}: the renewal table {} has no such number; did you mean {}?", name, table.id,
                      nearest_name(std::string(name), known));
}

}  // namespace mulens::config
