// Where an episode is calm and where it is intense, by how loud it is beside itself: for the seek bar and for picks by mood.
#pragma once

#include <cstdint>
#include <span>
#include <string_view>
#include <vector>

#include "sound/episode_sound.h"

namespace bt::sound {

enum class Intensity : std::uint8_t { Calm, Intense };
/// "calm", "intense".
std::string_view to_string(Intensity intensity);

struct IntenseStretch {
    Intensity intensity;
    Span span;
    friend bool operator==(const IntenseStretch&, const IntenseStretch&) = default;
};

/// From the energy of each second, in LUFS. By start, none overlapping another, each at least kLeastStretch long. An even episode has none.
std::vector<IntenseStretch> find_intensity(std::span<const float> energy);
constexpr double kLeastStretch = 15;  ///< seconds

}  // namespace bt::sound
