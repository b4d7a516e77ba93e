// Which folders of a library are series. Decided from names alone, in this order, for the root and every folder below it:
//
//   1. A folder with tvshow.nfo or .plexmatch is a series.
//   2. A folder with season folders ("Season 1", "시즌 2", "S01") is a series. A lone "Specials", or a row of bare numbers from 1,
//      count only when no other folder there holds video: "24" and "1987" are series too.
//   3. A folder (not the root) with videos directly in it is a series.
//   4. The root with videos and no other folder of videos, where the names state one series or none, is itself the series.
//      Otherwise its loose videos are series by the titles their names state.
//   5. A folder whose folders are all episodes ("E01", "Rain E02") or its only one begins with its own title, is a series.
//   6. Any other folder is a collection ("Genre/Series"): the same is asked of the folders in it, three levels deep.
//
// So `serve /path/to/One Series`, `serve /library` and `serve /library` with genres in between all work.
#pragma once

#include <string>
#include <vector>

#include "library/tree.h"

namespace bt::library {

/// Folders of sound outside every series: an album that a series' NFO may name as its soundtrack.
struct MusicElsewhere {
    std::vector<const TreeFolder*> folders;  ///< at every depth
    std::uint64_t signature = 0;             ///< changes with them; 0 when there are none
};

/// A series' place in the tree, which must outlive it.
struct SeriesPlace {
    /// The key of the series in the store: the folder's path, empty for the root; "//title" for loose videos in a collection.
    std::string folder;
    std::string name;                          ///< what the title is read from
    const TreeFolder* tree = nullptr;
    std::vector<const TreeFile*> loose_files;  ///< only these files of `tree`, none of its folders; empty: everything
    const MusicElsewhere* music = nullptr;     ///< of the library; must outlive it too
};
/// `root_name`: the root's own name, for a root that is itself one series.
std::vector<SeriesPlace> find_series(const Tree& tree, std::string_view root_name);

/// What lies in `tree` outside `places`.
MusicElsewhere find_music(const Tree& tree, const std::vector<SeriesPlace>& places);

/// Only an NFO says which series an album elsewhere belongs to, so a change of that music is one of every series; nothing is probed again
/// for it, and most libraries have none.
domain::FolderSignature signature_of(const SeriesPlace& place);

/// Not a season, an extra or any other part of a series above: a folder whose name has no such meaning.
bool is_plain_folder(const TreeFolder& folder, std::string_view series_title);

}  // namespace bt::library
