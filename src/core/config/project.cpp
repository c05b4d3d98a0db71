#include "config/project.hpp"

#include "base/error.hpp"
#include "base/text.hpp"
#include "config/glob.hpp"
#include "config/resources.hpp"

#include <toml++/toml.h>

#include <algorithm>
#include <cmath>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <sstream>

namespace mulens::config {
namespace {

namespace fs = std::filesystem;

constexpr int newest_schema = 1;

const char* kind_of(const toml::node& node) {
    switch (node.type()) {
        case toml::node_type::string:
            return "text";
        case toml::node_type::integer:
            return "a whole number";
        case toml::node_type::floating_point:
            return "a number";
        case toml::node_type::boolean:
            return "true or false";
        case toml::node_type::array:
            return "a list";
        case toml::node_type::table:
            return "a table";
        default:
            return "a date or time";
    }
}

/// One table of the file: each key is asked for by type, what was never asked for is an unknown key.
class Keys {
  public:
    Keys(const toml::table& table, std::string prefix, const std::string& file)
        : table_(table), prefix_(std::move(prefix)), file_(file) {}

    [[noreturn]] void fail(const toml::node& at, const std::string& what) const {
        throw Error::make(ExitCode::usage, "{}:{}: {}.", file_, at.source().begin.line, what);
    }
    [[noreturn]] void wrong(const std::string& key, const toml::node& at, const std::string& wanted) const {
        fail(at, fmt::format("{}{} is {}; expected {}", prefix_, key, kind_of(at), wanted));
    }

    const toml::node* find(const std::string& key) {
        asked_.push_back(key);
        return table_.get(key);
    }
    void text(const std::string& key, std::string& out) {
        const toml::node* node = find(key);
        if (!node) return;
        if (!node->is_string()) wrong(key, *node, "text in quotes");
        out = node->as_string()->get();
    }
    void year(const std::string& key, std::optional<int>& out) {
        const toml::node* node = find(key);
        if (!node) return;
        if (!node->is_integer()) wrong(key, *node, "a year such as 2024");
        const std::int64_t value = node->as_integer()->get();
        if (value < 1900 || value > 2200) fail(*node, fmt::format("{}{} = {} is no year", prefix_, key, value));
        out = static_cast<int>(value);
    }
    void share(const std::string& key, double& out) {
        const toml::node* node = find(key);
        if (!node) return;
        const std::optional<double> value = node->is_number() ? node->value<double>() : std::nullopt;
        if (!value) wrong(key, *node, "a number");
        if (!(*value >= 0) || !std::isfinite(*value))
            fail(*node, fmt::format("{}{} must not be negative", prefix_, key));
        out = *value;
    }
    void date(const std::string& key, std::optional<Date>& out) {
        const toml::node* node = find(key);
        if (!node) return;
        if (const auto* date = node->as_date())
            out = make_date(date->get().year, date->get().month, date->get().day);
        else if (const auto* text = node->as_string())
            out = parse_date(text->get());
        else
            wrong(key, *node, "a date such as 2024-12-31");
        if (!out) fail(*node, fmt::format("{}{} is no date; expected one such as 2024-12-31", prefix_, key));
    }
    void texts(const std::string& key, std::map<std::string, std::string>& out) {
        const toml::node* node = find(key);
        if (!node) return;
        if (!node->is_table()) wrong(key, *node, "a table of name = \"text\"");
        for (const auto& [name, value] : *node->as_table()) {
            if (!value.is_string()) wrong(key + "." + std::string(name.str()), value, "text in quotes");
            out[std::string(name.str())] = value.as_string()->get();
        }
    }
    /// The tables of [[key]]; nothing where there are none.
    std::vector<const toml::table*> tables(const std::string& key) {
        std::vector<const toml::table*> found;
        const toml::node* node = find(key);
        if (!node) return found;
        if (!node->is_array()) wrong(key, *node, fmt::format("[[{}]], with two brackets", key));
        for (const toml::node& entry : *node->as_array()) {
            if (!entry.is_table()) wrong(key, entry, fmt::format("[[{}]] tables", key));
            found.push_back(entry.as_table());
        }
        return found;
    }
    void keep_unknown(std::vector<std::string>& out) const {
        std::vector<std::pair<toml::source_index, std::string>> unknown;
        for (const auto& [key, node] : table_)
            if (std::find(asked_.begin(), asked_.end(), key.str()) == asked_.end())
                unknown.emplace_back(node.source().begin.line, prefix_ + std::string(key.str()));
        std::sort(unknown.begin(), unknown.end());
        for (auto& [line, name] : unknown) out.push_back(std::move(name));
    }
    [[nodiscard]] const toml::table& table() const { return table_; }

  private:
    const toml::table& table_;
    std::string prefix_;
    const std::string& file_;
    std::vector<std::string> asked_;
};

std::string list_of(const std::vector<std::string>& names) {
    std::string text;
    for (const std::string& name : names) text += (text.empty() ? "" : ", ") + name;
    return text;
}

std::string read_shift(Keys& keys) {
    std::string written;
    keys.text("shift", written);
    std::string key;
    for (const char c : written)
        if (c != '-' && c != '_' && c != ' ') key += static_cast<char>(c >= 'a' && c <= 'z' ? c - 'a' + 'A' : c);
    if (key == "GCJ02") return "GCJ-02";
    if (key == "BD09") return "BD-09";
    if (!key.empty() && key != "NONE")
        keys.fail(*keys.table().get("shift"),
                  fmt::format("shift = \"{}\" is unknown; expected GCJ-02 or BD-09", written));
    return {};
}

/// The path key: one text or a list of texts.
std::vector<std::pair<std::string, const toml::node*>> read_paths(Keys& keys) {
    std::vector<std::pair<std::string, const toml::node*>> paths;
    const toml::node* node = keys.find("path");
    if (!node) keys.fail(keys.table(), "this [[layer]] has no path; expected path = \"file.shp\"");
    const auto take = [&](const toml::node& entry) {
        if (!entry.is_string()) keys.wrong("path", entry, "text in quotes");
        if (entry.as_string()->get().empty()) keys.fail(entry, "path is empty");
        paths.emplace_back(entry.as_string()->get(), &entry);
    };
    if (const toml::array* list = node->as_array())
        for (const toml::node& entry : *list) take(entry);
    else
        take(*node);
    return paths;
}

void read_layer_table(Keys& keys, const std::string& folder, const std::string& file, std::vector<LayerSpec>& out) {
    LayerSpec spec;
    const std::vector<std::string>& roles = layer_roles();
    keys.text("role", spec.role);
    if (spec.role.empty()) keys.fail(keys.table(), "this [[layer]] has no role; expected one of " + list_of(roles));
    if (std::find(roles.begin(), roles.end(), spec.role) == roles.end())
        keys.fail(*keys.table().get("role"),
                  fmt::format("role \"{}\" is unknown; expected one of {}", spec.role, list_of(roles)));
    keys.year("year", spec.year);
    keys.text("platform", spec.platform);
    keys.text("crs", spec.crs);
    keys.text("encoding", spec.encoding);
    spec.shift = read_shift(keys);
    keys.texts("fields", spec.fields);
    keys.texts("units", spec.units);
    for (const auto& [written, node] : read_paths(keys)) {
        const std::vector<FoundPath> found = expand_path(written, folder);
        if (found.empty())
            throw Error::make(ExitCode::unreadable, "{}:{}: no file fits the path \"{}\" (looked in {}).", file,
                              node->source().begin.line, written, folder.empty() ? "." : folder);
        for (const FoundPath& path : found) {
            spec.path = path.path;
            spec.shown_path = path.shown;
            out.push_back(spec);
        }
    }
}

std::string text_of(const toml::node& node, const Keys& keys, const std::string& key) {
    if (const auto* s = node.as_string()) return s->get();
    if (const auto* i = node.as_integer()) return std::to_string(i->get());
    if (const auto* f = node.as_floating_point()) return number_text(f->get());
    if (const auto* b = node.as_boolean()) return b->get() ? "true" : "false";
    if (const auto* d = node.as_date()) return to_iso(make_date(d->get().year, d->get().month, d->get().day));
    keys.wrong(key, node, "text, a number or a date");
}

AreaBasis read_area_basis(Keys& keys) {
    std::string name;
    keys.text("area_basis", name);
    if (name.empty() || name == "auto" || name == "automatic") return AreaBasis::automatic;
    if (name == "deed") return AreaBasis::deed;
    if (name == "plane") return AreaBasis::plane;
    if (name == "ellipsoid") return AreaBasis::ellipsoid;
    keys.fail(*keys.table().get("area_basis"),
              fmt::format("area_basis = \"{}\" is unknown; expected auto, deed, plane or ellipsoid", name));
}

void read_gates(Keys& keys, const std::string& file, Project& project) {
    const toml::node* node = keys.find("gates");
    if (!node) return;
    if (!node->is_table()) keys.wrong("gates", *node, "[gates], a table");
    Keys gates(*node->as_table(), "gates.", file);
    gates.share("lost_area_share", project.gates.lost_area_share);
    gates.share("money_fen", project.gates.money_fen);
    gates.share("unmatched_share", project.gates.unmatched_share);
    gates.share("quarantined_share", project.gates.quarantined_share);
    gates.keep_unknown(project.unknown_keys);
}

void read_schema_version(Keys& keys, Project& project) {
    const toml::node* node = keys.find("schema_version");
    if (!node) return;
    if (!node->is_integer()) keys.wrong("schema_version", *node, "a whole number");
    const std::int64_t version = node->as_integer()->get();
    if (version < 1 || version > newest_schema)
        keys.fail(*node, fmt::format("schema_version = {} is not known to this program, which reads 1 to {}", version,
                                     newest_schema));
    project.schema_version = static_cast<int>(version);
}

/// A scheme is a shipped one's name, or a file beside the project.
std::string scheme_path(const std::string& scheme, const std::string& folder) {
    const bool file = scheme.ends_with(".toml") || scheme.find('/') != std::string::npos;
    if (!file || fs::path(scheme).is_absolute()) return scheme;
    return (fs::path(folder) / scheme).lexically_normal().string();
}

std::string read_text(const std::string& path) {
    std::error_code ignored;
    if (fs::is_directory(path, ignored))
        throw Error::make(ExitCode::unreadable, "{} is a folder; expected a project file (TOML).", path);
    std::ifstream in = open_file(path);
    if (!in) throw Error::make(ExitCode::unreadable, "Project {} cannot be opened: check the path.", path);
    return {std::istreambuf_iterator<char>(in), {}};
}

toml::table parse(const Project& project) {
    const std::string_view text = project.raw;
    try {
        return toml::parse(text.starts_with("\xEF\xBB\xBF") ? text.substr(3) : text, project.file);
    } catch (const toml::parse_error& e) {
        throw Error::make(ExitCode::usage, "{}:{}: not valid TOML: {}.", project.file, e.source().begin.line,
                          e.description());
    }
}

}  // namespace

Project load_project(const std::string& path) {
    Project project;
    project.file = path;
    project.raw = read_text(path);
    const toml::table root = parse(project);
    const std::string folder = fs::path(path).parent_path().string();
    Keys keys(root, "", project.file);
    read_schema_version(keys, project);
    keys.text("name", project.name);
    keys.date("as_of", project.as_of);
    keys.year("year", project.year);
    keys.text("crs", project.crs);
    project.area_basis = read_area_basis(keys);
    keys.text("scheme", project.scheme);
    project.scheme = scheme_path(project.scheme, folder);
    keys.text("cut_from", project.cut_from);
    project.cut_from = scheme_path(project.cut_from, folder);
    std::size_t number = 0;
    std::vector<std::string> unknown_in_layers;
    for (const toml::table* table : keys.tables("layer")) {
        Keys layer(*table, fmt::format("layer[{}].", ++number), project.file);
        read_layer_table(layer, folder, project.file, project.layers);
        layer.keep_unknown(unknown_in_layers);
    }
    for (const toml::table* table : keys.tables("decision")) {
        std::map<std::string, std::string>& decision = project.decisions.emplace_back();
        for (const auto& [key, node] : *table)
            decision[std::string(key.str())] = text_of(node, keys, "decision." + std::string(key.str()));
    }
    read_gates(keys, project.file, project);
    keys.keep_unknown(project.unknown_keys);
    project.unknown_keys.insert(project.unknown_keys.end(), unknown_in_layers.begin(), unknown_in_layers.end());
    if (project.name.empty()) project.name = fs::path(path).stem().string();
    return project;
}

const std::vector<std::string>& layer_roles() {
    static const std::vector<std::string> roles{
        "parcels",    "buildings",   "platforms", "streets",   "constraints", "renewal",
        "regulatory", "enterprises", "links",     "contracts", "projects",    "official_grades",
        "decisions",  "supply",      "parks",     "units",     "stages",      "parcels_before"};
    return roles;
}

std::string planning_file_of(const std::string& project) {
    const fs::path beside = fs::path(project).replace_extension(".plan.toml");
    std::error_code ignored;
    return !project.empty() && fs::is_regular_file(beside, ignored) ? beside.string() : std::string();
}

std::string add_planning_layers(Project& project, const std::string& named) {
    const std::string file = named.empty() ? planning_file_of(project.file) : named;
    if (file.empty()) return {};
    Project planning = load_project(file);
    project.layers.insert(project.layers.end(), std::make_move_iterator(planning.layers.begin()),
                          std::make_move_iterator(planning.layers.end()));
    return file;
}

}  // namespace mulens::config
