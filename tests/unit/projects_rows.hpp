// Small projects and stages tables for tests.
#pragma once

#include "base/date.hpp"
#include "table/layer.hpp"
#include "table/rows.hpp"

#include <array>
#include <string>
#include <vector>

namespace projects_test {

using mulens::table::Layer;
using mulens::table::Rows;

inline void set_date(Rows& rows, const char* name, const std::string& text) {
    const auto day = mulens::parse_date(text);
    rows.set(name, day ? mulens::day_number(*day) : mulens::table::none, mulens::table::Kind::date);
}

inline Layer layer_of(const char* role, const Rows& rows) {
    Layer layer;
    layer.role = role;
    layer.table = rows.take();
    return layer;
}

inline void add_node(Rows& rows, const std::string& project, const std::string& parcel, const std::string& office,
                     const std::array<const char*, 3>& node) {
    rows.row();
    rows.set("project_id", project);
    rows.set("name", project.empty() ? "" : "项目" + project);
    rows.set("parcel_id", parcel);
    rows.set("responsible", office);
    rows.set("node", node[0]);
    set_date(rows, "planned_date", node[1]);
    set_date(rows, "actual_date", node[2]);
}

/// Node, planned, actual.
inline Layer node_rows(const std::string& project, const std::vector<std::array<const char*, 3>>& nodes) {
    Rows rows;
    for (const auto& node : nodes) add_node(rows, project, "P1", "", node);
    return layer_of("projects", rows);
}

struct StageRow {
    const char *parcel, *stage, *date;
    double year = mulens::table::none, mu = mulens::table::none, money = mulens::table::none;
    const char *mode = "", *office = "";
};
inline Layer stage_rows(const std::vector<StageRow>& all) {
    Rows rows;
    for (const auto& r : all) {
        rows.row();
        rows.set("parcel_id", r.parcel);
        rows.set("stage", r.stage);
        set_date(rows, "date", r.date);
        rows.set("year", r.year);
        rows.set("area_mu", r.mu);
        rows.set("money", r.money);
        rows.set("mode", r.mode);
        rows.set("office", r.office);
    }
    return layer_of("stages", rows);
}

}  // namespace projects_test
