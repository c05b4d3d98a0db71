// The one-screen summary of a run, for people and as JSON.
#pragma once

#include "pipeline/run.hpp"
#include "write/results.hpp"

#include <string>
#include <utility>
#include <vector>

namespace mulens::cli {

struct SummaryLine {
    std::string name;
    std::string reason = {};  ///< reconciliation: why not graded, "" for the step itself
    std::uint64_t count = 0;
    double mu = 0;
    double tax = 0;
};

struct Summary {
    std::string project;
    std::string title;  ///< scheme, year, as-of, area basis
    std::vector<SummaryLine> reconciliation;
    std::vector<SummaryLine>
        platforms;        ///< judged: low-efficient plots, their 亩, 规上 tax per mu; else all plots in scope
    bool judged = false;  ///< a scheme was named: grades and low-efficient plots mean something
    std::vector<std::pair<std::string, std::uint64_t>> grades;
    pipeline::Summaries::PerMu tax_per_mu;
    pipeline::Summaries::PerMu output_per_mu;
    double output = 0;  ///< 万元, in scope
    std::uint64_t low = 0, idle = 0;
    double low_mu = 0, idle_mu = 0;
    std::uint64_t errors = 0, warnings = 0, notes = 0;
    std::vector<std::string> assumptions;
    std::vector<pipeline::Gate> gates;
};

[[nodiscard]] Summary summarise(const pipeline::Run& run, const Diagnostics& diagnostics);
[[nodiscard]] std::string screen_text(const Summary& summary, const write::WriteReport& report);
[[nodiscard]] std::string json_text(const Summary& summary, const write::WriteReport& report);

}  // namespace mulens::cli
