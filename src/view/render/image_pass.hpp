// Georeferenced pictures under the parcels. Uploaded once a version.
#pragma once

#include "render/gl/program.hpp"
#include "render/gl/texture.hpp"
#include "render/gl/vertex_array.hpp"
#include "scene/frame.hpp"

#include <vector>

namespace mulens::render {

class ImagePass {
  public:
    ImagePass();
    bool update(const std::vector<scene::Block<scene::Image>>& images);
    /// Into the bound framebuffer, which has the size of the camera's picture.
    void draw(const scene::Camera& camera, float opacity);

  private:
    struct Placed {
        std::shared_ptr<const scene::Image> data;
        std::uint64_t version = 0;
        gl::Texture texture;
    };
    gl::Program program_;
    gl::VertexArray empty_;
    std::vector<Placed> images_;
};

}  // namespace mulens::render
