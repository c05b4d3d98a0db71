#include "metrics/registry.hpp"

namespace mulens::metrics::defs {

Metric investment_per_mu() {
    return per_mu("investment_per_mu", "投资强度(含地价)", "固定资产总投资(含地价) ÷ 用地面积",
                  "fixed_investment_with_land");
}

}  // namespace mulens::metrics::defs
