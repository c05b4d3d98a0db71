// From a finished run to a live session (rules/live.hpp).
#pragma once

#include "pipeline/run.hpp"
#include "rules/live.hpp"

namespace mulens::pipeline {

/// Shares the run's columns, so the run may go away. Error(usage) where the run has no scheme or kept summaries only.
[[nodiscard]] rules::LiveInput live_input(const Run& run, unsigned threads);

}  // namespace mulens::pipeline
