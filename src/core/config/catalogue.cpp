#include "config/catalogue.hpp"

#include "base/error.hpp"
#include "config/resources.hpp"

#include <toml++/toml.h>

#include <algorithm>
#include <array>
#include <map>
#include <mutex>
#include <utility>

namespace mulens::config {
namespace {

constexpr std::array kinds{
    std::pair{FieldKind::key, "key"},         std::pair{FieldKind::text, "text"},
    std::pair{FieldKind::number, "number"},   std::pair{FieldKind::share, "share"},
    std::pair{FieldKind::ratio, "ratio"},     std::pair{FieldKind::area, "area"},
    std::pair{FieldKind::money, "money"},     std::pair{FieldKind::date, "date"},
    std::pair{FieldKind::boolean, "boolean"},
};

FieldKind kind_of(const std::string& name, const std::string& where) {
    for (const auto& [kind, text] : kinds)
        if (name == text) return kind;
    throw Error::make(ExitCode::usage,
                      "{}: kind \"{}\" is not one of key, text, number, share, ratio, area, money, date, boolean",
                      where, name);
}

std::vector<std::string> texts(const toml::node_view<const toml::node>& node) {
    std::vector<std::string> out;
    if (const auto* array = node.as_array())
        for (const auto& item : *array)
            if (const auto value = item.value<std::string>()) out.push_back(*value);
    return out;
}

}  // namespace

const char* name_of(FieldKind kind) {
    for (const auto& [k, text] : kinds)
        if (k == kind) return text;
    return "?";
}

const FieldSpec* LayerCatalogue::find(std::string_view field) const {
    const auto it = std::find_if(fields.begin(), fields.end(), [&](const FieldSpec& f) { return f.name == field; });
    return it == fields.end() ? nullptr : &*it;
}

LayerCatalogue parse_catalogue(const std::string& text, const std::string& name) {
    toml::table root;
    try {
        root = toml::parse(text, name);
    } catch (const toml::parse_error& e) {
        throw Error::make(ExitCode::usage, "{}:{}: {}", name, e.source().begin.line, e.description());
    }
    const toml::table& doc = root;
    LayerCatalogue out;
    out.role = doc["role"].value_or(std::string{});
    out.zh = doc["zh"].value_or(out.role);
    out.geometry = doc["geometry"].value_or(std::string{"none"});
    out.required = texts(doc["required"]);
    out.required_any = texts(doc["required_any"]);
    if (out.role.empty()) throw Error::make(ExitCode::usage, "{}: a layer needs a role", name);
    const auto* fields = doc["field"].as_table();
    if (fields == nullptr) return out;
    std::vector<std::pair<toml::source_index, FieldSpec>> lines;
    for (const auto& [key, node] : *fields) {
        const auto line = node.source().begin.line;
        const std::string where = fmt::format("{}:{}", name, line);
        const auto* table = node.as_table();
        if (table == nullptr) throw Error::make(ExitCode::usage, "{}: a field is a table", where);
        FieldSpec field;
        field.name = std::string(key.str());
        field.kind = kind_of((*table)["kind"].value_or(std::string{"text"}), where);
        field.aliases = texts((*table)["aliases"]);
        lines.emplace_back(line, std::move(field));
    }
    std::stable_sort(lines.begin(), lines.end(), [](const auto& a, const auto& b) { return a.first < b.first; });
    for (auto& [line, field] : lines) out.fields.push_back(std::move(field));
    for (const auto* list : {&out.required, &out.required_any})
        for (const auto& field : *list)
            if (out.find(field) == nullptr)
                throw Error::make(ExitCode::usage, "{}: required field \"{}\" is not among the fields", name, field);
    return out;
}

const LayerCatalogue& catalogue(const std::string& role) {
    static std::mutex mutex;
    static std::map<std::string, LayerCatalogue> loaded;
    const std::lock_guard lock(mutex);
    if (const auto it = loaded.find(role); it != loaded.end()) return it->second;
    const std::string name = "layers/" + role + ".toml";
    const auto text = resource(name);
    if (!text) throw Error::make(ExitCode::usage, "there is no layer role \"{}\" ({} does not exist)", role, name);
    return loaded.emplace(role, parse_catalogue(*text, name)).first->second;
}

}  // namespace mulens::config
