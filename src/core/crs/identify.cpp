#include "crs/identify.hpp"

#include "crs/gauss.hpp"
#include "crs/proj.hpp"

#include <algorithm>
#include <array>
#include <charconv>
#include <cmath>
#include <limits>
#include <map>
#include <mutex>
#include <numbers>
#include <optional>

namespace mulens::crs {
namespace {

/// PROJ's confidence from which the parameters are equal and at most the names differ.
constexpr int least_confidence = 70;

bool zero_parameters(PJ_CONTEXT* context, const PJ* bound) {
    const Pj operation(proj_crs_get_coordoperation(context, bound));
    std::array<double, 7> values{};
    if (!operation || !proj_coordoperation_get_towgs84_values(context, operation.get(), values.data(), 7, 0))
        return false;
    return std::all_of(values.begin(), values.end(), [](double v) { return v == 0; });
}

/// The registry's CRS with the same parameters, best first by PROJ.
std::string registered(PJ_CONTEXT* context, const PJ* crs) {
    int* raw = nullptr;
    const PjList list(proj_identify(context, crs, "EPSG", nullptr, &raw));
    const std::unique_ptr<int, void (*)(int*)> confidence(raw, proj_int_list_destroy);
    for (int i = 0; list && i < proj_list_get_count(list.get()); ++i) {
        if (confidence.get()[i] < least_confidence) break;
        const Pj match(proj_list_get(context, list.get(), i));
        if (same_crs(context, match.get(), crs)) return own_id(match.get());
    }
    return {};
}

/// Again without its name, which may lie: then only parameters count.
std::string registered_by_parameters(PJ_CONTEXT* context, const PJ* crs) {
    const std::string id = registered(context, crs);
    if (!id.empty()) return id;
    const Pj nameless(proj_alter_name(context, crs, "unknown"));
    return nameless ? registered(context, nameless.get()) : std::string();
}

std::string identify_in(PJ_CONTEXT* context, const std::string& text) {
    Pj crs = create_crs(context, text);
    if (!crs) return {};
    if (proj_get_type(crs.get()) == PJ_TYPE_BOUND_CRS) {
        if (!zero_parameters(context, crs.get())) return {};  // its own parameters must not get lost
        crs.reset(proj_get_source_crs(context, crs.get()));
    }
    const std::string id = own_id(crs.get());
    if (id == "OGC:CRS84") return "EPSG:4326";
    if (id.starts_with("EPSG:")) {
        const Pj definition = create_crs(context, id);
        if (same_crs(context, definition.get(), crs.get())) return id;
    }
    return registered_by_parameters(context, crs.get());
}

/// The plain "EPSG:n" of the zones and of WGS 84 needs no look into the registry.
bool well_known(const std::string& id) { return id == "EPSG:4326" || id == "EPSG:4490" || gauss_of(id).has_value(); }

/// The CRS on this thread's context; a bound one without its parameters.
struct Opened {
    PJ_CONTEXT* context;
    Pj crs;
};
Opened open(const std::string& text) {
    Opened opened{local_context(), {}};
    opened.crs = create_crs(opened.context, text);
    if (opened.crs && proj_get_type(opened.crs.get()) == PJ_TYPE_BOUND_CRS)
        opened.crs.reset(proj_get_source_crs(opened.context, opened.crs.get()));
    return opened;
}

}  // namespace

std::string identify(const std::string& wkt_or_id) {
    if (well_known(wkt_or_id)) return wkt_or_id;
    if (wkt_or_id.empty()) return {};
    // Many files, few texts: a look into the registry takes 20 ms.
    static std::mutex mutex;
    static std::map<std::string, std::string> known;
    {
        const std::lock_guard lock(mutex);
        if (const auto found = known.find(wkt_or_id); found != known.end()) return found->second;
    }
    std::string id = identify_in(local_context(), wkt_or_id);
    const std::lock_guard lock(mutex);
    return known.emplace(wkt_or_id, std::move(id)).first->second;
}

bool is_geographic(const std::string& id) { return !id.empty() && geographic(open(id).crs.get()); }
bool is_projected(const std::string& id) { return !id.empty() && projected(open(id).crs.get()); }

bool web_mercator(const std::string& id) {
    if (id.empty() || gauss_of(id)) return false;
    const Opened o = open(id);
    if (!projected(o.crs.get())) return false;
    const Pj conversion(proj_crs_get_coordoperation(o.context, o.crs.get()));
    const char* method = nullptr;
    const char* authority = nullptr;
    const char* code = nullptr;
    if (!conversion || !proj_coordoperation_get_method_info(o.context, conversion.get(), &method, &authority, &code))
        return false;
    const std::string name = method ? method : "";
    if (name.find("Pseudo Mercator") != std::string::npos || name.find("Auxiliary Sphere") != std::string::npos)
        return true;
    if (!name.starts_with("Mercator")) return false;
    // The old numbers and ESRI:102113 are a plain Mercator on a sphere of the equator's radius.
    const Pj base = geographic_base(o.context, o.crs.get());
    const Pj ellipsoid(base ? proj_get_ellipsoid(o.context, base.get()) : nullptr);
    double major = 0;
    double minor = 0;
    if (!ellipsoid) return false;
    proj_ellipsoid_get_parameters(o.context, ellipsoid.get(), &major, &minor, nullptr, nullptr);
    return major == minor && std::abs(major - 6378137.0) < 1;
}

std::string describe(const std::string& id) {
    if (id.empty()) return {};
    const Opened o = open(id);
    if (!o.crs) return id.substr(0, 60);
    const char* name = proj_get_name(o.crs.get());
    const std::string shown = identify(id);
    if (!name || !*name || std::string(name) == "unknown") return shown.empty() ? "an unnamed CRS" : shown;
    return shown.empty() ? std::string(name) : shown + " (" + name + ")";
}

std::string wkt_of(const std::string& id, bool esri) {
    const Opened o = open(id);
    if (!o.crs) return {};
    const std::array<const char*, 2> options{"MULTILINE=NO", nullptr};
    const char* wkt = proj_as_wkt(o.context, o.crs.get(), esri ? PJ_WKT1_ESRI : PJ_WKT2_2019, options.data());
    return wkt ? wkt : "";
}

std::string geographic_of(const std::string& id) {
    const Opened o = open(id);
    const Pj base = geographic_base(o.context, o.crs.get());
    if (!base) return {};
    const std::string own = own_id(base.get());
    return own.starts_with("EPSG:") ? own : registered(o.context, base.get());
}

geom::Box area_of_use(const std::string& id) {
    Opened o = open(id);
    geom::Box box;
    if (!o.crs) return box;
    const std::string known = own_id(o.crs.get()).empty() ? identify(id) : "";
    if (!known.empty()) o.crs = create_crs(o.context, known);
    double west = 0;
    double south = 0;
    double east = 0;
    double north = 0;
    if (!proj_get_area_of_use(o.context, o.crs.get(), &west, &south, &east, &north, nullptr) || west < -180) return box;
    box.add(west, south);
    box.add(east < west ? east + 360 : east, north);
    return box;
}

double areal_scale(const std::string& id, geom::Point lonlat) {
    const Opened o = open(id);
    if (!projected(o.crs.get())) return std::numeric_limits<double>::quiet_NaN();
    constexpr double radians = std::numbers::pi / 180;
    // With the northing first PROJ 9.1 gives factors of the wrong sign and size.
    const Pj crs(proj_normalize_for_visualization(o.context, o.crs.get()));
    const PJ_FACTORS factors = proj_factors(crs.get(), proj_coord(lonlat.x * radians, lonlat.y * radians, 0, 0));
    if (proj_errno(crs.get()) != 0) return std::numeric_limits<double>::quiet_NaN();
    return factors.areal_scale;
}

bool metric_plane(const std::string& id) {
    const Opened o = open(id);
    if (!projected(o.crs.get())) return false;
    const Pj axes(proj_crs_get_coordinate_system(o.context, o.crs.get()));
    double metres = 0;
    return axes &&
           proj_cs_get_axis_info(o.context, axes.get(), 0, nullptr, nullptr, nullptr, &metres, nullptr, nullptr,
                                 nullptr) &&
           metres == 1.0;
}

}  // namespace mulens::crs
