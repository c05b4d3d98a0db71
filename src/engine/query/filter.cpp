#include "query/filter.hpp"

#include "base/error.hpp"
#include "base/text.hpp"
#include "query/column_module.hpp"

#include <algorithm>
#include <array>
#include <cstring>
#include <memory>
#include <numeric>
#include <set>

namespace mulens::query {
namespace {

constexpr const char* table_name = "rows";

// Functions that look at nothing but their arguments. No clock, no random, no files.
constexpr std::array<std::string_view, 24> allowed_functions{
    "abs",    "round",     "coalesce", "ifnull", "nullif", "length", "lower", "upper",
    "substr", "substring", "instr",    "like",   "glob",   "min",    "max",   "trim",
    "ltrim",  "rtrim",     "replace",  "iif",    "sign",   "ceil",   "floor", "typeof"};

struct CloseDatabase {
    void operator()(sqlite3* db) const { sqlite3_close(db); }
};
struct FinishStatement {
    void operator()(sqlite3_stmt* statement) const { sqlite3_finalize(statement); }
};
using Database = std::unique_ptr<sqlite3, CloseDatabase>;
using Statement = std::unique_ptr<sqlite3_stmt, FinishStatement>;

struct Guard {
    int selects = 0;
    std::string refused;  ///< what was refused, for the message
};

int authorise(void* context, int action, const char* first, const char* second, const char*, const char*) {
    auto* guard = static_cast<Guard*>(context);
    const auto refuse = [&](std::string what) {
        if (guard->refused.empty()) guard->refused = std::move(what);
        return SQLITE_DENY;
    };
    switch (action) {
        case SQLITE_SELECT:
            return ++guard->selects == 1 ? SQLITE_OK : refuse("a sub-query");
        case SQLITE_READ:
            return first != nullptr && std::strcmp(first, table_name) == 0 ? SQLITE_OK : refuse("another table");
        case SQLITE_FUNCTION: {
            const std::string_view name = second == nullptr ? "" : second;
            for (const auto& allowed : allowed_functions)
                if (sqlite3_stricmp(std::string(name).c_str(), std::string(allowed).c_str()) == 0) return SQLITE_OK;
            return refuse("the function " + std::string(name) + "()");
        }
        default:
            return refuse("anything but a condition");
    }
}

Database open_database() {
    sqlite3* raw = nullptr;
    const int result = sqlite3_open_v2(":memory:", &raw, SQLITE_OPEN_READWRITE | SQLITE_OPEN_NOMUTEX, nullptr);
    Database db(raw);
    if (result != SQLITE_OK) throw Error(ExitCode::failed, "cannot open SQLite in memory");
    // "no_such_column" in double quotes must be an error, not a text.
    sqlite3_db_config(raw, SQLITE_DBCONFIG_DQS_DML, 0, nullptr);
    sqlite3_db_config(raw, SQLITE_DBCONFIG_DQS_DDL, 0, nullptr);
    sqlite3_limit(raw, SQLITE_LIMIT_LENGTH, 1'000'000);
    sqlite3_limit(raw, SQLITE_LIMIT_SQL_LENGTH, 100'000);
    sqlite3_limit(raw, SQLITE_LIMIT_ATTACHED, 0);
    sqlite3_limit(raw, SQLITE_LIMIT_LIKE_PATTERN_LENGTH, 1'000);
    return db;
}

/// Lets SQLite see the columns once, before the guard stands: that step writes to its own schema.
void declare(sqlite3* db) {
    const std::string sql = fmt::format("SELECT 1 FROM {}", table_name);
    sqlite3_stmt* raw = nullptr;
    const int result = sqlite3_prepare_v2(db, sql.c_str(), -1, &raw, nullptr);
    const Statement statement(raw);
    if (result != SQLITE_OK) throw Error::make(ExitCode::failed, "cannot prepare the filter: {}", sqlite3_errmsg(db));
}

TableView view_of(const table::Table& table, const Aliases& aliases) {
    TableView view;
    view.table = &table;
    std::set<std::string> seen;
    const auto add = [&](const std::string& name, const table::Column* column) {
        std::string folded = name;
        for (char& c : folded)
            if (c >= 'A' && c <= 'Z') c = static_cast<char>(c - 'A' + 'a');
        if (column == nullptr || !seen.insert(folded).second) return;
        view.names.push_back(name);
        view.columns.push_back(column);
    };
    for (const auto& name : table.names()) add(name, table.find(name));
    for (const auto& [written, name] : aliases) add(written, table.find(name));
    return view;
}

Error explain(sqlite3* db, const Guard& guard, const TableView& view, const std::string& shown) {
    if (!guard.refused.empty())
        return Error::make(ExitCode::usage, "the filter `{}` uses {}; it must be one condition on the columns of a row",
                           shown, guard.refused);
    const std::string message = sqlite3_errmsg(db);
    constexpr std::string_view unknown = "no such column: ";
    if (message.starts_with(unknown)) {
        const std::string word = message.substr(unknown.size());
        return Error::make(ExitCode::usage,
                           "the filter `{}` names the column {}, which does not exist; the nearest: {}", shown, word,
                           fmt::join(nearest_names(word, view.names), ", "));
    }
    return Error::make(ExitCode::usage, "the filter `{}` is not understood: {}", shown, message);
}

int stop_wanted(void* context) { return static_cast<const Progress*>(context)->stop_requested() ? 1 : 0; }

std::size_t distance(std::string_view a, std::string_view b) {
    std::vector<std::size_t> line(b.size() + 1);
    std::iota(line.begin(), line.end(), std::size_t{0});
    for (std::size_t i = 0; i < a.size(); ++i) {
        std::size_t diagonal = line[0];
        line[0] = i + 1;
        for (std::size_t j = 0; j < b.size(); ++j) {
            const std::size_t change = diagonal + (a[i] == b[j] ? 0 : 1);
            diagonal = line[j + 1];
            line[j + 1] = std::min({line[j] + 1, line[j + 1] + 1, change});
        }
    }
    return line[b.size()];
}

}  // namespace

std::vector<std::string> nearest_names(const std::string& word, const std::vector<std::string>& names,
                                       std::size_t count) {
    std::vector<std::pair<std::size_t, std::size_t>> scored;
    for (std::size_t i = 0; i < names.size(); ++i) {
        // A part of a name is nearer than its length says.
        const bool part = !word.empty() && names[i].find(word) != std::string::npos;
        scored.emplace_back(part ? 1 : 2 * distance(word, names[i]), i);
    }
    std::sort(scored.begin(), scored.end());
    std::vector<std::string> out;
    for (std::size_t i = 0; i < std::min(count, scored.size()); ++i) out.push_back(names[scored[i].second]);
    return out;
}

std::vector<Row> select(const table::Table& table, const std::string& where, const std::string& order_by,
                        const Aliases& aliases, const Progress* progress) {
    const bool all = trimmed(where).empty();
    std::vector<Row> rows;
    if (all && trimmed(order_by).empty()) {
        rows.resize(table.rows());
        std::iota(rows.begin(), rows.end(), Row{0});
        return rows;
    }
    TableView view = view_of(table, aliases);
    if (view.columns.empty()) return rows;  // SQLite knows no table without columns
    Guard guard;
    const Database db = open_database();
    register_module(db.get(), table_name, view);
    declare(db.get());
    sqlite3_set_authorizer(db.get(), authorise, &guard);
    if (progress != nullptr) sqlite3_progress_handler(db.get(), 100'000, stop_wanted, const_cast<Progress*>(progress));
    // Line breaks end a comment that the expression may open.
    std::string sql = fmt::format("SELECT rowid FROM {}", table_name);
    if (!all) sql += " WHERE (\n" + where + "\n)";
    if (!trimmed(order_by).empty()) sql += " ORDER BY " + order_by + "\n, rowid";
    const std::string shown = all ? order_by : where;
    sqlite3_stmt* raw = nullptr;
    const char* tail = nullptr;
    if (sqlite3_prepare_v2(db.get(), sql.c_str(), static_cast<int>(sql.size() + 1), &raw, &tail) != SQLITE_OK)
        throw explain(db.get(), guard, view, shown);
    const Statement statement(raw);
    if (tail != nullptr && !trimmed(tail).empty())
        throw Error::make(ExitCode::usage, "the filter `{}` holds more than one condition", shown);
    if (sqlite3_bind_parameter_count(raw) != 0)
        throw Error::make(ExitCode::usage, "the filter `{}` holds a parameter (? or :name)", shown);
    for (;;) {
        const int step = sqlite3_step(raw);
        if (step == SQLITE_DONE) return rows;
        if (step == SQLITE_INTERRUPT) throw Stopped{};
        if (step != SQLITE_ROW) throw explain(db.get(), guard, view, shown);
        rows.push_back(static_cast<Row>(sqlite3_column_int64(raw, 0)));
    }
}

}  // namespace mulens::query
