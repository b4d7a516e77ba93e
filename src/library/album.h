// Soundtrack albums: a folder of songs is an album, its "CD 1", "CD 2" are discs of it, any other folder in it an album of its own.
#pragma once

#include <functional>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "domain/soundtrack.h"
#include "library/nfo.h"
#include "library/tree.h"

namespace bt::library {

/// Audio in the folder or below it.
bool holds_sound(const TreeFolder& folder);
/// Audio files without a byte in the folder and below it: no songs, but somebody put them there.
std::vector<std::string> empty_songs(const TreeFolder& folder);
/// `read_album` reads an album.nfo or an artist.nfo by its path, or nothing when it makes no sense.
std::vector<domain::Album> find_albums(const TreeFolder& folder, std::string_view series_title, std::optional<int> season,
                                       const std::function<std::optional<NfoAlbum>(const std::string& path)>& read_album);

}  // namespace bt::library
