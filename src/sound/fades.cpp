// A fade is a ramp of loudness. Second by second so little is there of its soft end that nothing can be told; the whole ramp, laid over the seconds around an edge at
// every place and length, is told from a sudden edge by the sum of what all its samples say.
#include "sound/fades.h"

#include <algorithm>
#include <cmath>
#include <vector>

#include "sound/wave_evidence.h"

namespace bt::sound {
namespace {

constexpr double kBinSeconds = Evidence::kBinFrames * kFrameSeconds;
constexpr auto kBefore = static_cast<std::size_t>(4 / kBinSeconds), kBehind = static_cast<std::size_t>(3 / kBinSeconds);  // the edge: where a fade may begin, and end
constexpr auto kLevel = static_cast<std::size_t>(2.5 / kBinSeconds);  // behind the fade: how loud the song is then
constexpr std::size_t kBins = kBefore + kBehind + kLevel;
constexpr float kLeastLevel = 4;       // standard deviations
constexpr float kMostShare = 0.7F;     // a song that is heard by itself is heard to its ends
constexpr float kTrust = 0.5F;         // samples are not independent
constexpr float kLeastGain = 1;        // nats
constexpr double kInaudible = 0.2;     // of a fade, that nobody would call sound

/// Of each bin, from long before the edge to long behind it.
struct Around {
    std::vector<float> agreed, counted;
};

/// What the bins say if the song is `share` of what sounds there.
float worth(const Around& around, std::size_t bin, float share) { return around.agreed[bin] * share - around.counted[bin] * share * share / 2; }

/// The song's of what sounds behind the bin.
struct Level {
    float share;
    bool is_telling;  // neither too soft to be told, nor so loud that it need not be
};
Level level_behind(const Around& around, std::size_t bin) {
    float agreed = 0, counted = 0;
    for (auto b = bin; b < bin + kLevel; ++b) agreed += around.agreed[b], counted += around.counted[b];
    const float share = std::max(0.0F, agreed) / std::max(1.0F, counted);
    return {share, counted > 0 && agreed >= kLeastLevel * std::sqrt(counted) && share <= kMostShare};
}

/// If the song fades in between two bins.
float worth_of_fade(const Around& around, std::size_t begin, std::size_t end, float share) {
    float sum = 0;
    for (auto b = begin; b < end; ++b) sum += worth(around, b, share * (static_cast<float>(b - begin) + 0.5F) / static_cast<float>(end - begin));
    for (auto b = end; b < kBefore + kBehind; ++b) sum += worth(around, b, share);
    return sum;
}

/// Bins that the song began before kBefore.
double earlier_by(const Around& around) {
    const float sudden = worth_of_fade(around, kBefore, kBefore, level_behind(around, kBefore).share);
    float most = sudden + kLeastGain / kTrust;
    double best = 0;
    for (auto end = kBefore; end <= kBefore + kBehind; ++end) {
        const auto [share, is_telling] = level_behind(around, end);
        if (!is_telling) continue;
        for (std::size_t begin = end > kBefore ? end - kBefore : 0; begin < kBefore; ++begin) {
            const float found = worth_of_fade(around, begin, end, share);
            if (found <= most) continue;
            most = found;
            best = std::max(0.0, static_cast<double>(kBefore) - (static_cast<double>(begin) + kInaudible * static_cast<double>(end - begin)));
        }
    }
    return best;
}

}  // namespace

Sounding with_fades(const LandmarkMap& episode, const Landmarks& song, const Line& line, const Sounding& heard) {
    if (line.polarity == 0) return heard;
    const auto around = [&](std::int64_t first, std::int64_t step) {
        const auto low = step > 0 ? first : first - static_cast<std::int64_t>(kBins) + 1;
        const auto counts = count_waves(episode, song, line, low, kBins);
        Around out{std::vector<float>(kBins), std::vector<float>(kBins)};
        for (std::size_t b = 0; b < kBins; ++b) {
            const auto at = step > 0 ? b : kBins - 1 - b;
            out.agreed[b] = static_cast<float>(counts.agreed[at + 1] - counts.agreed[at]);
            out.counted[b] = static_cast<float>(counts.counted[at + 1] - counts.counted[at]);
        }
        return out;
    };
    const auto first = static_cast<std::int64_t>(heard.from) / Evidence::kBinFrames, last = static_cast<std::int64_t>(heard.to) / Evidence::kBinFrames - 1;
    const double before = earlier_by(around(first - static_cast<std::int64_t>(kBefore), 1)), behind = earlier_by(around(last + static_cast<std::int64_t>(kBefore), -1));
    // Nothing is known of what lies beyond the song's own ends.
    const double begin = std::max(0.0, line.episode_frame(0)), end = std::min(static_cast<double>(episode.frames()), line.episode_frame(song.duration / kFrameSeconds));
    return {std::min(heard.from, std::max(begin, heard.from - before * Evidence::kBinFrames)), std::max(heard.to, std::min(end, heard.to + behind * Evidence::kBinFrames))};
}

}  // namespace bt::sound
