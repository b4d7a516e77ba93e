#include "sound/cue_level.h"

#include <algorithm>
#include <cmath>
#include <vector>

#include "sound/hearing_range.h"

namespace bt::sound {
namespace {

constexpr double kLimit = 40;

double power_of(std::uint8_t cell) { return cell == 0 ? 0 : std::pow(10.0, (cell * kLevelStep + kLowestLevel) / 10); }

/// Mean power over the frames [from, to) of what the cells measure.
double mean_power(const std::vector<std::uint8_t>& energy, double from, double to) {
    const auto cell = [&](double frame) { return static_cast<std::size_t>(std::clamp(frame * kFrameSeconds / kEnergySeconds, 0.0, static_cast<double>(energy.size()))); };
    const auto first = cell(from), last = std::max(first + 1, cell(to));
    double sum = 0;
    std::size_t count = 0;
    for (auto i = first; i < std::min(last, energy.size()); ++i, ++count) sum += power_of(energy[i]);
    return count == 0 ? 0 : sum / static_cast<double>(count);
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
    const double music = mean_power(song.energy, line.song_frame(from), line.song_frame(to)) * std::pow(10.0, gain_of(episode, song, line, from, to) / 10);
    const double all = mean_power(episode.energy, from, to);
    if (music <= 0) return -kLimit;
    const double rest = std::max(all - music, all * 1e-4);
    return rest <= 0 ? kLimit : std::clamp(10 * std::log10(music / rest), -kLimit, kLimit);
}

}  // namespace bt::sound
