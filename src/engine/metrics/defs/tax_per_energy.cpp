#include "metrics/registry.hpp"

namespace mulens::metrics::defs {

Metric tax_per_energy() {
    return ratio("tax_per_energy", "单位能耗税收", "万元/吨标准煤", "评价税收 ÷ 综合能耗(等价值)", "tax", "energy_tce");
}

}  // namespace mulens::metrics::defs
