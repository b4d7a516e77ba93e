// Where a title sequence begins and ends: its echoes in other episodes rarely agree to the second, and some run on into what stands beside it.
#pragma once

#include <cstddef>
#include <span>

#include "sound/echoes.h"

namespace bt::sound {

inline constexpr double kShortestTitle = 8;   ///< seconds
inline constexpr double kSameTitleEdge = 3;   ///< seconds: edges of echoes this near are one edge; its place is their median
inline constexpr double kTitleSongEdge = 1;   ///< seconds: a title and its song begin and end together

/// Of two echoes of one partner: do both lay it at the same place, within 0.15 s?
bool is_same_line(const Echo& a, const Echo& b);

/// The edges of the title that the echoes `title` tell of, at least one, which together are `whole`. `echoes`: all of that episode.
Span title_edges(std::span<const EpisodeEvidence> season, std::size_t episode, const Span& whole, std::span<const Echo> title, std::span<const Echo> echoes);

}  // namespace bt::sound
