// What the engine heard, kept by content: measures of each sound track, cues and parts of each season, facts of each song.
// listen -> note_listened for each file, then save_season for each season whose files or songs changed.
#pragma once

#include <cstdint>
#include <functional>
#include <optional>
#include <string>
#include <unordered_map>
#include <vector>

#include "base/result.h"
#include "domain/episode_sound.h"
#include "domain/ids.h"
#include "domain/song_character.h"
#include "domain/song_tags.h"
#include "store/database.h"

namespace bt::store {

/// How far a content has come: with which version of the engine, and why it failed if it did.
struct ListeningState {
    std::uint32_t version = 0;
    std::string failure;  ///< a sentence; empty when it could be heard
    friend bool operator==(const ListeningState&, const ListeningState&) = default;
};

struct SongState {
    std::uint32_t tags_version = 0;
    ListeningState learning;
    std::uint32_t character_version = 0;
    friend bool operator==(const SongState&, const SongState&) = default;
};

/// A theme sounding in an episode, as one analysis numbers the themes of its season, from 0.
struct HeardTheme {
    std::size_t theme = 0;
    domain::Stretch stretch;
    double confidence = 0;
};

struct HeardEpisode {
    ContentKey content;
    domain::EpisodeSound sound;  ///< songs and parts
    std::vector<HeardTheme> themes;
};

struct HeardSeason {
    domain::SeriesId series;
    int season = 1;
    std::string digest;  ///< names everything that the answer was made from
    std::vector<HeardEpisode> episodes;
};

class SoundStore {
public:
    /// `now_ms`: milliseconds since 1970, for tests.
    explicit SoundStore(Database& database, std::function<std::int64_t()> now_ms = {});

    Result<std::unordered_map<ContentKey, ListeningState>> listening_states() const;
    Result<void> note_listened(ContentKey content, std::uint32_t version, const domain::SoundMeasures& measures);
    /// Kept so that a file that cannot be heard is not tried again and again.
    Result<void> note_unheard(ContentKey content, std::uint32_t version, const std::string& failure);
    /// Faults: NotFound when it was not listened to, or could not be heard.
    Result<domain::SoundMeasures> measures(ContentKey content) const;

    /// The digest of each season that was heard, by series and season number.
    Result<std::string> season_digest(domain::SeriesId series, int season) const;
    /// Replaces the machine's answer for these episodes and puts the corrections over it, in one transaction. Themes that sound where
    /// a known one did, of this season or of another that answered for the episode before, are that one, with its name; others are new. A theme that is gone is forgotten unless a person named it
    /// or a correction speaks of it. Faults: NotFound when there is no such series.
    Result<void> save_season(const HeardSeason& heard);

    Result<std::unordered_map<ContentKey, SongState>> song_states() const;
    Result<void> note_tags(ContentKey song, std::uint32_t tags_version, const domain::SongTags& tags);
    Result<void> note_learned(ContentKey song, const ListeningState& state);
    /// Of a song that was learned.
    Result<void> note_character(ContentKey song, std::uint32_t version, const domain::SongCharacter& character);
    /// Nothing when they were not read yet.
    Result<std::optional<domain::SongTags>> tags(ContentKey song) const;

    /// Every content whose landmarks or pictures are still wanted: of files, wholes and songs that are in the library, or left it less than `rest` ago; and of
    /// those whose place another content took, as long as a person's word hangs on them.
    Result<std::vector<ContentKey>> wanted_contents(std::chrono::hours rest) const;
    /// The name by hand holds wherever the theme sounds; an empty one gives it back its letter. Faults: NotFound; Invalid for more than 200
    /// bytes.
    Result<void> name_theme(domain::ThemeId id, const std::string& name);

private:
    Database& database_;
    std::function<std::int64_t()> now_ms_;
};

}  // namespace bt::store
