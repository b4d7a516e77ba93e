// The stretch is cut into blocks, short enough that no bend that is tried moves a block against itself. Of each block the agreement at every lag
// is counted once; a line is then a slanted row through these counts, and its worth their sum.
#include "sound/wave_fit.h"

#include <algorithm>
#include <array>
#include <bit>
#include <cmath>
#include <vector>

#include "sound/wide_vectors.h"

namespace bt::sound {
namespace {

constexpr std::int64_t kBlocks = 48;
constexpr std::int64_t kReach = 96;              // samples a line may be moved by
constexpr std::int64_t kSlant = 40;              // samples it may be bent by, at either end
constexpr std::int64_t kLags = 2 * kReach;       // places of a line
constexpr std::int64_t kMargin = kReach + kSlant;
constexpr std::int64_t kLagsOfBlock = 2 * kMargin;
constexpr std::int64_t kMargins = (kMargin + 63) / 64 * 64;

using Counts = std::vector<std::array<std::int32_t, kLagsOfBlock>>;  // of each block: samples that agree less those that do not

BT_WIDE_VECTORS void count_block(const Waves& heard, std::int64_t at, const Waves& straightened, std::int64_t first, std::int64_t words, std::array<std::int32_t, kLagsOfBlock>& counts) {
    counts.fill(static_cast<std::int32_t>(64 * words));
    for (std::int64_t word = 0; word < words; ++word) {
        const auto ours = samples_from(heard, at + 64 * word);
        for (std::int64_t lag = 0; lag < kLagsOfBlock; ++lag) {
            counts[static_cast<std::size_t>(lag)] -= 2 * std::popcount(ours ^ samples_from(straightened, first + 64 * word + lag - kMargin));
        }
    }
}

/// Adds a block's counts, moved by `slant`, to those of the lines.
BT_WIDE_VECTORS void add_row(const std::array<std::int32_t, kLagsOfBlock>& counts, std::int64_t slant, std::array<std::int32_t, kLags>& sums) {
    const auto* from = counts.data() + kSlant + slant;
    for (std::size_t lag = 0; lag < kLags; ++lag) sums[lag] += from[lag];
}

/// How far a line that is bent by `slant` at the ends is moved in the middle of a block.
std::int64_t slant_at(std::int64_t slant, std::int64_t block) {
    return std::llround(static_cast<double>(slant) * (static_cast<double>(2 * block + 1) / kBlocks - 1));
}

}  // namespace

std::optional<WaveFit> fit_waves(const Waves& heard, const Waves& song, const Line& line, double from, double to) {
    if (heard.empty() || song.empty()) return std::nullopt;
    const auto words = std::max<std::int64_t>(1, sample_of(to - from) / (64 * kBlocks));
    const auto length = words * 64 * kBlocks;
    const auto middle = sample_of((from + to) / 2), begin = middle - length / 2;
    if (begin < 0 || begin + length > size_of(heard)) return std::nullopt;
    // The song as it would sound on this line, some lags more at either end.
    const auto path = path_of(line);
    const auto straightened = waves_along(song, path, begin - kMargins, begin + length + kMargins);

    Counts counts(kBlocks);
    for (std::int64_t block = 0; block < kBlocks; ++block) {
        const auto offset = block * words * 64;
        count_block(heard, begin + offset, straightened, kMargins + offset, words, counts[static_cast<std::size_t>(block)]);
    }
    std::int64_t most = 0, best_lag = 0, best_slant = 0;
    for (auto slant = -kSlant; slant <= kSlant; ++slant) {
        std::array<std::int32_t, kLags> sums{};
        for (std::int64_t block = 0; block < kBlocks; ++block) add_row(counts[static_cast<std::size_t>(block)], slant_at(slant, block), sums);
        for (std::int64_t lag = 0; lag < kLags; ++lag) {
            if (std::abs(sums[static_cast<std::size_t>(lag)]) > std::abs(most)) most = sums[static_cast<std::size_t>(lag)], best_lag = lag - kReach, best_slant = slant;
        }
    }
    Line found = line;
    found.anchor = static_cast<double>(middle) / kWavesPerFrame;
    found.position = line.song_frame(found.anchor) + line.rate * static_cast<double>(best_lag) / kWavesPerFrame;
    found.rate = line.rate * (1 + 2 * static_cast<double>(best_slant) / static_cast<double>(length));
    found.polarity = most < 0 ? std::int8_t{-1} : std::int8_t{1};
    return WaveFit{found, std::abs(static_cast<double>(most)) / std::sqrt(static_cast<double>(length))};
}

}  // namespace bt::sound
