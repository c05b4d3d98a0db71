#include "crs/transform.hpp"

#include "base/error.hpp"
#include "crs/gauss.hpp"
#include "crs/gcj02.hpp"
#include "crs/identify.hpp"
#include "crs/proj.hpp"

#include <cmath>
#include <limits>
#include <optional>
#include <vector>

namespace mulens::crs {
namespace {

constexpr double nan = std::numeric_limits<double>::quiet_NaN();

/// A registered change of datum, longitude first on both sides, with the area where it is valid.
struct Operation {
    Pj pj;
    double west, south, east, north;
    std::string name;

    [[nodiscard]] bool covers(double lon, double lat) const {
        if (lat < south || lat > north) return false;
        return west <= east ? lon >= west && lon <= east : lon >= west || lon <= east;
    }
};

/// One side of the way: the CRS, the geographic CRS under it, and the projection between them (none: it is geographic).
struct Side {
    std::string shown;
    Pj crs;
    Pj base;
    Pj bound_base;  // base with the file's own parameters to WGS 84 (TOWGS84), null without
    Pj projection;  // base → crs, longitude and easting first

    [[nodiscard]] const PJ* datum() const { return bound_base ? bound_base.get() : base.get(); }
};

/// A CRS that carries its own 3 or 7 parameters: they go with the geographic CRS, the rest is a plain projection.
void unwrap_bound(PJ_CONTEXT* context, Side& side) {
    if (proj_get_type(side.crs.get()) != PJ_TYPE_BOUND_CRS) return;
    const Pj parameters(proj_crs_get_coordoperation(context, side.crs.get()));
    const Pj hub(proj_get_target_crs(context, side.crs.get()));
    Pj inner(proj_get_source_crs(context, side.crs.get()));
    const Pj base = geographic_base(context, inner.get());
    if (base && hub && parameters)
        side.bound_base.reset(proj_crs_create_bound_crs(context, base.get(), hub.get(), parameters.get()));
    side.crs = std::move(inner);
}

Side make_side(PJ_CONTEXT* context, const std::string& text) {
    Side side;
    const std::string id = identify(text);
    side.shown = describe(text);
    side.crs = create_crs(context, id.empty() ? text : id);
    if (!side.crs)
        throw Error::make(
            ExitCode::crs,
            "\"{}\" names no coordinate reference system that PROJ knows: give one as EPSG:n with --source-crs "
            "FILE=EPSG:n or --crs EPSG:n.",
            text.substr(0, 80));
    unwrap_bound(context, side);
    side.base = geographic_base(context, side.crs.get());
    if (!side.base)
        throw Error::make(
            ExitCode::crs,
            "{} is no geographic or projected CRS, so its coordinates lie nowhere on the map: name the right one "
            "with --source-crs FILE=EPSG:n.",
            side.shown);
    if (geographic(side.crs.get())) return side;
    const Pj raw(proj_create_crs_to_crs_from_pj(context, side.base.get(), side.crs.get(), nullptr, nullptr));
    if (raw) side.projection.reset(proj_normalize_for_visualization(context, raw.get()));
    if (!side.projection)
        throw Error::make(ExitCode::crs, "PROJ cannot compute {}: {}", side.shown,
                          proj_context_errno_string(context, proj_context_errno(context)));
    return side;
}

struct FactoryDeleter {
    void operator()(PJ_OPERATION_FACTORY_CONTEXT* factory) const { proj_operation_factory_context_destroy(factory); }
};

PjList find_operations(PJ_CONTEXT* context, const PJ* from, const PJ* to, bool with_missing_grids) {
    const std::unique_ptr<PJ_OPERATION_FACTORY_CONTEXT, FactoryDeleter> factory(
        proj_create_operation_factory_context(context, nullptr));
    proj_operation_factory_context_set_allow_ballpark_transformations(context, factory.get(), 0);
    proj_operation_factory_context_set_spatial_criterion(context, factory.get(),
                                                         PROJ_SPATIAL_CRITERION_PARTIAL_INTERSECTION);
    proj_operation_factory_context_set_grid_availability_use(
        context, factory.get(),
        with_missing_grids ? PROJ_GRID_AVAILABILITY_IGNORED : PROJ_GRID_AVAILABILITY_DISCARD_OPERATION_IF_MISSING_GRID);
    return PjList(proj_create_operations(context, from, to, factory.get()));
}

std::vector<Operation> usable_operations(PJ_CONTEXT* context, const PJ* from, const PJ* to) {
    std::vector<Operation> found;
    const PjList list = find_operations(context, from, to, false);
    for (int i = 0; list && i < proj_list_get_count(list.get()); ++i) {
        const Pj raw(proj_list_get(context, list.get(), i));
        if (!raw || proj_coordoperation_has_ballpark_transformation(context, raw.get())) continue;
        Operation op{Pj(proj_normalize_for_visualization(context, raw.get())), -180, -90, 180, 90, {}};
        if (!op.pj) continue;
        double w = 0;
        double s = 0;
        double e = 0;
        double n = 0;
        const char* area = nullptr;
        if (proj_get_area_of_use(context, raw.get(), &w, &s, &e, &n, &area) && w >= -180) {
            op.west = w;
            op.south = s;
            op.east = e;
            op.north = n;
        }
        if (const char* name = proj_get_name(raw.get())) op.name = name;
        found.push_back(std::move(op));
    }
    return found;
}

[[noreturn]] void refuse(PJ_CONTEXT* context, const Side& from, const Side& to, const PJ* a, const PJ* b) {
    std::string grid;
    const PjList list = find_operations(context, a, b, true);
    if (list && proj_list_get_count(list.get()) > 0) {
        const Pj op(proj_list_get(context, list.get(), 0));
        const char* name = nullptr;
        if (op &&
            proj_coordoperation_get_grid_used(context, op.get(), 0, &name, nullptr, nullptr, nullptr, nullptr, nullptr,
                                              nullptr) &&
            name)
            grid = name;
    }
    if (!grid.empty())
        throw Error::make(
            ExitCode::crs,
            "From {} to {} the grid {} is needed and not installed; a rough shift instead is refused. Install "
            "the grid where PROJ finds it, or transform the file first.",
            from.shown, to.shown, grid);
    throw Error::make(
        ExitCode::crs,
        "From {} to {} only a guessed change of datum is known (wrong by tens of metres or more), which is "
        "refused: transform the file with your survey office's parameters first, or correct the CRS with "
        "--source-crs FILE=EPSG:n.",
        from.shown, to.shown);
}

void to_nan(double* xy, std::size_t points) {
    for (std::size_t i = 0; i < points; ++i)
        if (!std::isfinite(xy[2 * i]) || !std::isfinite(xy[2 * i + 1])) xy[2 * i] = xy[2 * i + 1] = nan;
}

void run(PJ* pj, PJ_DIRECTION direction, double* xy, std::size_t points) {
    constexpr std::size_t stride = 2 * sizeof(double);
    proj_trans_generic(pj, direction, xy, stride, points, xy + 1, stride, points, nullptr, 0, 0, nullptr, 0, 0);
    to_nan(xy, points);
}

}  // namespace

struct Transform::Steps {
    Context context;
    Side from;
    Side to;
    Shift shift = Shift::none;
    bool identity = false;
    double easting_shift = 0;  ///< exact; then nothing else is done
    std::vector<Operation> operations;
    std::string note;

    void plan();
    void change_datum(double* xy, std::size_t points) const;
    void take_back_shift(double* xy, std::size_t points) const;
};

void Transform::Steps::plan() {
    PJ_CONTEXT* c = context.get();
    const Pj wgs84 = create_crs(c, "EPSG:4326");
    const Pj china = create_crs(c, "EPSG:4490");
    const bool from_wgs = same_crs(c, from.base.get(), wgs84.get());
    const bool from_china = same_crs(c, from.base.get(), china.get());
    const bool to_wgs = same_crs(c, to.base.get(), wgs84.get());
    const bool to_china = same_crs(c, to.base.get(), china.get());
    const bool bound = from.bound_base || to.bound_base;
    if (shift != Shift::none) {
        if (!from_wgs && !from_china)
            throw Error::make(
                ExitCode::crs,
                "The shift of {} cannot be taken back in {}: GCJ-02 and BD-09 are displacements of WGS 84 or "
                "CGCS2000 coordinates.",
                shift == Shift::gcj02 ? "GCJ-02" : "BD-09", from.shown);
        note = shift == Shift::gcj02 ? "GCJ-02 taken back; " : "BD-09 taken back; ";
    }
    if (!bound && same_crs(c, from.base.get(), to.base.get())) {
        note += "same datum";
    } else if (!bound && ((from_wgs && to_china) || (from_china && to_wgs))) {
        note += "CGCS2000 = WGS 84 by decision";
    } else {
        // CGCS2000 has no registered operations of its own: by the same decision it stands for WGS 84 here.
        const PJ* a = from_china && !from.bound_base ? wgs84.get() : from.datum();
        const PJ* b = to_china && !to.bound_base ? wgs84.get() : to.datum();
        operations = usable_operations(c, a, b);
        if (operations.empty()) refuse(c, from, to, a, b);
        note += "change of datum: " + operations.front().name;
        if (to_china || from_china) note += "; CGCS2000 = WGS 84 by decision";
    }
    identity = shift == Shift::none && operations.empty() &&
               (same_crs(c, from.crs.get(), to.crs.get()) || (!from.projection && !to.projection));
    if (identity && note == "same datum") note = "identity";
}

void Transform::Steps::take_back_shift(double* xy, std::size_t points) const {
    for (std::size_t i = 0; i < points; ++i) {
        const geom::Point p{xy[2 * i], xy[2 * i + 1]};
        const geom::Point q = shift == Shift::gcj02 ? wgs84_from_gcj02(p) : wgs84_from_bd09(p);
        xy[2 * i] = q.x;
        xy[2 * i + 1] = q.y;
    }
}

void Transform::Steps::change_datum(double* xy, std::size_t points) const {
    for (std::size_t i = 0; i < points; ++i) {
        double& x = xy[2 * i];
        double& y = xy[2 * i + 1];
        if (!std::isfinite(x) || !std::isfinite(y)) continue;
        const Operation* chosen = nullptr;
        for (const Operation& op : operations)
            if (op.covers(x, y)) {
                chosen = &op;
                break;
            }
        if (!chosen)
            throw Error::make(
                ExitCode::crs,
                "From {} to {} no accurate change of datum is registered for {:.4f}, {:.4f}: transform the file "
                "with your survey office's parameters first, or correct the CRS with --source-crs FILE=EPSG:n.",
                from.shown, to.shown, x, y);
        const PJ_COORD out = proj_trans(chosen->pj.get(), PJ_FWD, proj_coord(x, y, 0, HUGE_VAL));
        x = out.xy.x;
        y = out.xy.y;
    }
    to_nan(xy, points);
}

Transform::Transform(const std::string& from, const std::string& to, Shift shift) : steps_(std::make_unique<Steps>()) {
    Steps& s = *steps_;
    const std::string from_id = identify(from);
    const std::string to_id = identify(to);
    s.shift = shift;
    if (shift == Shift::none && !from_id.empty() && from_id == to_id) {
        s.identity = true;
        s.note = "identity";
        return;
    }
    const std::optional<Gauss> a = gauss_of(from_id);
    const std::optional<Gauss> b = gauss_of(to_id);
    if (shift == Shift::none && a && b && a->datum == b->datum && a->width == b->width && a->zone == b->zone) {
        s.easting_shift = b->false_easting() - a->false_easting();
        s.note = fmt::format("easting {} {} 000 000 m", s.easting_shift < 0 ? "−" : "+", a->zone);
        return;
    }
    s.context = make_context();
    s.from = make_side(s.context.get(), from_id.empty() ? from : from_id);
    s.to = make_side(s.context.get(), to_id.empty() ? to : to_id);
    s.plan();
}

Transform::~Transform() = default;
Transform::Transform(Transform&&) noexcept = default;
Transform& Transform::operator=(Transform&&) noexcept = default;

void Transform::apply(double* xy, std::size_t points) const {
    const Steps& s = *steps_;
    if (s.identity || points == 0) return;
    if (s.easting_shift != 0) {
        for (std::size_t i = 0; i < points; ++i) xy[2 * i] += s.easting_shift;
        to_nan(xy, points);
        return;
    }
    if (s.from.projection) run(s.from.projection.get(), PJ_INV, xy, points);
    if (s.shift != Shift::none) s.take_back_shift(xy, points);
    if (!s.operations.empty()) s.change_datum(xy, points);
    if (s.to.projection) run(s.to.projection.get(), PJ_FWD, xy, points);
}

bool Transform::identity() const { return steps_->identity; }
const std::string& Transform::note() const { return steps_->note; }

Shift shift_of(const std::string& name) {
    std::string key;
    for (const char c : name)
        if (c != '-' && c != '_' && c != ' ') key += static_cast<char>(c >= 'a' && c <= 'z' ? c - 'a' + 'A' : c);
    if (key.empty() || key == "NONE") return Shift::none;
    if (key == "GCJ02" || key == "GCJ") return Shift::gcj02;
    if (key == "BD09" || key == "BD") return Shift::bd09;
    throw Error::make(ExitCode::usage, "\"{}\" is no known shift: write GCJ-02 or BD-09.", name);
}

}  // namespace mulens::crs
