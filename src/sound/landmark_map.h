// An episode's landmarks as a picture that can be asked "is there one here?" in a nanosecond, and how likely that is by chance.
#pragma once

#include <array>
#include <cstdint>
#include <vector>

#include "sound/hearing_range.h"
#include "sound/landmarks.h"

namespace bt::sound {

/// Parts of the scale that are covered, or missing, together: up to 277 Hz, to 1.1 kHz, above.
constexpr int kBands = 3;
constexpr int band_of(int pitch) { return pitch < 48 ? 0 : pitch < 120 ? 1 : 2; }

class LandmarkMap {
public:
    explicit LandmarkMap(const Landmarks& landmarks);

    std::uint32_t frames() const { return frames_; }
    /// A landmark within a frame and a step of the place.
    bool near(Layer layer, std::uint32_t frame, int pitch) const { return test(blurred_[static_cast<std::size_t>(layer)], frame, pitch); }
    /// A landmark in the very frame, within a step.
    bool at(Layer layer, std::uint32_t frame, int pitch) const { return test(exact_[static_cast<std::size_t>(layer)], frame, pitch); }
    /// The landmark that near() speaks of: the nearest one when there are several. Only where near() holds.
    Landmark nearest(Layer layer, double frame, int pitch) const;
    /// How common landmarks of that level are among those of its part of the scale in the seconds around, to one where all levels are alike.
    float commonness(Layer layer, const Landmark& mark) const {
        return common_[static_cast<std::size_t>(layer)][mark.frame / kChanceFrames][static_cast<std::size_t>(band_of(mark.pitch))][mark.level / kLevelCell];
    }
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
    void measure_levels(std::size_t layer);

    static constexpr std::size_t kLevelCell = 4, kLevelCells = 256 / kLevelCell;  // two dB
    using Levels = std::array<std::array<float, kLevelCells>, kBands>;

    std::uint32_t frames_;
    std::vector<Row> marks_[kLayers], exact_[kLayers], blurred_[kLayers];
    std::vector<std::array<float, kPitchSteps>> chance_[kLayers];
    std::vector<Landmark> all_[kLayers];          // by frame
    std::vector<std::uint32_t> first_[kLayers];   // of each frame in `all_`; one more behind the last
    std::vector<Levels> common_[kLayers];         // density of levels in each cell of time
};

}  // namespace bt::sound
