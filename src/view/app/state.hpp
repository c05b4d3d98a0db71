// All state of the viewer. Panels read it; `App::run` is the only place that changes it (see app.hpp, command.hpp).
//
// Document  what undo goes through: style, selection, filter, the trial scheme, decisions, bookmarks. Shared blocks:
//           a snapshot copies pointers.
// Session   how one person looks at it: camera, language, theme, panel sizes, open tab. Saved, not undone.
// Moment    what passes: hover, drags, messages.
#pragma once

#include "app/asked.hpp"
#include "app/lang.hpp"
#include "base/ids.hpp"
#include "config/scheme.hpp"
#include "geom/box.hpp"
#include "scene/camera.hpp"

#include <cstdint>
#include <map>
#include <memory>
#include <optional>
#include <set>
#include <string>
#include <utility>
#include <vector>

namespace mulens::app {

using Rows = std::shared_ptr<const std::vector<Row>>;  ///< ascending; never null

/// A decision made in this window (method §4.6); key is a parcel_id or credit code.
struct EditedDecision {
    std::string key, kind, field, value, reason, person, date;
    bool operator==(const EditedDecision&) const = default;
};

/// One figure of one firm tried at another value; `key` is its credit code, else its number.
struct Correction {
    std::string key, field;
    double value = 0;
    bool operator==(const Correction&) const = default;
};

struct Bookmark {
    std::string name;
    double x = 0, y = 0, m_per_px = 1;
    bool operator==(const Bookmark&) const = default;
};

struct Document {
    std::string metric = "grade";  ///< column that fills the parcels
    std::string ramp = "viridis";
    std::vector<double> breaks;  ///< fixed class breaks; empty: continuous ramp
    std::map<std::string, bool> layers{{"parcels", true},  {"buildings", true},    {"platforms", true},
                                       {"streets", false}, {"constraints", false}, {"renewal", false},
                                       {"basemap", false}, {"labels", true}};
    bool show_low = true, show_idle = true, hatch_d = false;
    Rows selection = std::make_shared<const std::vector<Row>>();
    std::string filter;                           ///< expression, "" = all
    std::string platform;                         ///< looked at alone, "" = the whole district
    std::shared_ptr<const config::Scheme> trial;  ///< null: the saved scheme
    std::vector<EditedDecision> decisions;
    std::optional<Correction> correction;  ///< its effect stands in the firm's sheet; grades and map stay as they are
    std::vector<Bookmark> bookmarks;
    std::string basemap;     ///< raster file, "" = none
    AskedQuestion question;  ///< planning: what is answered in the plan tab
    std::string plan_table;  ///< table of the answer that colours the map (metric "plan"); "" = the first with plots;
                             ///< swiped: that tells plans apart
};

enum class Tab : std::uint8_t { low, all, charts, changes, plan, problems };
enum class Tool : std::uint8_t { pick, rectangle, lasso, measure_distance, measure_area };
enum class Swipe : std::uint8_t { off, saved_scheme, year, plan };  ///< plan: grades, or the first scenario, left

struct Session {
    scene::Camera camera;
    Lang lang = Lang::zh;
    bool dark = false;
    float ui_scale = 0;                                              ///< 0 = of the screen
    float left_width = 230, right_width = 324, bottom_height = 250;  ///< design pixels
    bool left_open = true, right_open = true, bottom_open = true;
    bool scheme_open = false;  ///< the sliders; closed until opened
    Tab tab = Tab::low;
    std::string sort_column;  ///< "" = the tab's own order
    bool sort_descending = true;
    bool meeting = false;  ///< names masked, money banded
    std::string chart = "histogram";
    std::string plan_form = "plan";  ///< question whose form is open
    Swipe swipe = Swipe::off;
    float swipe_at = 0.5F;  ///< share of the map's width
    int swipe_year = 0;
};

struct Message {
    bool error = false;
    std::string text, detail;
    double until_s = 0;  ///< clock of App; 0 = stays until dismissed
};

struct Moment {
    Row hovered = no_row;
    Row inspected = no_row;       ///< parcel of the sheet
    Row inspected_firm = no_row;  ///< enterprise of the sheet; wins where set
    std::string zone_layer;       ///< street, constraint or renewal area of the sheet, where neither of the above is
    Row zone = no_row;
    Tool tool = Tool::pick;
    std::vector<geom::Point> path;  ///< world points of a lasso, rectangle or measurement
    bool path_done = false;
    bool dragging = false;              ///< a slider or line is held: one undo step, no refinement
    bool moving = false;                ///< the camera moves
    std::optional<geom::Point> cursor;  ///< world
    bool palette_open = false, file_open = false, save_open = false, about_open = false;
    std::string palette_text;
    std::vector<Message> messages;
    bool quit = false;
};

struct State {
    Document document;
    Session session;
    Moment moment;
};

}  // namespace mulens::app
