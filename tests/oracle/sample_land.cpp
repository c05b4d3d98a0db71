#include "oracle/sample_land.hpp"

#include <gdal_priv.h>

#include <algorithm>
#include <cmath>
#include <numbers>
#include <set>
#include <stdexcept>

namespace oracle {
namespace {

struct File {
    const char* name;
    int epsg;
    bool gcj02;
    const char* encoding;
};

// What the sample's project and README say of the nine files. 8 and 9 are the district-wide platforms'.
constexpr std::array<File, 9> files{{{"1_杭州医药港小镇", 4528, false, "GBK"},
                                     {"2_杭州大创小镇", 4549, false, "UTF-8"},
                                     {"3_杭州综合保税区", 4490, true, "UTF-8"},
                                     {"4_杭州钱塘芯谷", 4528, false, "GBK"},
                                     {"5_临江高科园", 4549, false, "GBK"},
                                     {"6_杭州前进智造园", 4490, false, "UTF-8"},
                                     {"7_江海之城", 4549, false, "GBK"},
                                     {"8_钱塘科学城", 4528, false, "UTF-8"},
                                     {"9_美丽云城", 4549, false, "GBK"}}};
constexpr int first_wide = 8;

/// The published GCJ-02 offset at a point, in degrees.
OGRRawPoint gcj02_offset(double lon, double lat) {
    constexpr double pi = std::numbers::pi, a = 6378245.0, e2 = 0.00669342162296594323;
    const double x = lon - 105, y = lat - 35;
    const auto wave = [](double v, double length) { return std::sin(v * std::numbers::pi / length); };
    const double common = (20 * wave(x, 1 / 6.0) + 20 * wave(x, 0.5)) * 2 / 3;
    double north = -100 + 2 * x + 3 * y + 0.2 * y * y + 0.1 * x * y + 0.2 * std::sqrt(std::abs(x)) + common;
    north += (20 * wave(y, 1) + 40 * wave(y, 3)) * 2 / 3 + (160 * wave(y, 12) + 320 * wave(y, 30)) * 2 / 3;
    double east = 300 + x + 2 * y + 0.1 * x * x + 0.1 * x * y + 0.1 * std::sqrt(std::abs(x)) + common;
    east += (20 * wave(x, 1) + 40 * wave(x, 3)) * 2 / 3 + (150 * wave(x, 12) + 300 * wave(x, 30)) * 2 / 3;
    const double phi = lat * pi / 180, w2 = 1 - e2 * std::sin(phi) * std::sin(phi), w = std::sqrt(w2);
    return {east * 180 / (a / w * std::cos(phi) * pi), north * 180 / (a * (1 - e2) / (w2 * w) * pi)};
}

/// Newton's method on the offset, with its slopes by small differences.
void undo_gcj02(double& lon, double& lat) {
    const double to_lon = lon, to_lat = lat;
    for (int step = 0; step < 8; ++step) {
        constexpr double h = 1e-6;
        const auto at = gcj02_offset(lon, lat), right = gcj02_offset(lon + h, lat), up = gcj02_offset(lon, lat + h);
        const double a = 1 + (right.x - at.x) / h, b = (up.x - at.x) / h;
        const double c = (right.y - at.y) / h, d = 1 + (up.y - at.y) / h;
        const double fx = lon + at.x - to_lon, fy = lat + at.y - to_lat, det = a * d - b * c;
        lon -= (d * fx - b * fy) / det;
        lat -= (a * fy - c * fx) / det;
    }
}

void undo_gcj02(OGRGeometry& shape) {
    class Visitor : public OGRDefaultGeometryVisitor {
      public:
        using OGRDefaultGeometryVisitor::visit;
        void visit(OGRPoint* p) override {
            double x = p->getX(), y = p->getY();
            undo_gcj02(x, y);
            p->setX(x);
            p->setY(y);
        }
    } visitor;
    shape.accept(&visitor);
}

/// Shoelace about the first point in long double.
long double ring_area(const OGRLineString& ring) {
    long double twice = 0;
    for (int i = 1; i + 1 < ring.getNumPoints(); ++i) {
        const long double ax = ring.getX(i) - ring.getX(0), ay = ring.getY(i) - ring.getY(0);
        const long double bx = ring.getX(i + 1) - ring.getX(0), by = ring.getY(i + 1) - ring.getY(0);
        twice += ax * by - bx * ay;
    }
    return std::abs(twice) / 2;
}

/// Polygons of a geometry; null where there is none.
Shape polygons_of(const OGRGeometry& shape) {
    auto out = std::make_unique<OGRMultiPolygon>();
    if (wkbFlatten(shape.getGeometryType()) == wkbPolygon) {
        out->addGeometry(&shape);
    } else if (OGR_GT_IsSubClassOf(wkbFlatten(shape.getGeometryType()), wkbGeometryCollection)) {
        for (const auto* part : *shape.toGeometryCollection())
            if (const Shape inner = polygons_of(*part))
                for (const auto* polygon : *inner->toMultiPolygon()) out->addGeometry(polygon);
    }
    return out->IsEmpty() ? nullptr : Shape(std::move(out));
}

Shape valid(const OGRGeometry& shape) {
    if (shape.IsValid()) return polygons_of(shape);
    const Shape repaired(shape.MakeValid());
    return repaired ? polygons_of(*repaired) : nullptr;
}

bool judged(const std::string& code) {
    static const std::set<std::string> whole{"0601", "0604", "M", "M0", "M1", "M2", "M3", "M创"};
    return whole.contains(code) || code.starts_with("1001") || code.starts_with("1101") || code.starts_with("W");
}

struct Row {
    Parcel parcel;
    Shape drawn;  ///< as in the file, in its own reference system
    int number;
};

/// Field order of all nine files: code, land use, deed area, owner, credit code …; file 8 ends with the platform.
std::vector<Row> read_file(const std::string& folder, int n, const std::vector<std::string>& platforms) {
    const File& file = files[static_cast<std::size_t>(n - 1)];
    const Source source(folder + "/parcels/" + file.name + ".shp", file.encoding);
    const auto transform = to_working(file.epsg);
    const int own_platform = source.layer->GetLayerDefn()->GetFieldIndex("SSPT");
    std::vector<Row> rows;
    for (auto& feature : *source.layer) {
        Row row;
        Parcel& p = row.parcel;
        row.number = static_cast<int>(rows.size());
        p.file = n;
        p.code = feature->GetFieldAsString(0);
        p.land_use = feature->GetFieldAsString(1);
        if (feature->IsFieldSetAndNotNull(2) && feature->GetFieldAsDouble(2) > 0)
            p.deed_m2 = feature->GetFieldAsDouble(2);
        p.credit_code = feature->GetFieldAsString(4);
        p.platform = platforms[static_cast<std::size_t>(n - 1)];
        if (own_platform >= 0 && *feature->GetFieldAsString(own_platform) != 0)
            p.platform = feature->GetFieldAsString(own_platform);
        p.id = p.code.empty() ? std::string(file.name) + "#" + std::to_string(row.number + 1) : p.code;
        p.in_scope = judged(p.land_use);
        if (const OGRGeometry* drawn = feature->GetGeometryRef()) {
            row.drawn.reset(drawn->clone());
            const Shape moved(drawn->clone());
            if (file.gcj02) undo_gcj02(*moved);
            moved->transform(transform.get());
            p.shape = valid(*moved);
        }
        rows.push_back(std::move(row));
    }
    return rows;
}

bool same_plot(const Row& kept, const Row& row) {
    if (kept.parcel.file == row.parcel.file) return kept.drawn && row.drawn && kept.drawn->Equals(row.drawn.get());
    if (!kept.parcel.shape || !row.parcel.shape) return false;
    const Shape common(kept.parcel.shape->Intersection(row.parcel.shape.get()));
    return area_of(common.get()) >= 0.9 * std::min(area_of(kept.parcel.shape.get()), area_of(row.parcel.shape.get()));
}

/// method §2.4: one row a plot, the block platform's file first; a code used again gets a number.
std::vector<Parcel> one_row_each(std::vector<Row> rows) {
    std::stable_sort(rows.begin(), rows.end(), [](const Row& a, const Row& b) {
        return (a.parcel.file < first_wide) > (b.parcel.file < first_wide);
    });
    std::map<std::string, std::vector<std::size_t>> of_code;
    std::vector<bool> merged(rows.size(), false);
    for (std::size_t i = 0; i < rows.size(); ++i) {
        if (rows[i].parcel.code.empty()) continue;
        auto& kept = of_code[rows[i].parcel.code];
        merged[i] = std::any_of(kept.begin(), kept.end(), [&](std::size_t k) { return same_plot(rows[k], rows[i]); });
        if (merged[i]) continue;
        kept.push_back(i);
        if (kept.size() > 1) rows[i].parcel.id += "#" + std::to_string(kept.size());
    }
    std::vector<Parcel> out;
    for (std::size_t i = 0; i < rows.size(); ++i)
        if (!merged[i]) out.push_back(std::move(rows[i].parcel));
    return out;
}

/// method §2.1: deed where given, else plane; one deed over several plots of one code by plane area.
void set_areas(std::vector<Parcel>& parcels) {
    std::map<std::pair<std::string, double>, double> drawn;
    for (Parcel& p : parcels) {
        if (p.shape) p.area_m2 = area_of(p.shape.get());
        if (!p.code.empty() && !std::isnan(p.deed_m2)) drawn[{p.code, p.deed_m2}] += p.shape ? p.area_m2 : 0;
    }
    std::map<std::pair<std::string, double>, int> times;
    for (const Parcel& p : parcels)
        if (!p.code.empty() && !std::isnan(p.deed_m2)) ++times[{p.code, p.deed_m2}];
    for (Parcel& p : parcels) {
        p.basis_m2 = std::isnan(p.deed_m2) ? p.area_m2 : p.deed_m2;
        const std::pair key{p.code, p.deed_m2};
        if (!p.code.empty() && !std::isnan(p.deed_m2) && times[key] > 1)
            p.basis_m2 = p.deed_m2 * p.area_m2 / drawn[key];
    }
}

struct Zone {
    std::string name;
    Shape shape;
    OGREnvelope box;
};

std::vector<Zone> read_zones(const std::string& path, const char* name) {
    const Source source(path);
    std::vector<Zone> zones;
    for (auto& feature : *source.layer) {
        Zone zone{feature->GetFieldAsString(name), Shape(feature->GetGeometryRef()->clone()), {}};
        zone.shape->getEnvelope(&zone.box);
        zones.push_back(std::move(zone));
    }
    return zones;
}

/// Shares of a parcel by zone, in zone order; method §2.7 drops slivers from memberships.
std::vector<std::pair<std::string, double>> shares_in(const Parcel& p, const std::vector<Zone>& zones) {
    std::vector<std::pair<std::string, double>> out;
    OGREnvelope box;
    p.shape->getEnvelope(&box);
    for (const Zone& zone : zones) {
        if (!zone.box.Intersects(box)) continue;
        const Shape common(p.shape->Intersection(zone.shape.get()));
        const double area = area_of(common.get());
        if (area <= 0 || (area < 1 && area < 0.001 * std::min(p.area_m2, area_of(zone.shape.get())))) continue;
        out.emplace_back(zone.name, area / p.area_m2);
    }
    return out;
}

struct Piece {
    Shape shape;
    const OGRGeometry* whole;
    double floors, storey_m;
};

/// method §2.6 for the pieces of buildings in one parcel.
void add_up(Parcel& p, const std::vector<Piece>& pieces) {
    OGRMultiPolygon all;
    p.footprint_m2 = p.gfa_m2 = p.far_area_m2 = 0;
    for (std::size_t i = 0; i < pieces.size(); ++i) {
        const Piece& piece = pieces[i];
        const bool again =
            std::any_of(pieces.begin(), pieces.begin() + static_cast<std::ptrdiff_t>(i), [&](const Piece& x) {
                return x.floors == piece.floors && x.storey_m == piece.storey_m && x.whole->Equals(piece.whole);
            });
        if (again) continue;
        ++p.buildings;
        const double area = area_of(piece.shape.get());
        p.gfa_m2 += area * piece.floors;
        p.far_area_m2 += area * piece.floors * (piece.storey_m > 8 ? 2 : 1);
        const Shape polygons = polygons_of(*piece.shape);
        for (const auto* polygon : *polygons->toMultiPolygon()) all.addGeometry(polygon);
    }
    const Shape together(all.UnionCascaded());
    p.footprint_m2 = area_of(together.get());
}

void lay_buildings(const std::string& path, std::vector<Parcel>& parcels) {
    const Source source(path);
    const Cells cells(parcels);
    std::vector<std::vector<Piece>> pieces(parcels.size());
    std::vector<Shape> buildings;
    for (auto& feature : *source.layer) {
        Shape whole = valid(*feature->GetGeometryRef());
        if (!whole) throw std::runtime_error("a building without polygons");
        const auto number = [&](const char* field) {
            const int at = feature->GetFieldIndex(field);
            return feature->IsFieldSetAndNotNull(at) ? feature->GetFieldAsDouble(at) : none;
        };
        OGREnvelope box;
        whole->getEnvelope(&box);
        for (const std::size_t p : cells.near(box)) {
            Shape common(whole->Intersection(parcels[p].shape.get()));
            if (area_of(common.get()) <= 0) continue;
            pieces[p].push_back({std::move(common), whole.get(), number("CS"), number("CG")});
        }
        buildings.push_back(std::move(whole));
    }
    for (std::size_t p = 0; p < parcels.size(); ++p)
        if (parcels[p].shape) add_up(parcels[p], pieces[p]);
}

}  // namespace

Source::Source(const std::string& path, const char* encoding) {
    GDALAllRegister();
    const std::string option = std::string("ENCODING=") + encoding;
    const bool shapefile = path.ends_with(".shp");
    const char* options[] = {shapefile ? option.c_str() : nullptr, nullptr};
    dataset = GDALDataset::FromHandle(GDALOpenEx(path.c_str(), GDAL_OF_VECTOR, nullptr, options, nullptr));
    if (dataset == nullptr) throw std::runtime_error("cannot open " + path);
    layer = dataset->GetLayer(0);
}

Source::~Source() { GDALClose(dataset); }

std::unique_ptr<OGRCoordinateTransformation> to_working(int from) {
    OGRSpatialReference a, b;
    a.importFromEPSG(from);
    b.importFromEPSG(4549);
    a.SetAxisMappingStrategy(OAMS_TRADITIONAL_GIS_ORDER);
    b.SetAxisMappingStrategy(OAMS_TRADITIONAL_GIS_ORDER);
    return std::unique_ptr<OGRCoordinateTransformation>(OGRCreateCoordinateTransformation(&a, &b));
}

double area_of(const OGRGeometry* shape) {
    if (shape == nullptr || shape->IsEmpty()) return 0;
    long double sum = 0;
    if (wkbFlatten(shape->getGeometryType()) == wkbPolygon) {
        bool outer = true;
        for (const auto* ring : *shape->toPolygon()) {
            sum += outer ? ring_area(*ring) : -ring_area(*ring);
            outer = false;
        }
    } else if (OGR_GT_IsSubClassOf(wkbFlatten(shape->getGeometryType()), wkbGeometryCollection)) {
        for (const auto* part : *shape->toGeometryCollection()) sum += area_of(part);
    }
    return static_cast<double>(sum);
}

double ellipsoid_area_of(const OGRGeometry& working) {
    static const auto to_degrees = std::unique_ptr<OGRCoordinateTransformation>(to_working(4490)->GetInverse());
    static const auto to_cylinder = [] {
        OGRSpatialReference degrees, cylinder;
        degrees.importFromEPSG(4490);
        degrees.SetAxisMappingStrategy(OAMS_TRADITIONAL_GIS_ORDER);
        cylinder.SetFromUserInput("+proj=cea +lat_ts=30 +lon_0=120 +ellps=GRS80 +units=m");
        return std::unique_ptr<OGRCoordinateTransformation>(OGRCreateCoordinateTransformation(&degrees, &cylinder));
    }();
    const Shape shape(working.clone());
    shape->transform(to_degrees.get());
    shape->transform(to_cylinder.get());
    return area_of(shape.get());
}

Cells::Cells(const std::vector<Parcel>& parcels) {
    for (std::size_t p = 0; p < parcels.size(); ++p) {
        if (!parcels[p].shape) continue;
        OGREnvelope box;
        parcels[p].shape->getEnvelope(&box);
        for (int x = static_cast<int>(box.MinX / 400); x <= static_cast<int>(box.MaxX / 400); ++x)
            for (int y = static_cast<int>(box.MinY / 400); y <= static_cast<int>(box.MaxY / 400); ++y)
                cells_[{x, y}].push_back(p);
    }
}

std::vector<std::size_t> Cells::near(const OGREnvelope& box) const {
    std::set<std::size_t> found;
    for (int x = static_cast<int>(box.MinX / 400); x <= static_cast<int>(box.MaxX / 400); ++x)
        for (int y = static_cast<int>(box.MinY / 400); y <= static_cast<int>(box.MaxY / 400); ++y)
            if (const auto at = cells_.find({x, y}); at != cells_.end())
                found.insert(at->second.begin(), at->second.end());
    return {found.begin(), found.end()};
}

Land read_land(const std::string& folder) {
    Land land;
    const auto platforms = read_zones(folder + "/platforms.shp", "PTMC");
    const auto streets = read_zones(folder + "/streets.shp", "XZQMC");
    for (const Zone& zone : platforms) land.platforms.push_back(zone.name);
    std::vector<Row> rows;
    for (int n = 1; n <= static_cast<int>(files.size()); ++n)
        for (auto& row : read_file(folder, n, land.platforms)) rows.push_back(std::move(row));
    land.parcels = one_row_each(std::move(rows));
    set_areas(land.parcels);
    for (Parcel& p : land.parcels) {
        if (!p.shape) continue;
        for (const auto& [name, share] : shares_in(p, platforms)) p.shares[name] = share;
        const bool known = std::find(land.platforms.begin(), land.platforms.end(), p.platform) != land.platforms.end();
        if (known) p.platform_share = p.shares.contains(p.platform) ? p.shares[p.platform] : 0;
        double largest = 0;
        for (const auto& [name, share] : shares_in(p, streets))
            if (share > largest) {
                largest = share;
                p.street = name;
            }
    }
    lay_buildings(folder + "/buildings.shp", land.parcels);
    return land;
}

}  // namespace oracle
