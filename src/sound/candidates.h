// First pass: where in the library might this stretch of the episode come from? Fast and forgiving; `alignment.h` says which of the answers hold.
#pragma once

#include <cstdint>
#include <vector>

#include "sound/landmarks.h"
#include "sound/pair_table.h"

namespace bt::sound {

struct Candidate {
    std::uint32_t song = 0;      ///< of the table
    std::uint32_t frame = 0;     ///< middle of the stretch, in the episode
    std::int64_t song_frame = 0; ///< what of the song sounds there, to about kCandidateFrames either way; may lie outside of it
    double shift = 0;            ///< pitch in the episode less that in the song, to about a step
    float score = 0;             ///< standard deviations above chance
};
constexpr int kCandidateFrames = 32;
constexpr double kStraight = 0.5;       ///< steps of shift that a song may seem to have and not be bent
constexpr float kLeastBentScore = 6;    ///< below it are only candidates within kStraight: their waves may tell what landmarks cannot

/// By stretch of eight seconds, every two seconds: the best few of each; the best first, without those that say again what a better one nearby has said.
std::vector<Candidate> find_candidates(const Landmarks& episode, const PairTable& songs);

}  // namespace bt::sound
