// A decisions file (layers/decisions.toml) with rows added at its end: what stands there keeps its bytes, headers may
// be any alias of the catalogue. Plain functions; the clock is read by today() alone.
#pragma once

#include "app/state.hpp"
#include "base/date.hpp"

#include <cstddef>
#include <optional>
#include <string>
#include <vector>

namespace mulens::app {

struct AddedDecisions {
    std::string text;      ///< the whole file
    std::size_t rows = 0;  ///< added; those that stand there already are not added again
};
/// `text`: the file as it is, "" = a new one with Chinese headers and a byte order mark. `year`: for which the
/// decisions hold. Throws Error(usage) where the file is not UTF-8 or has no column for the key or the kind.
[[nodiscard]] AddedDecisions with_decisions(const std::string& text, const std::string& file,
                                            const std::vector<EditedDecision>& decisions, std::optional<int> year,
                                            Date date);
/// Throws Error(unreadable).
[[nodiscard]] std::string text_of_file(const std::string& path);
[[nodiscard]] Date today();

}  // namespace mulens::app
