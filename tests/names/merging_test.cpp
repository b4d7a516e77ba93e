#include "names/merging.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <random>

namespace bt::names {
namespace {

using testing::ElementsAre;
using testing::IsEmpty;

CreditedName spelled(std::int64_t id, std::string name, std::vector<Part> parts = {}, std::map<std::string, std::string> ids = {}) {
    return {.id = id, .name = std::move(name), .ids = std::move(ids), .parts = std::move(parts)};
}
Part actor(std::int64_t series, std::string role, std::int64_t episode = 0) { return {.series = series, .episode = episode, .role = std::move(role), .type = "actor"}; }

/// By spelling, in the order of their ids, who stands for the person.
std::vector<std::int64_t> people(const std::vector<CreditedName>& spellings, const std::vector<Verdict>& verdicts = {}) {
    std::vector<std::int64_t> out;
    for (const auto& [spelling, person] : merge_spellings(spellings, verdicts).person) out.push_back(person);
    return out;
}

struct NamesOfOne {
    std::vector<std::string> names;
    bool is_one;
};

TEST(Merging, JoinsSpellingsThatCanOnlyBeOneName) {
    const NamesOfOne kRows[] = {
        {{"금새록", "Geum Sae-rok", "Keum Saerok"}, true},
        {{"Geum Sae-rok", "Keum Sae Rok"}, true},
        {{"노상현", "Noh Sang Hyun", "Noh Sang-hyun"}, true},
        {{"박형식", "Park Hyung Shik", "Park Hyung-sik"}, true},
        {{"한소희", "Han So Hee", "Han So-hee"}, true},
        {{"윤여정", "Youn Yuh-jung"}, true},
        {{"이정재", "Lee Jung-jae"}, true},
        {{"배두나", "Bae Doona", "Bae Doo-na"}, true},
        {{"송강호", "Song Kang-ho", "Kang-ho Song"}, true},
        {{"김혜수", "Kim Hye-soo", "Kim Hye-su"}, true},
        {{"Penélope Cruz", "Penelope Cruz", "Cruz, Penélope"}, true},
        {{"KIM TAE-RI", "Kim Tae-ri"}, true},
        {{"Choi Eun-soo", "Choi Eunsoo"}, true},
    };
    for (const auto& row : kRows) {
        SCOPED_TRACE(row.names.front());
        std::vector<CreditedName> spellings;
        for (const auto& name : row.names) spellings.push_back(spelled(static_cast<std::int64_t>(spellings.size()) + 1, name, {actor(static_cast<std::int64_t>(spellings.size()) + 1, "")}));
        EXPECT_EQ(people(spellings), std::vector<std::int64_t>(row.names.size(), 1));
    }
}

TEST(Merging, LeavesApartWhatMayBeTwoNames) {
    const std::vector<std::string> kRows[] = {
        {"김지영", "김지용"},
        {"이정", "이중"},
        {"김수현", "김소현"},
        {"정유미", "정유민"},
        {"Kim So-hyun", "Kim Soo-hyun"},
        {"Lee Min-ho", "Lee Min-hyuk"},
        {"Emma Stone", "Emma Stones"},
        {"Park Seo-joon", "Park Seo-jin"},
        {"Tony Leung", "Tony Leong"},
        {"이서진", "Lee Seo-jun"},
        {"최민식", "Choi Min-soo"},
        {"Yuko Takeuchi", "Yuki Takeuchi"},
    };
    for (const auto& names : kRows) {
        SCOPED_TRACE(names.front());
        std::vector<CreditedName> spellings;
        for (const auto& name : names) spellings.push_back(spelled(static_cast<std::int64_t>(spellings.size()) + 1, name, {actor(static_cast<std::int64_t>(spellings.size()) + 1, "")}));
        EXPECT_EQ(people(spellings), (std::vector<std::int64_t>{1, 2}));
    }
}

TEST(Merging, ALatinNameThatFitsTwoHangulNamesOfTheCatalogueJoinsNeither) {
    EXPECT_THAT(people({spelled(1, "김지영"), spelled(2, "김지용"), spelled(3, "Kim Ji-young")}), ElementsAre(1, 2, 3));
    EXPECT_THAT(people({spelled(1, "이정"), spelled(2, "이중"), spelled(3, "Lee Jung")}), ElementsAre(1, 2, 3));
    EXPECT_THAT(people({spelled(1, "유재석"), spelled(2, "유재숙"), spelled(3, "Yoo Jae-suk")}), ElementsAre(1, 2, 3));
    EXPECT_THAT(people({spelled(1, "한선화"), spelled(2, "한순화"), spelled(3, "Han Sun-hwa")}), ElementsAre(1, 2, 3));
    // But where there is only one it can be, it is.
    EXPECT_THAT(people({spelled(1, "유재석"), spelled(3, "Yoo Jae-suk")}), ElementsAre(1, 1));
    EXPECT_THAT(people({spelled(1, "전지현"), spelled(2, "정지현"), spelled(3, "Jun Ji-hyun")}), ElementsAre(1, 2, 1));
}

TEST(Merging, IdsJoinAndPartWhateverTheNames) {
    // A stage name.
    EXPECT_THAT(people({spelled(1, "이지은", {}, {{"tmdb", "7"}}), spelled(2, "IU", {}, {{"tmdb", "7"}, {"imdb", "nm1"}}), spelled(3, "Lee Ji-eun", {}, {{"imdb", "nm1"}})}),
                ElementsAre(1, 1, 1));
    // Namesakes.
    EXPECT_THAT(people({spelled(1, "김지영", {}, {{"tmdb", "1"}}), spelled(2, "김지영", {}, {{"tmdb", "2"}})}), ElementsAre(1, 2));
    // And somebody of that name, who may be either.
    EXPECT_THAT(people({spelled(1, "김지영", {}, {{"tmdb", "1"}}), spelled(2, "김지영", {}, {{"tmdb", "2"}}), spelled(3, "Kim Jiyeong")}), ElementsAre(1, 2, 3));
    // Ids of different providers say nothing about one another.
    EXPECT_THAT(people({spelled(1, "금새록", {}, {{"tmdb", "1"}}), spelled(2, "Keum Sae-rok", {}, {{"imdb", "nm2"}})}), ElementsAre(1, 1));
}

TEST(Merging, TheSamePartJoinsNamesThatOnlyMaySoundAlike) {
    // 정 or 중, 선 or 순: too little by itself.
    const std::vector<CreditedName> apart{spelled(1, "Jung Sun", {actor(1, "Detective Ma")}), spelled(2, "Chung Sun", {actor(2, "Nurse")})};
    EXPECT_THAT(people(apart), ElementsAre(1, 2));
    EXPECT_THAT(people({spelled(1, "Jung Sun", {actor(1, "Detective Ma")}), spelled(2, "Chung Sun", {actor(1, "detective ma", 11)})}), ElementsAre(1, 1));
    EXPECT_THAT(people({spelled(1, "한순화", {actor(1, "천송이")}), spelled(2, "한선화", {actor(2, "간호사")}), spelled(3, "Han Sun-hwa", {actor(1, "천송이", 4)})}), ElementsAre(1, 2, 1));
    // Names that do not sound alike: the part was given to another.
    EXPECT_THAT(people({spelled(1, "Jung Sun", {actor(1, "Detective Ma")}), spelled(2, "Kim Tae-ri", {actor(1, "Detective Ma", 11)})}), ElementsAre(1, 2));
}

TEST(Merging, TwoRolesInOneListAreTwoPeople) {
    EXPECT_THAT(people({spelled(1, "금새록", {actor(1, "도현서")}), spelled(2, "Keum Sae-rok", {actor(1, "Herself")})}), ElementsAre(1, 2));
    EXPECT_THAT(people({spelled(1, "금새록", {actor(1, "도현서")}), spelled(2, "Keum Sae-rok", {actor(1, "도현서")})}), ElementsAre(1, 1));
    EXPECT_THAT(people({spelled(1, "금새록", {actor(1, "도현서", 1)}), spelled(2, "Keum Sae-rok", {actor(1, "Herself", 2)})}), ElementsAre(1, 1));
}

TEST(Merging, TellsWhy) {
    const auto merged = merge_spellings({spelled(1, "금새록"), spelled(2, "Keum Sae-rok"), spelled(3, "Saerok K.", {}, {{"tmdb", "7"}}), spelled(4, "keum saerok", {}, {{"tmdb", "7"}})}, {});
    EXPECT_THAT(merged.merges, ElementsAre(Merge{4, 3, MergeReason::SameId, "tmdb 7"}, Merge{4, 2, MergeReason::SameName, ""}, Merge{2, 1, MergeReason::SameReading, "금새록"}));
}

TEST(Merging, WhatSomebodySaidStands) {
    const std::vector<CreditedName> three{spelled(1, "금새록"), spelled(2, "Keum Sae-rok"), spelled(3, "Geum Sae-rok")};
    EXPECT_THAT(people(three), ElementsAre(1, 1, 1));
    EXPECT_THAT(people(three, {{3, 1, false}, {3, 2, false}}), ElementsAre(1, 1, 3));
    EXPECT_THAT(people(three, {{1, 2, false}, {1, 3, false}}), ElementsAre(1, 2, 2));
    // A further spelling goes with the one it is like, and parts nobody else.
    const std::vector<CreditedName> four{spelled(1, "금새록"), spelled(2, "Keum Sae-rok"), spelled(3, "Geum Sae-rok"), spelled(4, "Keum Saerok")};
    EXPECT_THAT(people(four, {{2, 1, false}, {2, 3, false}}), ElementsAre(1, 2, 1, 2));
    // Even against ids.
    const std::vector<CreditedName> two{spelled(1, "김지영", {}, {{"tmdb", "1"}}), spelled(2, "김지영", {}, {{"tmdb", "2"}})};
    EXPECT_THAT(people(two, {{1, 2, true}}), ElementsAre(1, 1));
    const std::vector<CreditedName> same_id{spelled(1, "A B", {}, {{"tmdb", "1"}}), spelled(2, "C D", {}, {{"tmdb", "1"}})};
    EXPECT_THAT(people(same_id, {{2, 1, false}}), ElementsAre(1, 2));
    // Of spellings that are not there any more nothing follows.
    EXPECT_THAT(people(three, {{77, 1, true}, {1, 78, false}}), ElementsAre(1, 1, 1));
}

TEST(Merging, TheOrderOfSpellingsDoesNotMatter) {
    std::vector<CreditedName> all{spelled(1, "금새록", {actor(1, "도현서")}),     spelled(2, "Keum Sae-rok", {actor(2, "Bora")}), spelled(3, "김지영", {}, {{"tmdb", "1"}}),
                              spelled(4, "김지영", {}, {{"tmdb", "2"}}),       spelled(5, "Kim Ji-young"),                       spelled(6, "Jung Sun", {actor(1, "Ma")}),
                              spelled(7, "Chung Sun", {actor(1, "Ma", 3)}),    spelled(8, "IU", {}, {{"tmdb", "7"}}),            spelled(9, "이지은", {}, {{"tmdb", "7"}}),
                              spelled(10, "Saerok Keum", {actor(3, "Guest")}), spelled(11, "Emma Stone"),                        spelled(12, "EMMA STONE", {}, {{"imdb", "nm9"}})};
    const auto expected = people(all);
    std::mt19937 random(7);
    for (int round = 0; round < 50; ++round) {
        std::shuffle(all.begin(), all.end(), random);
        EXPECT_EQ(people(all), expected);
    }
}

TEST(Merging, AnyBytesAreAName) {
    EXPECT_THAT(people({spelled(1, ""), spelled(2, "\xFF\xFE"), spelled(3, "--"), spelled(4, std::string(5'000, 'a')), spelled(5, "금")}), ElementsAre(1, 2, 3, 4, 5));
    EXPECT_THAT(merge_spellings({}, {}).merges, IsEmpty());
}

}  // namespace
}  // namespace bt::names
