// GEOS contexts: one a thread, made once by the coordinating thread before work starts.
//
// Guarantees: only the reentrant API is used. Messages are stored, never thrown through C. A Context and every object
// made with it belong to one thread at a time.
#pragma once

#include <memory>
#include <string>
#include <vector>

#include <geos_c.h>

namespace mulens::geos {

class Context {
  public:
    Context();
    ~Context();
    Context(const Context&) = delete;
    Context& operator=(const Context&) = delete;

    [[nodiscard]] GEOSContextHandle_t handle() const { return handle_; }
    /// What GEOS said last; "" if nothing since clear_message().
    [[nodiscard]] const std::string& message() const { return message_; }
    void clear_message() { message_.clear(); }

  private:
    GEOSContextHandle_t handle_;
    std::string message_;
};

/// As many contexts as workers; worker w uses contexts[w] and nothing else.
class Contexts {
  public:
    explicit Contexts(unsigned workers);
    [[nodiscard]] Context& operator[](unsigned worker) { return *contexts_[worker]; }
    [[nodiscard]] unsigned size() const { return static_cast<unsigned>(contexts_.size()); }

  private:
    std::vector<std::unique_ptr<Context>> contexts_;
};

/// "3.11.1": for the manifest.
[[nodiscard]] std::string version();

}  // namespace mulens::geos
