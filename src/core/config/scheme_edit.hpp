// A scheme as a file again, after its numbers were changed on screen.
#pragma once

#include "config/scheme.hpp"

namespace mulens::config {

/// The file of `trial` with its present limits, weights, caps, cut lines and size limit, under a new id. Its own cases
/// are left out (they hold for the old numbers) and the notice says from which scheme it was changed.
/// parse_scheme() of the text judges exactly like `trial`.
[[nodiscard]] std::string edited_scheme(const Scheme& saved, const Scheme& trial, const std::string& id);

/// True where both come from one file and no number that can be changed on screen differs.
[[nodiscard]] bool same_numbers(const Scheme& a, const Scheme& b);

}  // namespace mulens::config
