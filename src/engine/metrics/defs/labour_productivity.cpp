#include "metrics/registry.hpp"

namespace mulens::metrics::defs {

Metric labour_productivity() {
    return ratio("labour_productivity", "全员劳动生产率", "万元/人", "工业增加值 ÷ 年平均职工人数", "value_added",
                 "employees");
}

}  // namespace mulens::metrics::defs
