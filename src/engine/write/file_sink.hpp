// A file being written: buffered, every error noticed, hashed on the way. Not thread safe.
#pragma once

#include "base/sha256.hpp"

#include <cstdint>
#include <string>
#include <string_view>

namespace mulens::write {

struct WrittenFile {
    std::string name;  ///< relative to the output folder
    std::uint64_t bytes = 0;
    std::string sha256;
};

class FileSink {
  public:
    /// Creates or truncates. Throws Error(unwritable) naming the file.
    explicit FileSink(const std::string& path);
    ~FileSink();
    FileSink(const FileSink&) = delete;
    FileSink& operator=(const FileSink&) = delete;

    /// Throws Error(unwritable): disk full, quota, I/O error.
    void append(std::string_view bytes);
    /// Flushes and closes; the file's name is the path's last part.
    WrittenFile close();

  private:
    void flush();
    void fail(int error) const;

    std::string path_;
    int file_ = -1;
    std::string buffer_;
    Sha256 hash_;
    std::uint64_t bytes_ = 0;
};

/// Writes `bytes` as one file.
WrittenFile write_file(const std::string& path, std::string_view bytes);
/// Size and hash of a file that a library wrote.
[[nodiscard]] WrittenFile describe_file(const std::string& path);
/// Error(unwritable) for a system error number, with what to do.
[[noreturn]] void throw_unwritable(const std::string& path, int error);

}  // namespace mulens::write
