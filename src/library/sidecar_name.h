// What the files beside a video are, from their names: artwork, subtitles and audio, theme music, soundtrack folders, songs.
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "domain/series.h"

namespace bt::library {

/// "poster.jpg", "fanart-2.png", "season01-banner.jpg".
struct ArtworkName {
    domain::ArtworkKind kind = domain::ArtworkKind::Poster;
    int rank = 0;  ///< among the names for one kind: smaller is preferred ("poster" before "folder"); numbered backdrops by number
    bool for_all_seasons = false;  ///< "season-all-poster"
    std::optional<int> season;     ///< "season01-poster", "season-specials-poster"
    friend bool operator==(const ArtworkName&, const ArtworkName&) = default;
};
/// An image in a series or season folder, by its stem.
std::optional<ArtworkName> read_artwork_name(std::string_view stem);

/// What the name of an external subtitle or audio file says behind the video's stem: ".ko.forced", " [English SDH]".
struct TrackName {
    std::string language = "und";  ///< BCP 47
    std::string title;
    bool is_default = false, is_forced = false, is_hearing_impaired = false;
    friend bool operator==(const TrackName&, const TrackName&) = default;
};
TrackName read_track_name(std::string_view behind_the_stem);
/// The BCP 47 tag of "ko", "kor", "korean", "한국어", "zh-Hant", "pt_BR"; nothing for any other word.
std::optional<std::string> read_language(std::string_view word);
/// What stands behind the video's stem in `stem` when it begins with it, compared in NFC and without case, at the end of a word.
std::optional<std::string> behind_stem(std::string_view stem, std::string_view video_stem);

/// "Subs", "Subtitles", "자막": a folder of subtitles for the videos beside it.
bool is_subtitle_folder(std::string_view name);
/// "OST", "Original Soundtrack", "음악", "Goblin OST Part.3 [FLAC]".
bool is_soundtrack_folder(std::string_view name, std::string_view series_title);
/// "CD 2", "Disc1": the second or first disc of the album above; nothing for other names.
std::optional<int> read_disc_folder(std::string_view name);

/// "03 - Rain", "1-03. Rain", "03 Artist - Rain".
struct SongName {
    std::optional<int> disc, number;
    std::string artist;
    std::string title;
    friend bool operator==(const SongName&, const SongName&) = default;
};
SongName read_song_name(std::string_view stem);

}  // namespace bt::library
