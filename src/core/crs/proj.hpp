// RAII for PROJ's handles and the few calls that this room shares. Inside the room only.
#pragma once

#include <proj.h>
#include <proj_experimental.h>  // 2-D and bound CRS objects; exported and stable since PROJ 6

#include <memory>
#include <string>

namespace mulens::crs {

struct ContextDeleter {
    void operator()(PJ_CONTEXT* context) const { proj_context_destroy(context); }
};
struct PjDeleter {
    void operator()(PJ* object) const { proj_destroy(object); }
};
struct ListDeleter {
    void operator()(PJ_OBJ_LIST* list) const { proj_list_destroy(list); }
};
using Context = std::unique_ptr<PJ_CONTEXT, ContextDeleter>;
using Pj = std::unique_ptr<PJ, PjDeleter>;
using PjList = std::unique_ptr<PJ_OBJ_LIST, ListDeleter>;

/// A context without network and without output. Throws Error(crs) where PROJ's registry (proj.db) is missing.
[[nodiscard]] Context make_context();
/// This thread's own context, made once: opening the registry for every question would cost milliseconds each.
[[nodiscard]] PJ_CONTEXT* local_context();
/// The horizontal, two-dimensional CRS that the text names; null where it names none.
[[nodiscard]] Pj create_crs(PJ_CONTEXT* context, const std::string& text);
/// The geographic CRS under it (itself where it is one); null for local and geocentric CRS.
[[nodiscard]] Pj geographic_base(PJ_CONTEXT* context, const PJ* crs);
[[nodiscard]] bool geographic(const PJ* crs);
[[nodiscard]] bool projected(const PJ* crs);
/// Same but for axis order and names.
[[nodiscard]] bool same_crs(PJ_CONTEXT* context, const PJ* a, const PJ* b);
/// "EPSG:4549" from the object's own id, "" where it has none.
[[nodiscard]] std::string own_id(const PJ* crs);

}  // namespace mulens::crs
