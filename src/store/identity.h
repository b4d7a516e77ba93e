// Which stored thing is this? Decides the ids a scan's values get, so that a rename, a move or a better copy of a file does not
// cost anybody their progress or reviews.
//
//   series    the folder in the library; else the content of its files, when the folder they were in is gone; else a series at rest
//             in that folder; else its ids at providers, again only when the other folder is gone
//   file      path and content; else content, when the old path is gone; else path (the content was replaced)
//   episode   number and a file; else a file; else number; else a provider's id; else the date, for episodes without number
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "domain/scan.h"
#include "store/catalogue_writer.h"
#include "store/connection.h"

namespace bt::store {

std::optional<std::int64_t> find_series(Connection& sql, domain::LibraryId library, const domain::ScannedSeries& scanned,
                                        const std::vector<const domain::MediaFile*>& files, const StillThere& still_there);

/// For each of `files` the row it continues, or nothing for a new one. `series` is the series they belong to now.
std::vector<std::optional<std::int64_t>> match_files(Connection& sql, domain::LibraryId library, std::int64_t series,
                                                     const std::vector<const domain::MediaFile*>& files, const StillThere& still_there);

/// An episode of the scan, with the rows of its files.
struct WantedEpisode {
    const domain::Episode* episode = nullptr;
    std::vector<std::int64_t> files;
};
/// For each of `wanted` the row it continues, or nothing for a new one. Rows of other series count only through a file that has
/// come over to this one.
std::vector<std::optional<std::int64_t>> match_episodes(Connection& sql, std::int64_t series, const std::vector<WantedEpisode>& wanted);

}  // namespace bt::store
