// Themes without a reference, told again: an analysis numbers what it finds anew each time, but a theme that a person has named must
// stay that theme. It is known by where it sounds.
#pragma once

#include <optional>
#include <span>
#include <string>
#include <vector>

#include "domain/episode_sound.h"

namespace bt::domain {

struct ThemeUse {
    ContentKey episode;  ///< the file it sounds in
    Stretch stretch;
    friend bool operator==(const ThemeUse&, const ThemeUse&) = default;
};

struct KnownTheme {
    ThemeId id;
    std::vector<ThemeUse> uses;
};

/// For each of `found` (its uses) the known theme that it is, or nothing for a new one. Two are the same when, in the
/// episodes where both sound, they share at least half of the time of the smaller; the largest shares are matched first, each theme once.
/// Uses of one theme do not overlap.
std::vector<std::optional<ThemeId>> recognise_themes(std::span<const KnownTheme> known, std::span<const std::vector<ThemeUse>> found);

/// "A" for 1, "Z" for 26, "AA" for 27: how a theme without a name is called.
std::string theme_letter(int number);

}  // namespace bt::domain
