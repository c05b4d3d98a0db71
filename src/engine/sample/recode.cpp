#include "sample/recode.hpp"

#include "base/error.hpp"

#include <iconv.h>

namespace mulens::sample {

struct Recoder::State {
    iconv_t handle = nullptr;
    State() = default;
    State(const State&) = delete;
    State& operator=(const State&) = delete;
    ~State() {
        if (handle != nullptr) iconv_close(handle);
    }
};

Recoder::Recoder(const std::string& encoding) : state_(std::make_unique<State>()) {
    if (encoding == "UTF-8") return;
    const iconv_t handle = iconv_open(encoding.c_str(), "UTF-8");
    if (handle == iconv_t(-1)) throw Error::make(ExitCode::failed, "the C library cannot write text as {}", encoding);
    state_->handle = handle;
}
Recoder::~Recoder() = default;
Recoder::Recoder(Recoder&&) noexcept = default;
Recoder& Recoder::operator=(Recoder&&) noexcept = default;

std::string Recoder::operator()(std::string_view utf8) const {
    if (state_->handle == nullptr) return std::string(utf8);
    std::string out(utf8.size() * 2 + 4, '\0');
    std::string in(utf8);
    char* from = in.data();
    std::size_t from_left = in.size();
    char* to = out.data();
    std::size_t to_left = out.size();
    if (iconv(state_->handle, &from, &from_left, &to, &to_left) == static_cast<std::size_t>(-1))
        throw Error::make(ExitCode::failed, "the text '{}' cannot be written in the file's encoding", utf8);
    out.resize(out.size() - to_left);
    return out;
}

}  // namespace mulens::sample
