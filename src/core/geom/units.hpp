// The one place where 亩 is defined: 1 亩 = 10000/15 m², kept as that ratio.
#pragma once

namespace mulens::geom {

[[nodiscard]] constexpr double mu_from_m2(double area_m2) { return area_m2 * 15.0 / 10000.0; }
[[nodiscard]] constexpr double m2_from_mu(double area_mu) { return area_mu * 10000.0 / 15.0; }

}  // namespace mulens::geom
