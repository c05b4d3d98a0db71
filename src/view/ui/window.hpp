// The whole window as a function of what it reads. No GL, no files: the shell gives both.
#pragma once

#include "ui/layout.hpp"
#include "ui/memory.hpp"
#include "ui/view.hpp"

namespace mulens::ui {

/// Draws every panel between ImGui::NewFrame and Render. The map's rectangle stays transparent.
/// Call set_look() first. Returns the layout: the map's rectangle is where the renderer draws.
Layout draw_window(const View& view, Memory& memory);

}  // namespace mulens::ui
