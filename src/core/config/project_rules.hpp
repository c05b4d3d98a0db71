// The nodes of a project with the red-yellow-green rule, and the stages of a renewal plot, read from
// data/projects/*.toml or a file of the user's. Not law. Immutable after loading; nodes and stages are in list order.
#pragma once

#include <cstddef>
#include "base/words.hpp"

#include <string>
#include <string_view>
#include <vector>

namespace mulens::config {

struct NodeRule {
    std::string zh, en;  ///< en: "" = as in Chinese
    [[nodiscard]] Words named() const { return {zh, en}; }
    std::vector<std::string> aliases;
    std::vector<std::size_t> after;       ///< nodes right before it
    std::vector<std::size_t> before_all;  ///< all nodes that must lie before it, ascending
    int yellow_days = 1, red_days = 31;   ///< past the planned date
    bool optional = false;
};

struct NodeRules {
    std::string title, title_en, citation, file;
    int soon_days = 30;
    int yellow_days = 1, red_days = 31;  ///< of nodes without limits of their own
    std::vector<NodeRule> nodes;
    /// By name or alias, blanks around it aside; nodes.size() where it is not listed.
    [[nodiscard]] std::size_t find(std::string_view text) const;
};

struct StageRule {
    std::string zh, en;
    [[nodiscard]] Words named() const { return {zh, en}; }
    std::vector<std::string> aliases;
    int limit_days = 0;   ///< before the next stage is due; 0 = no limit
    bool closed = false;  ///< nothing comes after it
};

struct StageRules {
    std::string title, title_en, citation, file;
    std::vector<StageRule> stages;
    [[nodiscard]] std::size_t find(std::string_view text) const;
};

/// Throw Error(usage) with file:line for syntax, unknown keys, names given twice, an `after` that is not listed or goes
/// in a circle, and limits where red does not lie after yellow.
[[nodiscard]] NodeRules parse_node_rules(const std::string& text, const std::string& file);
[[nodiscard]] StageRules parse_stage_rules(const std::string& text, const std::string& file);
/// `file` "" = what the program ships. Throws Error(unreadable) where there is no such file.
[[nodiscard]] NodeRules load_node_rules(const std::string& file = "");
[[nodiscard]] StageRules load_stage_rules(const std::string& file = "");

}  // namespace mulens::config
