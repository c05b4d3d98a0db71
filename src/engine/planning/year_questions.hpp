// Years and space as forms: grade moves, lineage, headroom, industries.
#pragma once

#include "planning/questions.hpp"

#include <vector>

namespace mulens::planning {

[[nodiscard]] std::vector<Question> year_questions();

}  // namespace mulens::planning
