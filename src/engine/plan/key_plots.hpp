// The plots whose joining would unlock most land (assembly.hpp: key plot).
#pragma once

#include "plan/assembly.hpp"

#include <vector>

namespace mulens::plan {

/// Candidate components as the graph has them, whole.
struct Components {
    std::vector<std::uint32_t> of;        ///< per row; none where it is no vertex
    std::vector<std::vector<Row>> plots;  ///< ascending rows, by lowest row
    std::vector<double> mu;
    static constexpr std::uint32_t none = std::numeric_limits<std::uint32_t>::max();
};
[[nodiscard]] Components components_of(const AssemblyInput& input, const AssemblyOptions& options);

/// Largest gain first; ties: less land of its own, then the lower row. KeyPlot::groups is left empty.
[[nodiscard]] std::vector<KeyPlot> find_key_plots(const AssemblyInput& input, const AssemblyOptions& options,
                                                  const Components& components);

}  // namespace mulens::plan
