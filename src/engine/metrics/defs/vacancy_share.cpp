#include "metrics/registry.hpp"

namespace mulens::metrics::defs {

Metric vacancy_share() { return of_parcel("vacancy_share", "厂房空置率", "空置建筑面积 ÷ 总建筑面积，宗地图层给出"); }

}  // namespace mulens::metrics::defs
