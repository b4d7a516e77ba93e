// The grid on which music is compared: time in frames, pitch in steps of a third of a semitone. Songs and episodes share it whatever
// their sample rates, so everything stored is in its units; changing a number here makes what was stored before useless.
#pragma once

#include <cstdint>

namespace bt::sound {

/// Raised whenever a landmark of the same sound would come out differently, or be stored differently.
constexpr std::uint16_t kHearingVersion = 4;

constexpr double kFrameSeconds = 0.016;
constexpr double kWindowSeconds = 0.128;
constexpr int kStepsPerOctave = 36;
constexpr double kLowestPitch = 110.0;  ///< Hz, the centre of step 0
constexpr int kPitchSteps = 192;        ///< up to 4.3 kHz

/// Frames in `seconds`, rounded down.
constexpr std::int64_t frames_in(double seconds) { return static_cast<std::int64_t>(seconds / kFrameSeconds); }

}  // namespace bt::sound
