#include "scene/triangulate.hpp"

#include "base/error.hpp"
#include "geom/simple.hpp"

#include <GL/glu.h>

#include <array>
#include <cmath>

namespace mulens::scene {
namespace {

constexpr std::size_t most_ears = 64;  // points; above this the sweep of GLU beats the quadratic search

// Finite points without repetition, not closed.
void add_clean(geom::RingView ring, std::vector<geom::Point>& points) {
    const std::size_t first = points.size();
    for (std::size_t i = 0; i < ring.size(); ++i) {
        const geom::Point p = ring.at(i);
        if (!std::isfinite(p.x) || !std::isfinite(p.y)) continue;
        if (points.size() > first && points.back() == p) continue;
        points.push_back(p);
    }
    while (points.size() > first + 1 && points.back() == points[first]) points.pop_back();
    if (points.size() < first + 3) points.resize(first);
}

void* name_of(std::size_t point) { return reinterpret_cast<void*>(point + 1); }  // GLU takes null for no name
std::uint32_t point_of(void* name) { return static_cast<std::uint32_t>(reinterpret_cast<std::size_t>(name) - 1); }

}  // namespace

void Triangles::clear() {
    points.clear();
    outer_points = 0;
    corners.clear();
}

// The tessellator of GLU; even-odd, so that rings may turn either way. Works on offsets from the first point.
class Triangulator::Glu {
  public:
    Glu() : tess_(gluNewTess()) {
        if (tess_ == nullptr) throw Error(ExitCode::failed, "the GLU tessellator could not be made");
        gluTessProperty(tess_, GLU_TESS_WINDING_RULE, GLU_TESS_WINDING_ODD);
        gluTessNormal(tess_, 0, 0, 1);
        const auto set = [&](GLenum which, auto function) {
            gluTessCallback(tess_, which, reinterpret_cast<_GLUfuncptr>(function));
        };
        set(GLU_TESS_BEGIN_DATA, &on_begin);
        set(GLU_TESS_EDGE_FLAG_DATA, &on_edge_flag);
        set(GLU_TESS_VERTEX_DATA, &on_vertex);
        set(GLU_TESS_COMBINE_DATA, &on_combine);
        set(GLU_TESS_ERROR_DATA, &on_error);
    }
    ~Glu() { gluDeleteTess(tess_); }
    Glu(const Glu&) = delete;
    Glu& operator=(const Glu&) = delete;

    void run(Triangles& out, const std::vector<std::size_t>& ring_ends) {
        out_ = &out;
        failed_ = false;
        origin_ = out.points.front();
        gluTessBeginPolygon(tess_, this);
        std::size_t i = 0;
        for (const std::size_t end : ring_ends) {
            gluTessBeginContour(tess_);
            for (; i < end; ++i) {
                std::array<GLdouble, 3> at{out.points[i].x - origin_.x, out.points[i].y - origin_.y, 0};
                gluTessVertex(tess_, at.data(), name_of(i));  // copies the position
            }
            gluTessEndContour(tess_);
        }
        gluTessEndPolygon(tess_);
        if (failed_) out.corners.clear();
    }

  private:
    static void on_begin(GLenum, void*) {}
    static void on_edge_flag(GLboolean, void*) {}  // being asked for, it keeps GLU to single triangles
    static void on_vertex(void* name, void* self) { static_cast<Glu*>(self)->out_->corners.push_back(point_of(name)); }
    static void on_combine(GLdouble at[3], void* [4], GLfloat[4], void** name, void* self) {
        auto* glu = static_cast<Glu*>(self);
        *name = name_of(glu->out_->points.size());
        glu->out_->points.push_back({at[0] + glu->origin_.x, at[1] + glu->origin_.y});
    }
    static void on_error(GLenum, void* self) { static_cast<Glu*>(self)->failed_ = true; }

    GLUtesselator* tess_;
    Triangles* out_ = nullptr;
    geom::Point origin_;
    bool failed_ = false;
};

Triangulator::Triangulator() = default;
Triangulator::~Triangulator() = default;

void Triangulator::run(const geom::Polygons& polygons, std::uint64_t polygon, Triangles& out) {
    out.clear();
    const std::uint64_t first = polygons.first_ring(polygon);
    const std::uint64_t end = polygons.end_ring(polygon);
    if (first == end) return;
    const geom::RingView outer = polygons.ring(first);
    add_clean(outer, out.points);
    out.outer_points = out.points.size();
    if (out.points.empty()) return;
    if (end - first == 1 && out.points.size() <= most_ears && geom::certainly_simple(outer) &&
        clip_ears(out.points, out.corners))
        return;
    std::vector<std::size_t> ring_ends{out.points.size()};
    for (std::uint64_t r = first + 1; r < end; ++r) {
        add_clean(polygons.ring(r), out.points);
        if (out.points.size() > ring_ends.back()) ring_ends.push_back(out.points.size());
    }
    if (!glu_) glu_ = std::make_unique<Glu>();
    glu_->run(out, ring_ends);
}

}  // namespace mulens::scene
