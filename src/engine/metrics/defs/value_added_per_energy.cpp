#include "metrics/registry.hpp"

namespace mulens::metrics::defs {

Metric value_added_per_energy() {
    return ratio("value_added_per_energy", "单位能耗增加值", "万元/吨标准煤", "工业增加值 ÷ 综合能耗(等价值)",
                 "value_added", "energy_tce");
}

}  // namespace mulens::metrics::defs
