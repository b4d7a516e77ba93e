#include "sound/candidates.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>
#include <vector>

#include "sound/song_library.h"
#include "tests/sound/made_music.h"

namespace bt::sound::candidates_test {
namespace {

constexpr double kAt = 8, kFrom = 10;  // seconds: of the episode; of the song that sounds there

const PairTable& songs() {
    static const std::vector<Landmarks> landmarks = [] {
        std::vector<Landmarks> made;
        for (unsigned i = 0; i < 6; ++i) made.push_back(landmarks_of(made_song(i, 40), kSongDensity));
        return made;
    }();
    static const PairTable table(landmarks);
    return table;
}

/// Of the song's candidates.
Candidate best_of(double speed) {
    auto episode = made_speech(99, 30);
    mix_in(episode, kAt, made_song(4, 40, kMadeRate, speed), kFrom / speed, 14, 0);
    auto found = find_candidates(landmarks_of(episode), songs());
    std::erase_if(found, [](const Candidate& each) { return each.song != 4; });
    return found.empty() ? Candidate{} : found.front();
}

TEST(Candidates, OfASongNameItsPlaceAndTheChangeOfPitch) {
    for (const double speed : {0.955, 0.98, 1.0, 1.02, 1.045}) {
        SCOPED_TRACE(speed);
        const auto best = best_of(speed);
        ASSERT_EQ(best.song, 4U) << "there is none";
        EXPECT_NEAR(best.shift, kStepsPerOctave * std::log2(speed), 0.8);
        const double seconds = best.frame * kFrameSeconds;
        EXPECT_NEAR(static_cast<double>(best.song_frame), (kFrom + (seconds - kAt) * speed) / kFrameSeconds, kCandidateFrames);
    }
}

TEST(Candidates, OfABentSongStandOutAsThoseOfOneUnbent) {
    const auto straight = best_of(1).score;
    for (const double speed : {0.955, 1.045}) EXPECT_GE(best_of(speed).score, 0.6F * straight) << speed;
}

TEST(Candidates, OfASongUnbentAreSaidToBeStraight) { EXPECT_LE(std::abs(best_of(1).shift), kStraight); }

TEST(Candidates, AreNoneWhereThereIsNoSongOrNoMusic) {
    EXPECT_TRUE(find_candidates(landmarks_of(made_song(1, 10)), PairTable{}).empty());
    EXPECT_TRUE(find_candidates(landmarks_of(silence(20)), songs()).empty());
}

TEST(Candidates, WeakOnesAreStraight) {
    auto episode = made_speech(98, 60);
    mix_in(episode, 5, made_song(20, 40), 0, 40, 0);  // a stranger's
    const auto found = find_candidates(landmarks_of(episode), songs());
    EXPECT_TRUE(std::any_of(found.begin(), found.end(), [](const Candidate& each) { return each.score < kLeastBentScore; }));
    for (const auto& each : found) {
        EXPECT_TRUE(each.score >= kLeastBentScore || std::abs(each.shift) <= kStraight) << each.score << " at " << each.shift;
    }
}

}  // namespace
}  // namespace bt::sound::candidates_test
