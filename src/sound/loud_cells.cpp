#include "sound/loud_cells.h"

#include <algorithm>
#include <bit>
#include <cmath>
#include <numeric>
#include <span>
#include <vector>

#include "sound/wave_match.h"

namespace bt::sound {
namespace {

constexpr double kLoudShare = 0.3;        // of the cells of either
constexpr double kLeastScore = 6;         // standard deviations throughout
constexpr std::int64_t kCellWords = 6;    // most of a cell
constexpr std::size_t kLeastCells = 12, kHeadCells = 25;
constexpr double kCovered = 0.75;         // of what agrees behind it

/// The levels of so many cells from `start` seconds on; 0 beyond the end.
std::vector<std::uint8_t> levels(const Landmarks& episode, double start, std::size_t count) {
    std::vector<std::uint8_t> cells(count);
    const auto first = std::llround(start / kEnergySeconds);
    for (std::size_t i = 0; i < count; ++i) {
        const auto at = first + static_cast<std::int64_t>(i);
        if (at >= 0 && at < std::ssize(episode.energy)) cells[i] = episode.energy[static_cast<std::size_t>(at)];
    }
    return cells;
}

/// The level that only the loudest are above.
std::uint8_t loud_level(std::vector<std::uint8_t> cells) {
    const auto at = cells.begin() + static_cast<std::ptrdiff_t>((1 - kLoudShare) * static_cast<double>(cells.size()));
    std::ranges::nth_element(cells, at);
    return *at;
}

double mean(std::span<const double> values) { return std::accumulate(values.begin(), values.end(), 0.0) / static_cast<double>(values.size()); }

double where_loud(std::span<const double> agreed, const std::vector<std::uint8_t>& ours, const std::vector<std::uint8_t>& theirs) {
    const auto our_level = loud_level(ours), their_level = loud_level(theirs);
    std::vector<double> loud;
    for (std::size_t i = 0; i < agreed.size(); ++i) {
        if (ours[i] >= our_level || theirs[i] >= their_level) loud.push_back(agreed[i]);
    }
    const double throughout = mean(agreed);
    return throughout <= 0 || loud.empty() ? 1 : mean(loud) / throughout;
}

/// Where what is before and what is behind differ most, if the first agrees far less.
double covered_head(std::span<const double> agreed) {
    const auto count = static_cast<double>(agreed.size());
    const double total = std::accumulate(agreed.begin(), agreed.end(), 0.0);
    double before = 0, most = 0, head = 0;
    for (std::size_t i = 0; i + kHeadCells < agreed.size(); ++i) {
        before += agreed[i];
        const auto cells = static_cast<double>(i + 1);
        if (i + 1 < kHeadCells) continue;
        const double covered = before / cells, bare = (total - before) / (count - cells);
        const double apart = (bare - covered) * (bare - covered) * cells * (count - cells);
        if (covered < kCovered * bare && apart > most) most = apart, head = cells * kEnergySeconds;
    }
    return head;
}

}  // namespace

Mixture mixture_of(const Landmarks& earlier, const Landmarks& later, const Repeat& repeat) {
    const auto count = static_cast<std::size_t>(repeat.in_later.length() / kEnergySeconds);
    if (count < kLeastCells) return {};
    const auto sample = [](double seconds) { return std::llround(seconds * kWaveRate); };
    const auto all = best_agreement(later.waves, earlier.waves, sample(repeat.in_later.start), sample(repeat.in_later.end), sample(repeat.in_earlier.start - repeat.in_later.start));
    if (all.score < kLeastScore) return {};
    std::vector<double> agreed;  // by cell: of each sample that agrees less those that do not
    for (std::size_t i = 0; i < count; ++i) {
        const auto from = sample(repeat.in_later.start + static_cast<double>(i) * kEnergySeconds);
        std::int64_t apart = 0;
        for (std::int64_t word = 0; word < kCellWords; ++word) apart += std::popcount(samples_from(later.waves, from + 64 * word) ^ samples_from(earlier.waves, from + 64 * word + all.lag));
        agreed.push_back(1 - static_cast<double>(2 * apart) / static_cast<double>(64 * kCellWords));
    }
    return {where_loud(agreed, levels(later, repeat.in_later.start, count), levels(earlier, repeat.in_earlier.start, count)), covered_head(agreed)};
}

}  // namespace bt::sound
