#include "render/line_pass.hpp"

#include <algorithm>

namespace mulens::render {
namespace {

constexpr std::size_t run_pieces = 256;
constexpr GLsizei piece_bytes = sizeof(scene::LineBatch::Piece);

void put(std::vector<float>& out, style::Colour c) {
    for (const std::uint8_t part : {c.r, c.g, c.b, c.a}) out.push_back(static_cast<float>(part) / 255);
}

}  // namespace

LinePass::LinePass() : program_("line", "line"), blend_("screen", "blend") {}

void LinePass::upload(Batch& batch, const scene::Block<scene::LineBatch>& block) {
    batch.data = block.data;
    batch.version = block.version;
    batch.runs.clear();
    batch.glow = batch.casing = false;
    batch.widest_px = 0;
    const scene::LineBatch& lines = *batch.data;
    if (lines.pieces.empty() || lines.styles.empty()) return;
    std::vector<float> texels;
    for (const scene::LineStyle& style : lines.styles) {
        put(texels, style.colour);
        put(texels, style.casing);
        texels.insert(texels.end(), {style.width_px, style.casing_px, style.dash_px, style.glow_px});
        batch.glow = batch.glow || style.glow_px > 0;
        batch.casing = batch.casing || (style.casing_px > 0 && style.casing.a > 0);
        batch.widest_px = std::max({batch.widest_px, style.width_px + 2 * style.casing_px, 2 * style.glow_px});
    }
    batch.styles.resize(gl::float_format, 3, static_cast<int>(lines.styles.size()));
    batch.styles.upload(0, static_cast<int>(lines.styles.size()), texels.data());
    glBindVertexArray(0);
    batch.pieces.fill(GL_ARRAY_BUFFER, std::span(lines.pieces), GL_DYNAMIC_DRAW);
    for (std::size_t i = 0; i < lines.pieces.size(); ++i) {
        if (i % run_pieces == 0) batch.runs.push_back({i, 0, {}});
        Run& run = batch.runs.back();
        ++run.count;
        const auto& p = lines.pieces[i];
        run.box.add(lines.origin_x + static_cast<double>(p.x0), lines.origin_y + static_cast<double>(p.y0));
        run.box.add(lines.origin_x + static_cast<double>(p.x1), lines.origin_y + static_cast<double>(p.y1));
    }
}

bool LinePass::update(const scene::Frame& frame) {
    bool changed = batches_.size() != frame.lines.size();
    batches_.resize(frame.lines.size());
    for (std::size_t i = 0; i < batches_.size(); ++i) {
        const auto& block = frame.lines[i];
        Batch& batch = batches_[i];
        if (batch.data == block.data && batch.version == block.version) continue;
        changed = true;
        if (block)
            upload(batch, block);
        else
            batch = Batch{};
    }
    return changed;
}

void LinePass::draw_part(Batch& batch, Part part, const scene::Camera& camera) {
    const double x = camera.x - batch.data->origin_x;
    const double y = camera.y - batch.data->origin_y;
    const auto hx = static_cast<float>(x);
    const auto hy = static_cast<float>(y);
    program_.use();
    program_.set("styles", 0);
    program_.set("part", static_cast<int>(part));
    program_.set("centre", hx, hy);
    program_.set("centre_rest", static_cast<float>(x - static_cast<double>(hx)),
                 static_cast<float>(y - static_cast<double>(hy)));
    program_.set("px_per_m", static_cast<float>(1 / camera.m_per_px));
    program_.set("half_size", static_cast<float>(camera.width) / 2, static_cast<float>(camera.height) / 2);
    batch.styles.bind(0);
    batch.array.bind();
    batch.pieces.bind(GL_ARRAY_BUFFER);
    geom::Box view = camera.box();
    const double margin = (static_cast<double>(batch.widest_px) + 2) * camera.m_per_px;
    view.min_x -= margin;
    view.min_y -= margin;
    view.max_x += margin;
    view.max_y += margin;
    for (std::size_t i = 0; i < batch.runs.size();) {
        if (!batch.runs[i].box.meets(view)) {
            ++i;
            continue;
        }
        const std::size_t first = batch.runs[i].first;
        std::size_t count = 0;
        while (i < batch.runs.size() && batch.runs[i].box.meets(view)) count += batch.runs[i++].count;
        const std::size_t at = first * sizeof(scene::LineBatch::Piece);
        gl::VertexArray::floats(0, 4, piece_bytes, at, 1);
        gl::VertexArray::floats(1, 1, piece_bytes, at + 16, 1);
        gl::VertexArray::integer(2, piece_bytes, at + 20, 1);
        glDrawArraysInstanced(GL_TRIANGLE_STRIP, 0, 4, static_cast<GLsizei>(count));
    }
}

void LinePass::draw(const scene::Frame& frame, const gl::Canvas& canvas) {
    glEnable(GL_BLEND);
    for (Batch& batch : batches_) {
        if (batch.runs.empty()) continue;
        if (batch.glow) {
            // The strongest glow counts, so that pieces which meet leave no spots: they meet in a layer of their own.
            glow_.resize(gl::colour_format, canvas.width(), canvas.height());
            glow_.bind();
            glClearColor(0, 0, 0, 0);
            glClear(GL_COLOR_BUFFER_BIT);
            glBlendEquation(GL_MAX);
            draw_part(batch, Part::glow, frame.camera);
            glBlendEquation(GL_FUNC_ADD);
            canvas.bind();
            glBlendFunc(GL_ONE, GL_ONE_MINUS_SRC_ALPHA);
            blend_.use();
            blend_.set("source", 0);
            glow_.texture().bind(0);
            empty_.bind();
            glDrawArrays(GL_TRIANGLES, 0, 3);
        }
        canvas.bind();
        glBlendEquation(GL_FUNC_ADD);
        glBlendFunc(GL_ONE, GL_ONE_MINUS_SRC_ALPHA);
        if (batch.casing) draw_part(batch, Part::casing, frame.camera);
        draw_part(batch, Part::line, frame.camera);
    }
}

}  // namespace mulens::render
