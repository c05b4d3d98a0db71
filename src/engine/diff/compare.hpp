// Two sides compared: every plot and every firm with its grade at both ends and after each exchange (see causes.hpp).
// Cost: five to seven gradings. Same bytes for any number of threads.
#pragma once

#include "diff/causes.hpp"
#include "diff/judge.hpp"
#include "diff/match.hpp"

#include <string>
#include <vector>

namespace mulens::diff {

struct Unit {
    Row a = no_row, b = no_row;  ///< rows at either side; no_row = not there
    Steps steps;                 ///< where it is on one side only: the ends alone
    Split split;
};

struct Difference {
    Judged before, after;                  ///< A and B as they are
    std::vector<rules::ClassCut> between;  ///< cut lines that B's scheme gives over A's firms, one for each class of B
    Pairs parcel_pairs, firm_pairs;
    std::vector<Unit> parcels, firms;  ///< those of B in row order, then those of A alone
    bool same_scheme = true;
};

/// Both sides need a scheme. Throws Error(usage) where they have neither a plot nor a firm in common, and as
/// grade_firms; Stopped.
[[nodiscard]] Difference compare(const Side& a, const Side& b, Pairs parcels, Pairs firms, Progress& progress);

}  // namespace mulens::diff
