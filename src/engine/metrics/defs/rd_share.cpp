#include "metrics/registry.hpp"

namespace mulens::metrics::defs {

Metric rd_share() { return ratio("rd_share", "R&D经费占营业收入比重", "1", "R&D经费支出 ÷ 营业收入", "rd", "revenue"); }

}  // namespace mulens::metrics::defs
