#include "render/png.hpp"

#include "base/error.hpp"

#include <stb_image.h>
#include <stb_image_write.h>

#include <fcntl.h>
#include <unistd.h>
#include <algorithm>
#include <array>
#include <cmath>
#include <cstdio>
#include <cstdlib>
#include <filesystem>
#include <memory>

namespace mulens::render {
namespace {

constexpr std::array<std::uint32_t, 256> crc_table = [] {
    std::array<std::uint32_t, 256> table{};
    for (std::uint32_t n = 0; n < 256; ++n) {
        std::uint32_t c = n;
        for (int bit = 0; bit < 8; ++bit) c = (c & 1) != 0 ? 0xedb88320U ^ (c >> 1) : c >> 1;
        table[n] = c;
    }
    return table;
}();

std::uint32_t crc(const std::vector<std::uint8_t>& bytes) {
    std::uint32_t c = 0xffffffffU;
    for (const std::uint8_t byte : bytes) c = crc_table[(c ^ byte) & 0xff] ^ (c >> 8);
    return ~c;
}

void put_number(std::vector<std::uint8_t>& out, std::uint32_t value) {
    for (int shift = 24; shift >= 0; shift -= 8) out.push_back(static_cast<std::uint8_t>(value >> shift));
}

/// The chunk that says how many pixels a metre has.
std::vector<std::uint8_t> resolution_chunk(double dpi) {
    const auto per_metre = static_cast<std::uint32_t>(std::lround(std::clamp(dpi, 1.0, 1e5) / 0.0254));
    std::vector<std::uint8_t> body;
    put_number(body, 0x70485973);  // "pHYs"
    put_number(body, per_metre);
    put_number(body, per_metre);
    body.push_back(1);
    std::vector<std::uint8_t> chunk;
    put_number(chunk, 9);
    for (const std::uint8_t byte : body) chunk.push_back(byte);
    put_number(chunk, crc(body));
    return chunk;
}

void write_whole(int file, const std::vector<std::uint8_t>& bytes, const std::string& path) {
    for (std::size_t done = 0; done < bytes.size();) {
        const auto written = ::write(file, bytes.data() + done, bytes.size() - done);
        if (written <= 0) throw Error::make(ExitCode::unwritable, "{}: the disk takes no more", path);
        done += static_cast<std::size_t>(written);
    }
    if (::fsync(file) != 0) throw Error::make(ExitCode::unwritable, "{}: the disk takes no more", path);
}

}  // namespace

std::vector<std::uint8_t> encode_png(const Pixels& pixels, const PngOptions& options) {
    const int channels = options.alpha ? 4 : 3;
    std::vector<std::uint8_t> packed;
    const std::uint8_t* data = pixels.rgba.data();
    if (!options.alpha) {
        packed.resize(pixels.rgba.size() / 4 * 3);
        for (std::size_t i = 0, n = pixels.rgba.size() / 4; i < n; ++i)
            std::copy_n(&pixels.rgba[4 * i], 3, &packed[3 * i]);
        data = packed.data();
    }
    std::vector<std::uint8_t> png;
    const auto collect = [](void* context, void* bytes, int size) {
        const auto* first = static_cast<const std::uint8_t*>(bytes);
        auto& to = *static_cast<std::vector<std::uint8_t>*>(context);
        to.insert(to.end(), first, first + size);
    };
    if (stbi_write_png_to_func(collect, &png, pixels.width, pixels.height, channels, data, pixels.width * channels) ==
        0)
        throw Error(ExitCode::failed, "not enough memory to pack the picture");
    // The signature takes 8 bytes, the header chunk 25; the resolution must come before the pixels.
    const auto chunk = resolution_chunk(options.dpi);
    png.insert(png.begin() + 33, chunk.begin(), chunk.end());
    return png;
}

void write_png(const std::string& path, const Pixels& pixels, const PngOptions& options) {
    const auto bytes = encode_png(pixels, options);
    const std::string beside = path + ".part";
    const int file = ::open(beside.c_str(), O_CREAT | O_TRUNC | O_WRONLY | O_CLOEXEC, 0666);
    if (file < 0) throw Error::make(ExitCode::unwritable, "{}: this picture cannot be written here", path);
    try {
        write_whole(file, bytes, path);
    } catch (...) {
        ::close(file);
        ::unlink(beside.c_str());
        throw;
    }
    ::close(file);
    std::error_code error;
    std::filesystem::rename(beside, path, error);
    if (!error) return;
    ::unlink(beside.c_str());
    throw Error::make(ExitCode::unwritable, "{}: this picture cannot be written: {}", path, error.message());
}

Pixels read_png(const std::string& path) {
    Pixels pixels;
    int channels = 0;
    const std::unique_ptr<stbi_uc, decltype(&stbi_image_free)> data(
        stbi_load(path.c_str(), &pixels.width, &pixels.height, &channels, 4), &stbi_image_free);
    if (!data) throw Error::make(ExitCode::unreadable, "{}: no picture can be read here", path);
    pixels.rgba.assign(data.get(), data.get() + std::size_t{4} * pixels.width * pixels.height);
    return pixels;
}

Difference compare(const Pixels& a, const Pixels& b, int tolerance) {
    Difference difference;
    difference.same_size = a.width == b.width && a.height == b.height;
    if (!difference.same_size) return difference;
    std::size_t differing = 0;
    difference.largest = 0;
    const std::size_t pixels = a.rgba.size() / 4;
    for (std::size_t i = 0; i < pixels; ++i) {
        int most = 0;
        for (std::size_t channel = 0; channel < 3; ++channel)
            most = std::max(most, std::abs(a.rgba[4 * i + channel] - b.rgba[4 * i + channel]));
        difference.largest = std::max(difference.largest, most);
        if (most > tolerance) ++differing;
    }
    difference.share = pixels == 0 ? 0 : static_cast<double>(differing) / static_cast<double>(pixels);
    return difference;
}

Difference compare(const std::string& png, const std::string& reference, int tolerance) {
    return compare(read_png(png), read_png(reference), tolerance);
}

}  // namespace mulens::render
