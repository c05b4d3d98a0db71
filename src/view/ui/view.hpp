// What panels read and the one way they act. A View is made anew for every frame, from an App or by a test; it holds
// references and lives no longer than the frame. Panels are functions of it: they change nothing, they push commands.
#pragma once

#include "app/app.hpp"
#include "ui/base/look.hpp"

#include <functional>
#include <string>
#include <vector>

namespace mulens::ui {

/// A file or folder in the panels that open and save.
struct Entry {
    std::string name;
    bool folder = false;
};
/// The part of the world that is not the App: files and the sample, given by the shell.
struct Outside {
    std::function<std::vector<Entry>(const std::string& folder)> list_folder;  ///< sorted: folders first
    std::function<std::string(const std::string& path)> whole_path;            ///< absolute, ~ and .. resolved
    std::string home;
    std::function<void()> try_sample;
};

struct View {
    const app::State& state;
    bool loaded = false;    ///< parcels are there
    bool complete = false;  ///< results too
    bool trial = false;     ///< 试算
    bool made_up = false;
    std::string project, as_of, scheme;                         ///< "示范评价办法(2024)"; "" = none
    std::vector<std::pair<std::string, std::uint64_t>> layers;  ///< role and features, in the order of the panel
    std::vector<std::string> metrics;                           ///< columns that may fill the parcels

    const app::Legend& legend;
    const app::Counts& counts;
    const app::Changes& changes;
    const std::vector<app::PlatformRow>& platforms;
    const app::TableModel& table;
    const app::Sheet* sheet = nullptr;
    const std::vector<app::SheetLine>& six_numbers;
    const std::vector<app::SchemeKnob>& knobs;
    const app::Histogram& histogram;
    const app::Scatter& scatter;
    const app::Lorenz& lorenz;
    const app::GradeFlow& flow;
    const std::vector<Finding>& problems;
    const std::vector<std::string>& recent;
    const std::vector<std::string>& log;
    const app::Answer* answer = nullptr;                ///< to the planning question; null: none yet
    std::string looked_at{};                            ///< the platform, or "whole district"
    std::pair<std::string, std::string> swipe_sides{};  ///< names left and right of the line
    bool asking = false, answer_is_old = false;
    std::vector<app::JobView> jobs{};
    std::string undo_label{}, redo_label{};
    double now_s = 0;

    std::function<std::string(const app::TableColumn&, Row)> cell{};
    /// A cell of a table of the answer in words of the window.
    std::function<std::string(const table::ReportTable&, const std::string&, Row)> answer_text{};
    std::function<std::string(Row)> parcel_id{};
    std::function<bool(Row)> selected{};
    std::function<char(Row)> grade{};
    std::function<const app::Gain&()> gain{}, gain_saved{};             ///< made when a panel asks
    std::function<std::vector<std::string>(double, double)> zone_at{};  ///< map pixel; words of inspect_zone
    std::function<Row(double, double)> row_at{};                        ///< map pixel
    std::function<std::vector<app::SearchHit>(const std::string&, std::size_t)> search{};
    std::function<void(app::Command)> push{};
    std::function<void(const std::string&)> copy_text{};
    const Outside* outside = nullptr;

    template <typename... Args>
    void run(const char* verb, const Args&... args) const {
        push(app::command(verb, args...));
    }
    [[nodiscard]] const app::Session& session() const { return state.session; }
    [[nodiscard]] const app::Document& document() const { return state.document; }
    [[nodiscard]] const app::Moment& moment() const { return state.moment; }
};

/// Reads everything from the App; cheap, models are kept there.
[[nodiscard]] View view_of(app::App& app, const Outside& outside, double now_s);

}  // namespace mulens::ui
