// A View with made-up data, so that panels can be drawn without an App: a full district, or one of its bad days.
#pragma once

#include "ui/view.hpp"

#include <memory>
#include <numeric>
#include <string>
#include <vector>

namespace mulens::test {

enum class Day : std::uint8_t { full, empty, loading, partial, failed, no_parcels, long_names, not_numbers };

struct FakeData {
    app::State state;
    app::Legend legend;
    app::Counts counts;
    app::Changes changes;
    std::vector<app::PlatformRow> platforms;
    app::TableModel table;
    std::unique_ptr<app::Sheet> sheet;
    std::vector<app::SheetLine> six;
    app::Gain gain, gain_saved;
    std::vector<app::SchemeKnob> knobs;
    app::Histogram histogram;
    app::Scatter scatter;
    app::Lorenz lorenz;
    app::GradeFlow flow;
    std::vector<Finding> problems;
    std::vector<std::string> recent, log;
    std::vector<app::JobView> jobs;
    std::vector<app::Command> pushed;
    ui::Outside outside;
    Day day = Day::full;

    explicit FakeData(Day which = Day::full, Row rows = 5012);
    /// The open sheet becomes an enterprise's, with a correction tried.
    void as_firm();
    [[nodiscard]] ui::View view();
};

}  // namespace mulens::test
