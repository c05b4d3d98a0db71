// Questions about land, asked of a finished run: what can be put together, where a firm finds room. Command line and
// window both come this way.
#pragma once

#include "plan/assembly_case.hpp"
#include "planning/questions.hpp"

#include <optional>
#include <string>
#include <vector>

namespace mulens::planning {

/// Share of each parcel that lies in zones of a layer; overlapping zones count once at most. Empty without the layer.
[[nodiscard]] std::vector<double> shares_of(const std::optional<overlay::ZoneOverlay>& zones, Row parcels);

struct AssemblyQuestion {
    plan::AssemblyOptions assembly;
    plan::AssemblyRules rules;
    plan::AdjacencyOptions adjacency;  ///< road_gap_m follows assembly.contiguity
    std::string candidates;            ///< "" = default_candidates()
};
/// Throws Error(usage) for contradictions; call before the run.
void check_question(const AssemblyQuestion& question);
[[nodiscard]] table::Report answer(const pipeline::Run& run, const AssemblyQuestion& question, Progress& progress);

/// The groups among `candidates` alone, best first: what a plan may take whole. Empty where none is large enough.
[[nodiscard]] std::vector<std::vector<Row>> assembled_groups(const pipeline::Run& run, const AssemblyQuestion& question,
                                                             std::vector<Row> candidates, Progress& progress);

/// Their forms, for questions().
[[nodiscard]] std::vector<Question> land_questions();

}  // namespace mulens::planning
