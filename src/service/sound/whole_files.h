// The files of an episode where they lie in its time: a split one has several, which follow each other as delivery/joined.h has them.
//
//     file         cd1                      cd2
//     its own      |- from ---------- end   |- from ---- end          from: its first cut; end: of its picture or sound, whichever is later
//     the whole    0 ............. start                              start: where the file before ends
#pragma once

#include <limits>
#include <optional>
#include <span>
#include <string>
#include <vector>

#include "base/result.h"
#include "sound/episode_sound.h"

namespace bt::service {

/// Times in seconds.
struct WholeFile {
    std::string path;
    double from = 0;                                            ///< of the file's own time: where it begins to be played
    double length = std::numeric_limits<double>::infinity();    ///< of a file alone as long as it is
    double start = 0;                                           ///< of the whole

    double end() const { return start + length; }
    double to_whole(double own) const { return own - from + start; }
    /// What of a stretch of the whole lies in this file, in the file's own time.
    std::optional<sound::Span> own_part(const sound::Span& whole) const;
};

/// A file alone is not opened. `paths` are one at least. Faults: those of opening a file, which say which one.
Result<std::vector<WholeFile>> whole_files(std::span<const std::string> paths);

}  // namespace bt::service
