// Inner parts of the emitter, shared by its three files.
#pragma once

#include "base/date.hpp"
#include "sample/emitter.hpp"
#include "sample/names.hpp"
#include "sample/rng.hpp"
#include "sample/text_out.hpp"

#include <fmt/format.h>

#include <optional>

namespace mulens::sample {

inline constexpr const char* made_up = "虚构数据";

struct Emitter::ParcelFile {
    std::string path;  ///< as in the project
    const config::PlatformFact* platform = nullptr;
    Projection projection{"EPSG:4549"};
    std::unique_ptr<ShapeWriter> out;
};

struct Emitter::Ledger {
    int year = 0;
    std::string path;
    int money_decimals = 6;  ///< 6 = 万元, 2 = 元
    std::unique_ptr<TableWriter> out;
};

[[nodiscard]] inline std::string iso(std::int32_t day) { return day == 0 ? "" : to_iso(from_day_number(day)); }

/// A random stream of one plot for what is decided while writing.
[[nodiscard]] inline Rng plot_rng(const Layout& layout, std::uint64_t purpose, std::uint32_t block, int plot) {
    return Rng(layout.seed, {purpose, block, static_cast<std::uint64_t>(plot)});
}

}  // namespace mulens::sample
