#include "metrics/registry.hpp"

namespace mulens::metrics::defs {

Metric building_density() { return of_parcel("building_density", "建筑密度", "建筑基底面积 ÷ 图形面积(平面)"); }

}  // namespace mulens::metrics::defs
