#include "read/files.hpp"

#include "base/error.hpp"
#include "base/sha256.hpp"

#include <cpl_vsi.h>
#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <cstring>
#include <filesystem>
#include <utility>

namespace mulens::read {

namespace fs = std::filesystem;

const std::string& shown(const config::LayerSpec& spec) {
    return spec.shown_path.empty() ? spec.path : spec.shown_path;
}

bool exists(const std::string& path) {
    VSIStatBufL info;
    return VSIStatExL(path.c_str(), &info, VSI_STAT_EXISTS_FLAG) == 0;
}

std::uint64_t file_size(const std::string& path) {
    VSIStatBufL info;
    if (VSIStatExL(path.c_str(), &info, VSI_STAT_EXISTS_FLAG | VSI_STAT_SIZE_FLAG) != 0) return 0;
    return static_cast<std::uint64_t>(info.st_size);
}

FileAndLayer split_layer(const std::string& path) {
    const std::size_t at = path.rfind('#');
    if (at == std::string::npos || exists(path)) return {path, {}};
    return {path.substr(0, at), path.substr(at + 1)};
}

std::string ending(std::string_view path) {
    const std::size_t slash = path.find_last_of('/');
    const std::size_t dot = path.find_last_of('.');
    if (dot == std::string_view::npos || (slash != std::string_view::npos && dot < slash)) return {};
    std::string out(path.substr(dot + 1));
    for (char& c : out)
        if (c >= 'A' && c <= 'Z') c = static_cast<char>(c - 'A' + 'a');
    return out;
}

std::string side_file(const std::string& path, const std::string& other_ending) {
    const std::string stem = path.substr(0, path.find_last_of('.'));
    std::string upper = other_ending;
    for (char& c : upper) c = static_cast<char>(c >= 'a' && c <= 'z' ? c - 'a' + 'A' : c);
    for (const std::string& name : {stem + "." + other_ending, stem + "." + upper, path + "." + other_ending})
        if (exists(name)) return name;
    return {};
}

std::vector<std::string> files_of(const std::string& path) {
    std::vector<std::string> files;
    if (ending(path) == "shp") {
        files.push_back(path);
        for (const char* side : {"cpg", "dbf", "prj", "shx"})
            if (auto name = side_file(path, side); !name.empty()) files.push_back(std::move(name));
    } else if (std::error_code error; fs::is_directory(path, error)) {
        for (const auto& entry : fs::directory_iterator(path, error))
            if (entry.is_regular_file()) files.push_back(entry.path().string());
    } else {
        files.push_back(path);
    }
    std::sort(files.begin(), files.end());
    return files;
}

std::string hash_files(const std::vector<std::string>& files) {
    std::string lines;
    std::string only;
    for (const auto& file : files) {
        if (file.starts_with("/vsi")) continue;
        only = sha256_of_file(file);
        lines += only + "  " + fs::path(file).filename().string() + "\n";
    }
    return files.size() == 1 ? only : sha256_of(lines);
}

RandomFile::RandomFile(const std::string& path) : path_(path), handle_(::open(path.c_str(), O_RDONLY | O_CLOEXEC)) {
    struct stat info {};
    if (handle_ < 0 || ::fstat(handle_, &info) != 0)
        throw Error::make(ExitCode::unreadable, "{}: cannot be opened for reading ({})", path, std::strerror(errno));
    size_ = static_cast<std::uint64_t>(info.st_size);
}

RandomFile::~RandomFile() {
    if (handle_ >= 0) ::close(handle_);
}

RandomFile::RandomFile(RandomFile&& other) noexcept
    : path_(std::move(other.path_)), handle_(std::exchange(other.handle_, -1)), size_(other.size_) {}

RandomFile& RandomFile::operator=(RandomFile&& other) noexcept {
    std::swap(path_, other.path_);
    std::swap(handle_, other.handle_);
    std::swap(size_, other.size_);
    return *this;
}

void RandomFile::read(std::uint64_t offset, void* into, std::size_t count) const {
    auto* to = static_cast<char*>(into);
    while (count > 0) {
        const ::ssize_t got = ::pread(handle_, to, count, static_cast<::off_t>(offset));
        if (got < 0 && errno == EINTR) continue;
        if (got <= 0)
            throw Error::make(ExitCode::unreadable,
                              "{}: ends before byte {}; the file is cut off, copy it again from its source", path_,
                              offset + count);
        to += got;
        offset += static_cast<std::uint64_t>(got);
        count -= static_cast<std::size_t>(got);
    }
}

}  // namespace mulens::read
