#include "app/dataset.hpp"

#include "base/text.hpp"

#include <algorithm>
#include <string>

namespace mulens::app {

Row Dataset::row_of(std::string_view id) const {
    const table::Column* ids = table().find("parcel_id");
    if (ids == nullptr) return no_row;
    if (by_id.empty()) return no_row;
    // by_id: rows in the order of their codes
    const auto less = [&](Row row, std::string_view key) { return ids->text(row) < key; };
    for (const std::string& key : {std::string(id), normalised_key(id)}) {
        const auto it = std::lower_bound(by_id.begin(), by_id.end(), std::string_view(key), less);
        if (it != by_id.end() && ids->text(*it) == key) return *it;
    }
    return no_row;
}

void Dataset::index_ids() {
    const table::Column* ids = table().find("parcel_id");
    by_id.resize(rows());
    for (Row row = 0; row < by_id.size(); ++row) by_id[row] = row;
    if (ids != nullptr)
        std::sort(by_id.begin(), by_id.end(), [&](Row a, Row b) {
            const auto x = ids->text(a), y = ids->text(b);
            return x != y ? x < y : a < b;
        });
}

std::string_view Dataset::id_of(Row row) const {
    const table::Column* ids = table().find("parcel_id");
    return ids == nullptr ? std::string_view() : ids->text(row);
}

}  // namespace mulens::app
