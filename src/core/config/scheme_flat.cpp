#include "config/scheme_parse.hpp"

#include <fmt/format.h>

#include <sstream>

namespace mulens::config {
namespace {

/// What tells two entries of a list apart: so that a moved entry is no difference.
std::string key_of(const toml::table& table, std::size_t position) {
    for (const char* key : {"code", "metric", "id", "name", "column"})
        if (const auto value = table[key].value<std::string>()) return *value;
    if (const auto grade = table["grade"].value<std::string>()) return table["class"].value_or(std::string{}) + *grade;
    return fmt::format("{}", position);
}

std::string plain(const toml::node& node) {
    if (const auto text = node.value_exact<std::string>()) return *text;
    std::ostringstream out;
    node.visit([&](const auto& value) { out << value; });
    return out.str();
}

using Flat = std::vector<std::pair<std::string, std::string>>;

void flatten(const toml::table& table, const std::string& path, Flat& out) {
    for (const auto& [key, node] : table) {
        const std::string here = path.empty() ? std::string(key.str()) : path + "." + std::string(key.str());
        if (const auto* inner = node.as_table()) {
            flatten(*inner, here, out);
        } else if (const auto* list = node.as_array(); list != nullptr && list->is_array_of_tables()) {
            std::size_t position = 0;
            for (const auto& item : *list) {
                const auto& entry = *item.as_table();
                flatten(entry, fmt::format("{}[{}]", here, key_of(entry, position++)), out);
            }
        } else {
            out.emplace_back(here, plain(node));
        }
    }
}

}  // namespace

std::vector<std::pair<std::string, std::string>> flatten_scheme(const Scheme& scheme) {
    toml::table table = parse_toml(scheme.raw, scheme.file);
    table.erase("case");
    Flat out;
    flatten(table, "", out);
    return out;
}

}  // namespace mulens::config
