#include "read/shift.hpp"

#include "crs/gcj02.hpp"
#include "crs/identify.hpp"
#include "crs/transform.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <optional>
#include <string_view>
#include <unordered_map>
#include <vector>

namespace mulens::read {
namespace {

using geom::Point;

constexpr double tolerance_m = 120;
constexpr std::size_t sample_rows = 2000;

Point centre(const geom::Box& box) { return {(box.min_x + box.max_x) / 2, (box.min_y + box.max_y) / 2}; }

/// Where a place lies once GCJ-02 is taken back, in the plane.
class Unshift {
  public:
    explicit Unshift(const std::string& working_crs)
        : to_degrees_(working_crs, "EPSG:4490"), to_plane_("EPSG:4490", working_crs) {}
    [[nodiscard]] Point operator()(Point p) const {
        to_degrees_.apply(&p.x, 1);
        p = crs::wgs84_from_gcj02(p);
        to_plane_.apply(&p.x, 1);
        return p;
    }

  private:
    crs::Transform to_degrees_;
    crs::Transform to_plane_;
};

bool inside_ring(const geom::RingView& ring, Point p) {
    bool inside = false;
    for (std::size_t i = 0, j = ring.size() - 1; i < ring.size(); j = i++)
        if ((ring.y(i) > p.y) != (ring.y(j) > p.y) &&
            p.x < (ring.x(j) - ring.x(i)) * (p.y - ring.y(i)) / (ring.y(j) - ring.y(i)) + ring.x(i))
            inside = !inside;
    return inside;
}

/// Even-odd over the rings of any polygon; the boxes keep it quick.
bool inside_any(const geom::Polygons& polygons, const std::vector<geom::Box>& boxes, Point p) {
    for (Row f = 0; f < polygons.size(); ++f) {
        if (!boxes[f].contains(p.x, p.y)) continue;
        for (std::uint64_t k = polygons.first_polygon(f); k < polygons.end_polygon(f); ++k) {
            bool inside = false;
            for (std::uint64_t r = polygons.first_ring(k); r < polygons.end_ring(k); ++r)
                if (polygons.ring(r).size() > 2 && inside_ring(polygons.ring(r), p)) inside = !inside;
            if (inside) return true;
        }
    }
    return false;
}

/// Evenly spaced rows of the file that have geometry.
std::vector<Row> rows_of(const table::Layer& parcels, std::uint16_t file) {
    std::vector<Row> all;
    for (Row row = 0; row < parcels.rows(); ++row)
        if (parcels.source[row] == file && parcels.geometry.has_geometry(row)) all.push_back(row);
    if (all.size() <= sample_rows) return all;
    std::vector<Row> some;
    for (std::size_t i = 0; i < sample_rows; ++i) some.push_back(all[i * all.size() / sample_rows]);
    return some;
}

void compare_pairs(const table::Layer& parcels, std::uint16_t file, const std::vector<Row>& rows,
                   const Unshift& unshift, ShiftSuspicion& out) {
    const table::Column* ids = parcels.table.find("parcel_id");
    if (ids == nullptr || parcels.sources.size() < 2) return;
    std::unordered_map<std::string_view, Row> wanted;
    for (const Row row : rows)
        if (!ids->text(row).empty()) wanted.emplace(ids->text(row), row);
    std::vector<double> distances;
    for (Row row = 0; row < parcels.rows(); ++row) {
        if (parcels.source[row] == file || !parcels.geometry.has_geometry(row)) continue;
        const auto it = wanted.find(ids->text(row));
        if (it == wanted.end()) continue;
        const Point there = centre(parcels.geometry.box(row));
        const Point here = centre(parcels.geometry.box(it->second));
        const Point expected = unshift(here);
        ++out.pairs;
        distances.push_back(std::hypot(there.x - here.x, there.y - here.y));
        // Nearer to the unshifted place than to its own by a wide margin, so a true match is never taken for one.
        if (std::hypot(expected.x - there.x, expected.y - there.y) < tolerance_m && distances.back() > 2 * tolerance_m)
            ++out.displaced;
    }
    if (distances.empty()) return;
    const auto middle = distances.begin() + static_cast<std::ptrdiff_t>(distances.size() / 2);
    std::nth_element(distances.begin(), middle, distances.end());
    out.distance_m = *middle;
}

void compare_reference(const table::Layer& parcels, const geom::Polygons& reference, const std::vector<Row>& rows,
                       const Unshift& unshift, ShiftSuspicion& out) {
    const auto boxes = reference.boxes();
    std::size_t before = 0;
    std::size_t after = 0;
    for (const Row row : rows) {
        const Point here = centre(parcels.geometry.box(row));
        const Point there = unshift(here);
        before += inside_any(reference, boxes, here) ? 1 : 0;
        after += inside_any(reference, boxes, there) ? 1 : 0;
        out.distance_m = std::hypot(there.x - here.x, there.y - here.y);
    }
    out.inside_before = static_cast<double>(before) / static_cast<double>(rows.size());
    out.inside_after = static_cast<double>(after) / static_cast<double>(rows.size());
}

}  // namespace

ShiftSuspicion suspect_shift(const table::Layer& parcels, std::uint16_t file, const geom::Polygons* reference,
                             const std::string& working_crs) {
    ShiftSuspicion out;
    const std::vector<Row> rows = rows_of(parcels, file);
    if (rows.empty() || working_crs.empty()) return out;
    const Unshift unshift(working_crs);
    compare_pairs(parcels, file, rows, unshift, out);
    if (out.pairs >= 3) {
        out.suspected = 2 * out.displaced > out.pairs;
        if (out.suspected)
            out.reason = fmt::format(
                "{} of {} plots that other files have too lie about {:.0f} m away, in the "
                "direction of the GCJ-02 offset",
                out.displaced, out.pairs, out.distance_m);
        return out;
    }
    if (reference == nullptr || reference->size() == 0 || rows.size() < 20) return out;
    compare_reference(parcels, *reference, rows, unshift, out);
    out.suspected = out.inside_after >= 0.9 && out.inside_after - out.inside_before >= 0.15;
    if (out.suspected)
        out.reason = fmt::format(
            "{:.0f} % of its plots lie inside the borders as they are, {:.0f} % with the GCJ-02 "
            "offset of about {:.0f} m taken back",
            100 * out.inside_before, 100 * out.inside_after, out.distance_m);
    return out;
}

void report_suspect_shifts(const table::Layer& parcels, const geom::Polygons* reference, const std::string& working_crs,
                           Diagnostics& diagnostics) {
    for (std::size_t i = 0; i < parcels.sources.size(); ++i) {
        const table::SourceInfo& source = parcels.sources[i];
        if (!crs::is_geographic(source.crs) || !source.shift.empty()) continue;
        const ShiftSuspicion s = suspect_shift(parcels, static_cast<std::uint16_t>(i), reference, working_crs);
        if (!s.suspected) continue;
        Finding f;
        f.code = "crs_suspect_shift";
        f.severity = Severity::warning;
        f.layer = parcels.role;
        f.file = source.path;
        f.value = s.distance_m;
        f.message = fmt::format(
            "{}; nothing was moved: if the file is in GCJ-02, say so with --shift {}=GCJ-02 (project: shift = "
            "\"GCJ-02\")",
            s.reason, source.path);
        diagnostics.add(std::move(f));
    }
}

bool from_web_atlas(const std::vector<SourceColumn>& columns) {
    const auto has = [&](std::string_view name) {
        return std::any_of(columns.begin(), columns.end(), [name](const SourceColumn& c) { return c.name == name; });
    };
    return has("adcode") && (has("acroutes") || has("subFeatureIndex") || has("childrenNum"));
}

std::string web_atlas_sentence(const std::string& file) {
    return fmt::format(
        "its columns (adcode, childrenNum, acroutes …) are those of a web map's atlas, whose borders are drawn in "
        "GCJ-02, "
        "about 500 m off, whatever CRS they declare; nothing was moved: if it is so, say --shift {}=GCJ-02 (project: "
        "shift = \"GCJ-02\")",
        file);
}

}  // namespace mulens::read
