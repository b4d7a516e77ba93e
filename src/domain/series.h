// Series, seasons, episodes, people and artwork as plain values. Who fills them: library/ from names and sidecar files, the admin
// page by hand, providers online. Who keeps them: store/.
#pragma once

#include <chrono>
#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <vector>

#include "domain/ids.h"
#include "domain/media_file.h"
#include "domain/provenance.h"
#include "domain/soundtrack.h"

namespace bt::domain {

using Date = std::chrono::year_month_day;

/// Ids at providers, by lower-case provider name: {"tmdb", "93405"}, {"tvdb", "383275"}, {"imdb", "tt10919420"}.
using ProviderIds = std::map<std::string, std::string>;

struct Rating {
    std::string source;  ///< "imdb", "themoviedb", "default", "critics"
    double value = 0;
    double maximum = 10;
    std::int64_t votes = 0;
    friend bool operator==(const Rating&, const Rating&) = default;
};

/// Somebody's part in a series or an episode.
struct Credit {
    PersonId person;
    std::string name;
    std::string role;  ///< the character played; empty for the crew
    std::string type;  ///< "actor", "director", "writer", "guest star", or whatever the source says, in lower case
    int order = 0;     ///< as the source lists them, from 0
    std::string thumb; ///< a path under the library root, or an http(s) URL; empty when none
    ProviderIds ids;   ///< of the person
    friend bool operator==(const Credit&, const Credit&) = default;
};

enum class ArtworkKind { Poster, Backdrop, Banner, Logo, ClearArt, Landscape, Disc, Thumb };
std::string_view to_string(ArtworkKind kind);

/// What looking at a picture tells.
struct ArtworkFacts {
    ContentKey content;
    std::uint32_t width = 0, height = 0;  ///< pixels; 0 for what could not be decoded
    std::optional<int> hue;               ///< of its accent in OKLCH, 0 to 359; nothing for a grey picture
    std::string thumbhash;                ///< the picture in some twenty bytes, base64; empty for what could not be decoded
    bool is_picture = true;               ///< false: no browser could show it, either. What is only too large, or of a kind that is not decoded, is one
    friend bool operator==(const ArtworkFacts&, const ArtworkFacts&) = default;
};

/// A place in an episode whose picture is shown where nobody gave one.
struct Still {
    EpisodeId episode;
    std::chrono::seconds at{0};
    bool is_upright = false;  ///< cut to the shape of a poster
    friend bool operator==(const Still&, const Still&) = default;
};

/// What a film is shown by where nobody gave it a picture.
struct ChosenStill {
    std::chrono::seconds at{0};
    ArtworkFacts whole, upright;  ///< of the film's content; `upright` as posters are
    friend bool operator==(const ChosenStill&, const ChosenStill&) = default;
};

struct Artwork {
    ArtworkKind kind = ArtworkKind::Poster;
    std::string path;  ///< under the library root; empty when `url` or `still` holds it
    std::string url;
    int order = 0;              ///< within its kind: 0 is shown first
    FileStamp stamp;
    ArtworkId id = {};
    std::optional<ArtworkFacts> facts = {};  ///< nothing until somebody has looked; a scan does not. Of a still: the film's content, and the picture's looks
    std::optional<Still> still = {};         ///< never scanned: readers add it
    friend bool operator==(const Artwork&, const Artwork&) = default;
};
/// Whether a page can show it: pictures on the web are not fetched, and nobody is sent to what was looked at and is none.
bool is_shown(const Artwork& picture);

enum class ExtraKind {
    Trailer, BehindTheScenes, DeletedScene, Interview, Scene, Sample, Short, Featurette, Clip, Other, ThemeVideo,
};
std::string_view to_string(ExtraKind kind);

struct Extra {
    ExtraId id;
    ExtraKind kind = ExtraKind::Other;
    std::string title;
    MediaFile file;
    friend bool operator==(const Extra&, const Extra&) = default;
};

/// One way to watch an episode: a file, or a few that follow each other (a split episode).
struct MediaVersion {
    std::string label;             ///< "1080p", "Director's cut"; empty when there is but one
    std::vector<MediaFile> parts;  ///< in playing order; never empty
    /// The episodes the file covers. A double episode's file stands, the same, in each of its episodes.
    std::optional<int> first_episode, last_episode;
    std::vector<ExternalTrack> tracks;
    friend bool operator==(const MediaVersion&, const MediaVersion&) = default;
};

struct Episode {
    EpisodeId id;
    Sourced<int> season;                    ///< 0: specials
    Sourced<std::optional<int>> number;     ///< nothing: a dated or unnumbered episode
    std::optional<int> absolute_number;
    std::optional<Date> aired;
    Sourced<std::string> title;             ///< empty when nobody names it
    std::string original_title, sort_title, plot, outline, tagline;
    std::optional<std::chrono::minutes> runtime;  ///< as stated; the file's own duration is in its summary
    std::optional<std::chrono::sys_seconds> added;  ///< as stated: when another server first saw it
    /// Where a special is shown among the regular episodes.
    std::optional<int> airs_before_season, airs_before_episode, airs_after_season;
    ProviderIds ids;
    std::vector<Rating> ratings;
    std::string certification;
    std::vector<std::string> genres, studios, tags;
    std::vector<Credit> people;
    std::vector<Artwork> artwork;
    std::vector<MediaVersion> versions;     ///< the preferred first; never empty after a scan
    std::vector<Extra> extras;
    friend bool operator==(const Episode&, const Episode&) = default;
};

struct Season {
    SeasonId id;
    int number = 1;  ///< 0: specials
    Sourced<std::string> title;
    std::string plot;
    std::string folder;  ///< under the library root; empty when the season has none of its own
    std::optional<int> year;
    std::optional<Date> premiered;
    ProviderIds ids;
    std::vector<Artwork> artwork;
    std::vector<Episode> episodes;  ///< by number, then date, then path
    std::vector<Extra> extras;
    friend bool operator==(const Season&, const Season&) = default;
};

/// An instalment of an anthology: "Soundtrack #2" is {"Soundtrack", 2}.
struct Instalment {
    std::string anthology;
    std::optional<int> number;
    Source source = Source::Unknown;
    friend bool operator==(const Instalment&, const Instalment&) = default;
};

struct Series {
    SeriesId id;
    Sourced<std::string> title;
    std::string original_title, sort_title;
    std::vector<std::string> other_titles;  ///< for finding: every further name the sources give
    Sourced<std::optional<int>> year;
    std::string plot, outline, tagline;
    std::string status;  ///< as stated: "Continuing", "Ended"
    std::optional<Date> premiered, ended;
    std::string airs_day_of_week, airs_time;  ///< as stated; the release schedule reads them
    std::optional<std::chrono::minutes> runtime;
    std::optional<std::chrono::sys_seconds> added;  ///< as stated: when another server first saw it
    std::vector<std::string> studios, genres, tags, countries;
    ProviderIds ids;
    std::vector<Rating> ratings;
    std::string certification;  ///< mpaa, customrating
    std::string display_order;  ///< "aired", "absolute", "dvd"
    std::vector<Credit> people;
    std::vector<Artwork> artwork;
    std::vector<std::string> trailers;  ///< http(s) links
    std::optional<Instalment> instalment;
    std::vector<Season> seasons;  ///< by number
    std::vector<Extra> extras;
    std::vector<ThemeMusic> themes;
    std::vector<Album> albums;
    friend bool operator==(const Series&, const Series&) = default;
};

}  // namespace bt::domain
