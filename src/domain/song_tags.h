// What a song's own file says about it: as much as a rights society asks for, as far as it is tagged.
#pragma once

#include <chrono>
#include <optional>
#include <string>

namespace bt::domain {

/// Empty where the file says nothing. Several people in one field are joined by "; ".
struct SongTags {
    std::string title, artist, album, album_artist;
    std::string composer, lyricist;
    std::string publisher;              ///< the publisher or, failing that, the label
    std::string isrc;                   ///< of the recording, ISO 3901: "KRA401100051"
    std::string iswc;                   ///< of the work, ISO 15707: "T-034.524.680-1"
    std::string musicbrainz_recording, musicbrainz_release, musicbrainz_artist, musicbrainz_work;  ///< UUIDs
    std::optional<int> year, disc, number;
    std::chrono::milliseconds duration{0};  ///< 0 when not known
    bool has_picture = false;               ///< the file brings one along: its album's cover, as a rule
    std::string media_type;                 ///< of the file, for who may play it: "audio/mp4; codecs=\"alac\""; empty when not known
    friend bool operator==(const SongTags&, const SongTags&) = default;
};

}  // namespace bt::domain
