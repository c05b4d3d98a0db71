// The sample's money, allocated to parcels by method §3 in plain code of its own.
#pragma once

#include "oracle/sample_land.hpp"

#include <cstdint>
#include <map>
#include <string>
#include <vector>

namespace oracle {

/// What one parcel gets; 分, with `given` telling a blank from zero.
struct Money {
    int enterprises = 0;
    std::string source = "none";
    std::map<std::string, std::int64_t> fen;  ///< by column; absent is blank
    int tax_missing = 0;
};

/// One entry a parcel of `land`, for the year 2024.
[[nodiscard]] std::vector<Money> allocate(const std::string& folder, const Land& land);

}  // namespace oracle
