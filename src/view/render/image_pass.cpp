#include "render/image_pass.hpp"

namespace mulens::render {

ImagePass::ImagePass() : program_("image", "image") {}

bool ImagePass::update(const std::vector<scene::Block<scene::Image>>& images) {
    bool changed = images.size() != images_.size();
    images_.resize(images.size());
    for (std::size_t i = 0; i < images.size(); ++i) {
        Placed& placed = images_[i];
        if (placed.data == images[i].data && placed.version == images[i].version) continue;
        changed = true;
        placed.data = images[i].data;
        placed.version = images[i].version;
        placed.texture.reset();
        if (!placed.data) continue;
        const scene::Image& image = *placed.data;
        const bool whole =
            image.width > 0 && image.height > 0 && image.rgba.size() == std::size_t{4} * image.width * image.height;
        if (!whole) continue;
        placed.texture.resize(gl::colour_format, image.width, image.height, GL_LINEAR);
        placed.texture.upload(0, image.height, image.rgba.data());
    }
    return changed;
}

void ImagePass::draw(const scene::Camera& camera, float opacity) {
    if (images_.empty()) return;
    glEnable(GL_BLEND);
    glBlendEquation(GL_FUNC_ADD);
    glBlendFunc(GL_ONE, GL_ONE_MINUS_SRC_ALPHA);
    program_.use();
    program_.set("source", 0);
    program_.set("opacity", opacity);
    empty_.bind();
    const geom::Box view = camera.box();
    const double across = view.max_x - view.min_x;
    const double up = view.max_y - view.min_y;
    for (const Placed& placed : images_) {
        if (!placed.texture || !placed.data->box.meets(view)) continue;
        const auto& box = placed.data->box;
        program_.set("box", static_cast<float>(2 * (box.min_x - view.min_x) / across - 1),
                     static_cast<float>(2 * (box.min_y - view.min_y) / up - 1),
                     static_cast<float>(2 * (box.max_x - view.min_x) / across - 1),
                     static_cast<float>(2 * (box.max_y - view.min_y) / up - 1));
        placed.texture.bind(0);
        glDrawArrays(GL_TRIANGLE_STRIP, 0, 4);
    }
    glDisable(GL_BLEND);
}

}  // namespace mulens::render
