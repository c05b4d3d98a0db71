// At most one item of each class under one limit of cost (a multiple-choice knapsack), nearly the best one, fast.
//
// Guarantees: O(n log n); the same input gives the same answer; `bound` is proven: it is the optimum of the linear
// relaxation, along the upper hulls of the classes. The answer follows the same order, then takes what still fits, so
// it misses at most what one item brings; `bound` − `value` says how far it is from the best at most.
#pragma once

#include <cstdint>
#include <span>
#include <vector>

namespace mulens::solve {

struct Item {
    std::uint32_t of = 0;  ///< its class
    double cost = 0;       ///< may be negative
    double gain = 0;
};

struct Choice {
    bool feasible = false;           ///< false: even the cheapest choice costs more than the limit
    std::vector<std::uint8_t> take;  ///< along the items
    double value = 0, bound = 0, cost = 0;
};

/// `items` by class, ascending; must[c]: class c gives exactly one item. `limit` may be infinite.
[[nodiscard]] Choice choose_items(std::span<const Item> items, const std::vector<bool>& must, double limit);

}  // namespace mulens::solve
