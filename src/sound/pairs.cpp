#include "sound/pairs.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <cstdlib>

namespace bt::sound {

TimeCells similar_time_cells(int frames) {
    static const auto cells = [] {
        std::array<TimeCells, PairKeys::kMostFrames + 1> made{};
        for (int i = PairKeys::kLeastFrames; i <= PairKeys::kMostFrames; ++i) {
            const double reach = 1 + 0.05 * i;
            made[static_cast<std::size_t>(i)] = {time_cell(std::max(PairKeys::kLeastFrames, static_cast<int>(std::lround(i - reach)))),
                                                 time_cell(std::min(PairKeys::kMostFrames, static_cast<int>(std::lround(i + reach))))};
        }
        return made;
    }();
    return cells[static_cast<std::size_t>(frames)];
}

void append_pairs(std::span<const Landmark> landmarks, std::size_t from, std::size_t to, int fan_out, std::vector<LandmarkPair>& into) {
    for (std::size_t i = from; i < to; ++i) {
        const auto& first = landmarks[i];
        int found = 0;
        for (std::size_t j = i + 1; j < landmarks.size() && found < fan_out; ++j) {
            const auto frames = landmarks[j].frame - first.frame;
            if (frames > static_cast<std::uint32_t>(PairKeys::kMostFrames)) break;
            const int interval = landmarks[j].pitch - first.pitch;
            if (frames < static_cast<std::uint32_t>(PairKeys::kLeastFrames) || interval == 0 || std::abs(interval) > PairKeys::kMostInterval) continue;
            into.push_back({first.frame, first.pitch, static_cast<std::int8_t>(interval), static_cast<std::uint8_t>(frames)});
            ++found;
        }
    }
}

}  // namespace bt::sound
