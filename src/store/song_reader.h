// The songs of the library, and where each of them sounds.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "base/result.h"
#include "domain/episode_sound.h"
#include "domain/song_character.h"
#include "store/database.h"
#include "store/page.h"
#include "store/sound_reader.h"

namespace bt::store {

struct SongRow {
    SongCard song;
    std::string series_title;
    std::optional<int> disc, number;
    std::chrono::milliseconds duration{0};  ///< 0 when not known
    domain::SongCharacter character;
    std::int64_t uses = 0;                  ///< cues; in the series asked for, or everywhere
    std::chrono::milliseconds total{0};     ///< how long they sound together
};

/// A cue with the episode it is in.
struct SongUse {
    domain::Cue cue;
    domain::EpisodeId episode;
    std::string episode_title;
    int season = 1;
    std::optional<int> number;
    domain::SeriesId series;
    std::string series_title;
};

class SongReader {
public:
    explicit SongReader(Database& database) : database_(database) {}

    /// As they were found, album by album. Faults: Invalid for a cursor of another list.
    Result<Page<SongRow>> page(const PageRequest& request) const;
    /// The songs of the series' albums, of those tied to it, and those of other series that sound in it. Faults: as above; NotFound.
    Result<Page<SongRow>> of_series(domain::SeriesId series, const PageRequest& request) const;
    /// Faults: NotFound.
    Result<SongRow> by_id(domain::SongId id) const;
    /// By series, season and episode, then time. Faults: NotFound; Invalid for a cursor of another list.
    Result<Page<SongUse>> uses(domain::SongId id, const PageRequest& request) const;

private:
    Database& database_;
};

}  // namespace bt::store
