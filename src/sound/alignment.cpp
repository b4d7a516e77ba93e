// A Hough transform over three unknowns. Each landmark of the episode that has one of the song near enough in pitch and time votes, for
// each tempo, for the place that this tempo makes of the two; pitch is a matter of counting each difference by itself.
#include "sound/alignment.h"

#include <algorithm>
#include <cmath>
#include <vector>

#include "sound/hearing_range.h"

namespace bt::sound {
namespace {

constexpr double kMostBend = 0.054;
constexpr double kSameTempo = 0.004;
constexpr int kRates = 43;                 // a quarter percent apart
constexpr int kMostShift = 3;              // steps
constexpr int kShifts = 2 * kMostShift + 1;

struct Meeting {
    float since_middle;  // episode frames
    float offset;        // song frame less the episode's, less the candidate's
    int shift;
};

}  // namespace

bool is_a_bend(double rate, double shift, double slack) {
    return std::abs(shift) <= slack || std::abs(rate - 1) <= kSameTempo || std::abs(shift - kStepsPerOctave * std::log2(rate)) <= slack;
}

std::optional<Alignment> align(const Landmarks& episode, const Landmarks& song, double from, double to, double song_frame, int reach) {
    const double middle = (from + to) / 2;
    const double slack = (to - from) / 2 * kMostBend + reach;
    std::vector<Meeting> meetings;
    for (int layer = 0; layer < kLayers; ++layer) {
        const auto& heard = episode.layers[layer];
        const auto& known = song.layers[layer];
        const auto at = [](const std::vector<Landmark>& marks, double frame) {
            return std::lower_bound(marks.begin(), marks.end(), frame, [](const Landmark& mark, double f) { return mark.frame < f; });
        };
        auto low = known.begin();
        for (auto mark = at(heard, from); mark != heard.end() && mark->frame < to; ++mark) {
            const double expected = song_frame + mark->frame - middle;
            while (low != known.end() && low->frame < expected - slack) ++low;
            for (auto other = low; other != known.end() && other->frame <= expected + slack; ++other) {
                const int shift = mark->pitch - other->pitch;
                if (shift < -kMostShift || shift > kMostShift) continue;
                meetings.push_back({static_cast<float>(mark->frame - middle), static_cast<float>(other->frame - expected), shift});
            }
        }
    }
    if (meetings.size() < 4) return std::nullopt;

    const int width = 2 * reach + 5;
    std::vector<float> votes(static_cast<std::size_t>(kShifts * width));
    Alignment best;
    float most = 0;
    for (int r = 0; r < kRates; ++r) {
        const double bend = kMostBend * (2.0 * r / (kRates - 1) - 1);
        std::fill(votes.begin(), votes.end(), 0.0F);
        for (const auto& meeting : meetings) {
            const double place = meeting.offset - bend * meeting.since_middle + reach + 2;
            const int cell = static_cast<int>(place);
            if (place < 1 || cell + 2 >= width) continue;
            float* row = votes.data() + (meeting.shift + kMostShift) * width + cell;
            const auto share = static_cast<float>(place - cell);
            // A frame's width to either side, as landmarks jitter by that much.
            row[-1] += 0.5F * (1 - share);
            row[0] += 1 - 0.5F * share;
            row[1] += 0.5F + 0.5F * share;
            row[2] += 0.5F * share;
        }
        for (int shift = 0; shift < kShifts; ++shift) {
            if (!is_a_bend(1 + bend, shift - kMostShift, 1.0)) continue;
            const float* row = votes.data() + shift * width;
            // A shift by a fraction of a step falls into two.
            const float* above = shift + 1 < kShifts ? row + width : nullptr;
            for (int cell = 2; cell < width - 2; ++cell) {
                const float both = above != nullptr ? 0.75F * (row[cell] + above[cell]) : 0;
                const float found = std::max(row[cell], both);
                if (found <= most) continue;
                most = found;
                best.line.anchor = middle;
                best.line.rate = 1 + bend;
                best.line.position = song_frame + cell - reach - 2;
                const float upper = above != nullptr ? above[cell] : 0;
                best.line.shift = shift - kMostShift + (both > row[cell] ? static_cast<double>(upper / (row[cell] + upper)) : 0.0);
            }
        }
    }
    // Two votes of a meeting fall into each row of `width` cells, over all shifts.
    const double mean = 2.0 * static_cast<double>(meetings.size()) / (kShifts * (2 * slack + 1));
    best.score = (most - mean) / std::sqrt(mean * 1.5 + 1);
    return best;
}

}  // namespace bt::sound
