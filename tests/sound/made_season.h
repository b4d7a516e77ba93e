// Seasons told by what repeats in them, without a sound.
#pragma once

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <string>
#include <vector>

#include "sound/echoes.h"
#include "sound/parts.h"

namespace bt::sound::parts_test {

/// "recap 0-30, intro 31-60"
inline std::string told(const std::vector<Part>& parts) {
    std::string text;
    for (const auto& each : parts) {
        text += fmt::format("{}{} {:.0f}-{:.0f}", text.empty() ? "" : ", ", domain::to_string(each.type), each.span.start, each.span.end);
    }
    return text;
}

inline std::vector<std::string> told(const std::vector<EpisodeEvidence>& season, const std::vector<Repeat>& repeats) {
    std::vector<std::string> all;
    for (const auto& each : find_parts(season, repeats)) all.push_back(told(each.parts));
    return all;
}

inline std::vector<EpisodeEvidence> season_of(std::size_t count, double duration = 1'000) {
    return std::vector<EpisodeEvidence>(count, EpisodeEvidence{.duration = duration});
}

/// As long as a black screen: what sounds before and behind is set off.
inline void cut(EpisodeEvidence& episode, double at) {
    if (episode.energy.empty()) episode.energy.assign(static_cast<std::size_t>(episode.duration / kEnergySeconds), 150);
    std::fill_n(episode.energy.begin() + static_cast<std::ptrdiff_t>(std::lround(at / kEnergySeconds)), 2, std::uint8_t{0});
}

/// The same `seconds` of both, at `a` of the earlier and `b` of the later.
inline Repeat same(std::size_t earlier, double a, std::size_t later, double b, double seconds, double agreement = 0.7) {
    // Of one mix coded anew waves agree as far as landmarks do, of music under other voices hardly.
    return {earlier, later, {a, a + seconds}, {b, b + seconds}, agreement, agreement > 0.4 ? agreement : 0.1};
}

/// Pieces of `from` at scattered places, one behind the other in `into`.
inline void cut_together(std::vector<Repeat>& repeats, std::size_t from, std::size_t into, double at, int pieces, double seconds = 5) {
    for (int i = 0; i < pieces; ++i) {
        const double source = 150 + 97.0 * ((i * 3) % 7);
        const double here = at + i * seconds;
        repeats.push_back(from < into ? same(from, source, into, here, seconds - 0.1) : same(into, here, from, source, seconds - 0.1));
    }
}

inline SongPresence song_at(double from, double to) { return {.span = {from, to}, .share = std::vector<float>(static_cast<std::size_t>(to - from), 0.8F), .lead = 0, .gain = {}}; }

/// Syllables: what comes and goes, and holds no tone.
inline void speak(EpisodeEvidence& episode, double tones = 0.31) {
    episode.tones.assign(static_cast<std::size_t>(episode.duration), static_cast<float>(tones));
    episode.energy.resize(static_cast<std::size_t>(episode.duration / kEnergySeconds));
    for (std::size_t i = 0; i < episode.energy.size(); ++i) episode.energy[i] = i % 4 < 2 ? 170 : 145;
}

/// Heard between the voices, and hardly under them.
inline SongPresence song_under_voices(double from, double to) {
    SongPresence song{.span = {from, to}, .share = {}, .lead = 0, .gain = {}};
    for (double at = from; at < to; ++at) song.share.push_back(static_cast<int>(at - from) % 5 == 4 ? 0.7F : 0.15F);
    return song;
}

/// A piece under a music bed: hardly a landmark is left of it, and of its waves a quarter.
inline Repeat faint(std::size_t from, double source, std::size_t into, double here, double seconds, double share = 0.25) {
    const Span there{source, source + seconds}, at{here, here + seconds};
    return from < into ? Repeat{from, into, there, at, 0.1, share} : Repeat{into, from, at, there, 0.1, share};
}

}  // namespace bt::sound::parts_test
