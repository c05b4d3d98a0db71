#include "read/gdal_env.hpp"

#include <cpl_conv.h>
#include <cpl_error.h>
#include <cpl_string.h>

#include <mutex>

namespace mulens::read {

void start_gdal() {
    static std::once_flag once;
    std::call_once(once, [] {
        GDALAllRegister();
        // Codes stay text, and the first row is the header even where every cell is text.
        CPLSetConfigOption("OGR_XLSX_FIELD_TYPES", "STRING");
        CPLSetConfigOption("OGR_XLSX_HEADERS", "FORCE");
        CPLSetConfigOption("OGR_ODS_FIELD_TYPES", "STRING");
        CPLSetConfigOption("OGR_ODS_HEADERS", "FORCE");
        CPLSetConfigOption("GDAL_DISABLE_READDIR_ON_OPEN", nullptr);
    });
}

GdalMessages::GdalMessages() { CPLPushErrorHandlerEx(take, this); }
GdalMessages::~GdalMessages() { CPLPopErrorHandler(); }

void CPL_STDCALL GdalMessages::take(CPLErr level, CPLErrorNum /*number*/, const char* message) {
    auto* self = static_cast<GdalMessages*>(CPLGetErrorHandlerUserData());
    if (self == nullptr || level == CE_Debug || level == CE_None) return;
    auto& list = level == CE_Warning ? self->warnings_ : self->failures_;
    if (list.size() < 20) list.emplace_back(message == nullptr ? "" : message);
}

std::string GdalMessages::text() const {
    std::string out = !failures_.empty() ? failures_.front() : !warnings_.empty() ? warnings_.front() : std::string{};
    for (char& c : out)
        if (c == '\n' || c == '\r') c = ' ';
    while (!out.empty() && (out.back() == ' ' || out.back() == '.')) out.pop_back();
    return out;
}

void GdalMessages::clear() {
    failures_.clear();
    warnings_.clear();
}

Dataset open_dataset(const std::string& path, const std::vector<std::string>& options) {
    start_gdal();
    CPLStringList list;
    for (const auto& option : options) list.AddString(option.c_str());
    return Dataset(static_cast<GDALDataset*>(
        GDALOpenEx(path.c_str(), GDAL_OF_VECTOR | GDAL_OF_READONLY, nullptr, list.List(), nullptr)));
}

}  // namespace mulens::read
