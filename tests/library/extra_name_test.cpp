#include "library/extra_name.h"

#include <gtest/gtest.h>

namespace bt::library {
namespace {

TEST(ExtraName, ReadsTheSuffix) {
    using domain::ExtraKind;
    EXPECT_EQ(read_extra_suffix("Rain-trailer"), (ExtraName{ExtraKind::Trailer, "Rain"}));
    EXPECT_EQ(read_extra_suffix("Rain.Trailer"), (ExtraName{ExtraKind::Trailer, "Rain"}));
    EXPECT_EQ(read_extra_suffix("Rain_sample"), (ExtraName{ExtraKind::Sample, "Rain"}));
    EXPECT_EQ(read_extra_suffix("Kiss Take 3-behindthescenes"), (ExtraName{ExtraKind::BehindTheScenes, "Kiss Take 3"}));
    EXPECT_EQ(read_extra_suffix("Roof-deletedscene"), (ExtraName{ExtraKind::DeletedScene, "Roof"}));
    EXPECT_EQ(read_extra_suffix("trailer"), (ExtraName{ExtraKind::Trailer, ""}));
    EXPECT_EQ(read_extra_suffix("Rain.short"), std::nullopt);
    EXPECT_EQ(read_extra_suffix("short"), std::nullopt);
    EXPECT_EQ(read_extra_suffix("Crime Scene"), std::nullopt);
}

TEST(ExtraFolder, IsKnownByItsName) {
    using domain::ExtraKind;
    EXPECT_EQ(read_extras_folder("Behind The Scenes"), ExtraKind::BehindTheScenes);
    EXPECT_EQ(read_extras_folder("Extras"), ExtraKind::Other);
    EXPECT_EQ(read_extras_folder("backdrops"), ExtraKind::ThemeVideo);
    EXPECT_EQ(read_extras_folder("Season 1"), std::nullopt);
}

}  // namespace
}  // namespace bt::library
