#include "domain/whole.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace bt::domain {
namespace {

using ::testing::ElementsAre;
using ::testing::IsEmpty;

constexpr ContentKey kOne{1, 1}, kTwo{2, 2}, kThree{3, 3};

MediaFile file(ContentKey content, bool is_direct = true) {
    return {.content = content, .summary = MediaSummary{.is_direct = is_direct}};
}

TEST(Whole, OfOneFileIsCalledByItsContent) {
    EXPECT_EQ(whole_key(std::vector{kOne}), kOne);
    EXPECT_EQ(whole_key(MediaVersion{.parts = {file(kOne)}}), kOne);
}

TEST(Whole, OfSeveralHasANameOfItsOwnByTheirOrder) {
    const auto both = whole_key(std::vector{kOne, kTwo});
    EXPECT_EQ(both.text(), "1b8dffa55fb82f8be3c674f3f26c1eba") << "kept in databases: it never changes";
    EXPECT_NE(both, whole_key(std::vector{kTwo, kOne}));
    EXPECT_NE(both, whole_key(std::vector{kOne, kTwo, kThree}));
    EXPECT_EQ(whole_key(MediaVersion{.parts = {file(kOne), file(kTwo)}}), both);
}

TEST(Whole, IsOfTheFilesThatPlay) {
    const MediaVersion torn{.parts = {file(kOne), file(kTwo, false), file(kThree)}};
    EXPECT_THAT(played_parts(torn), ElementsAre(0, 2));
    EXPECT_EQ(whole_key(torn), whole_key(std::vector{kOne, kThree}));
}

TEST(Whole, OfAVersionThatDoesNotPlayIsItsFirstFile) {
    const MediaVersion headless{.parts = {file(kOne, false), file(kTwo)}};
    EXPECT_THAT(played_parts(headless), IsEmpty());
    EXPECT_EQ(whole_key(headless), kOne);
    const MediaVersion endless{.parts = std::vector<MediaFile>(kMostFilesOfAWhole + 1, file(kOne))};
    EXPECT_EQ(whole_key(endless), kOne);
    EXPECT_EQ(whole_key(MediaVersion{.parts = {MediaFile{}}}), std::nullopt) << "its first file cannot be read";
}

}  // namespace
}  // namespace bt::domain
