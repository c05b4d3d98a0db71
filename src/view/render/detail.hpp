// Which triangles of a mesh a picture needs: chunks that meet the view, each at the level its size on the screen asks
// for. Pure functions, thread safe.
#pragma once

#include "render/view.hpp"
#include "scene/mesh.hpp"

#include <cstdint>
#include <vector>

namespace mulens::render {

enum class Detail : std::uint8_t {
    exact,   ///< true triangles everywhere
    fitting  ///< coarse triangles, or the overview, where features are small
};

inline constexpr double coarse_below_samples = 8;
inline constexpr double overview_below_samples = 2.5;

struct Range {
    std::uint64_t first = 0, count = 0;  ///< into indices or coarse
    bool coarse = false;
    geom::Box box;
};

struct Plan {
    std::vector<Range> ranges;  ///< in the order of the chunks; neighbours of one level are joined
    bool overview = false;      ///< draw the overview below
    std::uint64_t triangles = 0;
    double typical_m = 0;  ///< of the features in view, mean over chunks
};

/// `coarse_below`: features of fewer samples are coarse. `within` limits the plan to a part of the view.
[[nodiscard]] Plan plan_mesh(const scene::Mesh& mesh, const View& view, const geom::Box& within, Detail detail,
                             double coarse_below = coarse_below_samples);

}  // namespace mulens::render
