// Projects on their way, asked of a finished run.
#pragma once

#include "planning/questions.hpp"
#include "projects/report.hpp"

#include <string>
#include <vector>

namespace mulens::planning {

struct ProjectsQuestion {
    projects::Selection selection;
    std::string nodes, stage_rules;  ///< "" = the shipped ones
};
/// Throws Error(usage) where the run has no day, or a light is unknown. The run needs the role `stages`.
[[nodiscard]] table::Report answer(const pipeline::Run& run, const ProjectsQuestion& question,
                                   Diagnostics& diagnostics);

[[nodiscard]] std::vector<Question> project_questions();

}  // namespace mulens::planning
