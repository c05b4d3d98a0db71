// The functions behind the verbs, one file a family. Each checks its words first and throws Error(usage) before it
// changes anything.
#pragma once

#include "app/app.hpp"

#include <string>
#include <vector>

namespace mulens::app::verb {

using Args = std::vector<std::string>;

// clang-format off: one order, few a line, so that two hands adding verbs do not meet
#define MULENS_VERBS(V)                                                                                                \
    V(open)                                                                                                            \
    V(close)                                                                                                           \
    V(show)                                                                                                            \
    V(ramp)                                                                                                            \
    V(breaks) V(layer) V(highlight) V(hatch_d) V(basemap) V(threshold) V(weight) V(cap) V(cut) V(size_limit)           \
        V(reset_scheme) V(save_scheme) V(scheme) V(select) V(select_add) V(select_toggle) V(select_where)              \
            V(select_box) V(select_lasso) V(select_platform) V(select_neighbours) V(select_all) V(select_invert)       \
                V(select_none) V(filter) V(filter_none) V(platform) V(inspect) V(inspect_firm) V(inspect_zone)         \
                    V(inspect_none) V(what_if) V(what_if_none) V(next_sheet) V(zoom) V(zoom_to) V(pan) V(camera)       \
                        V(tab) V(chart) V(sort) V(panel) V(resize) V(tool) V(language) V(theme) V(ui_scale) V(meeting) \
                            V(swipe) V(swipe_at) V(decide) V(save_decisions) V(bookmark) V(bookmark_go)                \
                                V(bookmark_drop) V(export_) V(picture) V(sheet) V(copy_rows) V(copy_command) V(ask)    \
                                    V(ask_none) V(plan_form) V(plan_show) V(plan_select) V(plan_pick) V(export_plan)   \
                                        V(undo) V(redo) V(cancel) V(dismiss) V(quit) V(hover) V(drag) V(path)
// clang-format on
#define MULENS_DECLARE_VERB(name) void name(App& app, const Args& args);
MULENS_VERBS(MULENS_DECLARE_VERB)
#undef MULENS_DECLARE_VERB
#undef MULENS_VERBS

// Reading words; Error(usage) names the word and what it should be.
[[nodiscard]] double number(const std::string& word, const char* what);
[[nodiscard]] double positive(const std::string& word, const char* what);
/// on, off, toggle.
[[nodiscard]] bool switched(const std::string& word, bool now);
[[nodiscard]] std::size_t choice(const std::string& word, const std::vector<std::string>& choices);

/// Writes beside and renames: never half a file. Error(unwritable).
void save_text(const std::string& path, const std::string& text);

}  // namespace mulens::app::verb
