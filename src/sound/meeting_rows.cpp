#include "sound/meeting_rows.h"

#include <algorithm>
#include <cstring>

#include "sound/hearing_range.h"
#include "sound/wide_vectors.h"

namespace bt::sound {
namespace {

constexpr std::uint8_t kMostOfBlock = 63; // counts: four fit a byte
constexpr std::size_t kRowsAtOnce = 15;   // as many as half a byte can count

using Lanes = std::uint8_t __attribute__((vector_size(32)));

std::size_t row_of(int layer, int pitch) { return static_cast<std::size_t>(layer * kPitchSteps + pitch); }

/// Whole lanes, and room for the last of them at a block's last cell.
std::size_t length_of(const Landmarks& landmarks) {
    return (static_cast<std::size_t>(frames_in(landmarks.duration) / kCellFrames + 2 * kRowMargin) / (2 * sizeof(Lanes)) + 1) * sizeof(Lanes);
}

using RowsAtOnce = std::array<const std::uint8_t*, kRowsAtOnce>;
BT_WIDE_VECTORS void add(const RowsAtOnce& rows, std::size_t length, std::uint8_t* low, std::uint8_t* high) {
    for (std::size_t i = 0; i < length; i += sizeof(Lanes)) {
        Lanes sum{}, each, lower, upper;
        for (const auto* row : rows) {
            std::memcpy(&each, row + i, sizeof each);
            sum += each;
        }
        std::memcpy(&lower, low + i, sizeof lower);
        std::memcpy(&upper, high + i, sizeof upper);
        lower += sum & 15;
        upper += sum >> 4;
        std::memcpy(low + i, &lower, sizeof lower);
        std::memcpy(high + i, &upper, sizeof upper);
    }
}

BT_WIDE_VECTORS void cap(std::vector<std::uint8_t>& counts) {
    for (auto& each : counts) each = std::min(each, kMostOfBlock);
}

}  // namespace

MeetingBlock meeting_block(const Landmarks& landmarks, std::uint32_t frame) {
    MeetingBlock block;
    for (int layer = 0; layer < kLayers; ++layer) {
        const auto& marks = landmarks.layers[layer];
        for (auto mark = std::ranges::lower_bound(marks, frame, {}, &Landmark::frame); mark != marks.end() && mark->frame < frame + kBlockFrames; ++mark) {
            const auto cell = (mark->frame - frame) / kCellFrames;
            block[static_cast<std::size_t>(cell % 2)].push_back({static_cast<std::uint16_t>(row_of(layer, mark->pitch)), static_cast<std::uint8_t>(cell / 2)});
        }
    }
    return block;
}

MeetingRows::MeetingRows(const Landmarks& landmarks) : length_(length_of(landmarks)), cells_(stride() * (kLayers * kPitchSteps + 1)) {
    for (int layer = 0; layer < kLayers; ++layer) {
        for (const auto& mark : landmarks.layers[layer]) {
            const auto at = static_cast<std::size_t>(mark.frame / kCellFrames + kRowMargin);
            const auto bit = static_cast<std::uint8_t>(at % 2 == 0 ? 1 : 16);
            for (int pitch = std::max(0, mark.pitch - 1); pitch <= std::min(kPitchSteps - 1, mark.pitch + 1); ++pitch) cells_[row_of(layer, pitch) * stride() + at / 2] |= bit;
        }
    }
}

void count_meetings(const MeetingBlock& block, const MeetingRows& rows, MeetingCounts& counts) {
    // An odd cell's row counts one place further on: its halves change roles, the upper one of the byte before comes to the lower of this.
    for (auto& each : counts) each.assign(rows.length() + 1, 0);
    for (std::size_t odd = 0; odd < 2; ++odd) {
        const auto& spots = block[odd];
        for (std::size_t first = 0; first < spots.size(); first += kRowsAtOnce) {
            RowsAtOnce at_once;
            for (std::size_t i = 0; i < kRowsAtOnce; ++i) at_once[i] = first + i < spots.size() ? rows.row(spots[first + i].row) + spots[first + i].half_cell : rows.empty();
            if (odd == 0) {
                add(at_once, rows.length(), counts[0].data() + 1, counts[1].data() + 1);
            } else {
                add(at_once, rows.length(), counts[1].data(), counts[0].data() + 1);
            }
        }
    }
    for (auto& each : counts) cap(each);
}

}  // namespace bt::sound
