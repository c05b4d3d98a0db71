// One error type for everything that ends a run. Row-level trouble never throws: it goes to Diagnostics.
#pragma once

#include <fmt/format.h>

#include <stdexcept>
#include <string>
#include <utility>

namespace mulens {

/// Exit codes of the program (documented by `mulens help exit-codes`). Never 124–127 or 137.
enum class ExitCode : int {
    done = 0,
    failed = 1,
    usage = 2,        ///< wrong usage, project, scheme or mapping
    gate_failed = 3,  ///< done, but a quality gate failed
    unreadable = 4,   ///< an input could not be read
    crs = 5,          ///< no usable coordinate reference system
    unwritable = 7,   ///< could not write, or the output exists
    picture = 10,     ///< picture differs from the reference
    interrupted = 130,
    terminated = 143,
};

/// A run-level failure: one clear sentence with the file and what to do. Context is added on the way up.
class Error : public std::runtime_error {
  public:
    Error(ExitCode code, const std::string& message) : std::runtime_error(message), code_(code) {}

    template <typename... Args>
    static Error make(ExitCode code, fmt::format_string<Args...> format, Args&&... args) {
        return Error(code, fmt::format(format, std::forward<Args>(args)...));
    }

    [[nodiscard]] ExitCode code() const noexcept { return code_; }
    [[nodiscard]] Error with_context(const std::string& context) const { return Error(code_, context + ": " + what()); }

  private:
    ExitCode code_;
};

}  // namespace mulens
