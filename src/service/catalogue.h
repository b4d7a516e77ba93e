// The server's catalogue for commands that do not serve.
#pragma once

#include <cstdint>
#include <memory>
#include <string>

#include "base/result.h"
#include "domain/ids.h"
#include "store/backup.h"
#include "store/database.h"

namespace bt::service {

/// The catalogue in a data folder (empty: the default one). Faults: NotFound when nothing was ever served from there; the database's.
Result<std::shared_ptr<store::Database>> open_catalogue(const std::string& data_folder);

/// Copies the catalogue of a data folder into a file (store/backup.h), of whatever version it is, while it may be served. Gives the copy's bytes.
/// Faults: NotFound when nothing was ever served from there; those of copying.
Result<std::uint64_t> back_up_catalogue(const std::string& data_folder, const std::string& file, store::Existing existing);

/// The episode that a media file is: the one at this place, or, where the catalogue knows no such place, any with its content. Faults: NotFound; those of reading the file.
Result<domain::EpisodeId> episode_of_file(store::Database& database, const std::string& path);

}  // namespace bt::service
