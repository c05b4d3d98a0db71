#include "read/shp_file.hpp"

#include <array>
#include <cmath>
#include <cstring>

namespace mulens::read {
namespace {

constexpr std::size_t header_bytes = 100;

std::uint32_t big(const unsigned char* p) {
    std::uint32_t v = 0;
    std::memcpy(&v, p, 4);
    return __builtin_bswap32(v);
}

std::uint32_t little(const unsigned char* p) {
    std::uint32_t v = 0;
    std::memcpy(&v, p, 4);
    return v;
}

double real(const unsigned char* p) {
    double v = 0;
    std::memcpy(&v, p, 8);
    return v;
}

/// Polygon, PolygonZ, PolygonM: the same up to the end of x, y.
bool polygon_type(std::uint32_t type) { return type == 5 || type == 15 || type == 25; }

bool closed(const unsigned char* xy, std::uint32_t points) {
    return points >= 4 && std::memcmp(xy, xy + 16ULL * (points - 1), 16) == 0;
}

bool all_finite(const double* xy, std::size_t count) {
    double probe = 0;
    for (std::size_t i = 0; i < count; ++i) probe += xy[i] - xy[i];  // 0, or NaN for NaN and infinities
    return probe == 0;
}

bool clockwise(const double* xy, std::size_t points) {
    double sum = 0;
    for (std::size_t i = 0; i + 1 < points; ++i)
        sum += (xy[2 * i] - xy[0]) * (xy[2 * i + 3] - xy[1]) - (xy[2 * i + 2] - xy[0]) * (xy[2 * i + 1] - xy[1]);
    return sum < 0;
}

/// Ring roles: all clockwise, each its own polygon; or one clockwise first and holes after it. Else OGR decides.
enum class Roles { many_outer, outer_and_holes, unclear };

Roles roles_of(const geom::Polygons& out, std::size_t first_ring, std::size_t rings) {
    std::size_t outer = 0;
    bool first_outer = false;
    for (std::size_t r = 0; r < rings; ++r) {
        const geom::RingView ring = out.ring(first_ring + r);
        const bool cw = clockwise(ring.data(), ring.size());
        outer += cw ? 1 : 0;
        if (r == 0) first_outer = cw;
    }
    if (outer == 1 && first_outer) return Roles::outer_and_holes;
    return outer == rings ? Roles::many_outer : Roles::unclear;
}

}  // namespace

std::optional<ShapeFile> ShapeFile::open(const std::string& shp, const std::string& shx) {
    ShapeFile file;
    file.shp_ = RandomFile(shp);
    file.shx_ = RandomFile(shx);
    if (file.shp_.size() < header_bytes || file.shx_.size() < header_bytes) return std::nullopt;
    std::array<unsigned char, header_bytes> h{};
    file.shx_.read(0, h.data(), h.size());
    if (big(h.data()) != 9994 || little(h.data() + 28) != 1000 || (file.shx_.size() - header_bytes) % 8 != 0)
        return std::nullopt;
    const std::uint64_t rows = (file.shx_.size() - header_bytes) / 8;
    if (2ULL * big(h.data() + 24) != file.shx_.size() || rows >= no_row) return std::nullopt;
    file.shp_.read(0, h.data(), h.size());
    file.type_ = little(h.data() + 32);
    if (big(h.data()) != 9994 || little(h.data() + 28) != 1000 || !polygon_type(file.type_) ||
        2ULL * big(h.data() + 24) != file.shp_.size())
        return std::nullopt;
    file.rows_ = static_cast<Row>(rows);
    const geom::Box box{real(h.data() + 36), real(h.data() + 44), real(h.data() + 52), real(h.data() + 60)};
    if (rows > 0 && (box.empty() || !std::isfinite(box.max_x - box.min_x) || !std::isfinite(box.max_y - box.min_y)))
        return std::nullopt;
    if (rows > 0) file.box_ = box;
    return file;
}

void ShapeFile::load(Row first, Row count, Scratch& scratch) const {
    scratch.index.resize(std::size_t{count} * 8);
    shx_.read(header_bytes + std::uint64_t{first} * 8, scratch.index.data(), scratch.index.size());
    // Records usually follow one another: then one read takes them all. Otherwise each is read to its own place.
    const auto offset = [&](Row i) { return 2ULL * big(scratch.index.data() + std::size_t{i} * 8); };
    const auto length = [&](Row i) { return 8 + 2ULL * big(scratch.index.data() + std::size_t{i} * 8 + 4); };
    bool contiguous = true;
    std::uint64_t total = 0;
    for (Row i = 0; i < count; ++i) {
        if (i > 0 && offset(i) != offset(i - 1) + length(i - 1)) contiguous = false;
        total += length(i);
    }
    const bool fits = offset(0) + total <= shp_.size();
    if (contiguous && fits) {
        if (scratch.bytes.size() < total) scratch.bytes.resize(total);
        shp_.read(offset(0), scratch.bytes.data(), total);
    } else {
        std::uint64_t at = 0;
        scratch.bytes.clear();
        for (Row i = 0; i < count; ++i) {
            const bool inside = offset(i) >= header_bytes && offset(i) + length(i) <= shp_.size();
            const std::uint64_t bytes = inside ? length(i) : 8;
            scratch.bytes.resize(at + bytes);
            if (inside)
                shp_.read(offset(i), scratch.bytes.data() + at, bytes);
            else
                std::memset(scratch.bytes.data() + at, 0xFF, bytes);
            at += bytes;
        }
    }
    // The index now says where each record lies in the scratch: position and length in bytes of its content.
    std::uint64_t at = 0;
    for (Row i = 0; i < count; ++i) {
        const bool inside = (contiguous && fits) || (offset(i) >= header_bytes && offset(i) + length(i) <= shp_.size());
        const std::uint64_t bytes = inside ? length(i) : 8;
        const std::uint32_t content = static_cast<std::uint32_t>(bytes - 8);
        const std::uint32_t place = static_cast<std::uint32_t>(at);
        std::memcpy(scratch.index.data() + std::size_t{i} * 8, &place, 4);
        std::memcpy(scratch.index.data() + std::size_t{i} * 8 + 4, &content, 4);
        at += bytes;
    }
}

bool ShapeFile::append(Row i, const Scratch& scratch, geom::Polygons& out) const {
    const unsigned char* record = scratch.bytes.data() + little(scratch.index.data() + std::size_t{i} * 8);
    const std::uint64_t content = little(scratch.index.data() + std::size_t{i} * 8 + 4);
    if (content < 4 || 2ULL * big(record + 4) != content) return false;
    const unsigned char* p = record + 8;
    const std::uint32_t type = little(p);
    if (type == 0) {
        out.add_empty();
        return true;
    }
    if (type != type_ || content < 44) return false;
    const std::uint64_t parts = little(p + 36);
    const std::uint64_t points = little(p + 40);
    if (parts == 0 || points == 0 || parts > points || 44 + 4 * parts + 16 * points > content) return false;
    const unsigned char* starts = p + 44;
    const unsigned char* xy = starts + 4 * parts;
    const std::size_t before = out.xy.size();
    const std::size_t rings_before = out.ring_offsets.size();
    const auto undo = [&] {
        out.xy.resize(before);
        out.ring_offsets.resize(rings_before);
        return false;
    };
    if (little(starts) != 0) return false;
    for (std::uint64_t r = 0; r < parts; ++r) {
        const std::uint64_t from = little(starts + 4 * r);
        const std::uint64_t to = r + 1 < parts ? little(starts + 4 * (r + 1)) : points;
        if (from >= to || to > points || !closed(xy + 16 * from, static_cast<std::uint32_t>(to - from))) return undo();
        out.ring_offsets.push_back(before / 2 + to);
    }
    out.xy.resize(before + 2 * points);
    std::memcpy(out.xy.data() + before, xy, 16 * points);
    if (!all_finite(out.xy.data() + before, 2 * points)) return undo();
    if (parts == 1) {
        out.end_polygon();
    } else {
        const Roles roles = roles_of(out, rings_before - 1, parts);
        if (roles == Roles::unclear) return undo();
        if (roles == Roles::outer_and_holes)
            out.end_polygon();
        else
            for (std::uint64_t r = 0; r < parts; ++r) out.polygon_offsets.push_back(rings_before + r);
    }
    out.end_feature();
    return true;
}

}  // namespace mulens::read
