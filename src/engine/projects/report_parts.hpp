// Inner parts of the report of this room, shared by its files.
#pragma once

#include "projects/report.hpp"
#include "table/rows.hpp"

#include <map>
#include <string_view>
#include <unordered_map>

namespace mulens::projects {

/// Parcel rows by code.
class Parcels {
  public:
    Parcels(const table::Table& parcels, const geom::Polygons* geometry);
    [[nodiscard]] Row find(std::string_view code) const;  ///< no_row where there is none
    [[nodiscard]] const table::Table& table() const { return table_; }
    [[nodiscard]] double mu(Row row) const;  ///< 0 where unknown
    [[nodiscard]] std::string platform(Row row) const;
    /// One feature a row, empty for no_row; null where the run keeps no geometry.
    [[nodiscard]] std::shared_ptr<const geom::Polygons> shapes(const std::vector<Row>& rows) const;

  private:
    const table::Table& table_;
    const geom::Polygons* geometry_;
    std::unordered_map<std::string_view, Row> rows_;  // looked up only, never walked
};

/// A project with its plot and its place in the list.
struct Listed {
    const ProjectState* project = nullptr;
    Row parcel = no_row;
    std::string platform;
};

[[nodiscard]] Date date_of(double day_number);
inline void set_date(table::Rows& rows, const std::string& name, const std::optional<Date>& date) {
    rows.set(name, date ? day_number(*date) : table::none, table::Kind::date);
}

void add_project_tables(const ReportInput& input, const Parcels& parcels, const std::vector<Listed>& listed,
                        table::Report& report);
void add_idle_table(const ReportInput& input, const Parcels& parcels, const std::vector<Listed>& listed,
                    table::Report& report);
void add_stage_tables(const ReportInput& input, const Parcels& parcels, Diagnostics& diagnostics,
                      table::Report& report);

}  // namespace mulens::projects
