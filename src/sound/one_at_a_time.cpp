#include "sound/one_at_a_time.h"

#include <algorithm>
#include <tuple>

#include "sound/echoes.h"

namespace bt::sound {
namespace {

constexpr double kTheSame = 0.5;  // share of the shorter

bool is_surer(const SongCue& a, const SongCue& b) {
    return std::tuple(a.confidence, a.span.length(), b.span.start, b.offset) > std::tuple(b.confidence, b.span.length(), a.span.start, a.offset);
}

/// What most of lies under a surer cue of its song.
bool is_double(const SongCue& cue, const std::vector<SongCue>& cues) {
    return std::ranges::any_of(cues, [&](const SongCue& other) {
        const double both = overlap(other.span, cue.span);
        return &other != &cue && other.song == cue.song && both > kTheSame * std::min(cue.span.length(), other.span.length()) && is_surer(other, cue);
    });
}

void begin_at(SongCue& cue, double start) {
    cue.offset += (start - cue.span.start) * cue.rate;
    cue.span.start = start;
}

}  // namespace

void let_songs_sound_once_at_a_time(std::vector<SongCue>& cues) {
    std::vector<SongCue> left;
    for (const auto& cue : cues) {
        if (!is_double(cue, cues)) left.push_back(cue);
    }
    for (std::size_t i = 0; i < left.size(); ++i) {
        for (std::size_t k = i + 1; k < left.size(); ++k) {
            auto &first = left[i], &second = left[k];
            if (first.song != second.song || overlap(first.span, second.span) <= 0) continue;
            const double middle = (second.span.start + std::min(first.span.end, second.span.end)) / 2;
            first.span.end = middle;
            begin_at(second, middle);
        }
    }
    std::ranges::stable_sort(left, {}, [](const SongCue& cue) { return cue.span.start; });
    cues = std::move(left);
}

}  // namespace bt::sound
