// UTF-8 into the encoding a file is written in. One object a thread.
#pragma once

#include <memory>
#include <string>
#include <string_view>

namespace mulens::sample {

class Recoder {
  public:
    /// "UTF-8" (as it is) or "GBK". Throws Error(failed) for an encoding the C library lacks.
    explicit Recoder(const std::string& encoding);
    ~Recoder();
    Recoder(Recoder&&) noexcept;
    Recoder& operator=(Recoder&&) noexcept;
    /// Throws Error(failed) for text that the encoding cannot hold.
    [[nodiscard]] std::string operator()(std::string_view utf8) const;

  private:
    struct State;
    std::unique_ptr<State> state_;
};

}  // namespace mulens::sample
