// A sample that agrees by chance does so every second time; under a song as loud as share s of the mix, (1 + s) / 2 of the times. How loud the song is
// just there is taken from what is around, less what chance could bring: from the half second on either side, which follows it, or from two seconds, which
// tell a song that fades in far below the voices. A bin where nothing is heard says nothing, and the landmarks decide.
#include "sound/wave_evidence.h"

#include <algorithm>
#include <bit>
#include <cmath>
#include <optional>
#include <vector>

#include "sound/wide_vectors.h"

namespace bt::sound {
namespace {

constexpr std::int64_t kBinSamples = static_cast<std::int64_t>(Evidence::kBinFrames * kWavesPerFrame);
static_assert(kBinSamples == 128);
constexpr std::size_t kWindows[] = {8, 32};              // bins on either side: half a second, two seconds
constexpr float kDoubt = 1.5F;                            // standard deviations that agreement must be above chance to count
constexpr float kTrust = 0.5F;                            // samples are not independent
constexpr float kMostGain = 3;                            // nats a bin
constexpr std::uint8_t kSoft = static_cast<std::uint8_t>((-80 - kLowestLevel) / kLevelStep);

/// What a bin's samples say: the logarithm of the likelihoods' ratio, to the second order in the share of the song.
float gain_of(std::size_t bin, const WaveCounts& counts) {
    const auto &agreed = counts.agreed, &counted = counts.counted;
    const auto own = static_cast<float>(counted[bin + 1] - counted[bin]), for_it = static_cast<float>(agreed[bin + 1] - agreed[bin]);
    if (own == 0) return 0;
    std::optional<float> most;
    for (const auto window : kWindows) {
        const auto from = bin > window ? bin - window : 0, to = std::min(agreed.size() - 1, bin + window + 1);
        const auto around = static_cast<float>(counted[to] - counted[from]);
        const float share = static_cast<float>(agreed[to] - agreed[from]) / around - kDoubt / std::sqrt(around);
        if (share <= 0) continue;
        const float gain = for_it * share - own * share * share / 2;
        most = std::max(most.value_or(gain), gain);
    }
    return std::clamp(kTrust * most.value_or(0), -kMostGain, kMostGain);
}

}  // namespace

BT_WIDE_VECTORS WaveCounts count_waves(const LandmarkMap& episode, const Landmarks& song, const Line& line, std::int64_t first_bin, std::size_t bins) {
    const auto path = path_of(line);
    const auto &heard = episode.waves(), &known = song.waves;
    const auto turned = line.polarity < 0 ? ~std::uint64_t{0} : 0;
    WaveCounts counts{first_bin, std::vector<std::int32_t>(bins + 1), std::vector<std::int32_t>(bins + 1)};
    for (std::size_t b = 0; b < bins; ++b) {
        counts.agreed[b + 1] = counts.agreed[b];
        counts.counted[b + 1] = counts.counted[b];
        const auto bin = first_bin + static_cast<std::int64_t>(b);
        const auto at = bin * kBinSamples;
        const bool are_there = at >= 0 && at + kBinSamples <= size_of(heard) && path.at(at) >= 0 && path.at(at + kBinSamples) <= static_cast<double>(size_of(known));
        if (!are_there || episode.is_soft(bin * Evidence::kBinFrames, kSoft)) continue;
        for (const auto word : {at, at + 64}) {
            const auto ours = line.room.samples_along(known, path, word) ^ turned;
            const auto open = episode.open_samples(word, ours);
            counts.agreed[b + 1] += std::popcount(open) - 2 * std::popcount((samples_from(heard, word) ^ ours) & open);
            counts.counted[b + 1] += std::popcount(open);
        }
    }
    return counts;
}

void add_wave_evidence(const LandmarkMap& episode, const Landmarks& song, const Line& line, Evidence& evidence) {
    if (line.polarity == 0) return;
    const auto bins = evidence.gain.size();
    const auto counts = count_waves(episode, song, line, evidence.first_bin, bins);
    for (std::size_t b = 0; b < bins; ++b) evidence.gain[b] += gain_of(b, counts);
}

}  // namespace bt::sound
