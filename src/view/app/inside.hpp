// The inner parts of App, for its own files and the rows of the verb table. Nothing outside this room includes it.
//
// What depends on what is kept by `Versions`: a command changes State, the versions of what differs go up, and each
// model is made again when its own inputs did.
#pragma once

#include "app/answer.hpp"
#include "app/app.hpp"
#include "app/jobs.hpp"
#include "app/judged.hpp"
#include "app/paint.hpp"
#include "scene/furniture.hpp"

#include <array>
#include <cstdint>
#include <memory>
#include <string>
#include <utility>
#include <vector>

namespace mulens::app {

class Searcher;

struct Versions {
    std::uint64_t data = 1, judged = 1, pass = 1, selection = 1, style = 1, order = 1, lang = 1, camera = 1,
                  inspected = 1;
};

/// A value that is made again when its key changes.
template <typename T>
struct Made {
    T value{};
    std::array<std::uint64_t, 6> key{};
    template <typename Make>
    const T& get(const std::array<std::uint64_t, 6>& wanted, Make&& make) {
        if (key != wanted) {
            value = make();
            key = wanted;
        }
        return value;
    }
};

struct App::Inside {
    App& app;
    AppOptions options;
    State state;
    Versions versions;
    Jobs jobs;
    double now_s = 0;
    bool changed = true;  ///< something to look at since the last tick
    std::exception_ptr failed;

    // data
    std::shared_ptr<const Dataset> data;
    scene::Block<scene::Mesh> mesh;  ///< the parcels; without triangles once the renderer has them
    std::uint64_t generation = 0;    ///< of the newest load asked for
    std::vector<std::string> files;
    std::shared_ptr<rules::LiveSession> ruling;  ///< null without a scheme; a running "judge" job has it alone
    Judged saved, judged;                        ///< saved scheme's; what is shown (the same without a trial)
    bool tests_only = false;                     ///< the last change touched low-efficiency tests alone
    std::uint64_t session_pass = 0;              ///< versions.pass the session counts with
    std::vector<EditedDecision> session_decisions;
    std::shared_ptr<const rules::WhatIf> what_if;         ///< of doc().correction; null: none, or under way
    std::shared_ptr<const rules::LiveGrades> what_if_of;  ///< … against these grades
    std::optional<Correction> what_if_for;
    bool judge_waits = false;                                   ///< the scheme moved on while a job was judging
    std::vector<std::uint8_t> pass;                             ///< per parcel: platform and filter let it through
    std::shared_ptr<const std::vector<std::uint8_t>> filtered;  ///< by the expression alone; null: all

    struct Flags {
        std::vector<std::uint8_t> idle, confirmed;  ///< per parcel
    };
    Made<Flags> flags;

    // undo
    struct Step {
        std::string label;
        Document before;
    };
    std::vector<Step> undo, redo;
    bool drag_open = false;  ///< the last step belongs to a drag that is still held
    std::vector<Command> pushed;
    std::vector<std::string> log;

    // models
    Made<std::shared_ptr<const table::Table>> table;  ///< parcels as judged
    Made<std::shared_ptr<const std::vector<scene::Word>>> words;
    Made<Paint> paint;
    Made<Legend> legend;
    Made<Counts> counts;
    Made<Changes> changes;
    Made<std::vector<PlatformRow>> platforms;
    Made<std::unique_ptr<Sheet>> sheet;
    Made<std::vector<SheetLine>> six;
    Made<Gain> gain, gain_saved;
    Made<std::vector<SchemeKnob>> knobs;
    Made<Histogram> histogram;
    Made<Scatter> scatter;
    Made<Lorenz> lorenz;
    Made<GradeFlow> flow;
    std::shared_ptr<const Answer> answer;                ///< of document.question, or of before while it is on its way
    bool ask_waits = false;                              ///< … until judging is done
    std::vector<std::shared_ptr<const Answer>> answers;  ///< of before, newest first
    std::string answer_texts;                            ///< of all answers so far
    std::uint64_t text_version = 0;                      ///< goes up with them
    TableModel listing;
    std::array<std::uint64_t, 6> rows_key{};
    std::vector<std::string> recent;
    scene::Frame frame;
    struct Scenery;
    std::shared_ptr<Scenery> scenery;  ///< what frame.cpp keeps between pictures
    /// Results of another year, on the rows of the present parcels (by code).
    struct OtherYear {
        int year = 0;
        table::Table rows;
        Judged judged;
    };
    std::shared_ptr<const OtherYear> other_year;
    Made<std::shared_ptr<const std::vector<scene::Word>>> swipe;  ///< words left of the line
    std::vector<style::Colour> swipe_palette;                     ///< … and their colours
    std::shared_ptr<const std::vector<scene::Word>> swipe_last;
    std::uint64_t swipe_count = 0;
    std::shared_ptr<const std::vector<scene::Word>> words_last;
    std::uint64_t words_version = 0;
    std::vector<geom::Box> covered;  ///< by the window's buttons or a picture's legend, map pixels
    std::uint64_t covered_version = 0;
    bool bare = false;  ///< frames for files bring their own furniture
    double saved_at_s = 0;
    bool session_unwritable = false;
    std::shared_ptr<Gate> first_picture;                ///< of what is being loaded; null where nobody draws
    std::vector<std::string> last_files;                ///< of the session before
    std::vector<Command> last_steps, steps_after_load;  ///< run when the results are there
    std::shared_ptr<const Searcher> searcher;           ///< made by a job after loading
    std::uint64_t log_saved = 0;

    Inside(App& owner, AppOptions wanted);
    ~Inside();

    [[nodiscard]] const Document& doc() const { return state.document; }
    [[nodiscard]] const config::Scheme* saved_scheme() const;
    [[nodiscard]] const config::Scheme* scheme() const;
    [[nodiscard]] const table::Table& judged_table();
    [[nodiscard]] const Flags& flags_now();
    [[nodiscard]] const Paint& paint_now();
    [[nodiscard]] const std::vector<scene::Word>& words_now();
    /// A text cell of a column: places, codes and words in the language of the window.
    [[nodiscard]] std::string text_shown(std::string_view column, std::string_view value) const;
    [[nodiscard]] const Dataset& need_data() const;     ///< Error(usage) where nothing is loaded
    [[nodiscard]] const Dataset& need_results() const;  ///< … or results are not there yet
    [[nodiscard]] Row need_parcel(const std::string& id) const;
    /// The platform's own name from what a person typed: its name in either language, or a part that one alone has.
    [[nodiscard]] std::string need_platform(const std::string& typed) const;
    /// By credit code, number, name or former name.
    [[nodiscard]] Row need_firm(const std::string& key) const;
    [[nodiscard]] Lang lang() const { return state.session.lang; }

    /// 疑似, 核实中, 认定, 排除, 已整治(销号): by the latest decision of this window, else of the run.
    [[nodiscard]] std::string review_status(Row row) const;
    void say(const std::string& text, bool error = false, const std::string& detail = {});
    /// Bumps what differs between the documents and sessions, and judges again where the scheme changed.
    void after(const Document& before, const Session& session_before, const Moment& moment_before);
    void ask_again();
    [[nodiscard]] AskedOf asked_of() const;
    /// The scheme or the decisions moved: an answer that is quickly made follows them.
    void ask_of_new_grades();
    /// The table of the answer that colours the map; nullptr where there is none.
    [[nodiscard]] const table::ReportTable* mapped_table() const;
    /// Left of the line of `swipe plan`: the first scenario, or the grades where there is one only.
    [[nodiscard]] Paint before_plan() const;
    void judge_again();
    void judged_is(Judged result);
    /// The effect of the correction that is tried, where it or the grades are others than before.
    void what_if_again();
    /// A running judge job has the session: wait for it before touching it.
    [[nodiscard]] bool session_free() const { return !jobs.busy("judge"); }
    /// May `work` run at once, or does it belong in a job?
    [[nodiscard]] bool small() const { return !data || data->rows() <= 150000; }
    void filter_again();
    void pass_again();
    /// Chinese headers by which expressions may name columns.
    [[nodiscard]] std::vector<std::pair<std::string, std::string>> column_aliases() const;
    void order_again();
    void open(const std::vector<std::string>& paths);
    /// `shapes`: the parcels to draw; null where those that are shown stay good.
    void take(std::shared_ptr<const Dataset> loaded, std::shared_ptr<const scene::Mesh> shapes);
    void fit_camera();
    // frame.cpp
    void new_scenery();
    void zone_lines(scene::Frame& f, const style::Theme& theme);
    /// `card`: of the furniture; no name lies under it.
    void place_names(const scene::Frame& f, const style::Theme& theme, const geom::Box& card);
    void want_buildings();
    void want_basemap(const scene::Camera& camera);
    void swipe_words(scene::Frame& f);
    void want_year(int year);
    [[nodiscard]] scene::Furniture furniture(const scene::Frame& f, const style::Theme& theme);
    [[nodiscard]] std::uint64_t swipe_version(const std::shared_ptr<const std::vector<scene::Word>>& block);
    [[nodiscard]] std::vector<Command> restoring() const;  ///< commands that bring the document back
    [[nodiscard]] std::vector<Command> looks() const;      ///< … and the window's looks
    void run_steps_after_load();
    void save_session();
    void load_session();
};

}  // namespace mulens::app
