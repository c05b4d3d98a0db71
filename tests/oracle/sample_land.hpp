// The sample's land by GDAL and OGR alone: read, transformed, merged, laid over. Written from the rules, not from the
// program's code; links none of its libraries. Slow and plain on purpose.
#pragma once

#include <ogrsf_frmts.h>

#include <array>
#include <limits>
#include <map>
#include <memory>
#include <string>
#include <vector>

namespace oracle {

constexpr double none = std::numeric_limits<double>::quiet_NaN();
using Shape = std::unique_ptr<OGRGeometry>;

struct Parcel {
    std::string id;    ///< as the rules name it: CODE, CODE#2, FILE#ROW
    std::string code;  ///< as the file has it
    std::string land_use, credit_code;
    int file = 0;  ///< 1…9
    Shape shape;   ///< EPSG:4549; null where there is nothing that can be measured
    double area_m2 = none, deed_m2 = none, basis_m2 = none;
    bool in_scope = false;
    std::string platform, street;
    double platform_share = none;
    std::map<std::string, double> shares;  ///< platform → share
    int buildings = 0;
    double footprint_m2 = none, gfa_m2 = none, far_area_m2 = none;
};

struct Land {
    std::vector<Parcel> parcels;
    std::vector<std::string> platforms;  ///< names in file order
};

/// Which parcels a box may meet, by 400 m cells.
class Cells {
  public:
    explicit Cells(const std::vector<Parcel>& parcels);
    [[nodiscard]] std::vector<std::size_t> near(const OGREnvelope& box) const;

  private:
    std::map<std::pair<int, int>, std::vector<std::size_t>> cells_;
};

/// Reads DIR of `mulens sample` at the default layout. Throws std::runtime_error where a file is not there.
[[nodiscard]] Land read_land(const std::string& folder);

/// A layer of a vector file with its dataset kept open.
struct Source {
    explicit Source(const std::string& path, const char* encoding = "UTF-8");
    ~Source();
    Source(const Source&) = delete;
    Source& operator=(const Source&) = delete;
    GDALDataset* dataset;
    OGRLayer* layer;
};

/// From EPSG:`from` to the working EPSG:4549, x = easting or longitude.
[[nodiscard]] std::unique_ptr<OGRCoordinateTransformation> to_working(int from);

/// m² in the plane, about the first point of each ring: OGR's own loses the last digits of thin plots.
[[nodiscard]] double area_of(const OGRGeometry* shape);

/// m² on the ellipsoid by PROJ's equal-area cylinder: an edge is straight on it, as in the survey standard's sum of
/// mean longitude × zone area over the edges.
[[nodiscard]] double ellipsoid_area_of(const OGRGeometry& working);

}  // namespace oracle
