#include "geos/context.hpp"

#include "base/error.hpp"

#include <algorithm>

namespace mulens::geos {

Context::Context() : handle_(GEOS_init_r()) {
    if (handle_ == nullptr) throw Error(ExitCode::failed, "the geometry library GEOS could not be started");
    const auto store = [](const char* text, void* to) { static_cast<std::string*>(to)->assign(text); };
    GEOSContext_setNoticeMessageHandler_r(handle_, store, &message_);
    GEOSContext_setErrorMessageHandler_r(handle_, store, &message_);
}

Context::~Context() { GEOS_finish_r(handle_); }

Contexts::Contexts(unsigned workers) {
    for (unsigned w = 0; w < std::max(1U, workers); ++w) contexts_.push_back(std::make_unique<Context>());
}

std::string version() { return GEOSversion(); }

}  // namespace mulens::geos
