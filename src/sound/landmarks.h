// What is kept of a sound track: its landmarks, the spots of time and pitch that stand out of their surroundings. Partials of
// instruments do, and go on doing so under dialogue, however soft, wherever the voice has no partial of its own just then.
#pragma once

#include <array>
#include <cmath>
#include <cstdint>
#include <memory>
#include <span>
#include <vector>

#include "base/result.h"
#include "sound/hearing_range.h"
#include "sound/pcm_source.h"
#include "sound/waves.h"

namespace bt::sound {

/// Which of the two signals of FrontEnd.
enum class Layer : std::uint8_t { Mid, Side };
constexpr int kLayers = 2;

struct Landmark {
    std::uint32_t frame = 0;     ///< kFrameSeconds
    std::uint8_t pitch = 0;      ///< below kPitchSteps
    std::uint8_t level = 0;      ///< of the partial, in steps of kLevelStep dB above kLowestLevel
    friend bool operator==(const Landmark&, const Landmark&) = default;
};
constexpr double kLevelStep = 0.5;
constexpr double kLowestLevel = -110;  ///< dB re full scale
constexpr double kWavesPerFrame = kWaveRate * kFrameSeconds;
constexpr double kEnergySeconds = 0.2; ///< a cell of Landmarks::energy

/// How loud it is around a landmark's place, every sixteenth step of pitch: the mean of the spectrum in dB, in steps of kLevelStep above kLowestLevel.
constexpr std::uint32_t kGroundFrames = 4;
constexpr int kGroundSteps = 16;
using Ground = std::array<std::uint8_t, kPitchSteps / kGroundSteps>;

/// The sample of Waves at a frame.
inline std::int64_t sample_of(double frame) { return std::llround(frame * kWavesPerFrame); }

/// By layer: by frame, then pitch.
struct Landmarks {
    double duration = 0;                     ///< seconds
    std::vector<Landmark> layers[kLayers];   ///< those that stand out most: what is searched by
    std::vector<Landmark> faint[kLayers];    ///< those that come next: they add to what speaks for a place once it is known
    std::vector<Ground> ground[kLayers];     ///< by kGroundFrames: what landmarks stand out of
    Waves waves;                             ///< the very course of Layer::Mid, sample 0 at frame 0: tells a recording where landmarks are too few
    std::vector<std::uint8_t> energy;        ///< of the whole mix in kEnergySeconds each, steps of kLevelStep dB above kLowestLevel; 0: silent

    std::span<const Landmark> layer(Layer which) const { return layers[static_cast<int>(which)]; }
    friend bool operator==(const Landmarks&, const Landmarks&) = default;
};

/// How many landmarks of a second are kept.
struct LandmarkDensity {
    int mid = 48, side = 32;
    int faint_mid = 48, faint_side = 32;
    bool ground = true;  ///< whether the ground is kept, too
};

/// Sound goes in as it is decoded: `push* finish`.
class LandmarkFinder {
public:
    LandmarkFinder(int sample_rate, int channels, LandmarkDensity density = {});
    LandmarkFinder(LandmarkFinder&&) noexcept;
    ~LandmarkFinder();

    void push(std::span<const float> interleaved);
    Landmarks finish();

private:
    struct State;
    std::unique_ptr<State> state_;
};

}  // namespace bt::sound
