#include "render/id_pass.hpp"

#include <algorithm>
#include <chrono>
#include <cmath>
#include <utility>

namespace mulens::render {
namespace {

using Clock = std::chrono::steady_clock;

double ms_since(Clock::time_point start) {
    return std::chrono::duration<double, std::milli>(Clock::now() - start).count();
}

constexpr std::uint64_t slice_triangles = 32768;

/// Feeds `ids.vert`.
void set_view(const gl::Program& program, const View& view, const scene::Mesh& mesh) {
    const double x = view.x - mesh.origin_x;
    const double y = view.y - mesh.origin_y;
    const auto hx = static_cast<float>(x);
    const auto hy = static_cast<float>(y);
    program.use();
    program.set("centre", hx, hy);
    program.set("centre_rest", static_cast<float>(x - static_cast<double>(hx)),
                static_cast<float>(y - static_cast<double>(hy)));
    program.set("scale", static_cast<float>(2 / (view.width * view.m_per_sample)),
                static_cast<float>(2 / (view.height * view.m_per_sample)));
}

void test_depth(bool on) {
    if (!on) return glDisable(GL_DEPTH_TEST);
    glEnable(GL_DEPTH_TEST);
    glDepthFunc(GL_LEQUAL);
    glDepthMask(GL_TRUE);
}

/// Scissors to the part of a view that a world box covers, at pixel centres; false: nothing of it is in view.
bool scissor_to(const View& view, const geom::Box& box) {
    const auto sample = [&](double world, double start, int size) {
        return static_cast<int>(std::clamp(std::ceil((world - start) / view.m_per_sample - 0.5), 0.0, double(size)));
    };
    const int x0 = sample(box.min_x, view.left(), view.width);
    const int x1 = sample(box.max_x, view.left(), view.width);
    const int y0 = sample(box.min_y, view.bottom(), view.height);
    const int y1 = sample(box.max_y, view.bottom(), view.height);
    if (x0 >= x1 || y0 >= y1) return false;
    glEnable(GL_SCISSOR_TEST);
    glScissor(x0, y0, x1 - x0, y1 - y0);
    return true;
}

}  // namespace

IdPass::IdPass()
    : ids_("ids", "ids"), mask_("ids", "mask"), copy_ids_("screen", "copy_ids"), copy_mask_("screen", "copy_mask") {}

void IdPass::update_layers(const scene::Block<scene::Mesh>& parcels, const scene::Block<scene::Mesh>& buildings) {
    const bool parcels_changed = parcels_.update(parcels);
    const bool buildings_changed = buildings && buildings_.update(buildings);
    if (!parcels_changed && !buildings_changed) return;
    shown_.view.reset();
    sharp_.view.reset();
    pending_.reset();
}

double IdPass::cost_ms(std::uint64_t triangles) const {
    return static_cast<double>(triangles) * us_per_triangle_ / 1000;
}

void IdPass::learn(std::uint64_t triangles, double ms) {
    if (triangles < slice_triangles / 4) return;
    us_per_triangle_ = 0.7 * us_per_triangle_ + 0.3 * (1000 * ms / static_cast<double>(triangles));
}

void IdPass::prepare(IdPicture& picture, const Wish& wish) {
    picture.ids.resize(gl::ids_format, wish.view.width, wish.view.height);
    picture.has_mask = wish.buildings && buildings_.mesh() != nullptr;
    if (picture.has_mask) picture.mask.resize(gl::mask_format, wish.view.width, wish.view.height);
    picture.view = wish.view;
    picture.supersample = wish.supersample;
    picture.exact = wish.exact;
    picture.sharp = false;
    picture.rows = parcels_.rows();
    // Overlapping features of different chunks need depth; a picture that lasts for one frame does without.
    picture.depth = wish.exact || wish.supersample > 1;
    if (picture.depth) picture.ids.want_depth();
    picture.serial = ++serial_;
    glDisable(GL_SCISSOR_TEST);
    glDisable(GL_BLEND);
}

void IdPass::draw_ranges(MeshBuffers& mesh, const gl::Program& program, const View& view,
                         std::span<const Range> ranges) {
    set_view(program, view, *mesh.mesh());
    mesh.draw(ranges);
}

void IdPass::draw_base(IdPicture& picture, const Wish& wish, const Plan& plan) {
    picture.ids.bind();
    const GLuint nothing[4] = {0, 0, 0, 0};
    glClearBufferuiv(GL_COLOR, 0, nothing);
    const GLfloat farthest = 1;
    if (picture.depth) glClearBufferfv(GL_DEPTH, 0, &farthest);
    if (plan.overview && scissor_to(wish.view, parcels_.mesh()->overview.box)) {
        const auto& raster = parcels_.mesh()->overview;
        const double texel_x = (raster.box.max_x - raster.box.min_x) / raster.width;
        const double texel_y = (raster.box.max_y - raster.box.min_y) / raster.height;
        copy_ids_.use();
        copy_ids_.set("source", 0);
        copy_ids_.set("scale", static_cast<float>(wish.view.m_per_sample / texel_x),
                      static_cast<float>(-wish.view.m_per_sample / texel_y));
        copy_ids_.set("offset", static_cast<float>((wish.view.left() - raster.box.min_x) / texel_x),
                      static_cast<float>((raster.box.max_y - wish.view.bottom()) / texel_y));
        parcels_.overview().bind(0);
        empty_.bind();
        glDrawArrays(GL_TRIANGLES, 0, 3);
        glDisable(GL_SCISSOR_TEST);
    }
    if (!picture.has_mask) return;
    picture.mask.bind();
    glClearColor(0, 0, 0, 0);
    glClear(GL_COLOR_BUFFER_BIT);
}

void IdPass::copy(const IdPicture& from, IdPicture& to) {
    const View& a = *from.view;
    const View& b = *to.view;
    const double scale = b.m_per_sample / a.m_per_sample;
    if (!scissor_to(b, a.box())) return;
    const auto run = [&](const gl::Program& program, const gl::Canvas& source, const gl::Canvas& target) {
        target.bind();
        program.use();
        program.set("source", 0);
        program.set("scale", static_cast<float>(scale), static_cast<float>(scale));
        program.set("offset", static_cast<float>((b.left() - a.left()) / a.m_per_sample),
                    static_cast<float>((b.bottom() - a.bottom()) / a.m_per_sample));
        source.texture().bind(0);
        empty_.bind();
        glDrawArrays(GL_TRIANGLES, 0, 3);
    };
    run(copy_ids_, from.ids, to.ids);
    if (to.has_mask && from.has_mask) run(copy_mask_, from.mask, to.mask);
    glDisable(GL_SCISSOR_TEST);
}

void IdPass::draw_all(IdPicture& picture, const Wish& wish, const Plan& plan) {
    prepare(picture, wish);
    draw_base(picture, wish, plan);
    const auto start = Clock::now();
    std::uint64_t triangles = plan.triangles;
    picture.ids.bind();
    test_depth(picture.depth);
    if (!plan.ranges.empty()) draw_ranges(parcels_, ids_, wish.view, plan.ranges);
    test_depth(false);
    if (picture.has_mask) {
        const Plan buildings = plan_mesh(*buildings_.mesh(), wish.view, wish.view.box(), Detail::exact);
        triangles += buildings.triangles;
        picture.mask.bind();
        draw_ranges(buildings_, mask_, wish.view, buildings.ranges);
    }
    if (triangles >= slice_triangles / 4) {
        glFinish();
        learn(triangles, ms_since(start));
    }
    picture.typical_m = plan.typical_m;
    picture.sharp = true;
}

void IdPass::stand_in(const Wish& wish, const Plan& plan) {
    // What is shown may be the best source there is; the picture drawn into is then the spare one.
    if (shown_.view && shown_.sharp) std::swap(shown_, sharp_);
    prepare(shown_, wish);
    Plan base;
    base.overview = parcels_.mesh()->overview.width > 0;
    draw_base(shown_, wish, base);
    if (sharp_.view && (!base.overview || sharp_.view->m_per_sample <= 1.5 * wish.view.m_per_sample ||
                        sharp_.view->m_per_sample * parcels_.mesh()->overview.width <
                            parcels_.mesh()->overview.box.max_x - parcels_.mesh()->overview.box.min_x))
        copy(sharp_, shown_);
    shown_.typical_m = plan.typical_m;
}

bool IdPass::refine(const Wish& wish) {
    Pending& work = *pending_;
    const auto start = Clock::now();
    const auto slice = [&](const std::vector<Range>& ranges, std::size_t& next, MeshBuffers& mesh,
                           const gl::Program& program, const gl::Canvas& canvas) {
        while (next < ranges.size() && ms_since(start) < wish.budget_ms) {
            std::size_t end = next;
            std::uint64_t triangles = 0;
            while (end < ranges.size() && triangles < slice_triangles) triangles += ranges[end++].count / 3;
            const auto began = Clock::now();
            canvas.bind();
            draw_ranges(mesh, program, wish.view, std::span(ranges).subspan(next, end - next));
            glFinish();
            learn(triangles, ms_since(began));
            next = end;
        }
        return next == ranges.size();
    };
    test_depth(next_.depth);
    const bool parcels_done = slice(work.plan.ranges, work.next, parcels_, ids_, next_.ids);
    test_depth(false);
    if (!parcels_done) return false;
    if (next_.has_mask && !slice(work.building_plan.ranges, work.next_building, buildings_, mask_, next_.mask))
        return false;
    next_.sharp = true;
    next_.typical_m = work.plan.typical_m;
    next_.serial = ++serial_;
    std::swap(shown_, next_);
    pending_.reset();
    return true;
}

bool IdPass::draw(const Wish& wish) {
    if (parcels_.mesh() == nullptr || parcels_.mesh()->chunks.empty()) {
        if (shown_.view == wish.view && shown_.sharp) return true;
        draw_all(shown_, wish, {});
        return true;
    }
    const bool mask = wish.buildings && buildings_.mesh() != nullptr;
    const bool shows = shown_.view && shown_.has_mask == mask && (!wish.exact || shown_.exact);
    if (shows && shown_.sharp && *shown_.view == wish.view) return true;
    // While a threshold is dragged fewer samples are asked for: the finer picture at hand serves them too.
    if (shows && shown_.sharp && shown_.supersample > wish.supersample && shown_.view->x == wish.view.x &&
        shown_.view->y == wish.view.y &&
        shown_.view->m_per_sample * shown_.supersample == wish.view.m_per_sample * wish.supersample &&
        shown_.view->width * wish.supersample == wish.view.width * shown_.supersample &&
        shown_.view->height * wish.supersample == wish.view.height * shown_.supersample)
        return true;
    if (pending_ && pending_->wish.view == wish.view && next_.has_mask == mask && shown_.view) return refine(wish);
    pending_.reset();

    const geom::Box box = wish.view.box();
    Plan plan = plan_mesh(*parcels_.mesh(), wish.view, box, wish.exact ? Detail::exact : Detail::fitting);
    std::uint64_t extra = 0;
    Plan building_plan;
    if (mask) {
        building_plan = plan_mesh(*buildings_.mesh(), wish.view, box, Detail::exact);
        extra = building_plan.triangles;
    }
    if (wish.exact || cost_ms(plan.triangles + extra) <= wish.budget_ms) {
        if (shown_.view && shown_.sharp && !wish.exact) std::swap(shown_, sharp_);
        draw_all(shown_, wish, plan);
        return true;
    }
    const bool still = shown_.view && shown_.view->x == wish.view.x && shown_.view->y == wish.view.y &&
                       shown_.view->m_per_sample * shown_.supersample == wish.view.m_per_sample * wish.supersample &&
                       shown_.has_mask == mask;
    if (still) {
        // Nothing moved: what is shown stays while the better picture is drawn behind it.
        prepare(next_, wish);
        draw_base(next_, wish, plan);
        pending_ = Pending{wish, std::move(plan), std::move(building_plan), 0, 0};
        return refine(wish);
    }
    if (const Plan rough = plan_mesh(*parcels_.mesh(), wish.view, box, Detail::fitting, 4 * coarse_below_samples);
        cost_ms(rough.triangles + extra) <= wish.budget_ms) {
        draw_all(shown_, wish, rough);
        shown_.sharp = false;
        return false;
    }
    stand_in(wish, plan);
    return false;
}

}  // namespace mulens::render
