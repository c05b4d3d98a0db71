// A GL object that is deleted when its owner goes. Needs the context that made it current when it is destroyed; moves,
// never copies. 0 = none.
#pragma once

#include <epoxy/gl.h>

#include <utility>

namespace mulens::render::gl {

template <typename Traits>
class Handle {
  public:
    Handle() = default;
    explicit Handle(GLuint id) : id_(id) {}
    Handle(Handle&& other) noexcept : id_(std::exchange(other.id_, 0)) {}
    Handle& operator=(Handle&& other) noexcept {
        if (this != &other) {
            reset();
            id_ = std::exchange(other.id_, 0);
        }
        return *this;
    }
    Handle(const Handle&) = delete;
    Handle& operator=(const Handle&) = delete;
    ~Handle() { reset(); }

    static Handle make() { return Handle(Traits::make()); }
    void reset() {
        if (id_ != 0) Traits::destroy(id_);
        id_ = 0;
    }
    [[nodiscard]] GLuint id() const { return id_; }
    explicit operator bool() const { return id_ != 0; }

  private:
    GLuint id_ = 0;
};

}  // namespace mulens::render::gl
