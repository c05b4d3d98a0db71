#include "metrics/registry.hpp"

namespace mulens::metrics::defs {

Metric value_added_per_mu() {
    return per_mu("value_added_per_mu", "亩均增加值", "工业增加值 ÷ 用地面积", "value_added");
}

}  // namespace mulens::metrics::defs
