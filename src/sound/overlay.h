// A song laid over an episode sample on sample. Where the song sounds just as recorded, neither slower nor higher, its waves are in the episode's, and
// a few seconds of them tell more than all landmarks: every sample is a witness, most of them under the voices, but there are thousands.
#pragma once

#include <array>
#include <complex>
#include <cstdint>
#include <optional>
#include <span>
#include <vector>

#include "sound/fourier.h"
#include "sound/landmarks.h"
#include "sound/line.h"

namespace bt::sound {

/// Looks for the place by the cross-correlation of whitened signals (see waves.cpp for its source). Knows no errors: what cannot be told is no line.
class OverlayFinder {
public:
    /// `episode` must outlive it.
    explicit OverlayFinder(const Landmarks& episode);

    /// A song, and what of it may sound at the frame, to within 48 frames.
    struct Guess {
        const Landmarks* song;
        std::int64_t song_frame;
    };
    /// For each of `guesses`, two at most, the line on which the song's waves are those of the 6.7 s around the episode's frame, to half a
    /// millisecond; nothing where no place stands 6.5 standard deviations out of those around. Two take as long as one; calls for the same frame
    /// one after the other take less.
    std::array<std::optional<Line>, 2> find(std::uint32_t frame, std::span<const Guess> guesses);

private:
    void look_at(std::uint32_t frame);

    const Landmarks& episode_;
    Fourier forward_, inverse_;
    std::vector<std::complex<float>> spectrum_;  // of the piece of the episode that was looked at last
    std::optional<std::uint32_t> frame_;         // its middle
};

}  // namespace bt::sound
