// The songs there are, however many and wherever they are kept.
#pragma once

#include <cstddef>

#include "sound/episode_sound.h"
#include "sound/landmarks.h"

namespace bt::sound {

class TripleTable;

/// Landmarks to the second that songs are analysed with.
constexpr LandmarkDensity kSongDensity{.mid = 48, .side = 32, .faint_mid = 32, .faint_side = 16, .ground = false};

/// Songs are numbered from 0 to size() - 1. Used by one thread at a time.
class SongLibrary {
public:
    virtual ~SongLibrary() = default;

    virtual std::size_t size() const = 0;
    /// Seconds.
    virtual double duration(SongNumber song) const = 0;
    /// Read or unpacked anew each time; a song that cannot be read any more has none.
    virtual Landmarks landmarks(SongNumber song) const = 0;
    /// Where all of the songs are looked up at once; nothing in a library small enough to be compared whole (kCompareWhole).
    virtual const TripleTable* triples() const { return nullptr; }
};

}  // namespace bt::sound
