// The songs that an episode is compared with landmark by landmark: unpacked, and ready for search.
#pragma once

#include <vector>

#include "sound/narrow_waves.h"
#include "sound/pair_table.h"
#include "sound/song_library.h"

namespace bt::sound {

/// Takes some 8 MB an hour of music.
class SongSet {
public:
    SongSet() = default;
    /// `chosen` rises, and so does `own`: what of it is the season's own soundtrack.
    SongSet(const SongLibrary& library, std::vector<SongNumber> chosen, std::vector<SongNumber> own = {});
    /// Every song of the library.
    explicit SongSet(const SongLibrary& library);

    std::size_t size() const { return numbers_.size(); }
    /// What the library calls the song that is the i-th of the set.
    SongNumber number(std::size_t i) const { return numbers_[i]; }
    /// Of a song of the set, by the library's number.
    const Landmarks& landmarks(SongNumber song) const;
    bool is_own(SongNumber song) const;
    /// The i-th song's waves.
    const NarrowBands& bands(std::size_t i) const { return bands_[i]; }
    /// In it songs are numbered as they are in the set.
    const PairTable& pairs() const { return pairs_; }

private:
    std::vector<SongNumber> numbers_, own_;
    std::vector<Landmarks> landmarks_;
    std::vector<NarrowBands> bands_;
    PairTable pairs_;
};

}  // namespace bt::sound
