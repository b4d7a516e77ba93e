// Why a cue was heard: everything that speaks for it and against it, to be looked at by a person.
#pragma once

#include <optional>
#include <vector>

#include "sound/episode_sound.h"
#include "sound/landmark_map.h"
#include "sound/landmarks.h"
#include "sound/line.h"
#include "sound/song_library.h"

namespace bt::sound {

/// A pair of landmarks of the episode that the song has, too.
struct ExplainedHit {
    double time = 0;   ///< seconds of the episode
    double aside = 0;  ///< seconds of the song between where the pair lies and where the cue says it should
    friend bool operator==(const ExplainedHit&, const ExplainedHit&) = default;
};

/// A place at which the waves of two seconds of the episode and of the song agree further than chance has it.
struct ExplainedWave {
    double time = 0;   ///< the middle of the two seconds, in the episode
    double aside = 0;  ///< as of a hit
    double score = 0;  ///< standard deviations; below 0: turned over
    friend bool operator==(const ExplainedWave&, const ExplainedWave&) = default;
};

struct CueExplanation {
    SongCue cue;
    double shift = 0;                  ///< steps of pitch (kStepsPerOctave) above the song
    Span shown;                        ///< the cue and some seconds before and behind
    std::vector<ExplainedHit> hits;    ///< by time; those of the cue lie at 0, chance lies anywhere within kAside
    std::vector<ExplainedWave> waves;  ///< by time, the strongest of each second; of a song that sounds as recorded, or faster and higher by as much, at 0
    std::vector<double> evidence;      ///< nats for the song in each second from shown.start on
    int expected = 0;                  ///< landmarks that the song has within the cue
    int found = 0;                     ///< of these, those that are in the episode
    double by_chance = 0;              ///< of these, those that would be there whatever sounds
};
constexpr double kAside = 3;           ///< seconds

/// From an answer alone, whichever way it was found. `song` is the cue's.
CueExplanation explain_cue(const Landmarks& episode, const LandmarkMap& map, const Landmarks& song, const SongCue& cue);

}  // namespace bt::sound
