#include "app/dataset.hpp"

#include "app/lang.hpp"
#include "base/text.hpp"
#include "text/utf8.hpp"

#include <algorithm>
#include <string>

namespace mulens::app {

Row Dataset::row_of(std::string_view id) const {
    const table::Column* ids = table().find("parcel_id");
    if (ids == nullptr) return no_row;
    if (by_id.empty()) {  // outlines alone: rarely asked
        const std::string key = normalised_key(id);
        for (Row row = 0; row < rows(); ++row)
            if (ids->text(row) == id || ids->text(row) == key) return row;
        return no_row;
    }
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

void Dataset::gather_characters() {
    std::vector<bool> seen(0x110000, false);
    const auto add = [&](std::string_view words) {
        for (std::size_t at = 0; at < words.size();) {
            const auto one = static_cast<unsigned char>(words[at]);
            if (one < 0x80 && seen[one]) {
                ++at;
                continue;
            }
            const std::size_t start = at;
            const char32_t character = text::next_character(words, at);
            if (character < seen.size() && !seen[character]) {
                seen[character] = true;
                characters += words.substr(start, at - start);
            }
        }
    };
    const auto add_table = [&](const table::Table& rows) {
        for (const auto& name : rows.names()) {
            const auto* column = rows.find(name);
            if (!column->is_text()) continue;
            const auto& store = column->store();
            for (std::uint32_t i = 0; i < store.entries(); ++i) add(store.entry(i));
        }
    };
    add_table(table());
    add_table(run.enterprises.table);
    for (const auto& [role, layer] : run.layers) add_table(layer.table);
    for (const auto& finding : findings) add(finding.message + finding.file + sentence_of(Lang::zh, finding));
    if (run.settings.scheme) add(run.settings.scheme->raw);
    add(run.settings.project.name);
}

std::string_view Dataset::id_of(Row row) const {
    const table::Column* ids = table().find("parcel_id");
    return ids == nullptr ? std::string_view() : ids->text(row);
}

}  // namespace mulens::app
