// Each second is heard with those around it (a quarter of a minute), and compared with what is usual in this episode: the median of the
// seconds that are not silence. A stretch begins well above or below that and lasts until it is nearly usual again, so that a pause in a
// fight or a shout in a quiet scene does not cut it in two.
#include "sound/intensity.h"

#include <algorithm>
#include <cmath>

#include "sound/loudness_meter.h"

namespace bt::sound {
namespace {

constexpr std::ptrdiff_t kAround = 7;        // seconds on either side
constexpr double kIntense = 5, kCalm = -7;   // LU from the usual: dialogue varies by some four
constexpr double kStays = 0.5;               // of that, while it lasts

double power(double level) { return std::pow(10.0, level / 10); }

/// The mean power around each second, as a level.
std::vector<double> smooth(std::span<const float> energy) {
    std::vector<double> sums(energy.size() + 1, 0.0);
    for (std::size_t i = 0; i < energy.size(); ++i) sums[i + 1] = sums[i] + power(energy[i]);
    std::vector<double> smoothed;
    const auto count = std::ssize(energy);
    for (std::ptrdiff_t i = 0; i < count; ++i) {
        const auto from = static_cast<std::size_t>(std::max<std::ptrdiff_t>(0, i - kAround)), to = static_cast<std::size_t>(std::min(count, i + kAround + 1));
        smoothed.push_back(10 * std::log10((sums[to] - sums[from]) / static_cast<double>(to - from)));
    }
    return smoothed;
}

double usual_level(std::vector<double> levels) {
    std::erase_if(levels, [](double level) { return level <= kQuietest + 1; });
    if (levels.empty()) return kQuietest;
    const auto middle = levels.begin() + std::ssize(levels) / 2;
    std::nth_element(levels.begin(), middle, levels.end());
    return *middle;
}

}  // namespace

std::string_view to_string(Intensity intensity) { return intensity == Intensity::Calm ? "calm" : "intense"; }

std::vector<IntenseStretch> find_intensity(std::span<const float> energy) {
    const auto levels = smooth(energy);
    const double usual = usual_level(levels);
    std::vector<IntenseStretch> found;
    for (const auto& [intensity, limit] : {std::pair{Intensity::Calm, kCalm}, {Intensity::Intense, kIntense}}) {
        // How far a second goes in the direction asked for: 1 begins a stretch.
        const auto reaches = [&, most = limit](std::size_t i) { return (levels[i] - usual) / most; };
        for (std::size_t i = 0; i < levels.size(); ++i) {
            if (reaches(i) < 1) continue;
            auto from = i, to = i + 1;
            while (from > 0 && reaches(from - 1) >= kStays) --from;
            while (to < levels.size() && reaches(to) >= kStays) ++to;
            i = to;
            if (static_cast<double>(to - from) >= kLeastStretch) found.push_back({intensity, {static_cast<double>(from), static_cast<double>(to)}});
        }
    }
    std::ranges::sort(found, {}, [](const IntenseStretch& each) { return each.span.start; });
    return found;
}

}  // namespace bt::sound
