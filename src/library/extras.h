// What a series holds besides its episodes: trailers, clips, making-ofs. They are met while the folders are walked, and placed when the
// episodes are known.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "domain/series.h"
#include "library/tree.h"

namespace bt::library {

class Extras {
public:
    /// A video whose name says so: "Rain S01E02-trailer.mkv", which belongs to the episode, or "Making of-featurette.mkv". False for any other.
    bool add_by_name(const TreeFolder& folder, const TreeFile& file, std::optional<int> season);
    /// The videos that lie in a folder of extras of `kind`, whatever they are called.
    void add_all_of(const TreeFolder& folder, domain::ExtraKind kind, std::optional<int> season);
    /// Music videos among songs.
    void add_clips_of(const TreeFolder& album, std::optional<int> season);

    /// Gives each to its episode, its season or the series. Nothing is left.
    void place(domain::Series& series);

private:
    struct Pending {
        domain::ExtraKind kind;
        std::string base;  ///< stem of the video it belongs to, if it names one
        std::string title;
        std::optional<int> season;
        domain::MediaFile file;
    };
    std::vector<Pending> pending_;
};

}  // namespace bt::library
