// Which class each parcel falls in, and the legend that explains it. One place, so that map, legend and exported styles
// cannot disagree. Values outside a ramp take its end colours. Pure functions.
#pragma once

#include "app/judged.hpp"
#include "app/model.hpp"
#include "app/state.hpp"
#include "scene/words.hpp"
#include "style/classes.hpp"

#include <cstdint>
#include <vector>

namespace mulens::app {

struct Paint {
    std::vector<std::uint16_t> classes;  ///< per parcel: index into palette
    std::vector<style::Colour> palette;
    std::uint16_t no_data = 0, out_of_scope = 0;
    std::vector<std::uint8_t> hatched{};  ///< per parcel: 1 = hatched whatever its class; may be empty
    style::Classes styled;                ///< the same classes for exported styles
    Legend legend;                        ///< counts still 0
};

/// `table`: as judged. `range_of`: whole district's saved values, so that colours mean the same under any filter.
[[nodiscard]] Paint paint_parcels(const Document& document, const table::Table& table, const rules::LiveResult& judged,
                                  Lang lang, bool dark);
/// Parcels before any result: all in one quiet colour.
[[nodiscard]] Paint paint_outlines(Row rows, Lang lang, bool dark);

struct WordInput {
    const Paint* paint = nullptr;
    const rules::LiveResult* judged = nullptr;        ///< may be null
    const rules::LiveResult* saved = nullptr;         ///< for `moved`; may be null
    const std::vector<std::uint8_t>* pass = nullptr;  ///< empty: all
    const std::vector<std::uint8_t>* idle = nullptr;  ///< 1 = suspected idle
    const std::vector<std::uint8_t>* confirmed = nullptr;
    const std::vector<Row>* selection = nullptr;
    Row inspected = no_row;  ///< outlined like the selection
    bool low = true, idle_shown = true, hatch_d = false;
    unsigned threads = 1;
};
[[nodiscard]] std::vector<scene::Word> make_words(const WordInput& input);

/// Fills the counts of the legend from the words: what is drawn is what is counted.
void count_legend(const Paint& paint, const std::vector<scene::Word>& words, const table::Table& table, Legend& legend);

}  // namespace mulens::app
