// Which font files the program draws with: Noto Sans CJK SC where installed, else any font that has the characters
// the program needs. A .ttc holds the regional variants of one design as faces; the face number matters, for the
// Japanese face draws 直 and 骨 otherwise than a reader in Hangzhou expects. Thread safe.
#pragma once

#include <string>

namespace mulens::text {

struct FontFile {
    std::string path;
    int face = 0;        ///< face in the file (upper 16 bits: named instance of a variable font), as FreeType takes it
    std::string family;  ///< as the font names itself, e.g. "Noto Sans CJK SC"
};

/// Looked up once. Throws Error that names the package to install when no installed font has the characters.
[[nodiscard]] const FontFile& ui_font(bool bold);

/// The same choice among the font files of one folder only. Throws Error.
[[nodiscard]] FontFile find_font_in(const std::string& folder, bool bold);

}  // namespace mulens::text
