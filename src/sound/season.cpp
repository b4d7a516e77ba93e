#include "sound/season.h"

#include <algorithm>
#include <cmath>
#include <iterator>
#include <set>
#include <utility>

#include "sound/bars.h"
#include "sound/carried_cues.h"
#include "sound/cue_finder.h"
#include "sound/echoes.h"
#include "sound/left_out.h"
#include "sound/one_at_a_time.h"
#include "sound/presence.h"
#include "sound/repeats.h"
#include "sound/song_choice.h"
#include "sound/song_set.h"
#include "sound/themes.h"
#include "sound/tones.h"

namespace bt::sound {
namespace {

constexpr double kLostSound = 0.5;         // share of a cue that is silence
constexpr double kLeastSpeed = 0.002;      // less is as recorded
constexpr double kSameSpeed = 0.0008;
constexpr std::size_t kLeastAlike = 3;     // songs: a title is the same in every episode
constexpr std::size_t kEdges = 4;          // ends of songs the picture is looked at around: the last ones, credits being at the end

Error stopped() { return {.fault = Fault::Busy, .message = "it was told to stop"}; }

using FoundCues = std::vector<std::vector<FoundCue>>;  // by episode

/// Speeds that several songs of a season have in common: it was made for another country's television, or from a disc of it.
std::vector<double> speeds_of(const FoundCues& found) {
    std::vector<std::pair<double, SongNumber>> rates;
    for (const auto& cues : found) {
        for (const auto& each : cues) {
            if (each.line.polarity != 0 && std::abs(each.line.rate - 1) >= kLeastSpeed) rates.emplace_back(each.line.rate, each.cue.song);
        }
    }
    std::ranges::sort(rates);
    std::vector<double> speeds;
    for (auto first = rates.begin(); first != rates.end();) {
        const auto end = std::find_if(first, rates.end(), [&](const auto& each) { return each.first - first->first > kSameSpeed; });
        std::set<SongNumber> songs;
        for (auto each = first; each != end; ++each) songs.insert(each->second);
        if (songs.size() >= kLeastAlike) speeds.push_back((first + (end - first) / 2)->first);
        first = songs.size() >= kLeastAlike ? end : std::next(first);
    }
    return speeds;
}

/// The cues of one episode, and what they say about its parts.
EpisodeEvidence evidence_of(const SeasonEpisode& episode, const SongSet& songs, const std::vector<FoundCue>& cues, EpisodeSound& answer) {
    const auto& landmarks = episode.landmarks;
    EpisodeEvidence evidence{.duration = landmarks.duration, .energy = landmarks.energy, .tones = held_tones(landmarks), .songs = {}, .chapters = episode.chapters};
    answer.duration = landmarks.duration;
    for (const auto& found : cues) {
        answer.cues.push_back(found.cue);
        evidence.songs.push_back(presence_of(landmarks, songs.landmarks(found.cue.song), found.line, found.heard));
    }
    return evidence;
}

Result<FoundCues> hear_songs(std::span<const SeasonEpisode> season, const SongSet& songs, const std::function<bool()>& go_on) {
    FoundCues found;
    for (const auto& episode : season) {
        if (!go_on()) return stopped();
        found.push_back(find_cues(episode.landmarks, songs));
    }
    const auto speeds = speeds_of(found);
    if (speeds.empty()) return found;
    for (std::size_t i = 0; i < season.size(); ++i) {
        if (!go_on()) return stopped();
        found[i] = find_cues(season[i].landmarks, songs, speeds);
    }
    return found;
}

void look_at_picture(PictureSource& picture, EpisodeEvidence& evidence) {
    std::vector<double> edges;
    for (const auto& each : evidence.songs) {
        edges.push_back(each.span.start);
        edges.push_back(each.span.end);
    }
    if (edges.size() > kEdges) edges.erase(edges.begin(), edges.end() - kEdges);
    auto closing = look_at_closing(picture, evidence.duration, edges);
    evidence.picture_seen = closing.seen;
    evidence.black = std::move(closing.black);
    evidence.rolling = std::move(closing.rolling);
}

void add_themes(std::span<const Repeat> repeats, std::span<const EpisodeEvidence> evidence, std::vector<EpisodeSound>& answers) {
    std::vector<ThemeGround> ground;
    for (std::size_t i = 0; i < answers.size(); ++i) {
        ground.push_back({.songs = {}, .parts = answers[i].parts, .heard = &evidence[i]});
        for (const auto& cue : answers[i].cues) ground.back().songs.push_back(cue.span);
    }
    auto themes = find_themes(ground, repeats);
    for (std::size_t i = 0; i < answers.size(); ++i) answers[i].themes = std::move(themes[i]);
}

}  // namespace

Result<std::vector<EpisodeSound>> hear_season(std::span<const SeasonEpisode> season, const SongLibrary& library, std::span<const SongNumber> own, const std::function<bool()>& go_on) {
    std::vector<EpisodeSound> answers(season.size());
    std::vector<EpisodeEvidence> evidence;
    std::vector<const Landmarks*> landmarks;
    for (const auto& episode : season) landmarks.push_back(&episode.landmarks);
    BT_TRY(auto chosen, choose_songs(landmarks, library, own, go_on));
    const SongSet songs(library, std::move(chosen), {own.begin(), own.end()});
    BT_TRY(const auto found, hear_songs(season, songs, go_on));
    for (std::size_t i = 0; i < season.size(); ++i) {
        if (!go_on()) return stopped();
        evidence.push_back(evidence_of(season[i], songs, found[i], answers[i]));
        if (season[i].picture != nullptr) look_at_picture(*season[i].picture, evidence.back());
    }
    if (!go_on()) return stopped();
    const auto repeats = without_bars(landmarks, find_repeats(landmarks));
    auto parts = find_parts(evidence, repeats);
    carry_cues(answers, repeats, parts, LeftOut(landmarks, songs));
    for (std::size_t i = 0; i < season.size(); ++i) {
        // Where one copy of an episode has lost its sound, nothing is to be carried to.
        std::erase_if(answers[i].cues, [&](const SongCue& cue) { return silent_share(evidence[i], cue.span) > kLostSound; });
        let_songs_sound_once_at_a_time(answers[i].cues);
        answers[i].parts = std::move(parts[i].parts);
    }
    add_themes(repeats, evidence, answers);
    return answers;
}

}  // namespace bt::sound
