// An episode's landmarks as a picture that can be asked "is there one here?" in a nanosecond, and how likely that is by chance.
#pragma once

#include <algorithm>
#include <array>
#include <cstdint>
#include <vector>

#include "sound/hearing_range.h"
#include "sound/landmarks.h"

namespace bt::sound {

class LandmarkMap {
public:
    explicit LandmarkMap(const Landmarks& landmarks);

    std::uint32_t frames() const { return frames_; }
    /// A landmark within a frame and a step of the place.
    bool near(Layer layer, std::uint32_t frame, int pitch) const { return test(blurred_[static_cast<std::size_t>(layer)], frame, pitch); }
    /// A landmark in the very frame, within a step.
    bool at(Layer layer, std::uint32_t frame, int pitch) const { return test(exact_[static_cast<std::size_t>(layer)], frame, pitch); }
    /// How probable near() is around there, whatever sounds: the share of places of that pitch in the seconds around for which it holds.
    float chance(Layer layer, std::uint32_t frame, int pitch) const {
        return chance_[static_cast<std::size_t>(layer)][frame / kChanceFrames][static_cast<std::size_t>(pitch)];
    }
    /// The landmark that near() speaks of: the nearest one when there are several. Only where near() holds.
    Landmark nearest(Layer layer, double frame, int pitch) const;
    /// The level that landmarks stand out of there, in steps of kLevelStep above kLowestLevel.
    float ground(Layer layer, std::uint32_t frame, int pitch) const;
    /// How probable it is of a landmark of the episode to stand as high above its ground as that one does: a density, a step of level.
    float commonness(Layer layer, const Landmark& mark) const { return common_[static_cast<std::size_t>(layer)][height(layer, mark)]; }
    /// Takes away the landmarks near() the place: something has explained them.
    void explain(Layer layer, std::uint32_t frame, int pitch);

    /// The episode's own, whatever has been taken out.
    const Waves& waves() const { return waves_; }
    /// Is the whole mix around the frame below the level, in steps of kLevelStep above kLowestLevel?
    bool is_soft(std::int64_t frame, std::uint8_t level) const {
        if (energy_.empty()) return false;
        const auto cell = static_cast<std::size_t>(static_cast<double>(std::max<std::int64_t>(0, frame)) * kFrameSeconds / kEnergySeconds);
        return energy_[std::min(cell, energy_.size() - 1)] < level;
    }
    /// Of the 64 samples from `sample` on those in which `waves` differs from every song that has been taken out there: only they can tell it from them.
    std::uint64_t open_samples(std::int64_t sample, std::uint64_t waves) const;
    /// Takes out a song's waves over [from, to) frames; it may be turned over (-1, else 1). `song` must outlive the map.
    void explain_waves(const Waves& song, const WavePath& path, std::int8_t polarity, double from, double to);

private:
    struct Explained {
        std::int64_t from, to;  // samples
        WavePath path;
        std::int8_t polarity;
        const Waves* song;
    };
    static constexpr std::uint32_t kChanceFrames = 64;
    static constexpr std::size_t kWords = (kPitchSteps + 63) / 64;
    using Row = std::array<std::uint64_t, kWords>;
    static bool test(const std::vector<Row>& rows, std::uint32_t frame, int pitch) {
        return (rows[frame][static_cast<std::size_t>(pitch) / 64] >> (static_cast<unsigned>(pitch) % 64) & 1U) != 0;
    }
    void blur(std::size_t layer, std::uint32_t from, std::uint32_t to);
    void measure_chance(std::size_t layer);
    void measure_heights(std::size_t layer);

    std::size_t height(Layer layer, const Landmark& mark) const {
        const float above = static_cast<float>(mark.level) - ground(layer, mark.frame, mark.pitch);
        return static_cast<std::size_t>(std::clamp(above, 0.0F, static_cast<float>(kHeights - 1)));
    }

    static constexpr std::size_t kHeights = 128;
    std::uint32_t frames_;
    std::vector<Row> marks_[kLayers], exact_[kLayers], blurred_[kLayers];
    std::vector<std::array<float, kPitchSteps>> chance_[kLayers];
    std::vector<Landmark> all_[kLayers];         // by frame
    std::vector<std::uint32_t> first_[kLayers];  // of each frame, in all_
    std::vector<Ground> ground_[kLayers];
    Waves waves_;
    std::vector<std::uint8_t> energy_;
    std::vector<Explained> explained_;
    std::array<float, kHeights> common_[kLayers]{};
};

}  // namespace bt::sound
