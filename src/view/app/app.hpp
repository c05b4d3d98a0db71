// The viewer without a window: data, state, commands, undo, jobs and the models that panels read. The window, `mulens
// render` and tests drive it alike. All members are called from one thread; jobs run in their own.
#pragma once

#include "app/answer.hpp"
#include "app/command.hpp"
#include "app/dataset.hpp"
#include "app/gain.hpp"
#include "app/model.hpp"
#include "app/state.hpp"
#include "scene/frame.hpp"

#include <cstdint>
#include <functional>
#include <memory>
#include <string>
#include <utility>
#include <vector>

namespace mulens::app {

struct AppOptions {
    unsigned threads = 1;
    std::string session_folder;  ///< autosave, recent projects; "" = none kept
    bool draws = false;  ///< somebody draws and tells picture_is_shown(): loading lets the first picture go before
    std::uint64_t most_buildings = 300'000;  ///< kept in memory; of more, those around the picture are read
};

class App {
  public:
    explicit App(AppOptions options);
    ~App();
    App(const App&) = delete;
    App& operator=(const App&) = delete;

    // --- driving
    /// Runs a command now. A bad one gives Error(usage) and changes nothing. Long work goes to a job.
    void run(const Command& command);
    void run(std::string_view line) { run(parse_command(line)); }
    /// For panels: queued until the end of the frame, errors become messages.
    void push(Command command);
    /// An error from outside of commands and jobs, shown like theirs.
    void report_error(const std::string& text);
    /// Takes over finished jobs, runs what was pushed, refreshes the models. True where something changed to look at.
    bool tick(double now_s);
    /// Waits for all jobs (scripts, tests, render). Throws what a job failed with.
    void wait();
    [[nodiscard]] bool busy() const;

    /// Opens what was open when the program last ended. False where there was nothing, or it is gone.
    bool restore();

    // --- reading
    [[nodiscard]] const State& state() const;
    [[nodiscard]] const Dataset* data() const;           ///< null until the parcels are read
    [[nodiscard]] bool complete() const;                 ///< results are there, not only outlines
    [[nodiscard]] geom::Box parcels_box() const;         ///< of all parcels; empty where there are none
    [[nodiscard]] const config::Scheme* scheme() const;  ///< the trial, else the saved one; may be null
    [[nodiscard]] bool trial_differs() const;            ///< 试算
    [[nodiscard]] const Legend& legend() const;
    [[nodiscard]] const Counts& counts() const;
    [[nodiscard]] const Changes& changes() const;
    [[nodiscard]] const std::vector<PlatformRow>& platforms() const;
    [[nodiscard]] std::string looked_at() const;    ///< name of the platform looked at, or "whole district"
    [[nodiscard]] const TableModel& table() const;  ///< of the open tab
    [[nodiscard]] std::string cell(const TableColumn& column, Row row) const;
    [[nodiscard]] char grade(Row row) const;  ///< A–D, 'u' ungraded, 'n' not evaluated, ' ' out of scope or unknown
    [[nodiscard]] std::string reasons_short(Row row) const;  ///< "亩均税收 < 8.00 · 现状容积率 < 0.80"
    [[nodiscard]] const Sheet* sheet() const;                ///< null: nothing is inspected
    [[nodiscard]] const std::vector<SheetLine>& six_numbers() const;  ///< of the platform looked at, or the district
    /// What the low-efficient plots that pass the filter could bring, by the scheme shown and by the saved one.
    [[nodiscard]] const Gain& gain() const;
    [[nodiscard]] const Gain& gain_saved() const;
    [[nodiscard]] const std::vector<SchemeKnob>& knobs() const;
    [[nodiscard]] const Histogram& histogram() const;  ///< of the metric, else of the first threshold's
    [[nodiscard]] const Scatter& scatter() const;
    [[nodiscard]] const Lorenz& lorenz() const;
    [[nodiscard]] const GradeFlow& grade_flow() const;
    [[nodiscard]] const Answer* answer() const;  ///< to the planning question of the document; null: none yet
    /// A cell of one of its tables as people read it; masked in meeting mode where it is internal.
    [[nodiscard]] std::string answer_text(const table::ReportTable& table, const std::string& column, Row row) const;
    /// What is left and right of the line of the swipe; empty where there is none.
    [[nodiscard]] std::pair<std::string, std::string> swipe_sides() const;
    [[nodiscard]] bool asking() const;         ///< its job is running
    [[nodiscard]] bool answer_is_old() const;  ///< scheme or decisions are others than those it was asked of
    [[nodiscard]] const std::vector<Finding>& problems() const;
    [[nodiscard]] std::vector<JobView> jobs() const;
    [[nodiscard]] std::vector<SearchHit> search(const std::string& text, std::size_t limit) const;
    [[nodiscard]] const std::vector<std::string>& recent_projects() const;
    [[nodiscard]] std::string undo_label() const;  ///< "" = nothing to undo
    [[nodiscard]] std::string redo_label() const;
    /// The words of the last action as a command line, and all since the start (for "copy as command").
    [[nodiscard]] const std::vector<std::string>& log() const;
    [[nodiscard]] const std::vector<scene::Word>& words() const;
    /// Every picture: what is drawn with the present camera. `measure` gives text widths in pixels.
    [[nodiscard]] const scene::Frame& frame();
    /// The one renderer of this App has drawn the last frame: triangles that it holds now need not be kept here.
    void mesh_is_drawn();
    /// A picture of the parcels is on the screen.
    void picture_is_shown();
    /// The parcel under a pixel of the map (of the last frame's geometry), the n-th for overlapping ones.
    [[nodiscard]] Row row_at(double px, double py, int nth = 0) const;
    /// The renewal area, constraint or street under a pixel, of the layers that are shown: the words of inspect_zone;
    /// empty where there is none.
    [[nodiscard]] std::vector<std::string> zone_at(double px, double py) const;
    /// Characters that occur in names of the data, for glyph ranges; changes with data_version().
    [[nodiscard]] std::vector<std::string> data_texts() const;
    [[nodiscard]] std::uint64_t data_version() const;

    // --- the window tells
    void set_map_size(int width, int height, double ui_scale);
    /// Parts of the map (its pixels) that the window's own buttons cover: no name is drawn under them.
    void set_covered(std::vector<geom::Box> boxes);
    /// While something moves pictures are made quickly, else finely.
    void set_moving(bool moving);
    /// Copies text to the clipboard of whoever drives (window: system clipboard). Set by the shell.
    std::function<void(const std::string&)> copy_text;
    /// Writes the map as a picture; set by who owns a renderer. Arguments of the `picture` command.
    std::function<void(App&, const std::vector<std::string>&)> save_picture;
    /// Writes the open sheet as a PDF page.
    std::function<void(App&, const std::string&)> save_sheet;

    struct Inside;
    [[nodiscard]] Inside& inside() { return *inside_; }  ///< for the rows of the verb table only

  private:
    std::unique_ptr<Inside> inside_;
};

}  // namespace mulens::app
