#include "write/output_folder.hpp"

#include "base/error.hpp"
#include "write/file_sink.hpp"

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>
#include <nlohmann/json.hpp>

#include <algorithm>
#include <cerrno>
#include <cstdio>
#include <filesystem>
#include <fstream>
#include <set>

namespace mulens::write {
namespace {

namespace fs = std::filesystem;

fs::path absolute_target(const std::string& target) {
    if (target.empty()) throw Error(ExitCode::usage, "no output folder was named (--out DIR)");
    std::error_code error;
    fs::path path = fs::weakly_canonical(fs::absolute(target, error), error);
    if (error) throw Error::make(ExitCode::unwritable, "cannot use {}: {}", target, error.message());
    if (path.filename().empty()) path = path.parent_path();
    return path;
}

bool empty_folder(const fs::path& folder) {
    std::error_code error;
    return fs::is_empty(folder, error) || error;
}

/// Every file, link and other entry below `folder` that is no folder, relative, sorted.
std::vector<std::string> entries_below(const fs::path& folder) {
    std::vector<std::string> names;
    std::error_code error;
    for (fs::recursive_directory_iterator it(folder, error), end; !error && it != end; it.increment(error))
        if (it->is_symlink() || !it->is_directory() || empty_folder(it->path()))
            names.push_back(it->path().lexically_relative(folder).generic_string());
    if (error) throw Error::make(ExitCode::unwritable, "cannot look into {}: {}", folder.string(), error.message());
    std::sort(names.begin(), names.end());
    return names;
}

/// The files that our manifest lists, with the manifest; nothing where there is none of ours.
std::set<std::string> listed_files(const fs::path& folder) {
    std::ifstream in(folder / manifest_name, std::ios::binary);
    if (!in) return {};
    const auto json = nlohmann::json::parse(in, nullptr, false);
    if (!json.is_object() || json.value("program", std::string()) != manifest_program) return {};
    std::set<std::string> names{manifest_name};
    const auto files = json.find("files");
    if (files != json.end() && files->is_array())
        for (const auto& file : *files)
            if (file.is_object() && file.contains("name") && file["name"].is_string())
                names.insert(file["name"].get<std::string>());
    return names;
}

void check_target(const fs::path& target, bool overwrite) {
    std::error_code error;
    const auto status = fs::status(target, error);
    if (status.type() == fs::file_type::not_found) return;
    if (status.type() != fs::file_type::directory)
        throw Error::make(ExitCode::unwritable, "{} exists and is no folder; choose another --out", target.string());
    const auto present = entries_below(target);
    if (present.empty()) return;
    const auto ours = listed_files(target);
    for (const auto& name : present)
        if (!ours.contains(name))
            throw Error::make(
                ExitCode::unwritable,
                "{} holds {}, which is no result of this program; move it or choose another --out (nothing "
                "was touched)",
                target.string(), name);
    if (!overwrite)
        throw Error::make(ExitCode::unwritable, "{} holds results already; --overwrite replaces them", target.string());
}

std::string make_sibling(const fs::path& target) {
    std::error_code error;
    fs::create_directories(target.parent_path(), error);
    if (error)
        throw Error::make(ExitCode::unwritable, "cannot make the folder {}: {}", target.parent_path().string(),
                          error.message());
    // Not mkdtemp: that makes it private, and results are as open as any new folder, or as the folder they replace.
    for (int n = 0;; ++n) {
        const std::string name =
            (target.parent_path() / fmt::format(".{}.mulens-{}-{}", target.filename().string(), ::getpid(), n))
                .string();
        if (::mkdir(name.c_str(), 0777) != 0) {
            if (errno == EEXIST && n < 1000) continue;
            throw_unwritable(target.parent_path().string(), errno);
        }
        struct stat old {};
        if (::stat(target.c_str(), &old) == 0 && S_ISDIR(old.st_mode))
            (void)::chmod(name.c_str(), old.st_mode & 07777U);
        return name;
    }
}

void sync_path(const fs::path& path, bool folder) {
    const int file = ::open(path.c_str(), (folder ? O_DIRECTORY | O_RDONLY : O_RDONLY) | O_CLOEXEC);
    if (file < 0) throw_unwritable(path.string(), errno);
    const int result = ::fsync(file);
    const int error = errno;
    ::close(file);
    // Some file systems cannot sync a folder; that is no failure of the write.
    if (result != 0 && !(folder && (error == EINVAL || error == ENOTSUP))) throw_unwritable(path.string(), error);
}

void sync_folder(const fs::path& folder) {
    for (const auto& entry : fs::directory_iterator(folder))
        if (entry.is_directory())
            sync_folder(entry.path());
        else
            sync_path(entry.path(), false);
    sync_path(folder, true);
}

/// Puts `fresh` where `target` is; what was there is then at `fresh`, or gone where there was nothing.
void swap_in(const fs::path& fresh, const fs::path& target) {
    if (!fs::exists(target)) {
        if (::renameat2(AT_FDCWD, fresh.c_str(), AT_FDCWD, target.c_str(), RENAME_NOREPLACE) == 0) return;
        if (errno != EINVAL && errno != ENOSYS) throw_unwritable(target.string(), errno);
        if (std::rename(fresh.c_str(), target.c_str()) != 0) throw_unwritable(target.string(), errno);
        return;
    }
    if (::renameat2(AT_FDCWD, fresh.c_str(), AT_FDCWD, target.c_str(), RENAME_EXCHANGE) == 0) return;
    if (errno != EINVAL && errno != ENOSYS && errno != ENOTSUP) throw_unwritable(target.string(), errno);
    // No exchange on this file system: two renames, taken back where the second fails.
    const std::string aside = fresh.string() + ".old";
    if (std::rename(target.c_str(), aside.c_str()) != 0) throw_unwritable(target.string(), errno);
    if (std::rename(fresh.c_str(), target.c_str()) != 0) {
        const int error = errno;
        (void)std::rename(aside.c_str(), target.c_str());
        throw_unwritable(target.string(), error);
    }
    (void)std::rename(aside.c_str(), fresh.c_str());
}

Error with_path(const Error& error, const std::string& from, const std::string& to) {
    std::string text = error.what();
    for (std::size_t at = text.find(from); at != std::string::npos; at = text.find(from, at + to.size()))
        text.replace(at, from.size(), to);
    return {error.code(), text};
}

void remove_quietly(const std::string& folder) {
    std::error_code ignored;
    fs::remove_all(folder, ignored);
}

}  // namespace

void check_output_folder(const std::string& target, bool overwrite) {
    check_target(absolute_target(target), overwrite);
}

OutputFolder::OutputFolder(const std::string& target, bool overwrite)
    : target_(absolute_target(target).string()), overwrite_(overwrite) {
    check_target(target_, overwrite);
    staging_ = make_sibling(target_);
}

OutputFolder::~OutputFolder() {
    // After commit() the old results lie here.
    if (!staging_.empty()) remove_quietly(staging_);
}

void OutputFolder::commit() {
    if (done_) throw Error(ExitCode::failed, "an output folder was committed twice");
    sync_folder(staging_);
    check_target(target_, overwrite_);
    swap_in(staging_, target_);
    done_ = true;
    sync_path(fs::path(target_).parent_path(), true);
    remove_quietly(staging_);
}

Error OutputFolder::about_target(const Error& error) const { return with_path(error, staging_, target_); }

Error OutputFile::about_target(const Error& error) const {
    return with_path(error, staging_, fs::path(target_).parent_path().string());
}

OutputFile::OutputFile(const std::string& target, bool overwrite)
    : target_(absolute_target(target).string()), overwrite_(overwrite) {
    if (fs::is_directory(target_)) throw Error::make(ExitCode::unwritable, "{} is a folder; name a file", target_);
    if (fs::exists(target_) && !overwrite)
        throw Error::make(ExitCode::unwritable, "{} exists already; --overwrite replaces it", target_);
    staging_ = make_sibling(target_);
}

OutputFile::~OutputFile() { remove_quietly(staging_); }

std::string OutputFile::path() const { return (fs::path(staging_) / fs::path(target_).filename()).string(); }

void OutputFile::commit() {
    sync_folder(staging_);
    const fs::path folder = fs::path(target_).parent_path();
    std::vector<fs::path> files;
    for (const auto& entry : fs::directory_iterator(staging_)) files.push_back(entry.path());
    std::sort(files.begin(), files.end());
    // The named file comes last: once it is there, all that belongs to it is.
    std::stable_partition(files.begin(), files.end(), [&](const auto& file) { return file != fs::path(path()); });
    for (const auto& file : files) {
        const fs::path to = folder / file.filename();
        if (!overwrite_ && fs::exists(to))
            throw Error::make(ExitCode::unwritable, "{} exists already; --overwrite replaces it", to.string());
    }
    for (const auto& file : files) {
        const fs::path to = folder / file.filename();
        if (std::rename(file.c_str(), to.c_str()) != 0) throw_unwritable(to.string(), errno);
    }
    sync_path(folder, true);
}

}  // namespace mulens::write
