#include "sound/song_set.h"

#include <gtest/gtest.h>

#include "sound/candidates.h"
#include "sound/meetings.h"
#include "tests/sound/made_library.h"
#include "tests/sound/made_music.h"

namespace bt::sound::song_set_test {
namespace {

std::vector<Landmarks> songs(unsigned first, unsigned count) {
    std::vector<Landmarks> made;
    for (unsigned i = first; i < first + count; ++i) made.push_back(landmarks_of(made_song(i, 30), kSongDensity));
    return made;
}

TEST(SongSet, WhatElseLiesInTheLibraryTakesNothingFromTheSeasonsOwn) {
    const auto own = songs(0, 3);
    auto all = songs(100, 5);
    all.insert(all.begin() + 2, own.begin(), own.end());
    std::vector<SongNumber> chosen;
    for (std::uint32_t i = 0; i < all.size(); ++i) chosen.push_back(SongNumber{i});
    const MadeLibrary library(all), few(own);
    const SongSet set(library, chosen, {SongNumber{2}, SongNumber{3}, SongNumber{4}}), alone(few);
    ASSERT_EQ(set.groups().size(), 2U);
    EXPECT_EQ(set.number(0), SongNumber{2});
    for (std::uint32_t i = 0; i < all.size(); ++i) EXPECT_EQ(set.landmarks(SongNumber{i}), all[i]) << i;

    auto episode = made_speech(99, 30);
    mix_in(episode, 8, made_song(1, 30), 3, 12, -12);
    const auto heard = landmarks_of(episode);
    const auto among = find_candidates(heard, set.groups()[0].pairs), by_itself = find_candidates(heard, alone.groups()[0].pairs);
    ASSERT_EQ(among.size(), by_itself.size());
    ASSERT_FALSE(among.empty());
    for (std::size_t i = 0; i < among.size(); ++i) EXPECT_EQ(std::pair(among[i].song_frame, among[i].score), std::pair(by_itself[i].song_frame, by_itself[i].score));
    std::size_t of_own = 0;
    for (const auto& each : find_meetings(heard, set)) of_own += set.is_own(set.number(each.song)) ? 1U : 0U;
    EXPECT_EQ(of_own, find_meetings(heard, alone).size());
}

}  // namespace
}  // namespace bt::sound::song_set_test
