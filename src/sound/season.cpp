#include "sound/season.h"

#include <algorithm>

#include "sound/hearing_range.h"
#include "sound/presence.h"
#include "sound/repeats.h"

namespace bt::sound {
namespace {

constexpr double kTail = 0.5;              // share of an episode behind which songs matter to its parts

/// Songs of the second half, with how much of what sounds they are.
std::vector<SongPresence> presences(const KnownEpisode& episode, const SongLibrary& songs) {
    std::vector<SongPresence> found;
    for (const auto& each : episode.cues) {
        if (each.cue.span.start < kTail * episode.landmarks->duration) continue;
        found.push_back(presence_of(*episode.landmarks, songs.landmarks(each.cue.song), each.line, each.cue.span));
    }
    return found;
}

EpisodeEvidence evidence_of(const KnownEpisode& episode, const SongLibrary& songs) {
    EpisodeEvidence evidence{.duration = episode.landmarks->duration, .energy = episode.landmarks->energy, .songs = presences(episode, songs), .chapters = episode.chapters};
    if (episode.picture != nullptr) {
        std::vector<double> edges;
        for (const auto& each : evidence.songs) {
            edges.push_back(each.span.start);
            edges.push_back(each.span.end);
        }
        // The last ones matter: credits are at the end.
        if (edges.size() > 4) edges.erase(edges.begin(), edges.end() - 4);
        const auto closing = look_at_closing(*episode.picture, evidence.duration, edges);
        evidence.has_picture = true;
        evidence.black = closing.black;
        evidence.rolling = closing.rolling;
    }
    return evidence;
}

}  // namespace

std::vector<SeasonAnswer> hear_season(std::span<const KnownEpisode> season, const SongLibrary& songs) {
    std::vector<EpisodeEvidence> evidence;
    std::vector<const Landmarks*> landmarks;
    for (const auto& each : season) {
        evidence.push_back(evidence_of(each, songs));
        landmarks.push_back(each.landmarks);
    }
    const auto repeats = find_repeats(landmarks);
    auto parts = find_parts(evidence, repeats);
    std::vector<SeasonAnswer> answers(season.size());
    for (std::size_t i = 0; i < season.size(); ++i) answers[i].parts = std::move(parts[i]);
    return answers;
}

}  // namespace bt::sound
