// Folders for the panels that open and save. Errors show as empty folders.
#pragma once

#include "ui/view.hpp"

#include <string>
#include <vector>

namespace mulens::shell {

/// Folders first, then files the program can do something with, each by name; no hidden ones.
[[nodiscard]] std::vector<ui::Entry> list_folder(const std::string& folder);
/// Absolute, "~" replaced, "." and ".." resolved as far as it exists.
[[nodiscard]] std::string whole_path(const std::string& path);
[[nodiscard]] std::string home_folder();
/// Where sessions and recent projects are kept: $XDG_STATE_HOME/mulens, ~/.local/state/mulens; "" = nowhere.
[[nodiscard]] std::string session_folder();

}  // namespace mulens::shell
