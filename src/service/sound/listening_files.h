// Which files `bonustrack listen` means: episodes, grouped into seasons by folder, and the songs that belong to them.
#pragma once

#include <string>
#include <vector>

#include "base/result.h"

namespace bt::service {

struct EpisodeFile {
    std::string path;   ///< of a split episode the first file
    std::vector<std::string> following = {};  ///< the paths of the others of a split episode, in their order
    std::string shown;  ///< a file as it was named; what lies in a named folder by its path in there, or, where two would be shown alike, each by its path
};
/// The episodes of one folder, in the order they are told in.
struct SeasonFiles {
    std::string folder;
    std::vector<EpisodeFile> episodes;
};
struct ListeningFiles {
    std::vector<SeasonFiles> seasons;
    std::vector<std::pair<std::string, Error>> problems;  ///< paths that lead nowhere, or to what is no file
};
/// Of a folder: every video in it and below, extras and samples left out. A file is taken whatever it is called; none is taken twice. Those of one
/// folder that are named as pieces of one ("cd1", "cd2") are one episode, as the library has it; a piece that is named alone is one, too.
ListeningFiles find_episodes(const std::vector<std::string>& paths);

struct SongFile {
    std::string path;
    std::string name;  ///< its path in the songs' folder
};
/// Every audio file in the folder and below, by name.
std::vector<SongFile> songs_in(const std::string& folder);
/// The soundtrack folders and theme music of the series that the season's folder belongs to, as the library's conventions have them.
std::vector<SongFile> songs_beside(const std::string& season_folder);

}  // namespace bt::service
