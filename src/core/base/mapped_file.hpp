// A file's bytes without reading it: pages come in as they are looked at and are the system's to take back. Empty where
// there is no such file. The bytes are those of the file: whoever cuts it short meanwhile breaks the reader.
#pragma once

#include <cstddef>
#include <span>
#include <string>

namespace mulens {

class MappedFile {
  public:
    explicit MappedFile(const std::string& path);
    ~MappedFile();
    MappedFile(const MappedFile&) = delete;
    MappedFile& operator=(const MappedFile&) = delete;

    [[nodiscard]] std::span<const std::byte> bytes() const { return bytes_; }

  private:
    std::span<const std::byte> bytes_;
};

}  // namespace mulens
