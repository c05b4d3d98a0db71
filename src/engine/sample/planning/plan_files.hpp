// The files for planning that lie beside a sample: qiantang.plan.toml and what it names, PLAN_README.txt, and
// truth/plan.json. None of the other files of the sample changes by them. Same seed and scale, same bytes.
#pragma once

#include "sample/planning/book.hpp"

namespace mulens::sample {

/// For a big sample (scale above 20) only PLAN_README.txt, which says that there are none.
void write_planning_files(const Layout& layout, const Sites& sites, const std::vector<ProjectNode>& nodes,
                          const std::string& folder);

}  // namespace mulens::sample
