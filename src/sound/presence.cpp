#include "sound/presence.h"

#include <algorithm>
#include <cmath>

#include "sound/hearing_range.h"

namespace bt::sound {

namespace {

/// The song's landmark within a frame and a step of the place; nothing when there is none.
const Landmark* find(std::span<const Landmark> song, double frame, double pitch) {
    if (frame < 0) return nullptr;
    const auto first = static_cast<std::uint32_t>(std::max(0.0, std::round(frame) - 1));
    for (auto at = std::ranges::lower_bound(song, first, {}, &Landmark::frame); at != song.end() && at->frame <= first + 2; ++at) {
        if (std::abs(at->pitch - pitch) <= 1) return &*at;
    }
    return nullptr;
}

}  // namespace

SongPresence presence_of(const Landmarks& episode, const Landmarks& song, const Line& line, const Span& span) {
    const double lead = line.song_frame(span.start / kFrameSeconds) / line.rate * kFrameSeconds;
    SongPresence presence{.span = span, .share = {}, .lead = std::max(0.0, lead), .gain = {}};
    const auto layer = episode.layer(Layer::Mid);
    const auto place = [&](double seconds) {
        return std::ranges::lower_bound(layer, static_cast<std::uint32_t>(std::max(0.0, seconds / kFrameSeconds)), {}, &Landmark::frame);
    };
    for (double at = span.start; at < span.end; at += 1) {
        const double end = std::min(at + 1, span.end);
        if (end - at < 0.5 && !presence.share.empty()) break;
        const std::span<const Landmark> second(place(at), place(end));
        std::vector<float> gains;
        for (const auto& each : second) {
            const auto* reference = find(song.layer(Layer::Mid), line.song_frame(each.frame), each.pitch - line.shift);
            if (reference != nullptr) gains.push_back(static_cast<float>(kLevelStep * (each.level - reference->level)));
        }
        presence.share.push_back(second.empty() ? 0 : static_cast<float>(gains.size()) / static_cast<float>(second.size()));
        std::ranges::sort(gains);
        presence.gain.push_back(!gains.empty() ? gains[gains.size() / 2] : presence.gain.empty() ? 0 : presence.gain.back());
    }
    return presence;
}

}  // namespace bt::sound
