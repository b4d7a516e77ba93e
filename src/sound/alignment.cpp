// A Hough transform over three unknowns. Each landmark of the episode that has one of the song near enough in pitch and time votes, for
// each tempo, for the place that this tempo makes of the two; pitch is a matter of counting each difference by itself.
#include "sound/alignment.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <span>
#include <vector>

#include "sound/hearing_range.h"

namespace bt::sound {
namespace {

constexpr double kMostBend = 0.054;
constexpr double kSameTempo = 0.004;
constexpr int kRates = 23;                 // half a percent apart: less than a frame from the nearest at the ends of eight seconds
constexpr int kMostShift = kAnyShift.high;  // steps
constexpr int kShifts = 2 * kMostShift + 1;

/// Offsets in sixteenths of a frame: finer than landmarks are, and whole numbers, which is what makes counting fast.
constexpr std::int32_t kParts = 16;

struct Meeting {
    std::int32_t since_middle;  // episode frames, in parts
    std::int32_t offset;        // song frame less the episode's, less the candidate's, in parts
};
using Meetings = std::array<std::vector<Meeting>, kShifts>;

/// The song's landmarks around the place, by pitch. Asked for along the episode: what is too early for one landmark is so for those behind it.
class ByPitch {
public:
    ByPitch(const std::vector<Landmark>& marks, double from, double to) {
        const auto before = [](const Landmark& mark, double frame) { return mark.frame < frame; };
        const auto first = std::lower_bound(marks.begin(), marks.end(), from, before), last = std::lower_bound(first, marks.end(), to, before);
        for (auto mark = first; mark != last; ++mark) ++starts_[mark->pitch + std::size_t{1}];
        for (std::size_t pitch = 0; pitch < kPitchSteps; ++pitch) ends_[pitch] = starts_[pitch + 1] += starts_[pitch];
        frames_.resize(starts_[kPitchSteps]);
        auto next = starts_;
        for (auto mark = first; mark != last; ++mark) frames_[next[mark->pitch]++] = static_cast<std::int32_t>(mark->frame);
    }
    /// From `low` on, which is never less than before.
    std::span<const std::int32_t> from(std::size_t pitch, std::int32_t low) {
        auto& start = starts_[pitch];
        const auto end = ends_[pitch];
        while (start < end && frames_[start] < low) ++start;
        return std::span(frames_).subspan(start, end - start);
    }

private:
    std::array<std::uint32_t, kPitchSteps + 1> starts_{};
    std::array<std::uint32_t, kPitchSteps> ends_{};
    std::vector<std::int32_t> frames_;  // of a pitch: rising
};

std::size_t collect(const Landmarks& episode, const Landmarks& song, double from, double to, double song_frame, double slack, Shifts shifts, Meetings& meetings) {
    const double middle = (from + to) / 2;
    std::size_t count = 0;
    for (int layer = 0; layer < kLayers; ++layer) {
        const auto& heard = episode.layers[layer];
        ByPitch known(song.layers[layer], song_frame + from - middle - slack, song_frame + to - middle + slack);
        auto mark = std::lower_bound(heard.begin(), heard.end(), from, [](const Landmark& m, double frame) { return m.frame < frame; });
        for (; mark != heard.end() && mark->frame < to; ++mark) {
            const double since = mark->frame - middle, expected = song_frame + since;
            const auto low = static_cast<std::int32_t>(std::ceil(expected - slack)), high = static_cast<std::int32_t>(std::floor(expected + slack));
            const auto since_parts = static_cast<std::int32_t>(since * kParts), expected_parts = static_cast<std::int32_t>(std::lround(expected * kParts));
            for (int shift = shifts.low; shift <= std::min(kMostShift, shifts.high + 1); ++shift) {
                const int pitch = mark->pitch - shift;
                if (pitch < 0 || pitch >= kPitchSteps) continue;
                auto& of_shift = meetings[static_cast<std::size_t>(shift + kMostShift)];
                for (const auto frame : known.from(static_cast<std::size_t>(pitch), low)) {
                    if (frame > high) break;
                    of_shift.push_back({since_parts, frame * kParts - expected_parts});
                    ++count;
                }
            }
        }
    }
    return count;
}

/// How many meetings fall into each cell at this tempo; landmarks jitter, so each counts a frame to either side, too. `cells` has room for two counts:
/// meetings that come one behind the other often fall into one cell, and the second would wait for the first.
void count(const std::vector<Meeting>& meetings, double bend, int reach, std::vector<std::uint16_t>& cells, std::span<float> row) {
    constexpr int kBits = 16;
    const auto factor = static_cast<std::int32_t>(std::lround(bend * (1 << kBits)));
    const auto origin = (reach + 2) * kParts + kParts / 2;
    const auto width = static_cast<std::uint32_t>(row.size());
    std::ranges::fill(cells, std::uint16_t{0});
    // Below 0 is far above the last cell, too.
    const auto cell_of = [&](const Meeting& meeting) {
        return std::min(width, static_cast<std::uint32_t>(meeting.offset - ((factor * meeting.since_middle) >> kBits) + origin) / kParts);
    };
    auto* const even = cells.data();
    auto* const odd = even + width + 1;
    std::size_t i = 0;
    for (; i + 1 < meetings.size(); i += 2) {
        ++even[cell_of(meetings[i])];
        ++odd[cell_of(meetings[i + 1])];
    }
    if (i < meetings.size()) ++even[cell_of(meetings[i])];
    for (std::size_t c = 0; c < width; ++c) even[c] = static_cast<std::uint16_t>(even[c] + odd[c]);
    for (std::size_t c = 1; c + 1 < width; ++c) row[c] = 0.5F * static_cast<float>(even[c - 1] + 2 * even[c] + even[c + 1]);
}

}  // namespace

bool is_a_bend(double rate, double shift, double slack) {
    return std::abs(shift) <= slack || std::abs(rate - 1) <= kSameTempo || std::abs(shift - kStepsPerOctave * std::log2(rate)) <= slack;
}

Shifts shifts_near(double shift) {
    const int low = static_cast<int>(std::floor(shift)) - 1, high = static_cast<int>(std::ceil(shift));
    return {std::clamp(low, kAnyShift.low, kAnyShift.high), std::clamp(high, kAnyShift.low, kAnyShift.high)};
}

std::optional<Alignment> align(const Landmarks& episode, const Landmarks& song, double from, double to, double song_frame, int reach, Shifts shifts) {
    const double middle = (from + to) / 2;
    const double slack = (to - from) / 2 * kMostBend + reach;
    Meetings meetings;
    const auto met = collect(episode, song, from, to, song_frame, slack, shifts, meetings);
    if (met < 4) return std::nullopt;

    const int width = 2 * reach + 5;
    std::vector<std::uint16_t> cells(static_cast<std::size_t>(2 * (width + 1)));
    std::vector<float> votes(static_cast<std::size_t>(kShifts * width));
    Alignment best;
    float most = 0;
    for (int r = 0; r < kRates; ++r) {
        const double bend = kMostBend * (2.0 * r / (kRates - 1) - 1);
        const auto is_bend = [&](int shift) { return is_a_bend(1 + bend, shift - kMostShift, 1.0); };
        for (int shift = shifts.low + kMostShift; shift <= std::min(kShifts - 1, shifts.high + kMostShift + 1); ++shift) {
            // A row is looked at for its own shift and as the one above.
            if (is_bend(shift) || is_bend(shift - 1)) count(meetings[static_cast<std::size_t>(shift)], bend, reach, cells, std::span(votes).subspan(static_cast<std::size_t>(shift * width), static_cast<std::size_t>(width)));
        }
        for (int shift = shifts.low + kMostShift; shift <= shifts.high + kMostShift; ++shift) {
            if (!is_bend(shift)) continue;
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
    const int rows = std::min(kMostShift, shifts.high + 1) - shifts.low + 1;
    const double mean = 2.0 * static_cast<double>(met) / (rows * (2 * slack + 1));
    best.score = (most - mean) / std::sqrt(mean * 1.5 + 1);
    return best;
}

}  // namespace bt::sound
