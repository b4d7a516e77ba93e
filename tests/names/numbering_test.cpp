#include "names/numbering.h"

#include <gtest/gtest.h>

namespace bt::names {
namespace {

std::string numbered(std::string_view title) {
    std::string out;
    for (const auto& word : plainly_numbered(fold(title))) out += (out.empty() ? "" : " ") + to_utf8(word);
    return out;
}

struct Title {
    std::string_view title, expected;
};

TEST(Numbering, SeasonsPartsAndVolumesAreTheirNumbers) {
    constexpr Title kCases[] = {
        {"Soundtrack #2", "soundtrack 2"},       {"Soundtrack Season 2", "soundtrack 2"}, {"Soundtrack season2", "soundtrack 2"}, {"Soundtrack II", "soundtrack 2"},
        {"Soundtrack Two", "soundtrack 2"},      {"Soundtrack No. 2", "soundtrack 2"},    {"The Glory Part 2", "the glory 2"},    {"The Glory Part Two", "the glory 2"},
        {"Kill Bill: Vol. 2", "kill bill 2"},    {"사운드트랙 시즌 2", "사운드트랙 2"},   {"사운드트랙 시즌2", "사운드트랙 2"},   {"사운드트랙시즌2", "사운드트랙 2"},
        {"비밀의 숲 2기", "비밀의 숲 2"},        {"비밀의 숲2기", "비밀의 숲 2"},         {"킹덤 제2부", "킹덤 2"},               {"Rocky VIII", "rocky 8"},
    };
    for (const auto& row : kCases) EXPECT_EQ(numbered(row.title), row.expected) << row.title;
}

TEST(Numbering, LeavesTitlesAloneThatOnlyHoldSuchWords) {
    constexpr Title kCases[] = {
        {"Two Weeks", "two weeks"}, {"Season of Good Rain", "season of good rain"}, {"Part of Me", "part of me"}, {"응답하라 1988", "응답하라 1988"}, {"Love in Two Parts", "love in two parts"},
        {"No", "no"},               {"Malcolm X", "malcolm x"},                     {"시즌비시즌", "시즌비시즌"}, {"2521", "2521"},                   {"", ""},
    };
    for (const auto& row : kCases) EXPECT_EQ(numbered(row.title), row.expected) << row.title;
}

}  // namespace
}  // namespace bt::names
