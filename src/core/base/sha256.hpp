// SHA-256 of bytes and files, for the manifest.
#pragma once

#include <cstdint>
#include <memory>
#include <string>
#include <string_view>

namespace mulens {

class Sha256 {
  public:
    Sha256();
    ~Sha256();
    Sha256(Sha256&&) noexcept;
    Sha256& operator=(Sha256&&) noexcept;
    void update(const void* data, std::size_t size);
    /// 64 lower-case hex digits; ends the object's use.
    [[nodiscard]] std::string finish();

  private:
    struct State;
    std::unique_ptr<State> state_;
};

[[nodiscard]] std::string sha256_of(std::string_view bytes);
/// Throws Error(unreadable) where the file cannot be read.
[[nodiscard]] std::string sha256_of_file(const std::string& path);

}  // namespace mulens
