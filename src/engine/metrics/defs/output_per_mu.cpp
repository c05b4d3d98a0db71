#include "metrics/registry.hpp"

namespace mulens::metrics::defs {

Metric output_per_mu() { return per_mu("output_per_mu", "亩均产值", "工业总产值 ÷ 用地面积", "output"); }

}  // namespace mulens::metrics::defs
