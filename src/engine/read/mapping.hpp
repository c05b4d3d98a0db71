// Which source column feeds which canonical field, and in which unit. Explicit map first, then the exact canonical
// name, then aliases after folding; a DBF name cut at ten bytes may match the beginning of an alias.
#pragma once

#include "config/catalogue.hpp"
#include "config/project.hpp"
#include "read/units.hpp"

#include <string>
#include <vector>

namespace mulens::read {

/// A column of the source. `cut`: its name may have been cut at ten bytes (DBF).
struct SourceColumn {
    std::string name;  ///< UTF-8
    bool cut = false;
};

struct MappedField {
    const config::FieldSpec* field = nullptr;
    int column = -1;     ///< index among the source columns
    std::string source;  ///< the column's name
    Unit unit{"", 1, 1};
    bool unit_assumed = false;  ///< neither header nor option named it
};

struct FieldMap {
    std::vector<MappedField> fields;    ///< in catalogue order
    std::vector<std::string> unmapped;  ///< source columns that no field takes, in source order

    [[nodiscard]] const MappedField* find(std::string_view field) const;
};

/// Throws Error(usage) for what cannot be decided: two columns for one field, a bare 投资额, a column that is not
/// there, a required field that is missing, an unknown unit. The sentence names file, field and option.
[[nodiscard]] FieldMap map_fields(const config::LayerCatalogue& layer, const config::LayerSpec& spec,
                                  const std::vector<SourceColumn>& columns);

}  // namespace mulens::read
