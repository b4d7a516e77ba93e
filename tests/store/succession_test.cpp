#include "store/succession.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <chrono>
#include <cstdint>
#include <string>
#include <vector>

#include "store/sound_store.h"
#include "tests/store/heard_library.h"

namespace bt::store {
namespace {

using domain::CorrectionAction;
using domain::Music;
using domain::Provenance;
using std::chrono::seconds;

class SuccessionTest : public HeardLibrary {};

TEST_F(SuccessionTest, WhatWasSaidOfAnEpisodeGoesOverToTheContentThatTookItsPlace) {
    const HeardTheme theme{0, between(600, 630), 0.8};
    hear({{.content = content(1), .sound = {.cues = {cue(kRain, 60, 120)}}, .themes = {theme}}, {.content = content(2), .sound = {}, .themes = {theme}}});
    const auto id = correct(1, CorrectionAction::Rename, {.was = {kRain, between(60, 120)}, .now = {kSea, between(60, 120)}});
    Succession succession(*database_);
    EXPECT_THAT(*succession.possible_episodes(), ::testing::IsEmpty()) << "it is still there";

    replace_first_episode_by(21, seconds{3'600});
    const Successor successor{content(1), content(21)};
    EXPECT_THAT(*succession.possible_episodes(), ::testing::Contains(successor));
    EXPECT_EQ(*succession.hand_on_episode(successor), 1);
    EXPECT_THAT(*succession.possible_episodes(), ::testing::IsEmpty());
    const auto shown = view(21).sound.cues;
    ASSERT_EQ(shown.size(), 2U);
    EXPECT_EQ(shown[0].music, Music(kSea));
    EXPECT_EQ(shown[0].correction, id);
    EXPECT_TRUE(std::holds_alternative<domain::ThemeId>(shown[1].music)) << "the machine's answer holds until the next";
    EXPECT_THAT(view(1).sound.cues, ::testing::IsEmpty());
    ASSERT_TRUE(CorrectionStore(*database_).remove(content(21), id));
    EXPECT_EQ(view(21).sound.cues.at(0), cue(kRain, 60, 120));
}

TEST_F(SuccessionTest, AThemeThatWasNamedIsToldInTheContentThatTookItsPlace) {
    hear({{.content = content(1), .sound = {}, .themes = {{0, between(600, 630), 0.8}}}});
    const auto theme = SoundReader(*database_).themes(series_)->at(0).id;
    ASSERT_TRUE(SoundStore(*database_).name_theme(theme, "The bus"));
    replace_first_episode_by(21, seconds{3'600});
    Succession succession(*database_);
    const Successor successor{content(1), content(21)};
    ASSERT_THAT(*succession.possible_episodes(), ::testing::Contains(successor));
    EXPECT_EQ(*succession.hand_on_episode(successor), 0) << "there were no corrections";
    hear({{.content = content(21), .sound = {}, .themes = {{0, between(599, 631), 0.8}}}}, "2");
    EXPECT_EQ(view(21).themes.at(theme).label(), "The bus");
}

TEST_F(SuccessionTest, AnEpisodeOfAnotherLengthIsNoSuccessor) {
    correct(1, CorrectionAction::Add, {.was = {kRain, between(1, 2)}, .now = {kRain, between(1, 2)}});
    replace_first_episode_by(21, seconds{3'602});
    const auto pairs = Succession(*database_).possible_episodes();
    ASSERT_TRUE(pairs);
    for (const auto& pair : *pairs) EXPECT_NE(pair.present, content(21));
}

TEST_F(SuccessionTest, LandmarksOfAReplacedEpisodeAreWantedWhileCorrectionsHangOnIt) {
    const auto id = correct(1, CorrectionAction::Add, {.was = {kRain, between(1, 2)}, .now = {kRain, between(1, 2)}});
    replace_first_episode_by(21, seconds{3'600});
    const auto wanted = [&] { return *SoundStore(*database_).wanted_contents(std::chrono::hours{1}); };
    EXPECT_THAT(wanted(), ::testing::Contains(content(1)));
    ASSERT_TRUE(CorrectionStore(*database_).remove(content(1), id));
    EXPECT_THAT(wanted(), ::testing::Not(::testing::Contains(content(1))));
}

TEST_F(SuccessionTest, CorrectionsNameTheContentThatTookTheirSongsPlace) {
    SoundStore store(*database_);
    const ContentKey retagged = content(511);
    for (const auto key : {kRain, kSea, retagged}) {
        ASSERT_TRUE(store.note_tags(key, 1, {.title = key == retagged ? "New name" : "Name", .duration = seconds{180}}));
        ASSERT_TRUE(store.note_learned(key, {.version = 1}));
    }
    hear({{.content = content(1), .sound = {.cues = {cue(kRain, 60, 120)}}, .themes = {}}});
    correct(1, CorrectionAction::Confirm, {.was = {kRain, between(60, 120)}, .now = {kRain, between(60, 120)}});
    Succession succession(*database_);
    EXPECT_THAT(*succession.possible_songs(), ::testing::IsEmpty()) << "it is still there";

    apply("Rain", 1, retagged);
    const Successor successor{kRain, retagged};
    ASSERT_THAT(*succession.possible_songs(), ::testing::UnorderedElementsAre(successor, Successor{kRain, kSea}));
    EXPECT_THAT(*store.wanted_contents(std::chrono::hours{1}), ::testing::Contains(kRain));
    EXPECT_EQ(*succession.hand_on_song(successor), 1);
    EXPECT_EQ(view(1).sound.cues.size(), 1U) << "before the season is heard again, too";
    hear({{.content = content(1), .sound = {.cues = {cue(retagged, 61, 121)}}, .themes = {}}}, "2");
    const auto shown = view(1);
    ASSERT_EQ(shown.sound.cues.size(), 1U);
    EXPECT_EQ(shown.sound.cues[0].provenance, Provenance::Hand);
    EXPECT_EQ(shown.songs.at(retagged).title, "New name");
}

}  // namespace
}  // namespace bt::store
