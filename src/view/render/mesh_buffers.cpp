#include "render/mesh_buffers.hpp"

#include <limits>

namespace mulens::render {
namespace {

constexpr std::uint32_t none = std::numeric_limits<std::uint32_t>::max();

}  // namespace

bool MeshBuffers::update(const scene::Block<scene::Mesh>& mesh) {
    if (mesh.data == mesh_ && (mesh_ == nullptr || mesh.version == version_)) return false;
    mesh_ = mesh.data;
    version_ = mesh.version;
    xy_.reset();
    rows_.reset();
    indices_.reset();
    coarse_.reset();
    exact_array_.reset();
    coarse_array_.reset();
    overview_.reset();
    first_vertex_.clear();
    if (mesh_ == nullptr || mesh_->indices.empty()) return true;

    glBindVertexArray(0);
    xy_.fill(GL_ARRAY_BUFFER, std::span(mesh_->xy), GL_STATIC_DRAW);
    rows_.fill(GL_ARRAY_BUFFER, std::span(mesh_->rows), GL_STATIC_DRAW);
    const auto array = [&](gl::VertexArray& target, gl::Buffer& elements, const std::vector<std::uint32_t>& indices) {
        target.bind();
        elements.fill(GL_ELEMENT_ARRAY_BUFFER, std::span(indices), GL_STATIC_DRAW);
        xy_.bind(GL_ARRAY_BUFFER);
        gl::VertexArray::floats(0, 2, 8, 0);
        rows_.bind(GL_ARRAY_BUFFER);
        gl::VertexArray::integer(1, 4, 0);
    };
    array(exact_array_, indices_, mesh_->indices);
    if (!mesh_->coarse.empty()) array(coarse_array_, coarse_, mesh_->coarse);
    glBindVertexArray(0);
    if (const auto& raster = mesh_->overview; !raster.ids.empty()) {
        overview_.resize(gl::ids_format, raster.width, raster.height);
        overview_.upload(0, raster.height, raster.ids.data());
    }
    index_rows();
    return true;
}

void MeshBuffers::index_rows() {
    std::uint32_t rows = 0;
    for (const std::uint32_t row : mesh_->rows) rows = std::max(rows, row);
    first_vertex_.assign(rows + 1ULL, none);
    for (std::size_t v = mesh_->rows.size(); v-- > 0;) first_vertex_[mesh_->rows[v]] = static_cast<std::uint32_t>(v);
}

geom::Box MeshBuffers::box_of(std::uint32_t row_plus_1) const {
    geom::Box box;
    if (mesh_ == nullptr || row_plus_1 >= first_vertex_.size() || first_vertex_[row_plus_1] == none) return box;
    for (std::size_t v = first_vertex_[row_plus_1]; v < mesh_->rows.size() && mesh_->rows[v] == row_plus_1; ++v)
        box.add(mesh_->origin_x + static_cast<double>(mesh_->xy[2 * v]),
                mesh_->origin_y + static_cast<double>(mesh_->xy[2 * v + 1]));
    return box;
}

void MeshBuffers::draw(std::span<const Range> ranges) {
    for (const bool coarse : {false, true}) {
        std::vector<GLsizei> counts;
        std::vector<const void*> firsts;
        for (const Range& range : ranges) {
            if (range.coarse != coarse) continue;
            counts.push_back(static_cast<GLsizei>(range.count));
            firsts.push_back(reinterpret_cast<const void*>(range.first * sizeof(std::uint32_t)));
        }
        if (counts.empty()) continue;
        (coarse ? coarse_array_ : exact_array_).bind();
        glMultiDrawElements(GL_TRIANGLES, counts.data(), GL_UNSIGNED_INT, firsts.data(),
                            static_cast<GLsizei>(counts.size()));
    }
}

}  // namespace mulens::render
