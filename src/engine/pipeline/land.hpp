// The land stage: parcels checked, laid over every other layer and measured. Adds the columns of check and overlay.
#pragma once

#include "check/parcels.hpp"
#include "overlay/zones.hpp"
#include "pipeline/inputs.hpp"
#include "pipeline/stopwatch.hpp"

#include <optional>
#include <string>
#include <vector>

namespace mulens::pipeline {

struct NamedBalance {
    std::string name;  ///< platforms, streets, … buildings
    std::string zh;
    overlay::Balance balance;
};

struct Land {
    check::ParcelCheck check;
    std::optional<overlay::ZoneOverlay> platforms, streets, constraints, renewal, regulatory;
    std::vector<NamedBalance> balances;
    std::vector<std::string> platform_names;  ///< in the order of the platform layer, each once
    std::vector<std::string> street_names;
};

struct LandOptions {
    unsigned threads = 1;
    bool ellipsoid = true;  ///< ellipsoid areas too (they cost a transform per vertex)
};

/// `inputs.layers["parcels"]` is changed in place; the zone layers may be repaired in place.
[[nodiscard]] Land build_land(const Settings& settings, Inputs& inputs, const LandOptions& options,
                              Diagnostics& diagnostics, Progress& progress,
                              std::vector<table::SourceInfo>& building_sources, Stopwatch& watch);

}  // namespace mulens::pipeline
