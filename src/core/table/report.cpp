#include "table/report.hpp"

namespace mulens::table {

Report spoken(Report report, Lang lang) {
    report.lang = lang;
    if (lang == Lang::zh) return report;
    for (auto& part : report.tables) {
        if (part.english.empty()) continue;
        for (const auto& name : part.table.names()) {
            const Column& column = part.table.at(name);
            if (!column.is_text()) continue;
            std::vector<std::string> texts;
            bool any = false;
            for (Row row = 0; row < column.size(); ++row) {
                const auto found = part.english.find(column.text(row));
                any = any || found != part.english.end();
                texts.emplace_back(found == part.english.end() ? column.text(row) : std::string_view(found->second));
            }
            if (any) part.table.set(name, Column::texts(texts));
        }
    }
    return report;
}

}  // namespace mulens::table
