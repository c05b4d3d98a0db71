// FreeType behind a small face: one character of one font file as a coverage picture. Not thread safe.
#pragma once

#include "text/fonts.hpp"

#include <cstdint>
#include <memory>
#include <vector>

namespace mulens::text {

struct Picture {
    int width = 0, height = 0;
    int left = 0, top = 0;  ///< from the pen to the left edge; from the baseline up to the top edge
    float advance = 0;
    std::vector<std::uint8_t> coverage;
};

class Rasteriser {
  public:
    /// Throws Error where the file cannot be used.
    explicit Rasteriser(const FontFile& font);
    ~Rasteriser();
    Rasteriser(const Rasteriser&) = delete;
    Rasteriser& operator=(const Rasteriser&) = delete;

    [[nodiscard]] bool has(char32_t character) const;
    /// Without a picture the advance is right all the same. A character that the font lacks gives a box.
    [[nodiscard]] Picture draw(char32_t character, float size_px, float halo_px);
    [[nodiscard]] float advance(char32_t character, float size_px);

  private:
    struct Handle;
    std::unique_ptr<Handle> handle_;
};

}  // namespace mulens::text
