// Nodes of projects against their planned dates on a given day (三色预警). No clock is read: `as_of` is the only today.
//
// Late = whole days past the planned date: of a done node until its actual date (negative = early), of an open node
// until as_of. A light belongs to open nodes only: what is done is history. Projects are in the order of their first
// row, nodes in the order of the list. Deterministic.
#pragma once

#include "base/date.hpp"
#include "base/diagnostics.hpp"
#include "base/words.hpp"
#include "config/project_rules.hpp"
#include "table/layer.hpp"

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

namespace mulens::projects {

enum class NodeStatus : std::uint8_t {
    done_on_time,
    done_late,
    done_unplanned,  ///< done, no planned date
    not_due,
    due_soon,  ///< within soon_days
    open_late,
    no_plan,  ///< neither date
};
/// From harmless to worst. completed: every node that the project has is done.
enum class Light : std::uint8_t { completed, green, unknown, yellow, red };
[[nodiscard]] const char* name_of(NodeStatus status);
[[nodiscard]] const char* name_of(Light light);
[[nodiscard]] constexpr bool is_open(NodeStatus s) { return s > NodeStatus::done_unplanned; }

struct NodeState {
    std::size_t node = 0;  ///< index into the rules
    Row row = no_row;      ///< in the projects table
    std::optional<Date> planned, actual;
    NodeStatus status = NodeStatus::no_plan;
    Light light = Light::green;
    std::optional<int> days_late;  ///< see above; nothing for open nodes that are not due
    std::optional<int> days_left;  ///< open nodes that are not due
};

struct ProjectState {
    std::string id, name, parcel_id, credit_code, responsible;
    Row first_row = no_row;
    std::vector<NodeState> nodes;
    Light light = Light::unknown;
    std::size_t worst = 0;               ///< node (index into `nodes`) that the light comes from
    std::optional<std::size_t> current;  ///< first open node, index into `nodes`
    std::optional<std::size_t> last_done;
    int done = 0, late_open = 0, late_done = 0;
    Words reason;  ///< a clause
};

struct Milestones {
    std::vector<ProjectState> projects;
};

/// Findings: node_unknown (left out), node_twice (the first row counts), node_order (a date before that of a node that
/// must lie before it), node_skipped (done, though a node before it is open), date_after_as_of (an actual date in the
/// future: the node counts as open), project_id_missing (left out). A node without a row counts as not planned; it is
/// not made up.
[[nodiscard]] Milestones judge_projects(const table::Layer& projects, const config::NodeRules& rules, Date as_of,
                                        Diagnostics& diagnostics);

}  // namespace mulens::projects
