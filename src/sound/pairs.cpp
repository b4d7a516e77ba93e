#include "sound/pairs.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <cstdlib>

namespace bt::sound {
namespace {

struct CellTable {
    std::array<std::uint8_t, PairKeys::kMostFrames + 1> cell{}, neighbour{};
    CellTable() {
        const double ratio = static_cast<double>(PairKeys::kMostFrames + 1) / PairKeys::kLeastFrames;
        for (int frames = PairKeys::kLeastFrames; frames <= PairKeys::kMostFrames; ++frames) {
            const double place = std::log(static_cast<double>(frames) / PairKeys::kLeastFrames) / std::log(ratio) * PairKeys::kTimeCells;
            const int own = std::min(PairKeys::kTimeCells - 1, static_cast<int>(place));
            const double within = place - own;
            const int next = within < 0.35 ? own - 1 : within > 0.65 ? own + 1 : own;
            cell[static_cast<std::size_t>(frames)] = static_cast<std::uint8_t>(own);
            neighbour[static_cast<std::size_t>(frames)] = static_cast<std::uint8_t>(std::min(std::max(next, 0), PairKeys::kTimeCells - 1));
        }
    }
};

}  // namespace

std::pair<int, int> time_cells(int frames) {
    static const CellTable table;
    return {table.cell[static_cast<std::size_t>(frames)], table.neighbour[static_cast<std::size_t>(frames)]};
}

void append_pairs(std::span<const Landmark> landmarks, std::size_t from, std::size_t to, int fan_out, std::vector<LandmarkPair>& into) {
    for (std::size_t i = from; i < to; ++i) {
        const auto& first = landmarks[i];
        int found = 0;
        for (std::size_t j = i + 1; j < landmarks.size() && found < fan_out; ++j) {
            const auto frames = landmarks[j].frame - first.frame;
            if (frames > static_cast<std::uint32_t>(PairKeys::kMostFrames)) break;
            const int interval = landmarks[j].pitch - first.pitch;
            if (frames < static_cast<std::uint32_t>(PairKeys::kLeastFrames) || std::abs(interval) > PairKeys::kMostInterval) continue;
            into.push_back({first.frame, first.pitch, static_cast<std::int8_t>(interval), static_cast<std::uint8_t>(frames)});
            ++found;
        }
    }
}

}  // namespace bt::sound
