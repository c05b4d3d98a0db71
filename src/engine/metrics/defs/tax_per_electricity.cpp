#include "metrics/registry.hpp"

namespace mulens::metrics::defs {

Metric tax_per_electricity() {
    return ratio("tax_per_electricity", "单位电耗税收", "万元/万kWh", "评价税收 ÷ 用电量", "tax",
                 "electricity_wan_kwh");
}

}  // namespace mulens::metrics::defs
