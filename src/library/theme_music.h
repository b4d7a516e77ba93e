// The music that plays on a series' page: "theme.mp3" beside its files, and all that lies in "theme-music".
#pragma once

#include <optional>
#include <vector>

#include "domain/series.h"
#include "library/tree.h"

namespace bt::library {

bool is_theme_folder(const TreeFolder& folder);
bool is_theme(const TreeFile& file);
domain::ThemeMusic theme_from(const TreeFolder& folder, const TreeFile& file, std::optional<int> season);
/// Of a theme folder: all sound.
std::vector<domain::ThemeMusic> themes_of(const TreeFolder& folder, std::optional<int> season);

}  // namespace bt::library
