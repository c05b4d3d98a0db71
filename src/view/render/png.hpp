// PNG files: written whole or not at all (beside, then renamed), with their resolution; read; compared. Thread safe.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

namespace mulens::render {

/// 8 bits a channel, RGBA, row 0 at the top.
struct Pixels {
    int width = 0, height = 0;
    std::vector<std::uint8_t> rgba;
    [[nodiscard]] const std::uint8_t* at(int x, int y) const {
        return rgba.data() + 4 * (static_cast<std::size_t>(y) * width + x);
    }
};

struct PngOptions {
    double dpi = 96;
    bool alpha = false;  ///< false: RGB, alpha dropped
};

[[nodiscard]] std::vector<std::uint8_t> encode_png(const Pixels& pixels, const PngOptions& options = {});
/// Throws Error (unwritable) with the path.
void write_png(const std::string& path, const Pixels& pixels, const PngOptions& options = {});
/// Throws Error (unreadable) where the file is missing or no picture.
[[nodiscard]] Pixels read_png(const std::string& path);

struct Difference {
    bool same_size = false;
    double share = 1;   ///< of pixels that differ by more than the tolerance in any channel
    int largest = 255;  ///< of all channels
};
/// Colours only; alpha does not count.
[[nodiscard]] Difference compare(const Pixels& a, const Pixels& b, int tolerance);
/// Of two files.
[[nodiscard]] Difference compare(const std::string& png, const std::string& reference, int tolerance);

}  // namespace mulens::render
