#include "service/sound/correction_words.h"

#include <gtest/gtest.h>

namespace bt::service {
namespace {

using domain::CorrectionAction;
using domain::CorrectionOf;
using domain::Music;
using domain::PartType;
using std::chrono::seconds;

constexpr ContentKey kRain{1, 1}, kLeft{1, 2};
constexpr domain::Stretch kThere{seconds{60}, std::chrono::milliseconds{120'500}};

TEST(CorrectionWords, SayWhatWasCorrectedAndToWhat) {
    store::SoundView view;
    view.songs[kRain] = {.id = domain::SongId{3}, .content = kRain, .title = "Rain"};
    view.themes[domain::ThemeId{1}] = {.id = domain::ThemeId{1}, .letter = "A"};
    const auto words = [&](CorrectionAction action, const auto& about) { return describe({.action = action, .about = about}, view); };
    EXPECT_EQ(words(CorrectionAction::Confirm, CorrectionOf<Music>{{kRain, kThere}, {kRain, kThere}}), "confirm Rain 60.00-120.50");
    EXPECT_EQ(words(CorrectionAction::Move, CorrectionOf<Music>{{kRain, kThere}, {kRain, {seconds{61}, seconds{119}}}}), "move Rain 60.00-120.50 to 61.00-119.00");
    EXPECT_EQ(words(CorrectionAction::Rename, CorrectionOf<Music>{{domain::ThemeId{1}, kThere}, {Music("Moon"), kThere}}), "rename Theme A 60.00-120.50 to Moon");
    EXPECT_EQ(words(CorrectionAction::Rename, CorrectionOf<PartType>{{PartType::Intro, kThere}, {PartType::Recap, {seconds{0}, seconds{50}}}}),
              "rename [intro] 60.00-120.50 to [recap] 0.00-50.00");
    EXPECT_EQ(words(CorrectionAction::Delete, CorrectionOf<Music>{{kLeft, kThere}, {kLeft, kThere}}),
              "delete a song that has left the library (00000000000000010000000000000002) 60.00-120.50");
}

}  // namespace
}  // namespace bt::service
