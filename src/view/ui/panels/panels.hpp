// The panels, each a function of what it reads: draw into a rectangle, push commands. Order of calls does not matter.
#pragma once

#include "ui/base/numbers.hpp"
#include "ui/layout.hpp"
#include "ui/memory.hpp"
#include "ui/view.hpp"
#include "ui/widgets/widgets.hpp"

namespace mulens::ui {

void menu_bar(const View& view, Memory& memory, const Rect& box);
void status_bar(const View& view, Memory& memory, const Rect& box);
void left_panel(const View& view, Memory& memory, const Rect& box);
void right_panel(const View& view, Memory& memory, const Rect& box);
void bottom_panel(const View& view, Memory& memory, const Rect& box);
/// A collapsed panel: a strip with an arrow.
void collapsed_strip(const View& view, const char* side, const Rect& box);
void splitters(const View& view, const Layout& layout);
void toasts(const View& view, Memory& memory, const Rect& map);
/// Over the map while there is nothing to see: empty, loading, failed.
void map_states(const View& view, Memory& memory, const Rect& map);

// parts of the left panel
void layers_part(const View& view);
void legend_part(const View& view, Memory& memory);
void scheme_part(const View& view, Memory& memory);
// parts of the right panel
void district_sheet(const View& view);
void parcel_sheet(const View& view, Memory& memory);
void firm_sheet(const View& view, Memory& memory);
void zone_sheet(const View& view);
void what_if_part(const View& view, Memory& memory);
void sheet_head(const View& view);
void score_parts(const app::Sheet& sheet);
void sheet_lines(const std::vector<app::SheetLine>& lines);
void decide_popup(const View& view, Memory& memory);
// parts of the bottom panel
void table_part(const View& view, Memory& memory, const Rect& box);
void charts_part(const View& view, Memory& memory, const Rect& box);
void changes_part(const View& view, Memory& memory, const Rect& box);
void plan_part(const View& view, Memory& memory, const Rect& box);
void problems_part(const View& view, Memory& memory, const Rect& box);

/// The default key of a verb, "" = none.
[[nodiscard]] std::string key_text(const char* verb);
/// The pill of a review status, idle status or badge by its words in either language.
[[nodiscard]] const Tone& tone_of(const std::string& words);
/// A control is held: before what it pushes, so that one drag is one step of undo.
void hold(const View& view, Memory& memory, bool held);
/// Opens the panel that asks for a file, for a verb ("open", "export" …).
void ask_file(const View& view, Memory& memory, const std::string& verb, bool saving, const std::string& name = "");

}  // namespace mulens::ui
