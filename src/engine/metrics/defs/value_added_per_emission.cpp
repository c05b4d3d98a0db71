#include "metrics/registry.hpp"

namespace mulens::metrics::defs {

Metric value_added_per_emission() {
    return ratio("value_added_per_emission", "单位排放增加值", "万元/吨", "工业增加值 ÷ 主要污染物排放量",
                 "value_added", "emissions_t");
}

}  // namespace mulens::metrics::defs
