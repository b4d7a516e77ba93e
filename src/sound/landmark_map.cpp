#include "sound/landmark_map.h"

#include <algorithm>

namespace bt::sound {
namespace {

constexpr float kLeastChance = 0.01F, kMostChance = 0.6F;
constexpr std::uint32_t kChanceReach = 2;  // cells before and behind

/// The row's bits with those of the steps above and below.
template <class Row>
Row widen(const Row& row) {
    Row wide = row;
    for (std::size_t w = 0; w < row.size(); ++w) {
        wide[w] |= row[w] << 1 | row[w] >> 1;
        if (w > 0) wide[w] |= row[w - 1] >> 63;
        if (w + 1 < row.size()) wide[w] |= row[w + 1] << 63;
    }
    return wide;
}

}  // namespace

LandmarkMap::LandmarkMap(const Landmarks& landmarks) : frames_(static_cast<std::uint32_t>(frames_in(landmarks.duration)) + 2) {
    for (std::size_t layer = 0; layer < kLayers; ++layer) {
        for (const auto* marks : {&landmarks.layers[layer], &landmarks.faint[layer]}) {
            if (!marks->empty()) frames_ = std::max(frames_, marks->back().frame + 2);
        }
    }
    for (std::size_t layer = 0; layer < kLayers; ++layer) {
        marks_[layer].assign(frames_, Row{});
        exact_[layer].assign(frames_, Row{});
        blurred_[layer].assign(frames_, Row{});
        for (const auto* marks : {&landmarks.layers[layer], &landmarks.faint[layer]}) {
            for (const auto& mark : *marks) marks_[layer][mark.frame][mark.pitch / 64] |= std::uint64_t{1} << (mark.pitch % 64);
        }
        blur(layer, 0, frames_);
        measure_chance(layer);
    }
}

void LandmarkMap::blur(std::size_t layer, std::uint32_t from, std::uint32_t to) {
    for (auto frame = from; frame < to; ++frame) exact_[layer][frame] = widen(marks_[layer][frame]);
    const auto first = from > 0 ? from - 1 : 0;
    const auto last = std::min(frames_, to + 1);
    for (auto frame = first; frame < last; ++frame) {
        auto row = exact_[layer][frame];
        for (std::size_t w = 0; w < kWords; ++w) {
            if (frame > 0) row[w] |= exact_[layer][frame - 1][w];
            if (frame + 1 < frames_) row[w] |= exact_[layer][frame + 1][w];
        }
        blurred_[layer][frame] = row;
    }
}

void LandmarkMap::measure_chance(std::size_t layer) {
    const auto cells = frames_ / kChanceFrames + 1;
    std::vector<std::array<float, kPitchSteps>> counts(cells);
    for (std::uint32_t frame = 0; frame < frames_; ++frame) {
        auto& count = counts[frame / kChanceFrames];
        for (std::size_t w = 0; w < kWords; ++w) {
            for (auto bits = blurred_[layer][frame][w]; bits != 0; bits &= bits - 1) count[w * 64 + static_cast<std::size_t>(__builtin_ctzll(bits))] += 1;
        }
    }
    auto& chance = chance_[layer];
    chance.resize(cells);
    for (std::uint32_t cell = 0; cell < cells; ++cell) {
        const auto first = cell > kChanceReach ? cell - kChanceReach : 0;
        const auto last = std::min(cells - 1, cell + kChanceReach);
        std::array<float, kPitchSteps> sum{};
        for (auto other = first; other <= last; ++other) {
            for (std::size_t k = 0; k < kPitchSteps; ++k) sum[k] += counts[other][k];
        }
        const auto frames = static_cast<float>((last - first + 1) * kChanceFrames);
        for (std::size_t k = 0; k < kPitchSteps; ++k) {
            const float around = (sum[k > 0 ? k - 1 : k] + 2 * sum[k] + sum[k + 1 < kPitchSteps ? k + 1 : k]) / 4;
            chance[cell][k] = std::clamp(around / frames, kLeastChance, kMostChance);
        }
    }
}

void LandmarkMap::explain(Layer layer, std::uint32_t frame, int pitch) {
    const auto l = static_cast<std::size_t>(layer);
    const auto first = frame > 0 ? frame - 1 : 0;
    const auto last = std::min(frames_ - 1, frame + 1);
    for (auto f = first; f <= last; ++f) {
        for (int p = std::max(0, pitch - 1); p <= std::min(kPitchSteps - 1, pitch + 1); ++p) marks_[l][f][static_cast<std::size_t>(p) / 64] &= ~(std::uint64_t{1} << (p % 64));
    }
    blur(l, first, last + 1);
}

}  // namespace bt::sound
