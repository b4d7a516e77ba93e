// What a room, a loudspeaker or the filters of a mix make of a song: it sounds several times, each time a little later, softer, perhaps turned over. Of a
// song that comes out of a radio across the room less than half reaches the ear straight, and waves that know its reflections agree with far more of it.
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <span>

#include "sound/waves.h"

namespace bt::sound {

class Room {
public:
    static constexpr std::size_t kMostCopies = 12;
    struct Copy {
        std::int16_t delay = 0;   ///< samples of the episode; below 0 where a reflection was taken for the song itself
        std::int16_t weight = 0;  ///< how far it stands out of chance, in sixteenths of a standard deviation; below 0: turned over
    };

    /// The song as it is.
    Room() = default;

    /// What is there of the song over samples [from, to) of the episode, at delays of -32 to 120 ms beside `path`: the copies that stand out most. `polarity` is that of the path.
    /// The song as it is where it does not clearly stand out itself: held notes agree with each other at many delays.
    static Room around(const Waves& heard, const Waves& song, const WavePath& path, std::int8_t polarity, std::int64_t from, std::int64_t to);

    std::span<const Copy> copies() const { return {copies_.data(), count_}; }
    /// As samples_along(), of all copies together.
    std::uint64_t samples_along(const Waves& song, const WavePath& path, std::int64_t sample) const;

private:
    std::array<Copy, kMostCopies> copies_{};
    std::size_t count_ = 0;
};

}  // namespace bt::sound
