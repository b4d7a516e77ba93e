// The folders and files below a library root, as one walk found them: plain values, sorted, so that the order in which a file
// system lists its entries never matters.
#pragma once

#include <cstdint>
#include <functional>
#include <stop_token>
#include <string>
#include <vector>

#include "base/result.h"
#include "domain/scan.h"

namespace bt::library {

struct TreeFile {
    std::string name;  ///< bytes of the file system
    domain::FileStamp stamp;
};

struct TreeFolder {
    std::string name;
    std::string path;  ///< under the library root; empty for the root
    std::vector<TreeFile> files;      ///< by name
    std::vector<TreeFolder> folders;  ///< by name
    /// It, or a folder below, could not be read in full: what is missing is not known to be gone.
    bool is_partial = false;
    /// An empty .ignore hides it from the video listing; its sound may still be read.
    bool is_sound_only = false;
};

struct Tree {
    TreeFolder root;
    std::vector<domain::ScanProblem> problems;
    std::uint64_t folders_seen = 0, files_seen = 0;
};

/// Deeper trees are loops of mounts, or accidents.
inline constexpr int kMaxDepth = 32;

struct WalkOptions {
    /// Soundtrack folders hidden with an empty .ignore (so that other servers do not list them) are kept for their sound.
    bool keep_hidden_soundtracks = true;
    std::stop_token stop = {};
    /// Called now and then with the counts so far.
    std::function<void(std::uint64_t folders, std::uint64_t files)> progress = {};
};

/// Walks everything below `root`. Hidden and skipped names, and what .ignore files hide, are left out. A folder that cannot be
/// read is a problem in the list. Links are followed; one that leads back above itself or to a folder met before is not.
/// No file is opened but .ignore and .plexignore.
/// Faults: NotFound, Denied, Io for the root itself; Busy when stopped.
Result<Tree> walk(const std::string& root, const WalkOptions& options = {});

/// Names all entries below a folder: paths, sizes, times, inodes.
domain::FolderSignature signature_of(const TreeFolder& folder);

/// A small text file, whole. Faults: TooLarge beyond `limit`; those of opening.
Result<std::string> read_small_file(const std::string& path, std::uint64_t limit);

}  // namespace bt::library
