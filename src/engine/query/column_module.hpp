// A read-only SQLite virtual table over the columns of a table::Table. Private to the query room.
#pragma once

#include "query/filter.hpp"

#include <sqlite3.h>

namespace mulens::query {

struct TableView {
    const table::Table* table = nullptr;
    std::vector<const table::Column*> columns;  ///< by position in the declaration
    std::vector<std::string> names;
};

/// Registers module `name`; `view` must outlive the connection.
void register_module(sqlite3* db, const char* name, TableView& view);

}  // namespace mulens::query
