#include "metrics/registry.hpp"

namespace mulens::metrics::defs {

Metric far() { return of_parcel("far", "现状容积率", "计容建筑面积 ÷ 图形面积(平面)"); }

}  // namespace mulens::metrics::defs
