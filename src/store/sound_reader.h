// What was heard, as it is shown: cues and parts with people's corrections over them, and the names of the music.
#pragma once

#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <unordered_map>
#include <vector>

#include "base/result.h"
#include "domain/episode_sound.h"
#include "domain/ids.h"
#include "domain/song_tags.h"
#include "store/database.h"

namespace bt::store {

/// A song as it is named beside a cue: by its file's tags where it has them, else by the file's name.
struct SongCard {
    std::optional<domain::SongId> id;  ///< nothing when it has left the library
    ContentKey content;
    domain::SeriesId series;           ///< whose album holds it
    std::string title, artist, album;
    std::optional<domain::AlbumId> cover = {};  ///< the album, when it has a picture
    domain::SongTags tags = {};
    friend bool operator==(const SongCard&, const SongCard&) = default;
};

struct ThemeCard {
    domain::ThemeId id;
    domain::SeriesId series;
    int season = 1;
    std::string name;    ///< by a person; empty when nobody named it
    std::string letter;  ///< "A", "B": how it is called until then
    std::int64_t uses = 0;
    std::chrono::milliseconds total{0};
    /// "Theme A", or its name.
    std::string label() const { return name.empty() ? "Theme " + letter : name; }
    friend bool operator==(const ThemeCard&, const ThemeCard&) = default;
};

/// How far an episode is.
enum class SoundStage {
    Waiting,   ///< nobody has listened to it yet
    Unheard,   ///< its sound cannot be heard; `failure` says why
    Listened,  ///< measured; its season is not heard yet
    Heard,     ///< songs and parts are known, as far as there are any
};
/// "waiting", "unheard", "listened", "heard".
std::string_view to_string(SoundStage stage);

struct SoundView {
    SoundStage stage = SoundStage::Waiting;
    std::string failure;
    domain::EpisodeSound sound;
    std::vector<domain::UnheardFile> unheard_files;  ///< of a split episode
    std::map<ContentKey, SongCard> songs;      ///< those of the cues, and those that corrections name
    std::map<domain::ThemeId, ThemeCard> themes;
};

/// One line about an episode, for lists.
struct SoundSummary {
    SoundStage stage = SoundStage::Waiting;
    bool has_epilogue = false;
    int songs = 0;  ///< different ones that sound
    friend bool operator==(const SoundSummary&, const SoundSummary&) = default;
};

class SoundReader {
public:
    explicit SoundReader(Database& database) : database_(database) {}

    /// Of a song that lies in several albums, the one of `series` is named. A content nobody listened to is no fault.
    Result<SoundView> by_content(ContentKey content, domain::SeriesId series) const;
    /// By content, of every file of the series that was listened to.
    Result<std::unordered_map<ContentKey, SoundSummary>> summaries(domain::SeriesId series) const;
    /// By number.
    Result<std::vector<ThemeCard>> themes(domain::SeriesId series) const;
    /// Faults: NotFound.
    Result<ThemeCard> theme(domain::ThemeId id) const;

private:
    Database& database_;
};

}  // namespace bt::store
