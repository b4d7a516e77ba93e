#include "delivery/commentary.h"

#include <gtest/gtest.h>

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

}  // namespace
}  // namespace bt::delivery
