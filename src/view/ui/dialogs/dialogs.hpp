// Dialogs over everything: the palette (Ctrl+K), opening and saving files, keys, about. Each shows while its flag in
// Memory is set.
#pragma once

#include "ui/memory.hpp"
#include "ui/view.hpp"
#include "ui/widgets/widgets.hpp"

namespace mulens::ui {

void palette_dialog(const View& view, Memory& memory);
void file_dialog(const View& view, Memory& memory);
void keys_dialog(const View& view, Memory& memory);
void about_dialog(const View& view, Memory& memory);

/// A dialog's window in the middle of the upper half, with a shadow; `open` is cleared by Esc and clicks outside. Draws
/// nothing where it returns false; always end it.
[[nodiscard]] bool begin_dialog(const char* name, float width, float height, bool& open);
void end_dialog();

}  // namespace mulens::ui
