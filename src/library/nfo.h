// NFO files: what Kodi, Jellyfin and their tools write beside series. XML in name only: a bare link may follow the last tag or be the
// whole file, ampersands stand alone, the encoding is what the author's machine used.
//
// Read with pugixml, which expands no entities but the five of XML and skips document types, so nothing outside the file is ever
// reached. What is read carries Source::Nfo.
#pragma once

#include <chrono>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/result.h"
#include "domain/series.h"

namespace bt::library {

/// A larger file is not read: real ones are kilobytes, with a long cast some hundreds.
inline constexpr std::size_t kMaxNfoBytes = 4U << 20;

struct NfoSeries {
    domain::Series series;
    std::map<int, std::string> season_titles;  ///< namedseason
    std::map<int, std::vector<domain::Artwork>> season_artwork;
    std::vector<std::string> soundtracks;      ///< albums elsewhere that belong to the series, by title
};
struct NfoSeason {
    std::optional<int> number;
    domain::Season season;
};
struct NfoEpisode {
    domain::Episode episode;         ///< season and number are known only when stated
    std::optional<int> last_number;  ///< episodenumberend
    std::string series_title;        ///< showtitle
};
struct NfoAlbum {
    std::string title, artist;
    std::optional<int> year;
};

/// Faults: TooLarge beyond kMaxNfoBytes; Malformed when there is neither the expected element nor a provider's link.
Result<NfoSeries> read_series_nfo(std::string_view bytes);
Result<NfoSeason> read_season_nfo(std::string_view bytes);
/// One value for each <episodedetails>, in order. Never empty.
Result<std::vector<NfoEpisode>> read_episode_nfo(std::string_view bytes);
/// Of an artist's NFO file (<artist>) the artist alone.
Result<NfoAlbum> read_album_nfo(std::string_view bytes);

/// The file's text as UTF-8 without a byte order mark: UTF-16 by its mark, the declared encoding, else CP949 when it is no UTF-8.
std::string nfo_text(std::string_view bytes);
/// "themoviedb.org/tv/93405", "imdb.com/title/tt1", "thetvdb.com/...id=2" anywhere in the text.
domain::ProviderIds find_provider_links(std::string_view text);
/// "2023-12-06", also with a time behind it.
std::optional<domain::Date> read_date(std::string_view text);
/// "2023-12-06 21:05:00" in UTC; without a time, the day's beginning.
std::optional<std::chrono::sys_seconds> read_time(std::string_view text);

}  // namespace bt::library
