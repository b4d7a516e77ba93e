// A line is the claim that a song plays: from where, how fast, how high. Given a line every landmark of the song has its place in the
// episode, and the claim can be tested there, landmark by landmark.
#pragma once

#include <cstdint>
#include <vector>

#include "sound/landmark_map.h"
#include "sound/landmarks.h"
#include "sound/room.h"

namespace bt::sound {

struct Line {
    double anchor = 0;    ///< a frame of the episode
    double position = 0;  ///< the frame of the song that sounds there
    double rate = 1;      ///< song frames an episode frame
    double shift = 0;     ///< steps of pitch above the song
    std::int8_t polarity = 0;  ///< 1, or -1 for turned over: the song's waves are in the episode's, sample on sample; 0: they are not known to be
    Room room = {};            ///< what they are heard through

    double song_frame(double frame) const { return position + (frame - anchor) * rate; }
    double episode_frame(double song_frame_number) const { return anchor + (song_frame_number - position) / rate; }
};

/// The song's samples on the episode's.
inline WavePath path_of(const Line& line) { return {(line.position - line.anchor * line.rate) * kWavesPerFrame, line.rate}; }

/// Log-likelihood ratios in nats, "it sounds" to "it does not", over equal bins of the episode's time.
struct Evidence {
    static constexpr int kBinFrames = 4;
    std::int64_t first_bin = 0;  ///< bin b covers the episode's frames [b, b + 1) * kBinFrames
    std::vector<float> gain;
};

/// Tests the line over the episode's frames [from, to), as far as the song reaches.
Evidence weigh(const LandmarkMap& episode, const Landmarks& song, const Line& line, double from, double to);

/// The line moved by frames and bent by fractions of a percent to where most landmarks meet exactly, judged over [from, to).
Line refine(const LandmarkMap& episode, const Landmarks& song, Line line, double from, double to);

/// Takes what the line explains over [from, to) out of the episode.
void explain(LandmarkMap& episode, const Landmarks& song, const Line& line, double from, double to);

/// A stretch of a line on which the song sounds.
struct Stretch {
    double from = 0, to = 0;  ///< episode frames
    double score = 0;         ///< summed log-likelihood ratio in nats, the cost of beginning and ending taken off
};
/// Nats that it takes to believe that a song begins: out of nothing; and where it sounded a moment ago or will in a moment.
constexpr double kBeginAnew = 9, kGoOn = 4;

/// The most probable stretches: a hidden Markov model of two states, decoded over the bins.
std::vector<Stretch> decode(const Evidence& evidence, double begin = kBeginAnew);

}  // namespace bt::sound
