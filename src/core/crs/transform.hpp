// Coordinates from one CRS into another, x = easting or longitude first, degrees for geographic CRS.
//
// Guarantees: equal CRS are the identity; CGCS2000 ↔ WGS 84 is the identity of longitude and latitude by decision; zone
// form ↔ central-meridian form of one Gauss–Krüger zone is an exact shift of the easting; any other change of datum
// uses an operation that the EPSG registry knows, valid at the point, with its grid at hand. A "ballpark" (guessed)
// operation is never used: then the constructor, or apply() for a point outside every operation's area, throws
// Error(crs). No network. A point that cannot be computed (NaN, or far outside the projection) becomes NaN, NaN. One
// object a thread: apply() is const but not to be called from two threads at once.
#pragma once

#include <cstddef>
#include <memory>
#include <string>

namespace mulens::crs {

/// The source is displaced as web maps are: taken back before anything else.
enum class Shift { none, gcj02, bd09 };

class Transform {
  public:
    /// `from`, `to`: "EPSG:n", WKT of any kind, a PROJ string. Throws Error(crs).
    Transform(const std::string& from, const std::string& to, Shift shift = Shift::none);
    ~Transform();
    Transform(Transform&&) noexcept;
    Transform& operator=(Transform&&) noexcept;
    Transform(const Transform&) = delete;
    Transform& operator=(const Transform&) = delete;

    /// In place, `points` pairs of interleaved x, y.
    void apply(double* xy, std::size_t points) const;
    /// True where apply() leaves every number as it is.
    [[nodiscard]] bool identity() const;
    /// What is done, for the manifest: "identity", "easting − 40 000 000 m", "CGCS2000 = WGS 84 by decision" …
    [[nodiscard]] const std::string& note() const;

  private:
    struct Steps;
    std::unique_ptr<Steps> steps_;
};

/// Reads "GCJ-02", "gcj02", "BD-09", "" (none). Throws Error(usage) for anything else.
[[nodiscard]] Shift shift_of(const std::string& name);

}  // namespace mulens::crs
