// Which reels of an episode are its recap and which its preview: where such things stand, and which side of an echo is the original.
#pragma once

#include <cstddef>
#include <optional>
#include <span>
#include <vector>

#include "sound/reels.h"

namespace bt::sound {

/// Nearer to an end of the file than this is that end, in seconds.
inline constexpr double kSnap = 1;

/// What an episode may tell of before it begins, and when it has ended.
struct Reels {
    std::vector<Reel> recaps;    ///< of earlier episodes
    std::vector<Reel> previews;  ///< of the next one
};

/// What looks like reels in each episode before anybody knows what was cut from what. `echoes` and `taken` are by episode.
std::vector<Reels> look_at_reels(std::span<const EpisodeEvidence> season, std::span<const std::vector<Echo>> echoes, std::span<const std::optional<Part>> titles,
                                 std::span<const std::vector<Span>> taken);
/// Echoes without those that lead into a preview of this episode, or into a recap that was cut from it: what is here is the original.
std::vector<Echo> without_originals(std::span<const Reels> all, std::size_t number, std::vector<Echo> echoes);

/// Reels of earlier episodes where a recap can be, by start. What lies in `taken` belongs to none.
std::vector<Reel> find_recaps(const EpisodeEvidence& episode, std::size_t number, std::span<const Echo> echoes, const std::optional<Span>& title, std::span<const Span> taken);
/// Reels of the next episode where a preview can be, by start.
std::vector<Reel> find_previews(std::span<const EpisodeEvidence> season, std::size_t number, std::span<const Echo> echoes, std::span<const Span> taken);
/// Of several, one at least, the longest, and those close before and behind it: what lies between two pieces of the next episode is a piece that was not heard.
Reel whole_preview(std::span<const Reel> previews);
/// As long as the song that lies under all of it, begins or ends with it, and goes on to a boundary: under that bed a piece was not heard. `settled` is where other parts are.
Span with_its_bed(const EpisodeEvidence& episode, std::span<const Span> settled, Span reel);
/// As long as the music that two other episodes at least have under other voices there, as reels come to one tune each week, when that ends at a boundary.
Span with_weekly_bed(const EpisodeEvidence& episode, std::span<const Span> settled, std::span<const Echo> echoes, Span reel);

}  // namespace bt::sound
