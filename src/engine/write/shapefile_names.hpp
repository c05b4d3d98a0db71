// Field names for DBF: at most 10 bytes of A–Z, 0–9 and _, all different, the same for the same columns.
#pragma once

#include "write/output_columns.hpp"

#include <string>
#include <vector>

namespace mulens::write {

/// One name a column, in order: the catalogue's short name, else the name itself, cut and numbered where needed.
[[nodiscard]] std::vector<std::string> shapefile_names(const std::vector<OutputColumn>& columns);
/// At most `bytes` bytes of `text`, cut between characters.
[[nodiscard]] std::string_view cut_utf8(std::string_view text, std::size_t bytes);

}  // namespace mulens::write
