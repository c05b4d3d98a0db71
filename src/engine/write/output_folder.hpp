// All or nothing: results are built in a sibling folder, synced, and appear in one rename.
//
// Guarantees: until commit() returns, the target is as it was; after it, the target holds exactly the new files. An
// object that goes away without commit() removes its sibling. A folder with any file that is not ours is refused, with
// `overwrite` too. All failures are Error(unwritable).
#pragma once

#include "base/error.hpp"

#include <string>
#include <vector>

namespace mulens::write {

class OutputFolder {
  public:
    /// The target must be absent, empty, or hold our manifest and nothing that it does not list; results already there
    /// need `overwrite`. Missing parents are made. A symbolic link is followed.
    OutputFolder(const std::string& target, bool overwrite);
    ~OutputFolder();
    OutputFolder(const OutputFolder&) = delete;
    OutputFolder& operator=(const OutputFolder&) = delete;

    /// The folder to write into; on the target's file system.
    [[nodiscard]] const std::string& staging() const { return staging_; }
    /// Syncs everything, looks at the target once more, exchanges, removes the old results.
    void commit();
    /// The same error with the target's path where it names the staging folder, which nobody asked for.
    [[nodiscard]] Error about_target(const Error& error) const;

  private:
    std::string target_;
    std::string staging_;
    bool overwrite_;
    bool done_ = false;
};

/// Throws as the constructor of OutputFolder would; writes nothing. For a check before a long run.
void check_output_folder(const std::string& target, bool overwrite);

/// One file in the same manner: written beside `target`, synced, renamed over it.
class OutputFile {
  public:
    /// Refuses an existing target without `overwrite`. `companions`: further endings that belong to it (.dbf, .shx …).
    OutputFile(const std::string& target, bool overwrite);
    ~OutputFile();
    OutputFile(const OutputFile&) = delete;
    OutputFile& operator=(const OutputFile&) = delete;

    /// A folder beside the target; write the file there under the target's own name (with its companions).
    [[nodiscard]] const std::string& staging() const { return staging_; }
    /// Path in staging() with the target's name.
    [[nodiscard]] std::string path() const;
    /// Syncs and renames every file of staging() beside the target, the target itself last.
    void commit();
    /// As OutputFolder's.
    [[nodiscard]] Error about_target(const Error& error) const;

  private:
    std::string target_;
    std::string staging_;
    bool overwrite_;
};

/// The manifest's name and the word in it that says a folder is ours.
inline constexpr const char* manifest_name = "manifest.json";
inline constexpr const char* manifest_program = "mulens";

}  // namespace mulens::write
