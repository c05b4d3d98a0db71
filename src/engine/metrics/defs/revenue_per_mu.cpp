#include "metrics/registry.hpp"

namespace mulens::metrics::defs {

Metric revenue_per_mu() { return per_mu("revenue_per_mu", "亩均营业收入", "营业收入 ÷ 用地面积", "revenue"); }

}  // namespace mulens::metrics::defs
