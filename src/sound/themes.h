// Themes: music that returns in a season and is no song of the library.
#pragma once

#include <span>
#include <vector>

#include "sound/parts.h"

namespace bt::sound {

/// What is known of an episode when its themes are looked for.
struct ThemeGround {
    std::vector<Span> songs;    ///< where songs of the library sound
    std::vector<Part> parts;
    const EpisodeEvidence* heard = nullptr;  ///< what tells music from a scene of words that comes again; must outlive the search
};

/// The themes of each episode, by start. They are numbered by where in the season they are first heard.
std::vector<std::vector<ThemeCue>> find_themes(std::span<const ThemeGround> season, std::span<const Repeat> repeats);

}  // namespace bt::sound
