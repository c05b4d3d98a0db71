// From a finished run to a live session (rules/live.hpp).
#pragma once

#include "pipeline/run.hpp"
#include "rules/live.hpp"

namespace mulens::pipeline {

/// Shares the run's columns, so the run may go away. Error(usage) where the run has no scheme or kept summaries only.
/// `keeper`: holds the run as long as the input lives; what shares pay is not copied then (16 bytes a share).
[[nodiscard]] rules::LiveInput live_input(const Run& run, unsigned threads,
                                          const std::shared_ptr<const void>& keeper = nullptr);

}  // namespace mulens::pipeline
