// Borders of polygons as line pieces for the renderer. Rings come out with the inside on the left, whichever way the
// source turns them, so that a glow falls inside. Pure functions, thread safe.
#pragma once

#include "geom/polygons.hpp"
#include "scene/frame.hpp"

namespace mulens::scene {

/// Puts rings behind each other into one batch. What lies outside `view` is left out (dashes still run through).
class LineMaker {
  public:
    /// Points closer than `detail_m` to the line drawn anyway are left out.
    LineMaker(LineBatch& out, const geom::Box& view, double detail_m) : out_(out), view_(view), detail_m_(detail_m) {}
    void add_feature(const geom::Polygons& polygons, Row row, std::uint32_t style);
    /// The outer rings with at most 6 points, for features of a few pixels.
    void add_coarse(const geom::Polygons& polygons, Row row, std::uint32_t style, double tolerance_m);

  private:
    void add_ring(bool turned, std::uint32_t style);
    bool gather(geom::RingView ring);  // into points_; false where there is no area
    void put(geom::Point a, geom::Point b, double along, std::uint32_t style);

    LineBatch& out_;
    geom::Box view_;
    double detail_m_;
    std::vector<geom::Point> points_, few_;
    std::vector<std::uint32_t> taken_;
};

/// Looks of the layers' borders, in framebuffer pixels.
[[nodiscard]] LineStyle platform_line(const style::Theme& theme, double ui_scale);
[[nodiscard]] LineStyle street_line(const style::Theme& theme, double ui_scale);
[[nodiscard]] LineStyle constraint_line(double ui_scale);  ///< 限制区
[[nodiscard]] LineStyle renewal_line(double ui_scale);     ///< 低效用地再开发

/// All borders of a layer. Made for one camera's scale: good until the scale doubles or halves or the view leaves
/// `view` (give the camera's box grown by its size to pan on one batch).
[[nodiscard]] LineBatch border_lines(const geom::Polygons& polygons, const LineStyle& style, const geom::Box& view,
                                     double m_per_px);

}  // namespace mulens::scene
