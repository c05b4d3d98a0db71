#include "write/file_sink.hpp"

#include "base/error.hpp"

#include <fcntl.h>
#include <unistd.h>

#include <cerrno>
#include <cstring>
#include <filesystem>

namespace mulens::write {

namespace {
constexpr std::size_t buffer_size = 1U << 20U;
}

void throw_unwritable(const std::string& path, int error) {
    if (error == ENOSPC || error == EDQUOT || error == EFBIG)
        throw Error::make(
            ExitCode::unwritable,
            "cannot write {}: the disk is full or a size limit was met; free space and run again (earlier "
            "results are untouched)",
            path);
    throw Error::make(ExitCode::unwritable, "cannot write {}: {}", path, std::strerror(error));
}

FileSink::FileSink(const std::string& path) : path_(path) {
    file_ = ::open(path.c_str(), O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0666);
    if (file_ < 0) fail(errno);
    buffer_.reserve(buffer_size);
}

FileSink::~FileSink() {
    if (file_ >= 0) ::close(file_);
}

void FileSink::fail(int error) const { throw_unwritable(path_, error); }

void FileSink::append(std::string_view bytes) {
    if (buffer_.size() + bytes.size() > buffer_size) flush();
    if (bytes.size() >= buffer_size) {
        buffer_.assign(bytes);
        flush();
        return;
    }
    buffer_.append(bytes);
}

void FileSink::flush() {
    const char* data = buffer_.data();
    std::size_t left = buffer_.size();
    while (left > 0) {
        const ssize_t done = ::write(file_, data, left);
        if (done < 0 && errno == EINTR) continue;
        if (done < 0) fail(errno);
        if (done == 0) fail(ENOSPC);
        data += done;
        left -= static_cast<std::size_t>(done);
    }
    hash_.update(buffer_.data(), buffer_.size());
    bytes_ += buffer_.size();
    buffer_.clear();
}

WrittenFile FileSink::close() {
    flush();
    const int result = ::close(file_);
    file_ = -1;
    if (result != 0) fail(errno);
    return {std::filesystem::path(path_).filename().string(), bytes_, hash_.finish()};
}

WrittenFile write_file(const std::string& path, std::string_view bytes) {
    FileSink sink(path);
    sink.append(bytes);
    return sink.close();
}

WrittenFile describe_file(const std::string& path) {
    std::error_code error;
    const auto bytes = std::filesystem::file_size(path, error);
    if (error) throw Error::make(ExitCode::unwritable, "{} was not written: {}", path, error.message());
    return {std::filesystem::path(path).filename().string(), bytes, sha256_of_file(path)};
}

}  // namespace mulens::write
