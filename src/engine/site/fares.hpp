// How each wish fares alone, over every site that was looked at: which one nothing satisfies, and the best there is.
#pragma once

#include "site/find.hpp"
#include "site/floor.hpp"

namespace mulens::site {

/// Counts a site's terms in; all sites of one search have the same wishes in the same order.
void count_in(std::vector<Fare>& fares, const std::vector<Missed>& terms);

/// One sentence: the wishes that nothing satisfies, each with the best value there is; or that each can be had, but not
/// all together; or that there is nothing to choose from. Empty where some site meets the whole wish.
[[nodiscard]] Words impossible(const Wish& wish, const Limits& limits, const Found& found);
[[nodiscard]] Words impossible(const Wish& wish, const FloorWish& floor, const FloorFound& found);

}  // namespace mulens::site
