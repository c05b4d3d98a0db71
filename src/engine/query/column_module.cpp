#include "query/column_module.hpp"

#include "base/date.hpp"
#include "base/error.hpp"

#include <cmath>
#include <new>

namespace mulens::query {
namespace {

struct VirtualTable : sqlite3_vtab {
    TableView* view = nullptr;
};
struct Cursor : sqlite3_vtab_cursor {
    const TableView* view = nullptr;
    Row row = 0;
};

const char* sql_type(table::Kind kind) {
    switch (kind) {
        case table::Kind::text:
        case table::Kind::date:
            return "TEXT";
        case table::Kind::boolean:
            return "INTEGER";
        case table::Kind::number:
            break;
    }
    return "REAL";
}

int connect(sqlite3* db, void* context, int, const char* const*, sqlite3_vtab** out, char**) {
    auto* view = static_cast<TableView*>(context);
    std::string declaration = "CREATE TABLE x(";
    for (std::size_t i = 0; i < view->columns.size(); ++i) {
        if (i > 0) declaration += ", ";
        declaration += '"';
        for (const char c : view->names[i]) declaration += c == '"' ? std::string("\"\"") : std::string(1, c);
        declaration += "\" ";
        declaration += sql_type(view->columns[i]->kind());
    }
    declaration += ")";
    if (const int result = sqlite3_declare_vtab(db, declaration.c_str()); result != SQLITE_OK) return result;
    auto* made = new (std::nothrow) VirtualTable{};
    if (made == nullptr) return SQLITE_NOMEM;
    made->view = view;
    *out = made;
    return SQLITE_OK;
}

int disconnect(sqlite3_vtab* table) {
    delete static_cast<VirtualTable*>(table);
    return SQLITE_OK;
}

int best_index(sqlite3_vtab* table, sqlite3_index_info* info) {
    const auto rows = static_cast<VirtualTable*>(table)->view->table->rows();
    info->estimatedCost = rows;
    info->estimatedRows = rows;
    return SQLITE_OK;
}

int open_cursor(sqlite3_vtab* table, sqlite3_vtab_cursor** out) {
    auto* cursor = new (std::nothrow) Cursor{};
    if (cursor == nullptr) return SQLITE_NOMEM;
    cursor->view = static_cast<VirtualTable*>(table)->view;
    *out = cursor;
    return SQLITE_OK;
}

int close_cursor(sqlite3_vtab_cursor* cursor) {
    delete static_cast<Cursor*>(cursor);
    return SQLITE_OK;
}

int begin_scan(sqlite3_vtab_cursor* cursor, int, const char*, int, sqlite3_value**) {
    static_cast<Cursor*>(cursor)->row = 0;
    return SQLITE_OK;
}

int next_row(sqlite3_vtab_cursor* cursor) {
    ++static_cast<Cursor*>(cursor)->row;
    return SQLITE_OK;
}

int at_end(sqlite3_vtab_cursor* cursor) {
    const auto* c = static_cast<Cursor*>(cursor);
    return c->row >= c->view->table->rows() ? 1 : 0;
}

void result_date(sqlite3_context* context, double days) {
    const std::string iso = to_iso(from_day_number(days));
    sqlite3_result_text(context, iso.data(), static_cast<int>(iso.size()), SQLITE_TRANSIENT);
}

int value_at(sqlite3_vtab_cursor* cursor, sqlite3_context* context, int index) {
    const auto* c = static_cast<Cursor*>(cursor);
    const table::Column& column = *c->view->columns[static_cast<std::size_t>(index)];
    if (column.is_text()) {
        // The column outlives the statement: no copy.
        const std::string_view text = column.text(c->row);
        if (text.empty())
            sqlite3_result_null(context);
        else
            sqlite3_result_text(context, text.data(), static_cast<int>(text.size()), SQLITE_STATIC);
        return SQLITE_OK;
    }
    const double value = column.number(c->row);
    if (std::isnan(value))
        sqlite3_result_null(context);
    else if (column.kind() == table::Kind::date)
        result_date(context, value);
    else if (column.kind() == table::Kind::boolean)
        sqlite3_result_int(context, value != 0 ? 1 : 0);
    else
        sqlite3_result_double(context, value);
    return SQLITE_OK;
}

int row_id(sqlite3_vtab_cursor* cursor, sqlite3_int64* out) {
    *out = static_cast<Cursor*>(cursor)->row;
    return SQLITE_OK;
}

sqlite3_module make_module() {
    sqlite3_module module{};
    module.iVersion = 1;
    module.xConnect = connect;  // xCreate stays null: the table exists by itself, nothing can create another
    module.xBestIndex = best_index;
    module.xDisconnect = disconnect;
    module.xOpen = open_cursor;
    module.xClose = close_cursor;
    module.xFilter = begin_scan;
    module.xNext = next_row;
    module.xEof = at_end;
    module.xColumn = value_at;
    module.xRowid = row_id;
    return module;
}

}  // namespace

void register_module(sqlite3* db, const char* name, TableView& view) {
    static const sqlite3_module module = make_module();
    if (sqlite3_create_module_v2(db, name, &module, &view, nullptr) != SQLITE_OK)
        throw Error::make(ExitCode::failed, "cannot prepare the filter: {}", sqlite3_errmsg(db));
}

}  // namespace mulens::query
