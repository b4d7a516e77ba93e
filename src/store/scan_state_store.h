// What a scan needs to know of the one before, and how far it has come itself.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "base/result.h"
#include "domain/scan.h"
#include "store/database.h"

namespace bt::store {

struct StoredLibrary {
    domain::LibraryId id;
    std::string path;
    friend bool operator==(const StoredLibrary&, const StoredLibrary&) = default;
};

enum class ScanOutcome { Running, Done, Failed, Interrupted };
std::string_view to_string(ScanOutcome outcome);

struct ScanProgress {
    std::int64_t folders_total = 0, folders_done = 0, folders_changed = 0, files_seen = 0;
    friend bool operator==(const ScanProgress&, const ScanProgress&) = default;
};
using ScanId = StrongId<struct ScanTag>;
struct ScanRun {
    ScanId id;
    domain::LibraryId library;
    std::int64_t started_at_ms = 0;
    std::optional<std::int64_t> finished_at_ms;
    ScanOutcome outcome = ScanOutcome::Running;
    ScanProgress progress;
    std::string message;
    friend bool operator==(const ScanRun&, const ScanRun&) = default;
};

class ScanStateStore {
public:
    explicit ScanStateStore(Database& database) : database_(database) {}

    /// The library of this root path; added when it is new.
    Result<domain::LibraryId> library_at(const std::string& path);
    Result<std::vector<StoredLibrary>> libraries() const;

    /// Every series folder in the catalogue with the signature it had when it was applied, by folder: one row a series, some
    /// milliseconds for 10,000 files.
    Result<std::vector<domain::KnownFolder>> known_folders(domain::LibraryId library) const;
    /// The media files of one series folder, by path: an equal stamp at an equal path need not be opened again.
    Result<std::vector<domain::MediaFile>> known_files(domain::LibraryId library, const std::string& folder) const;

    /// The print of the content that bears the key; nothing when it was not taken.
    Result<std::optional<domain::ContentPrint>> print_of(ContentKey content) const;

    /// begin note_progress* finish. Runs left open by a program that was killed become Interrupted when the next one begins.
    Result<ScanId> begin(domain::LibraryId library, std::int64_t now_ms);
    Result<void> note_progress(ScanId scan, const ScanProgress& progress);
    Result<void> finish(ScanId scan, ScanOutcome outcome, const std::string& message, std::int64_t now_ms);
    /// The latest of each library, by library; older ones are forgotten beyond the last ten of each.
    Result<std::vector<ScanRun>> latest() const;

private:
    Database& database_;
};

}  // namespace bt::store
