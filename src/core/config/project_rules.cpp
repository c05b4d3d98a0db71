#include "config/project_rules.hpp"

#include "base/error.hpp"
#include "base/text.hpp"
#include "config/resources.hpp"
#include "config/toml_fields.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <fstream>
#include <iterator>
#include <set>

namespace mulens::config {
namespace {

template <class Rule>
std::size_t find_in(const std::vector<Rule>& rules, std::string_view text) {
    const auto name = trimmed(text);
    const auto at = std::find_if(rules.begin(), rules.end(), [&](const Rule& r) {
        return r.zh == name || std::find(r.aliases.begin(), r.aliases.end(), name) != r.aliases.end();
    });
    return static_cast<std::size_t>(at - rules.begin());
}

/// A name may stand for one node only.
template <class Rule>
void add_names(std::set<std::string>& names, const Rule& rule, const TomlFields& fields) {
    std::vector<std::string> all = rule.aliases;
    all.push_back(rule.zh);
    for (const auto& name : all)
        if (!names.insert(name).second) fields.fail("zh", fmt::format("{} stands for two entries", name));
}

void check_limits(const TomlFields& fields, int yellow, int red) {
    if (yellow > red)
        fields.fail("red_days", fmt::format("red after {} days would come before yellow after {}", red, yellow));
}

/// All that lies before each node, found along the list: a node may only name earlier ones, so there is no circle.
void close_order(std::vector<NodeRule>& nodes) {
    for (auto& node : nodes) {
        std::set<std::size_t> all;
        for (const std::size_t before : node.after) {
            all.insert(before);
            all.insert(nodes[before].before_all.begin(), nodes[before].before_all.end());
        }
        node.before_all.assign(all.begin(), all.end());
    }
}

std::string text_of(const std::string& file, const char* shipped) {
    if (file.empty()) {
        const auto text = resource(shipped);
        if (!text) throw Error::make(ExitCode::failed, "{} is missing from the program's data", shipped);
        return *text;
    }
    std::ifstream in = open_file(file);
    if (!in) throw Error::make(ExitCode::unreadable, "{}: cannot be opened", file);
    return {std::istreambuf_iterator<char>(in), {}};
}

constexpr const char* nodes_file = "data/projects/nodes.toml";
constexpr const char* stages_file = "data/projects/stages.toml";

}  // namespace

std::size_t NodeRules::find(std::string_view text) const { return find_in(nodes, text); }
std::size_t StageRules::find(std::string_view text) const { return find_in(stages, text); }

NodeRules parse_node_rules(const std::string& text, const std::string& file) {
    const toml::table table = parse_toml(text, file);
    TomlFields root(table, file, "the project nodes");
    NodeRules rules;
    rules.file = file;
    rules.title = root.required_text("title");
    rules.title_en = root.text_or("title_en", "");
    rules.citation = root.required_text("citation");
    rules.soon_days = root.integer("soon_days").value_or(30);
    const int yellow = root.integer("yellow_days").value_or(1), red = root.integer("red_days").value_or(31);
    check_limits(root, yellow, red);
    rules.yellow_days = yellow;
    rules.red_days = red;
    std::set<std::string> names;
    for (const toml::table* item : root.tables("node")) {
        TomlFields fields(*item, file, "[[node]]");
        NodeRule node;
        node.zh = fields.required_text("zh");
        node.en = fields.text_or("en", "");
        node.aliases = fields.texts("aliases");
        add_names(names, node, fields);
        for (const auto& before : fields.texts("after")) {
            const std::size_t at = rules.find(before);
            if (at == rules.nodes.size()) fields.fail("after", fmt::format("{} is no node above {}", before, node.zh));
            node.after.push_back(at);
        }
        node.yellow_days = fields.integer("yellow_days").value_or(yellow);
        node.red_days = fields.integer("red_days").value_or(red);
        check_limits(fields, node.yellow_days, node.red_days);
        node.optional = fields.flag_or("optional", false);
        fields.done();
        rules.nodes.push_back(std::move(node));
    }
    if (rules.nodes.empty()) root.fail("node", "at least one [[node]] is needed");
    root.done();
    close_order(rules.nodes);
    return rules;
}

StageRules parse_stage_rules(const std::string& text, const std::string& file) {
    const toml::table table = parse_toml(text, file);
    TomlFields root(table, file, "the renewal stages");
    StageRules rules;
    rules.file = file;
    rules.title = root.required_text("title");
    rules.title_en = root.text_or("title_en", "");
    rules.citation = root.required_text("citation");
    std::set<std::string> names;
    for (const toml::table* item : root.tables("stage")) {
        TomlFields fields(*item, file, "[[stage]]");
        StageRule stage;
        stage.zh = fields.required_text("zh");
        stage.en = fields.text_or("en", "");
        stage.aliases = fields.texts("aliases");
        add_names(names, stage, fields);
        stage.limit_days = fields.integer("limit_days").value_or(0);
        if (stage.limit_days < 0) fields.fail("limit_days", "must not be negative");
        stage.closed = fields.flag_or("closed", false);
        fields.done();
        rules.stages.push_back(std::move(stage));
    }
    if (rules.stages.empty()) root.fail("stage", "at least one [[stage]] is needed");
    root.done();
    return rules;
}

NodeRules load_node_rules(const std::string& file) {
    return parse_node_rules(text_of(file, nodes_file), file.empty() ? nodes_file : file);
}

StageRules load_stage_rules(const std::string& file) {
    return parse_stage_rules(text_of(file, stages_file), file.empty() ? stages_file : file);
}

}  // namespace mulens::config
