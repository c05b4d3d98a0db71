// Paths as users give them: FILE[#layer], side files whatever the case of their ending, sizes and hashes.
#pragma once

#include "config/project.hpp"

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace mulens::read {

/// The file as the user wrote it, for messages.
[[nodiscard]] const std::string& shown(const config::LayerSpec& spec);

struct FileAndLayer {
    std::string file;
    std::string layer;  ///< "" = none named
};
/// Splits at the last '#', unless a file of the whole name exists.
[[nodiscard]] FileAndLayer split_layer(const std::string& path);
/// Lower-case ending without the dot: "shp".
[[nodiscard]] std::string ending(std::string_view path);
/// The path with another ending, in the case it has on disk; "" where there is none. Also inside /vsi… paths.
[[nodiscard]] std::string side_file(const std::string& path, const std::string& other_ending);
[[nodiscard]] bool exists(const std::string& path);
[[nodiscard]] std::uint64_t file_size(const std::string& path);
/// The files that belong to a source, in name order: a shapefile's .shp .shx .dbf .prj .cpg, else the file itself or
/// the files of its folder (FileGDB).
[[nodiscard]] std::vector<std::string> files_of(const std::string& path);
/// One file: its SHA-256. Several: the SHA-256 of the lines "digest  name\n" that sha256sum prints for them.
[[nodiscard]] std::string hash_files(const std::vector<std::string>& files);

/// A file for positioned reads (pread): no shared position, so it may be used from many threads.
class RandomFile {
  public:
    RandomFile() = default;
    /// Throws Error(unreadable).
    explicit RandomFile(const std::string& path);
    ~RandomFile();
    RandomFile(RandomFile&& other) noexcept;
    RandomFile& operator=(RandomFile&& other) noexcept;
    RandomFile(const RandomFile&) = delete;
    RandomFile& operator=(const RandomFile&) = delete;

    [[nodiscard]] std::uint64_t size() const { return size_; }
    /// Reads exactly `count` bytes; throws Error(unreadable) where they are not there.
    void read(std::uint64_t offset, void* into, std::size_t count) const;

  private:
    std::string path_;
    int handle_ = -1;
    std::uint64_t size_ = 0;
};

}  // namespace mulens::read
