// Cue sheets of episodes in the library, from what was heard in them.
#pragma once

#include <vector>

#include "base/result.h"
#include "domain/ids.h"
#include "service/cue_sheet/cue_sheet.h"
#include "store/database.h"
#include "store/sound_reader.h"

namespace bt::service {

/// The names of a cue's music as `view` knows them.
domain::SongTags names_of(const domain::Music& music, const store::SoundView& view);

/// Episodes that one file plays share a sheet, for their music sounds once. Faults: NotFound when there is no such episode; Conflict, in
/// words, while it has not been heard or when it cannot be.
Result<CueSheetEpisode> cue_sheet_of_episode(store::Database& database, domain::EpisodeId episode);
/// The same of several, each sheet once.
Result<std::vector<CueSheetEpisode>> cue_sheets_of_episodes(store::Database& database, const std::vector<domain::EpisodeId>& episodes);
/// Every episode of the season that was heard, each sheet once. Faults: NotFound when there is no such season; Conflict when none of it was heard yet.
Result<std::vector<CueSheetEpisode>> cue_sheet_of_season(store::Database& database, domain::SeriesId series, int season);

}  // namespace bt::service
