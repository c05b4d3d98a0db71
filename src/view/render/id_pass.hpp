// Pass 1: which parcel is at each sample of the picture. Kept until the camera, the size or the layer changes. Where a
// picture of true triangles would take longer than the budget, a quick one stands in (the overview, the last sharp
// picture moved to the new camera) and the true one is drawn in slices behind it.
#pragma once

#include "render/gl/framebuffer.hpp"
#include "render/gl/program.hpp"
#include "render/mesh_buffers.hpp"

#include <optional>

namespace mulens::render {

struct IdPicture {
    gl::Canvas ids;
    gl::Canvas mask;  ///< of the buildings; none: no buildings in this picture
    bool has_mask = false, depth = false;
    std::optional<View> view;  ///< none: nothing usable in it
    int supersample = 1;
    bool sharp = false;        ///< drawn from triangles (or the overview where features are that small)
    bool exact = false;        ///< true triangles everywhere
    double typical_m = 0;      ///< of the features in view
    std::size_t rows = 0;      ///< of the layer: ids are at most this
    std::uint64_t serial = 0;  ///< differs whenever the picture differs
};

class IdPass {
  public:
    IdPass();
    struct Wish {
        View view;
        int supersample = 1;
        bool exact = false;
        bool buildings = false;
        double budget_ms = 18;  ///< of one call, where not exact
    };
    /// Uploads what is new; pictures of an older layer are forgotten.
    void update_layers(const scene::Block<scene::Mesh>& parcels, const scene::Block<scene::Mesh>& buildings);
    /// True where the picture is as sharp as wished; false: call again, with the same camera, for a better one.
    bool draw(const Wish& wish);

    [[nodiscard]] const IdPicture& shown() const { return shown_; }
    [[nodiscard]] const MeshBuffers& parcels() const { return parcels_; }

  private:
    struct Pending {
        Wish wish;
        Plan plan, building_plan;
        std::size_t next = 0, next_building = 0;
    };
    void prepare(IdPicture& picture, const Wish& wish);
    void draw_ranges(MeshBuffers& mesh, const gl::Program& program, const View& view, std::span<const Range> ranges);
    void draw_base(IdPicture& picture, const Wish& wish, const Plan& plan);
    void draw_all(IdPicture& picture, const Wish& wish, const Plan& plan);
    void stand_in(const Wish& wish, const Plan& plan);
    bool refine(const Wish& wish);
    void copy(const IdPicture& from, IdPicture& to);
    [[nodiscard]] double cost_ms(std::uint64_t triangles) const;
    void learn(std::uint64_t triangles, double ms);

    gl::Program ids_, mask_, copy_ids_, copy_mask_;
    gl::VertexArray empty_;
    MeshBuffers parcels_, buildings_;
    IdPicture shown_, sharp_, next_;
    std::optional<Pending> pending_;
    double us_per_triangle_ = 0.15;
    std::uint64_t serial_ = 0;
};

}  // namespace mulens::render
