#include "sound/landmark_map.h"

#include <algorithm>
#include <cmath>

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

LandmarkMap::LandmarkMap(const Landmarks& landmarks) : frames_(static_cast<std::uint32_t>(frames_in(landmarks.duration)) + 2), waves_(landmarks.waves), energy_(landmarks.energy) {
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
        all_[layer].resize(landmarks.layers[layer].size() + landmarks.faint[layer].size());
        std::ranges::merge(landmarks.layers[layer], landmarks.faint[layer], all_[layer].begin(), {}, &Landmark::frame, &Landmark::frame);
        first_[layer].reserve(frames_ + 1);
        for (std::uint32_t i = 0; i < all_[layer].size(); ++i) {
            while (first_[layer].size() <= all_[layer][i].frame) first_[layer].push_back(i);
        }
        first_[layer].resize(frames_ + 1, static_cast<std::uint32_t>(all_[layer].size()));
        ground_[layer] = landmarks.ground[layer];
        measure_heights(layer);
        blur(layer, 0, frames_);
        measure_chance(layer);
    }
}

void LandmarkMap::measure_heights(std::size_t layer) {
    constexpr float kSpread = 20;  // landmarks that are everywhere, so that no height is impossible
    std::array<float, kHeights> counts;
    counts.fill(kSpread / kHeights);
    for (const auto& mark : all_[layer]) counts[height(static_cast<Layer>(layer), mark)] += 1;
    const float total = kSpread + static_cast<float>(all_[layer].size());
    constexpr std::size_t kBlur = 2;
    for (std::size_t i = 0; i < kHeights; ++i) {
        const std::size_t from = i > kBlur ? i - kBlur : 0, to = std::min(kHeights, i + kBlur + 1);
        float sum = 0;
        for (auto j = from; j < to; ++j) sum += counts[j];
        common_[layer][i] = sum / static_cast<float>(to - from) / total;
    }
}

float LandmarkMap::ground(Layer layer, std::uint32_t frame, int pitch) const {
    const auto& rows = ground_[static_cast<std::size_t>(layer)];
    if (rows.empty()) return 0;
    const auto& row = rows[std::min<std::size_t>(rows.size() - 1, frame / kGroundFrames)];
    const int below = std::clamp((pitch - kGroundSteps / 2) / kGroundSteps, 0, static_cast<int>(row.size()) - 2);
    const float share = std::clamp(static_cast<float>(pitch - kGroundSteps / 2 - below * kGroundSteps) / kGroundSteps, 0.0F, 1.0F);
    const float low = row[static_cast<std::size_t>(below)], high = row[static_cast<std::size_t>(below) + 1];
    return low + (high - low) * share;
}

Landmark LandmarkMap::nearest(Layer layer, double frame, int pitch) const {
    const auto l = static_cast<std::size_t>(layer);
    const auto middle = std::min(frames_ - 1, static_cast<std::uint32_t>(frame + 0.5));
    const auto to = first_[l][std::min(frames_, middle + 2)];
    Landmark best;
    double least = 1e9;
    for (auto i = first_[l][middle > 0 ? middle - 1 : 0]; i < to; ++i) {
        const auto& mark = all_[l][i];
        const int steps = std::abs(mark.pitch - pitch);
        if (steps > 1 || !test(marks_[l], mark.frame, mark.pitch)) continue;
        const double away = std::abs(mark.frame - frame) + steps;
        if (away < least) least = away, best = mark;
    }
    return best;
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

std::uint64_t LandmarkMap::open_samples(std::int64_t sample, std::uint64_t waves) const {
    auto open = ~std::uint64_t{0};
    for (const auto& each : explained_) {
        if (sample + 64 <= each.from || sample >= each.to) continue;
        const auto taken = samples_along(*each.song, each.path, sample);
        open &= (each.polarity > 0 ? taken : ~taken) ^ waves;
    }
    return open;
}

void LandmarkMap::explain_waves(const Waves& song, const WavePath& path, std::int8_t polarity, double from, double to) {
    explained_.push_back({sample_of(from), sample_of(to), path, polarity, &song});
}

}  // namespace bt::sound
