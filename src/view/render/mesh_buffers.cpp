#include "render/mesh_buffers.hpp"

#include <algorithm>
#include <array>
#include <limits>

namespace mulens::render {
namespace {

constexpr std::uint32_t none = std::numeric_limits<std::uint32_t>::max();

}  // namespace

bool MeshBuffers::update(const scene::Block<scene::Mesh>& mesh) {
    const bool shown = mesh.data != nullptr;
    const bool same = !shown || (mesh.version == version_ && source_ != nullptr &&
                                 (mesh.data.get() == source_ || mesh.data->indices.empty()));
    const bool changed = !same || shown != shown_;
    shown_ = shown;
    if (same) return changed;
    source_ = mesh.data.get();
    version_ = mesh.version;
    upload(*mesh.data);
    return true;
}

void MeshBuffers::upload(const scene::Mesh& mesh) {
    mesh_ = scene::outline_of(mesh);
    xy_.reset();
    rows_.reset();
    exact_ = {};
    coarse_ = {};
    overview_.reset();
    first_vertex_.clear();
    box_row_ = 0;
    if (mesh.indices.empty()) {
        mesh_ = {};
        return;
    }
    glBindVertexArray(0);
    xy_.fill(GL_ARRAY_BUFFER, std::span(mesh.xy), GL_STATIC_DRAW);
    rows_.fill(GL_ARRAY_BUFFER, std::span(mesh.rows), GL_STATIC_DRAW);
    const auto array = [&](Triangles& target, const std::vector<std::uint32_t>& indices) {
        target.array.bind();
        target.fill(indices);
        xy_.bind(GL_ARRAY_BUFFER);
        gl::VertexArray::floats(0, 2, 8, 0);
        rows_.bind(GL_ARRAY_BUFFER);
        gl::VertexArray::integer(1, 4, 0);
    };
    array(exact_, mesh.indices);
    if (!mesh.coarse.empty()) array(coarse_, mesh.coarse);
    glBindVertexArray(0);
    if (const auto& raster = mesh.overview; !raster.ids.empty()) {
        overview_.resize(gl::ids_format, raster.width, raster.height);
        overview_.upload(0, raster.height, raster.ids.data());
    }
    std::uint32_t rows = 0;
    for (const std::uint32_t row : mesh.rows) rows = std::max(rows, row);
    first_vertex_.assign(rows + 1ULL, none);
    for (std::size_t v = mesh.rows.size(); v-- > 0;) first_vertex_[mesh.rows[v]] = static_cast<std::uint32_t>(v);
}

geom::Box MeshBuffers::box_of(std::uint32_t row_plus_1) const {
    if (!shown_ || row_plus_1 >= first_vertex_.size() || first_vertex_[row_plus_1] == none) return {};
    if (box_row_ == row_plus_1) return box_;
    // Read back a few vertices at a time: the mesh is not kept for the sake of one hovered feature.
    constexpr std::size_t step = 256;
    std::array<std::uint32_t, step> rows{};
    std::array<float, 2 * step> xy{};
    geom::Box box;
    const std::size_t vertices = rows_.bytes() / sizeof(std::uint32_t);
    for (std::size_t at = first_vertex_[row_plus_1]; at < vertices; at += step) {
        const std::size_t count = std::min(step, vertices - at);
        rows_.read(at * sizeof(std::uint32_t), std::span(rows.data(), count));
        xy_.read(at * 2 * sizeof(float), std::span(xy.data(), 2 * count));
        std::size_t k = 0;
        for (; k < count && rows[k] == row_plus_1; ++k)
            box.add(mesh_.origin_x + static_cast<double>(xy[2 * k]),
                    mesh_.origin_y + static_cast<double>(xy[2 * k + 1]));
        if (k < count) break;
    }
    box_row_ = row_plus_1;
    box_ = box;
    return box;
}

void MeshBuffers::Triangles::fill(std::span<const std::uint32_t> indices) {
    runs = scene::short_runs(indices);
    if (runs.empty()) return elements.fill(GL_ELEMENT_ARRAY_BUFFER, indices, GL_STATIC_DRAW);
    // In parts: the whole list again would be the peak of memory.
    elements.reserve(GL_ELEMENT_ARRAY_BUFFER, indices.size() * sizeof(std::uint16_t), GL_STATIC_DRAW);
    std::array<std::uint16_t, 16384> part;
    std::vector<scene::ShortPiece> pieces;
    scene::cut_by_runs(runs, 0, indices.size(), pieces);
    for (const auto& piece : pieces)
        for (std::uint64_t at = piece.first, end = piece.first + piece.count; at < end;) {
            const auto count = static_cast<std::size_t>(std::min<std::uint64_t>(part.size(), end - at));
            for (std::size_t i = 0; i < count; ++i) part[i] = static_cast<std::uint16_t>(indices[at + i] - piece.base);
            elements.write(GL_ELEMENT_ARRAY_BUFFER, at * sizeof(std::uint16_t),
                           std::span<const std::uint16_t>(part.data(), count));
            at += count;
        }
}

void MeshBuffers::Triangles::draw(std::span<const Range> ranges, bool coarse) {
    std::vector<scene::ShortPiece> pieces;
    for (const Range& range : ranges) {
        if (range.coarse != coarse) continue;
        if (runs.empty())
            pieces.push_back({range.first, range.count, 0});
        else
            scene::cut_by_runs(runs, range.first, range.count, pieces);
    }
    if (pieces.empty()) return;
    std::vector<GLsizei> counts;
    std::vector<const void*> firsts;
    std::vector<GLint> bases;
    const std::size_t size = runs.empty() ? sizeof(std::uint32_t) : sizeof(std::uint16_t);
    for (const auto& piece : pieces) {
        counts.push_back(static_cast<GLsizei>(piece.count));
        firsts.push_back(reinterpret_cast<const void*>(piece.first * size));
        bases.push_back(static_cast<GLint>(piece.base));
    }
    array.bind();
    glMultiDrawElementsBaseVertex(GL_TRIANGLES, counts.data(), runs.empty() ? GL_UNSIGNED_INT : GL_UNSIGNED_SHORT,
                                  firsts.data(), static_cast<GLsizei>(counts.size()), bases.data());
}

void MeshBuffers::draw(std::span<const Range> ranges) {
    exact_.draw(ranges, false);
    coarse_.draw(ranges, true);
}

}  // namespace mulens::render
