// Popups with rows of words: the menus of the bar and the map's context menu.
#pragma once

#include "ui/memory.hpp"
#include "ui/view.hpp"
#include "ui/widgets/widgets.hpp"

namespace mulens::ui {

/// An open popup at a point, in the style of menus; end it where it returned true.
[[nodiscard]] bool begin_menu(const char* id, float x, float y, float width = 230);
void end_menu();
/// A row; true when chosen (the popup closes). `mark`: 0 none, 1 ticked.
bool menu_row(const std::string& label, const std::string& key = "", bool enabled = true, bool ticked = false);
void menu_line();
/// A quiet heading inside a menu.
void menu_heading(const std::string& text);
/// The default key of a verb, as shown ("Ctrl+Z").
[[nodiscard]] std::string key_of(const char* verb);

/// 0 file, 1 edit, 2 view, 3 scheme, 4 plan, 5 help.
void menu_contents(const View& view, Memory& memory, int which);

}  // namespace mulens::ui
