#include "media/isobmff/edit_list.h"

#include <fmt/format.h>

#include <algorithm>

#include "media/isobmff/sample_cursor.h"

namespace bt::media::isobmff {

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
    const auto more = std::distance(first, edits.end()) - 1;
    if (more > 0) line.notes.push_back(fmt::format("an edit list has {} more edits after the first one; they are not followed", more));
    return line;
}

}  // namespace bt::media::isobmff
