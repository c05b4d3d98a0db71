// From a finished run to what the projects room takes. Command line and window both come this way.
#pragma once

#include "pipeline/run.hpp"
#include "projects/report.hpp"

namespace mulens::pipeline {

/// Views into `run` and the rules, which must outlive it and keep their place. The run must have read the role stages
/// (RunOptions::also) for renewal stages to show. Throws Error(usage) where the run has no as_of.
[[nodiscard]] projects::ReportInput projects_input(const Run& run, const config::NodeRules& nodes,
                                                   const config::StageRules& stage_rules);

}  // namespace mulens::pipeline
