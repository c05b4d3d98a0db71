#include "config/standard_land.hpp"

#include "config/resources.hpp"
#include "config/toml_fields.hpp"

#include <fmt/ranges.h>

#include <algorithm>
#include <filesystem>
#include <fstream>
#include <iterator>

namespace mulens::config {
namespace {

constexpr const char* shipped = "data/renewal/standard_land.toml";

EntryLimit parse_limit(const toml::table& table, const std::string& file) {
    TomlFields fields(table, file, "[[standard.limit]]");
    EntryLimit limit;
    limit.indicator = fields.required_text("indicator");
    const auto& known = entry_indicators();
    if (std::find(known.begin(), known.end(), limit.indicator) == known.end())
        fields.fail("indicator", fmt::format("{} is none of {}", limit.indicator, fmt::join(known, ", ")));
    if (const auto value = fields.number("at_least")) limit.at_least = *value;
    if (const auto value = fields.number("at_most")) limit.at_most = *value;
    if (std::isinf(limit.at_least) && std::isinf(limit.at_most))
        fields.fail("at_least", "at_least or at_most is needed");
    if (limit.at_most < limit.at_least) fields.fail("at_most", "is less than at_least");
    limit.citation = fields.required_text("citation");
    fields.done();
    return limit;
}

}  // namespace

const std::vector<std::string>& entry_indicators() {
    static const std::vector<std::string> names{"investment_per_mu",
                                                "tax_per_mu",
                                                "output_per_mu",
                                                "revenue_per_mu",
                                                "far",
                                                "rd_share",
                                                "value_added_per_energy",
                                                "value_added_per_emission"};
    return names;
}

std::vector<EntryStandard> parse_standards(const std::string& text, const std::string& file) {
    const toml::table table = parse_toml(text, file);
    TomlFields root(table, file, "the entry standards");
    (void)root.integer("schema_version");
    std::vector<EntryStandard> out;
    for (const toml::table* item : root.tables("standard")) {
        TomlFields fields(*item, file, "[[standard]]");
        EntryStandard standard;
        standard.id = fields.required_text("id");
        standard.zh = fields.required_text("zh");
        standard.place = fields.text_or("place", "");
        standard.year = fields.integer("year").value_or(0);
        for (const toml::table* limit : fields.tables("limit")) standard.limits.push_back(parse_limit(*limit, file));
        if (standard.limits.empty()) fields.fail("limit", "a standard needs at least one limit");
        fields.done();
        out.push_back(std::move(standard));
    }
    root.done();
    return out;
}

std::vector<EntryStandard> load_standards(const std::string& id_or_file) {
    const auto text = resource(shipped);
    if (!text) throw Error::make(ExitCode::failed, "{} is missing from the program's data", shipped);
    auto all = parse_standards(*text, shipped);
    if (id_or_file.empty()) return all;
    for (const auto& standard : all)
        if (standard.id == id_or_file) return {standard};
    if (std::filesystem::exists(id_or_file)) {
        std::ifstream in = open_file(id_or_file);
        return parse_standards({std::istreambuf_iterator<char>(in), {}}, id_or_file);
    }
    std::vector<std::string> ids;
    for (const auto& standard : all) ids.push_back(standard.id);
    throw Error::make(ExitCode::usage, "--standard {}: neither a file nor one of {}", id_or_file, fmt::join(ids, ", "));
}

}  // namespace mulens::config
