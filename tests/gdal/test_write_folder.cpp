// The output folder in every state it can be in, and what a full disk leaves behind.
#include "base/error.hpp"
#include "write/output_folder.hpp"
#include "write/results.hpp"
#include "write_fixture.hpp"

#include <gtest/gtest.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <unistd.h>

#include <csignal>

namespace mulens::write {
namespace {

using fixture::bytes_of;
using fixture::TempFolder;
namespace fs = std::filesystem;

void put(const fs::path& path, const std::string& text) { std::ofstream(path, std::ios::binary) << text; }

std::string refusal(const std::string& target, bool overwrite) {
    try {
        OutputFolder folder(target, overwrite);
    } catch (const Error& error) {
        EXPECT_EQ(error.code(), ExitCode::unwritable);
        return error.what();
    }
    return "accepted";
}

std::size_t entries(const fs::path& folder) {
    return static_cast<std::size_t>(std::distance(fs::directory_iterator(folder), fs::directory_iterator()));
}

void publish(const std::string& target, const std::string& content, bool overwrite) {
    OutputFolder folder(target, overwrite);
    put(fs::path(folder.staging()) / "a.csv", content);
    put(fs::path(folder.staging()) / manifest_name, R"({"program":"mulens","files":[{"name":"a.csv"}]})");
    folder.commit();
}

TEST(WriteFolder, AppearsOnlyOnCommit) {
    TempFolder temp;
    const std::string target = temp / "new/deep/out";
    {
        OutputFolder folder(target, false);
        put(fs::path(folder.staging()) / "a.csv", "x");
        EXPECT_FALSE(fs::exists(target));
        EXPECT_EQ(fs::path(folder.staging()).parent_path(), fs::canonical(temp.path()) / "new/deep");
    }
    EXPECT_FALSE(fs::exists(target));
    EXPECT_EQ(entries(temp.path() / "new/deep"), 0U);
    publish(target, "1", false);
    EXPECT_EQ(bytes_of(target + "/a.csv"), "1");
    EXPECT_EQ(entries(temp.path() / "new/deep"), 1U);
}

TEST(WriteFolder, EmptyFolderIsTakenOldResultsNeedOverwrite) {
    TempFolder temp;
    const std::string target = temp / "out";
    fs::create_directory(target);
    publish(target, "1", false);
    EXPECT_NE(refusal(target, false).find("--overwrite"), std::string::npos);
    publish(target, "2", true);
    EXPECT_EQ(bytes_of(target + "/a.csv"), "2");
    EXPECT_EQ(entries(temp.path()), 1U);
}

TEST(WriteFolder, AForeignFileIsNamedAndKept) {
    TempFolder temp;
    const std::string target = temp / "out";
    publish(target, "1", false);
    put(target + "/我的笔记.docx", "x");
    for (const bool overwrite : {false, true})
        EXPECT_NE(refusal(target, overwrite).find("我的笔记.docx"), std::string::npos);
    EXPECT_EQ(bytes_of(target + "/a.csv"), "1");
    fs::remove(target + "/我的笔记.docx");
    fs::create_directories(target + "/sub/empty");
    EXPECT_NE(refusal(target, true).find("sub/empty"), std::string::npos);
}

TEST(WriteFolder, AFolderWithoutOurManifestIsRefused) {
    TempFolder temp;
    const std::string target = temp / "out";
    fs::create_directory(target);
    put(target + "/a.csv", "mine");
    EXPECT_NE(refusal(target, true).find("a.csv"), std::string::npos);
    put(target + "/manifest.json", R"({"program":"other","files":[{"name":"a.csv"}]})");
    EXPECT_NE(refusal(target, true), "accepted");
    put(target + "/manifest.json", "not json");
    EXPECT_NE(refusal(target, true), "accepted");
    put(temp / "file", "x");
    EXPECT_NE(refusal(temp / "file", true).find("no folder"), std::string::npos);
    EXPECT_NE(refusal("/proc/nothing/here", false), "accepted");
}

TEST(WriteFolder, AFileThatCameWhileWorkingStopsTheExchange) {
    TempFolder temp;
    const std::string target = temp / "out";
    publish(target, "1", false);
    OutputFolder folder(target, true);
    put(fs::path(folder.staging()) / "a.csv", "2");
    put(target + "/late.txt", "x");
    EXPECT_THROW(folder.commit(), Error);
    EXPECT_EQ(bytes_of(target + "/a.csv"), "1");
    EXPECT_EQ(bytes_of(target + "/late.txt"), "x");
}

TEST(WriteFolder, ALinkIsFollowed) {
    TempFolder temp;
    publish(temp / "real", "1", false);
    fs::create_directory_symlink(temp / "real", temp / "link");
    publish(temp / "link", "2", true);
    EXPECT_TRUE(fs::is_symlink(temp / "link"));
    EXPECT_EQ(bytes_of(temp / "real/a.csv"), "2");
}

TEST(WriteFolder, AFullDiskIsNoticedByTheSink) {
    FileSink sink("/dev/full");
    sink.append("x");
    try {
        sink.close();
        FAIL() << "nothing was noticed";
    } catch (const Error& error) {
        EXPECT_EQ(error.code(), ExitCode::unwritable);
        EXPECT_NE(std::string(error.what()).find("disk is full"), std::string::npos);
    }
}

/// Writes with a limit on file size in a child process (the limit cannot be raised again); its exit code.
int write_with_limit(const std::string& target, Format format, rlim_t limit) {
    const pid_t child = ::fork();
    if (child == 0) {
        ::signal(SIGXFSZ, SIG_IGN);
        const rlimit bound{limit, limit};
        ::setrlimit(RLIMIT_FSIZE, &bound);
        try {
            Progress progress;
            WriteOptions options;
            options.formats = {format};
            write_results(fixture::results(3000), options, target, true, progress);
        } catch (const Error& error) {
            ::_exit(static_cast<int>(error.code()));
        } catch (...) {
            ::_exit(99);
        }
        ::_exit(0);
    }
    int status = 0;
    ::waitpid(child, &status, 0);
    return WIFEXITED(status) ? WEXITSTATUS(status) : -1;
}

TEST(WriteFolder, AFullDiskLeavesTheOldResultsWhole) {
    TempFolder temp;
    const std::string target = temp / "out";
    Progress progress;
    WriteOptions options;
    options.formats = {};
    write_results(fixture::results(5), options, target, false, progress);
    const std::string before = bytes_of(target + "/manifest.json");
    for (const Format format : {Format::gpkg, Format::geojson, Format::csv, Format::xlsx, Format::shp, Format::fgb}) {
        EXPECT_EQ(write_with_limit(target, format, 60'000), 7) << extension(format);
        EXPECT_EQ(bytes_of(target + "/manifest.json"), before) << extension(format);
        EXPECT_EQ(entries(temp.path()), 1U) << extension(format);
    }
}

TEST(WriteFolder, OneFileInTheSameManner) {
    TempFolder temp;
    const std::string target = temp / "one.csv";
    {
        OutputFile file(target, false);
        put(file.path(), "1");
    }
    EXPECT_EQ(entries(temp.path()), 0U);
    {
        OutputFile file(target, false);
        put(file.path(), "1");
        file.commit();
    }
    EXPECT_EQ(bytes_of(target), "1");
    EXPECT_THROW(OutputFile(target, false), Error);
    OutputFile file(target, true);
    put(file.path(), "2");
    file.commit();
    EXPECT_EQ(bytes_of(target), "2");
}

}  // namespace
}  // namespace mulens::write
