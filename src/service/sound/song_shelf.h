// The songs an engine looks for, made ready for search as segments: files in the data folder that are mapped, not loaded. Made once for
// each set of songs; a new song makes one segment anew, not all.
#pragma once

#include <functional>
#include <memory>
#include <span>
#include <string>
#include <vector>

#include "base/result.h"
#include "io/mapped_file.h"
#include "service/sound/landmark_store.h"
#include "service/sound/sound_engine.h"
#include "sound/song_library.h"

namespace bt::service {

class SongShelf {
public:
    /// Segments lie in `folder`; `landmarks` reads those of songs.
    SongShelf(std::string folder, LandmarkStore landmarks) : folder_(std::move(folder)), landmarks_(std::move(landmarks)) {}

    /// `songs` rise by content; their place in the list is their SongNumber in library(). Segments of other songs are removed.
    /// Faults: those of reading landmarks and of writing the folder; Busy when `go_on` says no.
    Result<void> fill(std::span<const KnownSound> songs, const SoundEngine::GoOn& go_on);
    const sound::SongLibrary& library() const { return library_; }

private:
    Result<void> add_segment(std::span<const KnownSound> songs);
    Result<Bytes> build(std::span<const KnownSound> songs) const;
    void remove_others() const;

    const std::string folder_;
    const LandmarkStore landmarks_;
    std::vector<std::string> names_;
    std::vector<std::shared_ptr<const io::MappedFile>> files_;  // what the library's segments borrow
    std::vector<sound::SongSegment> segments_;
    sound::SongLibrary library_;
};

}  // namespace bt::service
