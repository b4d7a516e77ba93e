// Takes what scans found into the catalogue: one series at a time, each in one transaction.
#pragma once

#include <cstdint>
#include <functional>
#include <span>
#include <string>

#include "base/result.h"
#include "domain/scan.h"
#include "store/database.h"

namespace bt::store {

/// True when something is at the path (under its library root) now. Asked only about stored paths whose content turned up elsewhere:
/// it tells a move from a copy.
using StillThere = std::function<bool(domain::LibraryId, const std::string& path)>;

struct Applied {
    domain::SeriesId series;
    bool is_new = false;      ///< never seen before; a series that was renamed or came back is not new
    bool is_changed = false;  ///< something a reader can notice
};

/// What looking at a picture has told, and which file was looked at.
struct DescribedArtwork {
    domain::ArtworkId id;
    domain::FileStamp stamp;
    domain::ArtworkFacts facts;
};

class CatalogueWriter {
public:
    /// `now_ms`: milliseconds since 1970, for tests. Without `still_there` a file or folder found in a second place counts as a copy
    /// and gets ids of its own.
    explicit CatalogueWriter(Database& database, StillThere still_there = {}, std::function<std::int64_t()> now_ms = {});

    /// Makes the catalogue hold exactly this for the series folder. Ids: see identity.h. Ids inside `scanned` are ignored.
    /// Applying the same again changes nothing. Faults: Conflict when it contradicts itself (two seasons of one number).
    Result<Applied> apply(domain::LibraryId library, const domain::ScannedSeries& scanned);

    /// Puts the series of these folders at rest: what a scan found to be gone. Folders without a series are passed over, such as the
    /// old name of one that was renamed. Returns how many.
    Result<std::int64_t> retire(domain::LibraryId library, std::span<const std::string> folders);
    /// Puts every series of the library at rest whose folder is not among `folders`; none: a library that is no longer served.
    Result<std::int64_t> retire_absent(domain::LibraryId library, std::span<const std::string> folders);

    /// Replaces the problems of the library itself, outside any series folder.
    Result<void> note_problems(domain::LibraryId library, std::span<const domain::ScanProblem> problems);

    /// Keeps what looking at pictures has told, each until its picture changes. One that has changed meanwhile, or is gone, is passed over.
    Result<void> describe_artwork(std::span<const DescribedArtwork> pictures);

private:
    Database& database_;
    StillThere still_there_;
    std::function<std::int64_t()> now_ms_;
};

}  // namespace bt::store
