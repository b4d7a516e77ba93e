#include "library/version_name.h"

#include <gtest/gtest.h>

namespace bt::library {
namespace {

TEST(VersionLabel, IsWhatTheNameSaysBeyondItsSiblings) {
    const std::vector<std::string> stems = {"Rain S01E01 - 1080p", "Rain S01E01 - 2160p HDR", "Rain S01E01"};
    const auto common = common_beginning(stems);
    EXPECT_EQ(version_label(stems[0], common), "1080p");
    EXPECT_EQ(version_label(stems[1], common), "2160p HDR");
    EXPECT_EQ(version_label(stems[2], common), "");
    const std::vector<std::string> bracketed = {"Rain E01 [Director's Cut]", "Rain E01 [Broadcast]"};
    EXPECT_EQ(version_label(bracketed[0], common_beginning(bracketed)), "Director's Cut");
    EXPECT_EQ(stated_resolution("Rain S01E01 - 2160p HDR"), 2160);
    EXPECT_EQ(stated_resolution("Rain 4K"), 2160);
    EXPECT_EQ(stated_resolution("Rain 1080"), 0);
}

}  // namespace
}  // namespace bt::library
