// Published grades (企业评价类别), joined beside the measured ones and never overwriting them.
#pragma once

#include "rules/subjects.hpp"

#include <optional>
#include <string>
#include <vector>

namespace mulens::rules {

struct Official {
    std::vector<std::string> grade, document;  ///< per row: the newest up to the year
    std::vector<char> previous;                ///< per row: the newest before the year, A–D or ' '
};
/// All three are empty where nothing was published.
/// By the first of `key_columns` that is in both tables and hits. A row without a year counts as the year before.
[[nodiscard]] Official join_official(const table::Table& rows, const std::vector<std::string>& key_columns,
                                     const table::Table* official, std::optional<int> year);

}  // namespace mulens::rules
