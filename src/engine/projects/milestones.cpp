#include "projects/milestones.hpp"

#include "config/findings.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <map>

namespace mulens::projects {
namespace {

using config::NodeRules;

int days_between(Date from, Date to) { return static_cast<int>((to - from).count()); }

std::optional<Date> date_at(const table::Table& table, const char* name, Row row) {
    const double day = table.number(name, row);
    return std::isfinite(day) ? std::optional(from_day_number(day)) : std::nullopt;
}

/// Status, lateness and light of one node.
void judge(NodeState& n, const NodeRules& rules, Date as_of) {
    const auto& rule = rules.nodes[n.node];
    if (n.actual) {
        n.status = NodeStatus::done_unplanned;
        if (!n.planned) return;
        n.days_late = days_between(*n.planned, *n.actual);
        n.status = *n.days_late > 0 ? NodeStatus::done_late : NodeStatus::done_on_time;
        return;
    }
    if (!n.planned) {
        if (!rule.optional) n.light = Light::unknown;
        return;
    }
    const int past = days_between(*n.planned, as_of);
    if (past > 0)
        n.days_late = past;
    else
        n.days_left = -past;
    n.status = past > 0 ? NodeStatus::open_late : -past <= rules.soon_days ? NodeStatus::due_soon : NodeStatus::not_due;
    n.light = past >= rule.red_days ? Light::red : past >= rule.yellow_days ? Light::yellow : Light::green;
}

Words clause(const NodeState& n, const NodeRules& rules) {
    const Words name = rules.nodes[n.node].named();
    if (!n.planned) return said("{}未排计划", "{} has no planned date", name);
    if (n.days_late)
        return said("{}逾期{}天(计划{})", "{} is {} days late (planned {})", name, *n.days_late, to_iso(*n.planned));
    if (n.days_left == 0) return said("{}今日到期", "{} is due today", name);
    return said("{}还有{}天(计划{})", "{} is due in {} days (planned {})", name, n.days_left.value_or(0),
                to_iso(*n.planned));
}

class Judge {
  public:
    Judge(const table::Layer& layer, const NodeRules& rules, Date as_of, Diagnostics& diagnostics)
        : layer_(layer), table_(layer.table), rules_(rules), as_of_(as_of), diagnostics_(diagnostics) {}

    Milestones run() {
        for (Row row = 0; row < table_.rows(); ++row) take(row);
        for (auto& project : out_.projects) settle(project);
        return std::move(out_);
    }

  private:
    void report(const char* code, Row row, const std::string& subject, const std::string& detail, const char* field) {
        const bool known = row < layer_.source_row.size() && !layer_.sources.empty();
        auto finding = config::make_finding(code, "projects", known ? layer_.file_of(row) : std::string(),
                                            known ? layer_.source_row[row] : row, subject, detail);
        finding.field = field;
        diagnostics_.add(std::move(finding));
    }

    void take(Row row) {
        const std::string id(table_.text("project_id", row));
        if (id.empty()) return report("project_id_missing", row, "", "", "project_id");
        const auto [at, added] = index_.try_emplace(id, out_.projects.size());
        if (added) {
            ProjectState p;
            p.id = id;
            p.first_row = row;
            out_.projects.push_back(std::move(p));
        }
        ProjectState& p = out_.projects[at->second];
        const auto fill = [&](std::string& text, const char* name) {
            if (text.empty()) text = table_.text(name, row);
        };
        fill(p.name, "name");
        fill(p.parcel_id, "parcel_id");
        fill(p.credit_code, "credit_code");
        fill(p.responsible, "responsible");
        const std::string word(table_.text("node", row));
        if (word.empty()) return;  // a project row without a node: it has no dates to judge
        NodeState n;
        n.node = rules_.find(word);
        n.row = row;
        if (n.node == rules_.nodes.size())
            return report("node_unknown", row, id, fmt::format("{} is not in {}", word, rules_.file), "node");
        const auto same = [&](const NodeState& other) { return other.node == n.node; };
        if (std::any_of(p.nodes.begin(), p.nodes.end(), same))
            return report("node_twice", row, id, rules_.nodes[n.node].zh, "node");
        n.planned = date_at(table_, "planned_date", row);
        n.actual = date_at(table_, "actual_date", row);
        if (n.actual && *n.actual > as_of_) {
            report("date_after_as_of", row, id, fmt::format("{} {}", rules_.nodes[n.node].zh, to_iso(*n.actual)),
                   "actual_date");
            n.actual.reset();
        }
        p.nodes.push_back(n);
    }

    void check_order(const ProjectState& p, const NodeState& n) {
        const auto& rule = rules_.nodes[n.node];
        for (const NodeState& before : p.nodes) {
            if (std::find(rule.before_all.begin(), rule.before_all.end(), before.node) == rule.before_all.end())
                continue;
            const auto& other = rules_.nodes[before.node];
            const auto wrong = [&](const char* field, const std::optional<Date>& first,
                                   const std::optional<Date>& then) {
                if (first && then && *then < *first)
                    report("node_order", n.row, p.id,
                           fmt::format("{} {} lies before {} {}", rule.zh, to_iso(*then), other.zh, to_iso(*first)),
                           field);
            };
            wrong("planned_date", before.planned, n.planned);
            wrong("actual_date", before.actual, n.actual);
            if (n.actual && !before.actual && !other.optional)
                report("node_skipped", before.row, p.id, fmt::format("{} is done, {} is not", rule.zh, other.zh),
                       "actual_date");
        }
    }

    void settle(ProjectState& p) {
        std::sort(p.nodes.begin(), p.nodes.end(),
                  [](const NodeState& a, const NodeState& b) { return a.node < b.node; });
        for (NodeState& n : p.nodes) judge(n, rules_, as_of_);
        for (const NodeState& n : p.nodes) check_order(p, n);
        for (std::size_t i = 0; i < p.nodes.size(); ++i) {
            const NodeState& n = p.nodes[i];
            if (!is_open(n.status)) {
                ++p.done;
                p.last_done = i;
                if (n.status == NodeStatus::done_late) ++p.late_done;
                continue;
            }
            if (n.status == NodeStatus::open_late) ++p.late_open;
            const NodeState* worst = p.current ? &p.nodes[p.worst] : nullptr;
            if (worst == nullptr || n.light > worst->light ||
                (n.light == worst->light && n.days_late.value_or(0) > worst->days_late.value_or(0)))
                p.worst = i;
            if (!p.current) p.current = i;
        }
        const bool dated = std::any_of(p.nodes.begin(), p.nodes.end(), [](const NodeState& n) {
            return n.planned.has_value() || n.actual.has_value();
        });
        if (!dated) {
            p.light = Light::unknown;
            p.reason = p.nodes.empty() ? Words("没有清单内的节点", "No milestone of the list")
                                       : Words("节点均未填日期", "No milestone has a date");
        } else if (!p.current) {
            p.light = Light::completed;
            p.worst = *p.last_done;
            p.reason = p.late_done > 0 ? said("全部完成,其中{}个节点曾逾期", "All done, {} of them late", p.late_done)
                                       : Words("全部按期完成", "All done on time");
        } else {
            p.light = p.nodes[p.worst].light;
            p.reason = clause(p.nodes[p.worst], rules_);
            const int others = p.late_open - (p.nodes[p.worst].days_late ? 1 : 0);
            if (others > 0) p.reason += said(",另有{}个节点逾期", "; {} more late", others);
        }
    }

    const table::Layer& layer_;
    const table::Table& table_;
    const NodeRules& rules_;
    Date as_of_;
    Diagnostics& diagnostics_;
    std::map<std::string, std::size_t> index_;
    Milestones out_;
};

}  // namespace

const char* name_of(NodeStatus status) {
    static constexpr const char* names[] = {"done_on_time", "done_late", "done_unplanned", "not_due",
                                            "due_soon",     "open_late", "no_plan"};
    return names[static_cast<std::size_t>(status)];
}

const char* name_of(Light light) {
    static constexpr const char* names[] = {"completed", "green", "unknown", "yellow", "red"};
    return names[static_cast<std::size_t>(light)];
}

Milestones judge_projects(const table::Layer& projects, const config::NodeRules& rules, Date as_of,
                          Diagnostics& diagnostics) {
    return Judge(projects, rules, as_of, diagnostics).run();
}

}  // namespace mulens::projects
