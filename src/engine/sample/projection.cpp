#include "sample/projection.hpp"

#include "base/error.hpp"

#include <cpl_conv.h>
#include <ogr_spatialref.h>

#include <cmath>
#include <numbers>

namespace mulens::sample {
namespace {

struct TransformCloser {
    void operator()(OGRCoordinateTransformation* t) const { OGRCoordinateTransformation::DestroyCT(t); }
};
using TransformPtr = std::unique_ptr<OGRCoordinateTransformation, TransformCloser>;

int code_of(const std::string& crs) {
    if (!crs.starts_with("EPSG:")) throw Error::make(ExitCode::crs, "the sample cannot be written in '{}'", crs);
    return std::stoi(crs.substr(5));
}

OGRSpatialReference reference(const std::string& crs) {
    OGRSpatialReference out;
    if (out.importFromEPSG(code_of(crs)) != OGRERR_NONE) throw Error::make(ExitCode::crs, "PROJ knows no '{}'", crs);
    out.SetAxisMappingStrategy(OAMS_TRADITIONAL_GIS_ORDER);
    return out;
}

TransformPtr transform(const std::string& from, const std::string& to) {
    const OGRSpatialReference a = reference(from), b = reference(to);
    TransformPtr out(OGRCreateCoordinateTransformation(&a, &b));
    if (!out) throw Error::make(ExitCode::crs, "PROJ cannot convert {} to {}", from, to);
    return out;
}

constexpr double pi = std::numbers::pi;

double gcj_lat(double x, double y) {
    double r = -100.0 + 2.0 * x + 3.0 * y + 0.2 * y * y + 0.1 * x * y + 0.2 * std::sqrt(std::abs(x));
    r += (20.0 * std::sin(6.0 * x * pi) + 20.0 * std::sin(2.0 * x * pi)) * 2.0 / 3.0;
    r += (20.0 * std::sin(y * pi) + 40.0 * std::sin(y / 3.0 * pi)) * 2.0 / 3.0;
    r += (160.0 * std::sin(y / 12.0 * pi) + 320.0 * std::sin(y * pi / 30.0)) * 2.0 / 3.0;
    return r;
}

double gcj_lon(double x, double y) {
    double r = 300.0 + x + 2.0 * y + 0.1 * x * x + 0.1 * x * y + 0.1 * std::sqrt(std::abs(x));
    r += (20.0 * std::sin(6.0 * x * pi) + 20.0 * std::sin(2.0 * x * pi)) * 2.0 / 3.0;
    r += (20.0 * std::sin(x * pi) + 40.0 * std::sin(x / 3.0 * pi)) * 2.0 / 3.0;
    r += (150.0 * std::sin(x / 12.0 * pi) + 300.0 * std::sin(x / 30.0 * pi)) * 2.0 / 3.0;
    return r;
}

}  // namespace

Point gcj02_from_wgs84(Point p) {
    constexpr double a = 6378245.0, ee = 0.00669342162296594323;
    const double x = p.x - 105.0, y = p.y - 35.0;
    const double rad = p.y / 180.0 * pi;
    const double magic = 1 - ee * std::sin(rad) * std::sin(rad);
    const double root = std::sqrt(magic);
    const double dlat = gcj_lat(x, y) * 180.0 / ((a * (1 - ee)) / (magic * root) * pi);
    const double dlon = gcj_lon(x, y) * 180.0 / (a / root * std::cos(rad) * pi);
    return {p.x + dlon, p.y + dlat};
}

struct Projection::State {
    double add_easting = 0;
    bool gcj = false;
    TransformPtr to_degrees;
};

Projection::Projection(const std::string& crs, const std::string& shift) : state_(std::make_unique<State>()) {
    if (crs == "EPSG:4528") {
        state_->add_easting = 40e6;  // the same zone, with its number before the easting
    } else if (crs != "EPSG:4549") {
        state_->to_degrees = transform("EPSG:4549", crs);
        state_->gcj = shift == "GCJ-02";
    }
}
Projection::~Projection() = default;
Projection::Projection(Projection&&) noexcept = default;
Projection& Projection::operator=(Projection&&) noexcept = default;

Point Projection::apply(Point p) const {
    if (!state_->to_degrees) return {p.x + state_->add_easting, p.y};
    if (!state_->to_degrees->Transform(1, &p.x, &p.y))
        throw Error::make(ExitCode::crs, "PROJ could not convert the position {} {}", p.x, p.y);
    return state_->gcj ? gcj02_from_wgs84(p) : p;
}

void Projection::apply(Ring& ring) const {
    for (Point& p : ring) p = apply(p);
}

Point metres_from_degrees(Point lonlat) {
    static const TransformPtr to_metres = transform("EPSG:4490", "EPSG:4549");
    if (!to_metres->Transform(1, &lonlat.x, &lonlat.y)) throw Error(ExitCode::crs, "PROJ could not convert a position");
    return lonlat;
}

std::string prj_text(const std::string& crs) {
    char* text = nullptr;
    const char* const options[] = {"FORMAT=WKT1_ESRI", nullptr};
    if (reference(crs).exportToWkt(&text, options) != OGRERR_NONE)
        throw Error::make(ExitCode::crs, "no .prj text for {}", crs);
    std::string out(text);
    CPLFree(text);
    return out;
}

}  // namespace mulens::sample
