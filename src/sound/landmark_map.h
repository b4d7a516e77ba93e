// An episode's landmarks as a picture that can be asked "is there one here?" in a nanosecond, and how likely that is by chance.
#pragma once

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

    std::uint32_t frames_;
    std::vector<Row> marks_[kLayers], exact_[kLayers], blurred_[kLayers];
    std::vector<std::array<float, kPitchSteps>> chance_[kLayers];
};

}  // namespace bt::sound
