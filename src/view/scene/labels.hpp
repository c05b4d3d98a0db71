// Names on the map: which ones have room, and where. Anchors are world points inside the shape, so that a label moves
// with the map and does not wander in it. Deterministic: the same candidates and camera give the same labels.
#pragma once

#include "geom/index.hpp"
#include "geom/polygons.hpp"
#include "scene/camera.hpp"
#include "scene/draw_list.hpp"

#include <functional>
#include <limits>
#include <map>
#include <span>
#include <string>
#include <utility>
#include <vector>

namespace mulens::scene {

/// Width in pixels of one line of text at a size (em square, pixels), bold or not.
using Measure = std::function<float(const std::string&, float, bool)>;

struct LabelCandidate {
    geom::Point at;  ///< world: the middle of the label
    std::string text;
    float size_px = 14;  ///< framebuffer pixels
    bool bold = false;
    style::Colour colour;
    style::Colour halo{0, 0, 0, 0};
    float halo_px = 0;
    int priority = 0;                                          ///< higher goes first; equal: in the order given
    double min_scale = 0;                                      ///< px a metre below which it is not shown
    double room_px = std::numeric_limits<double>::infinity();  ///< not shown where the text is wider
    double give_px = 0;  ///< where its own place is taken it may move by this much sideways, and by two lines up or down
};

/// No label meets another one or a box of `taken` (picture pixels), each lies wholly in `area` (empty: the picture),
/// each text of one weight is shown once. Points that are not finite and empty texts are left out.
[[nodiscard]] DrawList place_labels(std::span<const LabelCandidate> candidates, const Camera& camera,
                                    const Measure& measure, std::span<const geom::Box> taken = {}, geom::Box area = {});

/// The point of a polygon farthest from its border, to within `precision_m` (pole of inaccessibility), and that
/// distance. NaN and 0 without geometry.
struct Pole {
    geom::Point point;
    double radius_m = 0;
};
[[nodiscard]] Pole pole_of(const geom::Polygons& polygons, Row row, double precision_m);

/// Anchors of zones that may be larger than the picture. The pole of the whole zone where the picture shows it well;
/// else the pole of the visible part, found for a view that moves in steps, so that a small pan does not move it.
class ZoneAnchors {
  public:
    /// The polygons must outlive it.
    explicit ZoneAnchors(const geom::Polygons& polygons);
    /// NaN where the zone is not in view. Not thread safe: remembers.
    [[nodiscard]] geom::Point at(Row row, const Camera& camera);

  private:
    const geom::Polygons& polygons_;
    std::vector<geom::Box> boxes_;
    std::vector<Pole> poles_;
    std::map<Row, std::pair<geom::Box, geom::Point>> visible_;  // for the view last asked for
};

/// Looks of the three kinds of names, in framebuffer pixels: platform (bold), street, parcel number.
[[nodiscard]] LabelCandidate platform_label(geom::Point at, std::string text, const style::Theme& theme,
                                            double ui_scale);
[[nodiscard]] LabelCandidate street_label(geom::Point at, std::string text, const style::Theme& theme, double ui_scale);
/// The last 4 digits of the ids of parcels in view that have room for them, larger parcels first. `id_of(row)` gives
/// the whole id. None where a typical parcel is too small; never more than 1500.
[[nodiscard]] std::vector<LabelCandidate> parcel_labels(const geom::Polygons& polygons, const geom::BoxIndex& index,
                                                        const std::function<std::string(Row)>& id_of,
                                                        const Camera& camera, const style::Theme& theme);

}  // namespace mulens::scene
