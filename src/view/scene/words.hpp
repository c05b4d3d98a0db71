// One 32-bit word a parcel says everything the map, the counts, the table and the export need to agree on. The words
// are made on the CPU from one generation of results and uploaded whole; nothing else decides what lights up.
#pragma once

#include <cstdint>

namespace mulens::scene {

using Word = std::uint32_t;

namespace word {
inline constexpr Word class_mask = 0x3ff;        ///< index into the palette
inline constexpr Word low = 1U << 10;            ///< suspected low-efficient (疑似低效)
inline constexpr Word low_confirmed = 1U << 11;  ///< 认定: set beside `low`, drawn solid inside
inline constexpr Word idle = 1U << 12;           ///< suspected idle (疑似闲置)
inline constexpr Word selected = 1U << 13;
inline constexpr Word dimmed = 1U << 14;   ///< filtered out: drawn pale, not in counts
inline constexpr Word hatched = 1U << 15;  ///< no data, or D when asked
inline constexpr Word hidden = 1U << 16;   ///< not drawn at all
inline constexpr Word moved = 1U << 17;    ///< its grade or highlight differs from the saved scheme's
inline constexpr Word out_of_scope = 1U << 18;
inline constexpr Word finding = 1U << 19;  ///< has an open finding of severity warning or error
}  // namespace word

}  // namespace mulens::scene
