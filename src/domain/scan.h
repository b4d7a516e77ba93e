// What a scan hands to the store: one value a series folder, saved in one transaction.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "base/ids.h"
#include "domain/series.h"

namespace bt::domain {

/// Something in the library that could not be used, said in words. Never stops a scan.
struct ScanProblem {
    std::string path;     ///< under the library root
    std::string message;  ///< a sentence for people, without a final stop
    friend bool operator==(const ScanProblem&, const ScanProblem&) = default;
};

/// Names every entry below a series folder by path, size, mtime and inode: equal signatures, nothing changed.
using FolderSignature = StrongId<struct FolderSignatureTag, std::uint64_t>;

/// What a file holds at many more places than its content key names: library/fingerprint.h.
using ContentPrint = StrongId<struct ContentPrintTag, std::uint64_t>;

/// The print of the content that bears a key: another content with equal samples gets another key.
struct KnownPrint {
    ContentKey content;
    ContentPrint print;
    friend bool operator==(const KnownPrint&, const KnownPrint&) = default;
};

/// Everything under one series folder.
struct ScannedSeries {
    /// Under the library root; empty when the root is itself one series; "//key" or "//folder/key", which no path can be, for
    /// videos that lie loose in a collection and are one series by the title in their names.
    std::string folder;
    FolderSignature signature;
    Series series;
    /// A folder below could not be read: what is missing here is not known to be gone, so keep what was stored.
    bool is_partial = false;
    std::vector<ScanProblem> problems;
    std::vector<KnownPrint> prints = {};  ///< of the contents whose print was taken, in no order
    friend bool operator==(const ScannedSeries&, const ScannedSeries&) = default;
};

/// What an earlier scan left behind for one series folder: enough to know that nothing changed, and not to open what did not.
struct KnownFolder {
    std::string folder;
    FolderSignature signature;
    friend bool operator==(const KnownFolder&, const KnownFolder&) = default;
};

/// Every media file of the series, each path once, in path order: versions, extras. The store keys its file rows by these.
std::vector<const MediaFile*> media_files_of(const Series& series);

}  // namespace bt::domain
