// What is looked at: the results of a run with the indexes that a map needs. Immutable; shared by jobs and the window.
#pragma once

#include "app/places.hpp"
#include "base/diagnostics.hpp"
#include "geom/index.hpp"
#include "pipeline/run.hpp"

#include <chrono>
#include <cstdint>
#include <map>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

namespace mulens::app {

struct Dataset {
    std::uint64_t generation = 0;
    bool complete = false;                          ///< false: parcels alone, no results yet
    std::chrono::steady_clock::time_point read_at;  ///< when the parcels had been read, for benchmarks
    pipeline::Run run;
    std::vector<Finding> findings;  ///< sorted
    std::shared_ptr<const geom::BoxIndex> index = std::make_shared<geom::BoxIndex>();
    bool made_up = false;
    std::string characters;  ///< every character that occurs in names, findings, scheme: once each
    PlaceNames places;       ///< platforms and streets in the language of the window
    std::vector<Row> by_id;  ///< rows in the order of their codes

    [[nodiscard]] Row row_of(std::string_view id) const;  ///< no_row where no parcel has the code
    [[nodiscard]] std::string_view id_of(Row row) const;
    void index_ids();
    void gather_characters();

    [[nodiscard]] const table::Table& table() const { return run.parcels.table; }
    [[nodiscard]] const geom::Polygons& shapes() const { return run.shapes(); }
    [[nodiscard]] Row rows() const { return run.parcels.rows(); }
};

}  // namespace mulens::app
