// Subtitles and audio in files of their own, given to the videos beside them.
//
// In the same folder a track's stem begins with its video's. In a `Subs` folder, which many releases have, four ways are tried in
// order: the video's stem in front, a folder named by the video's stem, the episode's number in the name, and, where there are as many
// files as videos, their order.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "domain/media_file.h"
#include "library/episode_name.h"
#include "library/stem_index.h"
#include "library/tree.h"

namespace bt::library {

struct NamedVideo {
    std::string path;
    std::optional<int> first, last;
};
/// The tracks of each of the folder's videos, in path order. `stems` gives indices into `videos`.
std::vector<std::vector<domain::ExternalTrack>> find_tracks(const TreeFolder& folder, const std::vector<NamedVideo>& videos,
                                                            const StemIndex& stems, const NameContext& context);

}  // namespace bt::library
