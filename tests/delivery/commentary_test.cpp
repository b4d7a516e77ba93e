#include "delivery/commentary.h"

#include <gtest/gtest.h>

#include <vector>

namespace bt::delivery {
namespace {

TEST(Commentary, IsToldByTheFlagOrByTheNameAlone) {
    struct Case { const char* name; bool flag, is_commentary; };
    for (const auto& row : {Case{"", true, true}, Case{"Director's Commentary", false, true}, Case{"commentary", false, true}, Case{"Stereo", true, true},
                            Case{"Stereo", false, false}, Case{"", false, false}}) {
        SCOPED_TRACE(row.name);
        media::Track track;
        track.name = row.name;
        track.is_commentary = row.flag;
        EXPECT_EQ(is_commentary(track), row.is_commentary);
    }
}

TEST(PresetSound, IsTheFilmsOwnWhateverIsFlaggedOfTheOthers) {
    struct Sound { bool is_default, is_commentary, describes_picture; };
    struct Case { const char* what; std::vector<Sound> sounds; std::size_t preset; };
    constexpr Sound main{false, false, false}, flagged_main{true, false, false}, commentary{false, true, false}, flagged_commentary{true, true, false},
        description{false, false, true}, flagged_description{true, false, true};
    const Case cases[] = {
        {"the first", {main, main}, 0},
        {"the flagged one", {main, flagged_main, flagged_main}, 1},
        {"not the commentary that comes first", {commentary, main, main}, 1},
        {"nor one that is flagged", {flagged_commentary, main}, 1},
        {"nor where the film is flagged too", {flagged_commentary, main, flagged_main}, 2},
        {"nor a description", {flagged_description, main}, 1},
        {"without the film the flagged one", {description, flagged_commentary}, 1},
        {"and without a flag the description, which holds the film", {commentary, description}, 1},
        {"the only one", {commentary}, 0},
    };
    for (const auto& row : cases) {
        SCOPED_TRACE(row.what);
        std::vector<media::Track> tracks(row.sounds.size());
        std::vector<const media::Track*> sounds;
        for (std::size_t i = 0; i < tracks.size(); ++i) {
            tracks[i].is_default = row.sounds[i].is_default;
            tracks[i].is_commentary = row.sounds[i].is_commentary;
            tracks[i].is_visual_impaired = row.sounds[i].describes_picture;
            sounds.push_back(&tracks[i]);
        }
        EXPECT_EQ(preset_sound(sounds), row.preset);
    }
}

}  // namespace
}  // namespace bt::delivery
