// Made-up coordinates (EPSG:4549 metres) into the CRS a file is written in. One object a thread.
#pragma once

#include "sample/planar.hpp"

#include <memory>
#include <string>

namespace mulens::sample {

/// GCJ-02 of a WGS 84 / CGCS2000 position in degrees, by the published polynomials.
[[nodiscard]] Point gcj02_from_wgs84(Point lonlat);

class Projection {
  public:
    /// `crs`: EPSG:4549 (as it is), EPSG:4528 (zone number before the easting) or EPSG:4490 (degrees, longitude first);
    /// `shift` "GCJ-02" displaces degrees as web maps do. Throws Error(crs).
    explicit Projection(const std::string& crs, const std::string& shift = "");
    ~Projection();
    Projection(Projection&&) noexcept;
    Projection& operator=(Projection&&) noexcept;

    void apply(Ring& ring) const;
    [[nodiscard]] Point apply(Point p) const;

  private:
    struct State;
    std::unique_ptr<State> state_;
};

/// Degrees to EPSG:4549 metres.
[[nodiscard]] Point metres_from_degrees(Point lonlat);
/// Text of a .prj file (ESRI WKT 1).
[[nodiscard]] std::string prj_text(const std::string& crs);

}  // namespace mulens::sample
