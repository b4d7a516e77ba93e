// What there is to listen to and to look at: the files of every episode, season by season, and every song.
#pragma once

#include <string>
#include <vector>

#include "base/result.h"
#include "domain/ids.h"
#include "domain/media_file.h"
#include "store/database.h"

namespace bt::store {

struct PlannedFile {
    ContentKey content;
    std::string path;  ///< absolute
    friend bool operator==(const PlannedFile&, const PlannedFile&) = default;
};

/// What is listened to as one: the files of a version.
struct PlannedEpisode {
    ContentKey content;              ///< domain::whole_key()
    std::vector<std::string> paths;  ///< absolute, in the order they play; one at least
    friend bool operator==(const PlannedEpisode&, const PlannedEpisode&) = default;
};

struct PlannedSeason {
    domain::SeriesId series;
    int season = 1;
    std::vector<PlannedEpisode> episodes;  ///< in the season's order, each content once
    std::vector<ContentKey> foreign;    ///< those of its episodes that another season answers for: they lie in both; by content
    std::vector<PlannedFile> films;     ///< its episodes, and behind each what follows it where it is split
    std::vector<ContentKey> soundtrack; ///< the songs of its series' albums, its own and those tied to it, each once, by content
    friend bool operator==(const PlannedSeason&, const PlannedSeason&) = default;
};

struct ListeningPlan {
    std::vector<PlannedSeason> seasons;  ///< those with the newest episodes first
    std::vector<PlannedFile> songs;      ///< each content once, by content
};

/// Of an episode with several versions the one that plays first. A content that lies in several seasons is
/// answered for by the one with the most episodes, of equal ones by that of the oldest series. Seasons that answer for nothing come last.
Result<ListeningPlan> read_listening_plan(Database& database);

}  // namespace bt::store
