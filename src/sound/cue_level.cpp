#include "sound/cue_level.h"

#include <algorithm>
#include <cmath>
#include <vector>

#include "sound/hearing_range.h"

namespace bt::sound {
namespace {

constexpr double kLimit = 40;

double power_of(std::uint8_t cell) { return cell == 0 ? 0 : std::pow(10.0, (cell * kLevelStep + kLowestLevel) / 10); }

std::size_t cell_of(double frame, std::size_t count) {
    return static_cast<std::size_t>(std::clamp(frame * kFrameSeconds / kEnergySeconds, 0.0, static_cast<double>(count - 1)));
}

/// How many dB the song's landmarks are louder in the episode: the median over those that are there.
double gain_of(const Landmarks& episode, const Landmarks& song, const Line& line, double from, double to) {
    std::vector<int> differences;
    const int shift = static_cast<int>(std::lround(line.shift));
    for (int layer = 0; layer < kLayers; ++layer) {
        const auto& heard = episode.layers[layer];
        const auto& known = song.layers[layer];
        auto mark = std::lower_bound(known.begin(), known.end(), line.song_frame(from), [](const Landmark& m, double frame) { return m.frame < frame; });
        auto low = heard.begin();
        for (; mark != known.end() && mark->frame < line.song_frame(to); ++mark) {
            const double at = line.episode_frame(mark->frame);
            while (low != heard.end() && low->frame < at - 1.5) ++low;
            for (auto other = low; other != heard.end() && other->frame <= at + 1.5; ++other) {
                if (std::abs(other->pitch - mark->pitch - shift) <= 1) differences.push_back(other->level - mark->level);
            }
        }
        // The side signal tells what is left of a song in stereo; where the mix is mono only the middle does.
        if (differences.size() >= 20) break;
    }
    if (differences.empty()) return -kLimit;
    const auto middle = differences.begin() + static_cast<std::ptrdiff_t>(differences.size() / 2);
    std::nth_element(differences.begin(), middle, differences.end());
    return *middle * kLevelStep;
}

}  // namespace

double cue_level(const Landmarks& episode, const Landmarks& song, const Line& line, double from, double to) {
    if (episode.energy.empty() || song.energy.empty()) return -kLimit;
    const double gain = std::pow(10.0, gain_of(episode, song, line, from, to) / 10);
    double music = 0, all = 0;
    const auto last = cell_of(to, episode.energy.size());
    for (auto cell = cell_of(from, episode.energy.size()); cell <= last; ++cell) {
        const double heard = power_of(episode.energy[cell]);
        const double frame = (static_cast<double>(cell) + 0.5) * kEnergySeconds / kFrameSeconds;
        // No song is louder than all there is.
        music += std::min(heard, gain * power_of(song.energy[cell_of(line.song_frame(frame), song.energy.size())]));
        all += heard;
    }
    if (music <= 0) return -kLimit;
    return std::clamp(10 * std::log10(music / std::max(all - music, all * 1e-4)), -kLimit, kLimit);
}

}  // namespace bt::sound
