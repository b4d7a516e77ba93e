// A recording laid out as a row of cells for each pitch, 1 where a landmark is. A landmark of another recording then adds the row of its pitch, moved by its
// place in its block: that counts it for all places at once, 64 an instruction.
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <vector>

#include "sound/landmarks.h"

namespace bt::sound {

constexpr std::int64_t kCellFrames = 4;
constexpr std::int64_t kBlockCells = 32;                           ///< two seconds
constexpr std::int64_t kBlockFrames = kBlockCells * kCellFrames;
constexpr std::int64_t kRowMargin = 160;                           ///< cells of nothing before and after a recording: a block may begin before it does

/// The landmarks of a block of two seconds, by whether the number of their cell is odd.
struct MeetingSpot {
    std::uint16_t row;
    std::uint8_t half_cell;
};
using MeetingBlock = std::array<std::vector<MeetingSpot>, 2>;

/// From `frame` on.
MeetingBlock meeting_block(const Landmarks& landmarks, std::uint32_t frame);

/// Two cells a byte, the one of an even number in the lower half.
class MeetingRows {
public:
    explicit MeetingRows(const Landmarks& landmarks);
    /// Bytes.
    std::size_t length() const { return length_; }
    const std::uint8_t* row(std::size_t number) const { return cells_.data() + number * stride(); }
    const std::uint8_t* empty() const { return row(std::size_t{kLayers} * kPitchSteps); }

private:
    std::size_t stride() const { return length_ + static_cast<std::size_t>(kBlockCells); }

    std::size_t length_;
    std::vector<std::uint8_t> cells_;
};

/// Of a block, for each place: how many of its landmarks meet one of the rows', a step of pitch to either side allowed, where the block begins at cell 2 i + p,
/// counted from kRowMargin before the recording. By p, then i + 1. None is more than 63.
using MeetingCounts = std::array<std::vector<std::uint8_t>, 2>;
void count_meetings(const MeetingBlock& block, const MeetingRows& rows, MeetingCounts& counts);

}  // namespace bt::sound
