#include "render/parcel_paint.hpp"

#include "style/colour.hpp"

#include <algorithm>
#include <array>

namespace mulens::render {
namespace {

constexpr int texels_a_row = 4096;
constexpr float dimmed_alpha = 0.18F;

style::Colour marked(style::Colour paint, scene::Word word, const PaintRules& rules) {
    const auto light = static_cast<double>(rules.light);
    if (light > 0 && (word & scene::word::low) != 0)
        paint = style::with_alpha(style::mix(paint, style::low_colour(), light), paint.a);
    else if (light > 0 && (word & scene::word::idle) != 0)
        paint = style::with_alpha(style::mix(paint, style::idle_colour(), light), paint.a);
    if ((word & scene::word::dimmed) != 0)
        paint.a = static_cast<std::uint8_t>(dimmed_alpha * static_cast<float>(paint.a));
    if ((word & scene::word::hidden) != 0) paint.a = 0;
    return paint;
}

/// Rows of 4096 texels from a list whose last row may be short.
template <typename T>
void upload(gl::Texture& texture, const gl::TexelFormat& format, std::vector<T>& texels) {
    const std::size_t rows = (texels.size() + texels_a_row - 1) / texels_a_row;
    texels.resize(rows * texels_a_row);
    texture.resize(format, texels_a_row, static_cast<int>(rows));
    texture.upload(0, static_cast<int>(rows), texels.data());
}

}  // namespace

void paint_words(const std::vector<scene::Word>& words, const PaintRules& rules, std::vector<style::Colour>& out) {
    // Every class with every mark that counts, once; a row is then one look-up.
    constexpr scene::Word marks[] = {scene::word::low, scene::word::idle, scene::word::dimmed, scene::word::hidden};
    constexpr std::size_t classes = scene::word::class_mask + 1;
    static_assert(scene::word::low == 1U << 10 && scene::word::idle == 1U << 12 && scene::word::dimmed == 1U << 14 &&
                  scene::word::hidden == 1U << 16);
    std::vector<style::Colour> table(classes * 16);
    for (std::size_t mark = 0; mark < 16; ++mark) {
        scene::Word word = 0;
        for (std::size_t i = 0; i < 4; ++i) word |= (mark >> i & 1) != 0 ? marks[i] : 0;
        for (std::size_t c = 0; c < std::min(classes, rules.palette.size()); ++c)
            table[mark * classes + c] = marked(rules.palette[c], word, rules);
        for (std::size_t c = rules.palette.size(); c < classes; ++c) table[mark * classes + c] = {0, 0, 0, 0};
    }
    out.resize(words.size() + 1);
    out[0] = {0, 0, 0, 0};
    for (std::size_t i = 0; i < words.size(); ++i) {
        const scene::Word w = words[i];
        // Bits 10, 12, 14, 16 of the word to bits 10 … 13 of the index.
        const scene::Word at = (w & 0x7ff) | (w >> 1 & 0x800) | (w >> 2 & 0x1000) | (w >> 3 & 0x2000);
        out[i + 1] = table[at];
    }
}

bool ParcelPaint::update(const scene::Block<std::vector<scene::Word>>& words, const PaintRules& rules,
                         std::size_t rows) {
    const bool same_words = words.data == words_ && (words_ == nullptr ? rows == rows_ : words.version == version_);
    if (filled_ && same_words && rules == rules_) return false;
    words_ = words.data;
    version_ = words.version;
    rows_ = rows;
    rules_ = rules;
    filled_ = true;
    const std::vector<scene::Word> plain(words_ ? 0 : rows, 0);
    const auto& all = words_ ? *words_ : plain;
    paint_words(all, rules, colours_);
    // Parcels beyond the words (a layer that has just grown) show nothing rather than another parcel's colour.
    if (colours_.size() < rows + 1) colours_.resize(rows + 1, {0, 0, 0, 0});
    upload(paints_, gl::colour_format, colours_);
    if (!same_words) {
        scene::Word any = 0;
        for (const scene::Word w : all) any |= w;
        hatched_ = (any & scene::word::hatched) != 0;
        if (hatched_) {
            std::vector<scene::Word> shifted{0};
            shifted.insert(shifted.end(), all.begin(), all.end());
            if (shifted.size() < rows + 1) shifted.resize(rows + 1, 0);
            upload(words_texture_, gl::ids_format, shifted);
        }
    }
    return true;
}

void ParcelPaint::bind(GLuint paints, GLuint words) const {
    paints_.bind(paints);
    if (hatched_) words_texture_.bind(words);
}

}  // namespace mulens::render
