#include "library/album.h"

#include <algorithm>
#include <array>
#include <tuple>

#include "base/text.h"
#include "library/artwork.h"
#include "library/file_class.h"
#include "library/series_name.h"
#include "library/sidecar_name.h"
#include "library/text.h"

namespace bt::library {
namespace {

bool is_sound_file(const TreeFile& file) { return classify_extension(extension(file.name)) == FileClass::Audio; }
bool is_song(const TreeFile& file) { return is_sound_file(file) && file.stamp.size > 0; }

std::string lyrics_of(const TreeFolder& folder, const TreeFile& song) {
    for (const std::string_view kind : {"lrc", "elrc", "txt"})
        for (const auto& file : folder.files)
            if (extension(file.name) == kind && stem(file.name) == stem(song.name)) return join_path(folder.path, file.name);
    return {};
}

std::string cover_of(const TreeFolder& folder) {
    for (const std::string_view word : {"folder", "poster", "cover", "jacket", "default", "albumart"})
        for (const auto& file : folder.files)
            if (is_picture(file) && equals_ignoring_ascii_case(stem(file.name), word)) return join_path(folder.path, file.name);
    return {};
}

void add_songs(const TreeFolder& folder, std::optional<int> disc, domain::Album& album) {
    for (const auto& file : folder.files) {
        if (!is_song(file)) continue;
        const SongName name = read_song_name(stem(file.name));
        album.songs.push_back({.id = {}, .path = join_path(folder.path, file.name), .stamp = file.stamp, .content = {},
                               .disc = name.disc ? name.disc : disc, .number = name.number, .title = name.title, .artist = name.artist,
                               .lyrics_path = lyrics_of(folder, file)});
    }
}

/// An artist's folder names the artist of all albums in it that name none themselves.
void name_artist(const std::string& artist, domain::Album& album, std::vector<domain::Album>& further) {
    if (album.artist.empty()) album.artist = artist;
    for (auto& inner : further)
        if (inner.artist.empty()) inner.artist = artist;
}

/// "OST Part 1" of Goblin is "Goblin OST Part 1".
std::string album_title(const TreeFolder& folder, std::string_view series_title) {
    std::string name = nfc(folder.name);
    take_id_tags(name);
    const std::string own = clean_title(name);
    if (series_title.empty() || skip_title(own, series_title) > 0 || !is_soundtrack_folder(folder.name, {})) return own;
    return std::string(series_title) + ' ' + own;
}

}  // namespace

bool holds_sound(const TreeFolder& folder) {
    return std::ranges::any_of(folder.files, is_sound_file) || std::ranges::any_of(folder.folders, holds_sound);
}

std::vector<std::string> empty_songs(const TreeFolder& folder) {
    std::vector<std::string> paths;
    for (const auto& file : folder.files)
        if (is_sound_file(file) && !is_song(file)) paths.push_back(join_path(folder.path, file.name));
    for (const auto& child : folder.folders) std::ranges::move(empty_songs(child), std::back_inserter(paths));
    return paths;
}

std::vector<domain::Album> find_albums(const TreeFolder& folder, std::string_view series_title, std::optional<int> season,
                                       const std::function<std::optional<NfoAlbum>(const std::string& path)>& read_album) {
    domain::Album album{.id = {}, .folder = folder.path, .title = album_title(folder, series_title), .season = season,
                        .cover_path = cover_of(folder)};
    add_songs(folder, std::nullopt, album);
    std::vector<domain::Album> further;
    for (const auto& child : folder.folders) {
        if (const auto disc = read_disc_folder(child.name)) {
            add_songs(child, disc, album);
            if (album.cover_path.empty()) album.cover_path = cover_of(child);
        } else if (holds_sound(child)) {
            for (auto& inner : find_albums(child, series_title, season, read_album)) further.push_back(std::move(inner));
        }
    }
    for (const auto& file : folder.files) {
        if (!equals_ignoring_ascii_case(file.name, "album.nfo")) continue;
        if (auto nfo = read_album(join_path(folder.path, file.name))) {
            if (!nfo->title.empty()) album.title = std::move(nfo->title);
            album.artist = std::move(nfo->artist);
            album.year = nfo->year;
        }
    }
    for (const auto& file : folder.files) {
        if (!equals_ignoring_ascii_case(file.name, "artist.nfo")) continue;
        if (const auto nfo = read_album(join_path(folder.path, file.name))) name_artist(nfo->artist, album, further);
    }
    std::ranges::sort(album.songs, [](const domain::Song& a, const domain::Song& b) {
        return std::tuple(a.disc.value_or(1), a.number.value_or(1000), std::string_view(a.path)) <
               std::tuple(b.disc.value_or(1), b.number.value_or(1000), std::string_view(b.path));
    });
    std::vector<domain::Album> albums;
    if (!album.songs.empty()) albums.push_back(std::move(album));
    std::ranges::move(further, std::back_inserter(albums));
    return albums;
}

}  // namespace bt::library
