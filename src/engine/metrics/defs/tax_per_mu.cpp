#include "metrics/registry.hpp"

namespace mulens::metrics::defs {

Metric tax_per_mu() { return per_mu("tax_per_mu", "亩均税收", "评价税收 ÷ 用地面积", "tax"); }

}  // namespace mulens::metrics::defs
