#include "sound/one_at_a_time.h"

#include <fmt/format.h>
#include <gmock/gmock.h>

#include <string>

namespace bt::sound::one_at_a_time_test {
namespace {

using testing::ElementsAre;

SongCue cue(std::uint32_t song, double start, double end, double offset, double confidence = 1, double rate = 1) {
    return {.song = SongNumber{song}, .span = {start, end}, .offset = offset, .rate = rate, .level = 0, .confidence = confidence};
}

/// "song start-end from offset"
std::vector<std::string> told(std::vector<SongCue> cues) {
    let_songs_sound_once_at_a_time(cues);
    std::vector<std::string> all;
    for (const auto& each : cues) all.push_back(fmt::format("{} {:g}-{:g} from {:g}", each.song.value, each.span.start, each.span.end, each.offset));
    return all;
}

TEST(OneAtATime, TwoStretchesOfASongMeetInTheMiddleOfWhatBothHave) {
    EXPECT_THAT(told({cue(1, 10, 32, 5), cue(1, 30, 60, 200, 1, 1.02)}), ElementsAre("1 10-31 from 5", "1 31-60 from 201.02"));
}

TEST(OneAtATime, OfTwoThatAreMostlyTheSameTheSurerStaysThenTheLonger) {
    EXPECT_THAT(told({cue(1, 10, 30, 5, 0.9), cue(1, 12, 20, 90)}), ElementsAre("1 12-20 from 90"));
    EXPECT_THAT(told({cue(1, 10, 30, 5), cue(1, 12, 20, 90)}), ElementsAre("1 10-30 from 5"));
}

TEST(OneAtATime, OtherSongsMaySoundAtOnce) {
    EXPECT_THAT(told({cue(1, 10, 30, 5), cue(2, 20, 40, 0), cue(1, 30, 50, 100)}), ElementsAre("1 10-30 from 5", "2 20-40 from 0", "1 30-50 from 100"));
}

TEST(OneAtATime, ThreeInARowEachHaveTheirOwn) {
    EXPECT_THAT(told({cue(1, 10, 22, 0), cue(1, 20, 32, 50), cue(1, 30, 40, 90)}), ElementsAre("1 10-21 from 0", "1 21-31 from 51", "1 31-40 from 91"));
}

}  // namespace
}  // namespace bt::sound::one_at_a_time_test
