// The font atlas: Noto Sans CJK regular and bold at the sizes of the design, with just the characters that the words
// of the window and the texts of the data need. Characters outside the first Unicode plane are left out (ImGui 1.86
// has 16-bit characters) and show as "□".
#pragma once

#include "ui/base/look.hpp"

#include <string>
#include <vector>

namespace mulens {
class MappedFile;
}

namespace mulens::ui {

struct FontFile {
    std::string path;
    int face = 0;
};

class FontAtlas {
  public:
    FontAtlas(FontFile regular, FontFile bold) : regular_(std::move(regular)), bold_(std::move(bold)) {}

    /// True where the atlas was built anew: its texture must be uploaded again. Not between NewFrame and Render.
    /// Titles and bold words need their characters too, so all fonts hold all characters.
    bool update(float scale, std::uint64_t data_version, const std::vector<std::string>& data_texts);
    [[nodiscard]] const Fonts& fonts() const { return fonts_; }

  private:
    void build(float scale);
    ImFont* add(const MappedFile& file, int face, float em);

    FontFile regular_, bold_;
    Fonts fonts_;
    float scale_ = 0;
    std::uint64_t data_version_ = ~0ULL;
    std::vector<bool> wanted_;     // by code point
    std::vector<ImWchar> ranges_;  // must outlive the atlas
};

}  // namespace mulens::ui
