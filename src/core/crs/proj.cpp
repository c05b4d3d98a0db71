#include "crs/proj.hpp"

#include "base/error.hpp"

#include <string_view>

namespace mulens::crs {
namespace {

void no_log(void*, int, const char*) {}

/// .prj files come with a byte order mark and a line end, ids in any case.
std::string tidy(std::string_view text) {
    if (text.starts_with("\xEF\xBB\xBF")) text.remove_prefix(3);
    const std::string_view blank(" \t\r\n\0", 5);
    while (!text.empty() && blank.find(text.back()) != std::string_view::npos) text.remove_suffix(1);
    while (!text.empty() && blank.find(text.front()) != std::string_view::npos) text.remove_prefix(1);
    if (text == "CRS84" || text == "CRS:84") text = "OGC:CRS84";
    std::string tidied(text);
    if (tidied.size() < 16 && tidied.find(':') != std::string::npos)
        for (char& c : tidied)
            if (c >= 'a' && c <= 'z') c = static_cast<char>(c - 'a' + 'A');
    return tidied;
}

Pj horizontal(PJ_CONTEXT* context, Pj crs) {
    if (crs && proj_get_type(crs.get()) == PJ_TYPE_COMPOUND_CRS) crs.reset(proj_crs_get_sub_crs(context, crs.get(), 0));
    const PJ_TYPE type = crs ? proj_get_type(crs.get()) : PJ_TYPE_UNKNOWN;
    if (type == PJ_TYPE_GEOGRAPHIC_3D_CRS) crs.reset(proj_crs_demote_to_2D(context, nullptr, crs.get()));
    return crs;
}

}  // namespace

Context make_context() {
    Context context(proj_context_create());
    proj_log_func(context.get(), nullptr, no_log);
    proj_context_set_enable_network(context.get(), 0);
    if (proj_context_get_database_path(context.get()) == nullptr)
        throw Error(
            ExitCode::crs,
            "The CRS registry proj.db was not found: install the package proj-data, or set PROJ_LIB to the folder that "
            "holds it.");
    return context;
}

PJ_CONTEXT* local_context() {
    thread_local const Context context = make_context();
    return context.get();
}

Pj create_crs(PJ_CONTEXT* context, const std::string& text) {
    const std::string tidied = tidy(text);
    if (tidied.empty()) return {};
    Pj crs(proj_create(context, tidied.c_str()));
    if (!crs) return {};
    if (!proj_is_crs(crs.get())) {  // "+proj=longlat" without "+type=crs"
        if (tidied[0] != '+') return {};
        crs.reset(proj_create(context, fmt::format("{} +type=crs", tidied).c_str()));
        if (!crs || !proj_is_crs(crs.get())) return {};
    }
    return horizontal(context, std::move(crs));
}

bool geographic(const PJ* crs) {
    const PJ_TYPE type = crs ? proj_get_type(crs) : PJ_TYPE_UNKNOWN;
    return type == PJ_TYPE_GEOGRAPHIC_2D_CRS || type == PJ_TYPE_GEOGRAPHIC_3D_CRS;
}

bool projected(const PJ* crs) { return crs && proj_get_type(crs) == PJ_TYPE_PROJECTED_CRS; }

Pj geographic_base(PJ_CONTEXT* context, const PJ* crs) {
    if (!crs) return {};
    Pj base(proj_crs_get_geodetic_crs(context, crs));
    if (base && proj_get_type(base.get()) == PJ_TYPE_GEOGRAPHIC_3D_CRS)
        base.reset(proj_crs_demote_to_2D(context, nullptr, base.get()));
    return geographic(base.get()) ? std::move(base) : Pj{};
}

bool same_crs(PJ_CONTEXT* context, const PJ* a, const PJ* b) {
    if (!a || !b) return false;
    if (proj_is_equivalent_to_with_ctx(context, a, b, PJ_COMP_EQUIVALENT_EXCEPT_AXIS_ORDER_GEOGCRS)) return true;
    // Projected CRS with northing first in the registry and easting first in the file.
    const Pj x(proj_normalize_for_visualization(context, a));
    const Pj y(proj_normalize_for_visualization(context, b));
    return x && y &&
           proj_is_equivalent_to_with_ctx(context, x.get(), y.get(), PJ_COMP_EQUIVALENT_EXCEPT_AXIS_ORDER_GEOGCRS);
}

std::string own_id(const PJ* crs) {
    const char* authority = crs ? proj_get_id_auth_name(crs, 0) : nullptr;
    const char* code = crs ? proj_get_id_code(crs, 0) : nullptr;
    return authority && code ? fmt::format("{}:{}", authority, code) : std::string();
}

}  // namespace mulens::crs
