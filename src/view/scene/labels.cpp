#include "scene/labels.hpp"

#include "scene/rings.hpp"

#include <algorithm>
#include <cmath>
#include <numeric>
#include <optional>
#include <set>

namespace mulens::scene {
namespace {

// Boxes of labels that are down, by cells of the picture.
class Occupied {
  public:
    Occupied(int width, int height)
        : columns_(static_cast<int>(width / cell) + 1),
          lines_(static_cast<int>(height / cell) + 1),
          cells_(static_cast<std::size_t>(columns_) * static_cast<std::size_t>(lines_)) {}

    [[nodiscard]] bool free(const geom::Box& box) const {
        bool free = true;
        for_cells(box, [&](std::size_t c) {
            for (const std::uint32_t i : cells_[c]) free = free && !boxes_[i].meets(box);
        });
        return free;
    }
    void add(const geom::Box& box) {
        const auto number = static_cast<std::uint32_t>(boxes_.size());
        boxes_.push_back(box);
        for_cells(box, [&](std::size_t c) { cells_[c].push_back(number); });
    }

  private:
    static constexpr double cell = 64;

    template <typename Fn>
    void for_cells(const geom::Box& box, Fn&& fn) const {
        const auto at = [](double v, int count) {
            return static_cast<int>(std::clamp(std::floor(v / cell), 0.0, count - 1.0));
        };
        for (int y = at(box.min_y, lines_); y <= at(box.max_y, lines_); ++y)
            for (int x = at(box.min_x, columns_); x <= at(box.max_x, columns_); ++x)
                fn(static_cast<std::size_t>(y) * static_cast<std::size_t>(columns_) + static_cast<std::size_t>(x));
    }

    int columns_, lines_;
    std::vector<std::vector<std::uint32_t>> cells_;
    std::vector<geom::Box> boxes_;
};

}  // namespace

namespace {

/// The place itself where it fits, else the nearest of a few around it that does.
template <typename Fits>
std::optional<geom::Point> place_near(geom::Point at, double give, double line, const Fits& fits) {
    if (fits(at)) return at;
    if (!(give > 0)) return std::nullopt;
    for (const double down : {0.0, 1.0, -1.0, 2.0, -2.0})
        for (const double across : {0.0, 1.0 / 3, -1.0 / 3, 2.0 / 3, -2.0 / 3, 1.0, -1.0})
            if (const geom::Point moved{at.x + across * give, at.y + down * line}; fits(moved)) return moved;
    return std::nullopt;
}

}  // namespace

DrawList place_labels(std::span<const LabelCandidate> candidates, const Camera& camera, const Measure& measure,
                      std::span<const geom::Box> taken, geom::Box area) {
    DrawList out;
    if (camera.width <= 0 || camera.height <= 0 || !(camera.m_per_px > 0)) return out;
    const geom::Box picture{0, 0, static_cast<double>(camera.width), static_cast<double>(camera.height)};
    if (area.empty()) area = picture;
    std::vector<std::size_t> order(candidates.size());
    std::iota(order.begin(), order.end(), std::size_t{0});
    std::stable_sort(order.begin(), order.end(),
                     [&](auto a, auto b) { return candidates[a].priority > candidates[b].priority; });
    Occupied occupied(camera.width, camera.height);
    for (const geom::Box& box : taken)
        if (!box.empty()) occupied.add(box);
    std::set<std::pair<bool, std::string>> shown;
    for (const std::size_t i : order) {
        const LabelCandidate& c = candidates[i];
        if (c.text.empty() || !std::isfinite(c.at.x) || !std::isfinite(c.at.y)) continue;
        if (1 / camera.m_per_px < c.min_scale) continue;
        const geom::Point px = camera.to_px(c.at.x, c.at.y);
        if (!(px.x > 0 && px.y > 0 && px.x < camera.width && px.y < camera.height)) continue;
        if (shown.contains({c.bold, c.text})) continue;
        const double width = static_cast<double>(measure(c.text, c.size_px, c.bold));
        if (!(width <= c.room_px)) continue;
        const double size = static_cast<double>(c.size_px);
        const double pad = static_cast<double>(c.halo_px) + 2 * camera.ui_scale;
        const auto box_at = [&](geom::Point p) {
            return geom::Box{p.x - width / 2 - pad, p.y - size * 0.6 - pad, p.x + width / 2 + pad,
                             p.y + size * 0.6 + pad};
        };
        const auto fits = [&](geom::Point p) {
            const geom::Box box = box_at(p);
            return area.contains(box) && picture.contains(box) && occupied.free(box);
        };
        const auto place = place_near(px, c.give_px, 1.4 * size, fits);
        if (!place) continue;
        occupied.add(box_at(*place));
        shown.insert({c.bold, c.text});
        TextStyle style;
        style.size_px = c.size_px;
        style.colour = c.colour;
        style.bold = c.bold;
        style.align = Align::centre;
        style.halo = c.halo;
        style.halo_px = c.halo_px;
        // Whole pixels keep small characters sharp; the baseline of Chinese type lies 0.38 em below the middle.
        out.text(std::round(place->x), std::round(place->y + 0.38 * size), c.text, style);
    }
    return out;
}

LabelCandidate platform_label(geom::Point at, std::string text, const style::Theme& theme, double ui_scale) {
    LabelCandidate c;
    c.at = at;
    c.text = std::move(text);
    c.size_px = static_cast<float>(17 * ui_scale);
    c.bold = true;
    c.colour = theme.text;
    c.halo = theme.paper;
    c.halo_px = static_cast<float>(2.5 * ui_scale);
    c.priority = 300;
    c.give_px = 90 * ui_scale;
    return c;
}

LabelCandidate street_label(geom::Point at, std::string text, const style::Theme& theme, double ui_scale) {
    LabelCandidate c = platform_label(at, std::move(text), theme, ui_scale);
    c.size_px = static_cast<float>(13 * ui_scale);
    c.bold = false;
    c.colour = style::mix(theme.text, theme.secondary, 0.5);
    c.halo_px = static_cast<float>(2 * ui_scale);
    c.priority = 200;
    return c;
}

std::vector<LabelCandidate> parcel_labels(const geom::Polygons& polygons, const geom::BoxIndex& index,
                                          const std::function<std::string(Row)>& id_of, const Camera& camera,
                                          const style::Theme& theme) {
    constexpr double least_high_px = 24;  // of the parcel: a line of 12 px with air above and below
    constexpr double least_wide_px = 34;
    constexpr std::size_t most = 1500;
    std::vector<LabelCandidate> out;
    const double px = camera.m_per_px * camera.ui_scale;
    const geom::Box view = camera.box();
    const std::size_t too_many = 40 * most;  // so many in view: they are too small, do not look at each
    struct Found {
        double area;
        Row row;
    };
    std::vector<Found> rows;
    std::size_t seen = 0;
    // A sample of the view tells at once whether parcels are large enough there.
    const double reach = 200 * px;
    std::size_t near = 0;
    index.visit({camera.x - reach, camera.y - reach, camera.x + reach, camera.y + reach},
                [&](Row, const geom::Box&) { ++near; });
    if (near > 1500) return out;
    index.visit(view, [&](Row row, const geom::Box& box) {
        if (++seen > too_many) return;
        const double w = box.max_x - box.min_x;
        const double h = box.max_y - box.min_y;
        if (w >= least_wide_px * px && h >= least_high_px * px) rows.push_back({w * h, row});
    });
    std::sort(rows.begin(), rows.end(),
              [](const Found& a, const Found& b) { return a.area != b.area ? a.area > b.area : a.row < b.row; });
    if (rows.size() > most) rows.resize(most);
    for (const Found& found : rows) {
        const InnerPoint inner = inner_point(polygons, found.row);
        if (inner.room_m < least_wide_px * px) continue;
        const geom::Point at = inner.point;
        const double high = 8 * px;  // a slanting strip is wide at every height and has no room all the same
        if (!covers(polygons, found.row, {at.x, at.y + high}) || !covers(polygons, found.row, {at.x, at.y - high}))
            continue;
        std::string id = id_of(found.row);
        if (id.size() > 4) id = id.substr(id.size() - 4);
        if (std::any_of(id.begin(), id.end(), [](char ch) { return static_cast<unsigned char>(ch) > 126; })) continue;
        LabelCandidate c = street_label(inner.point, std::move(id), theme, camera.ui_scale);
        c.size_px = static_cast<float>(12 * camera.ui_scale);
        c.halo = style::with_alpha(theme.paper, 215);
        c.halo_px = static_cast<float>(1.5 * camera.ui_scale);
        c.colour = theme.text;
        c.priority = 100;
    c.give_px = 0;
        c.room_px = inner.room_m / camera.m_per_px - 4 * camera.ui_scale;
        out.push_back(std::move(c));
    }
    return out;
}

}  // namespace mulens::scene
