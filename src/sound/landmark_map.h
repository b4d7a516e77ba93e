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

private:
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
    std::array<float, kHeights> common_[kLayers]{};
};

}  // namespace bt::sound
