// Links and ledgers name plots by the codes of today; a run over the plots of an earlier year needs the codes of then.
#pragma once

#include "pipeline/inputs.hpp"

#include <map>
#include <string>
#include <vector>

namespace mulens::pipeline {

/// One plot of the earlier year that a code stands for.
struct FormerPart {
    std::string code;
    double share_of_former = 1;  ///< of that plot's land: weighs a firm's share where a plot was split later
};
using FormerCodes = std::map<std::string, std::vector<FormerPart>>;

/// Links of a code in `codes` become one link to each plot it stands for; a code that stands for nothing keeps its
/// link, which then finds no plot. Shares: the link's share of today's plot × share_of_former, so that the firms of
/// the plots that one plot was split into share it by land. `parcel_id` in the ledger becomes CODE;CODE.
void use_former_codes(const FormerCodes& codes, table::Layer& enterprises, Inputs& inputs);

}  // namespace mulens::pipeline
