// The colour of every parcel, made on the CPU from its word and the palette, as a texture of 4096 parcels a row. Texel
// row + 1 belongs to a row, texel 0 to "nothing". The words themselves go along where hatching asks for them.
#pragma once

#include "render/gl/texture.hpp"
#include "scene/frame.hpp"

#include <vector>

namespace mulens::render {

/// How words become colours besides the palette.
struct PaintRules {
    std::vector<style::Colour> palette;  ///< by class
    float light = 0;                     ///< 0 … 1: fill of low and idle parcels in their own colour
    bool operator==(const PaintRules&) const = default;
};

/// One colour a word; alpha 0: not drawn. `out` starts with the colour of "nothing". Pure.
void paint_words(const std::vector<scene::Word>& words, const PaintRules& rules, std::vector<style::Colour>& out);

class ParcelPaint {
  public:
    /// True where something was uploaded. `words` may be missing: every parcel has class 0 then, `rows` of them.
    bool update(const scene::Block<std::vector<scene::Word>>& words, const PaintRules& rules, std::size_t rows);
    void bind(GLuint paints, GLuint words) const;
    [[nodiscard]] bool hatched() const { return hatched_; }

  private:
    gl::Texture paints_, words_texture_;
    std::shared_ptr<const std::vector<scene::Word>> words_;
    std::uint64_t version_ = 0;
    std::size_t rows_ = 0;
    PaintRules rules_;
    bool filled_ = false, hatched_ = false;
    std::vector<style::Colour> colours_;
};

}  // namespace mulens::render
