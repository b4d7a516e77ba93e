#include "media/isobmff/edit_list.h"

#include <fmt/format.h>

#include <algorithm>
#include <cstdlib>

#include "media/isobmff/sample_cursor.h"

namespace bt::media::isobmff {
namespace {

/// How often the edits from the first that shows something on do not go on where the one before has ended. Editors split one
/// stretch into several edits that touch, and close with an empty one: both change nothing.
std::size_t count_of_cuts(std::span<const Edit> edits, Timescale movie, Timescale media) {
    std::size_t cuts = 0;
    while (!edits.empty() && edits.back().media_time < 0) edits = edits.first(edits.size() - 1);
    for (std::size_t i = 1; i < edits.size(); ++i) {
        const auto& before = edits[i - 1];
        const auto& edit = edits[i];
        constexpr std::uint64_t kLongestSeconds = std::uint64_t{1} << 28;  // eight years: no sum below overflows
        const bool sane = before.media_time >= 0 && before.media_time <= kLastTick && before.segment_duration / movie.ticks_per_second <= kLongestSeconds &&
                          edit.media_time >= 0 && edit.media_time <= kLastTick;
        const bool same_speed = edit.media_rate_integer == before.media_rate_integer && edit.media_rate_fraction == before.media_rate_fraction;
        if (!sane || !same_speed) {
            ++cuts;
            continue;
        }
        // Durations are in the movie's timescale, which is often coarser: they may be off by a tick of it.
        const auto end = before.media_time + round_to(MediaDuration{static_cast<std::int64_t>(before.segment_duration), movie}, media).ticks;
        const auto tolerance = media.ticks_per_second / movie.ticks_per_second + 1;
        if (std::abs(edit.media_time - end) > std::int64_t{tolerance}) ++cuts;
    }
    return cuts;
}

}  // namespace


Timeline read_timeline(std::span<const Edit> edits, Timescale movie, Timescale media) {
    Timeline line;
    const auto is_empty = [](const Edit& edit) { return edit.media_time < 0; };
    const auto first = std::find_if_not(edits.begin(), edits.end(), is_empty);
    std::int64_t delay = 0;
    for (auto edit = edits.begin(); edit != first; ++edit) {
        const auto left = static_cast<std::uint64_t>(kLastTick - delay);
        delay += static_cast<std::int64_t>(std::min(edit->segment_duration, left));
    }
    // 68 years: beyond, something is wrong with the number, not with the film.
    constexpr std::int64_t kLongestDelaySeconds = std::int64_t{1} << 31;
    if (delay / movie.ticks_per_second > kLongestDelaySeconds) {
        line.notes.push_back("an empty edit of centuries at the beginning is not followed");
        delay = 0;
    }
    line.shift = -round_to(MediaDuration{delay, movie}, media).ticks;
    if (first == edits.end()) return line;
    if (first->media_time > kLastTick) {
        line.notes.push_back("an edit that begins after the media ends is not followed");
        return line;
    }
    line.media_time = first->media_time;
    line.shift += first->media_time;
    if (first->media_rate_integer != 1 || first->media_rate_fraction != 0) {
        line.notes.push_back("an edit list asks for another speed; it is played at its own");
    }
    const auto more = count_of_cuts(edits.subspan(static_cast<std::size_t>(first - edits.begin())), movie, media);
    if (more > 0) {
        line.notes.push_back(fmt::format("its edit list cuts or repeats at {} {}; it is played through instead", more, more == 1 ? "place" : "places"));
    }
    return line;
}

}  // namespace bt::media::isobmff
