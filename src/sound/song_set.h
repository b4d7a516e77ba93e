// The songs that an episode is compared with landmark by landmark: unpacked, and ready for search.
#pragma once

#include <cstdint>
#include <vector>

#include "sound/narrow_waves.h"
#include "sound/pair_table.h"
#include "sound/song_library.h"

namespace bt::sound {

/// Songs of a set that stand side by side and are looked for by themselves: what stands out among few does not among many.
struct SongGroup {
    std::uint32_t first = 0, end = 0;
    PairTable pairs;  ///< numbers them from 0 on
};

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
    /// The season's own soundtrack, and all others: what else lies in a library takes nothing from it. None is empty.
    const std::vector<SongGroup>& groups() const { return groups_; }

private:
    void add(const SongLibrary& library, const std::vector<SongNumber>& songs);

    std::vector<SongNumber> numbers_, own_;
    std::vector<Landmarks> landmarks_;
    std::vector<NarrowBands> bands_;
    std::vector<SongGroup> groups_;
};

}  // namespace bt::sound
