#include "names/spelled_letters.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "names/index.h"

namespace bt::names {
namespace {

std::vector<std::string> said(std::string_view text, bool is_typed = false) {
    std::vector<std::string> out;
    for (const auto& each : letters_said(text, is_typed)) out.push_back(to_utf8(each));
    return out;
}

TEST(SpelledLetters, AreSaidOneByOne) {
    EXPECT_THAT(said("IU"), testing::ElementsAre("아이유"));
    EXPECT_THAT(said("BTS"), testing::ElementsAre("비티에스"));
    EXPECT_THAT(said("g.o.d"), testing::Contains("지오디"));
    EXPECT_THAT(said("f(x)"), testing::ElementsAre("에프엑스"));
    EXPECT_THAT(said("D.P. 개의 날"), testing::ElementsAre("디피개의날"));
    EXPECT_THAT(said("SS501"), testing::ElementsAre("에스에스501"));
    EXPECT_THAT(said("CNBLUE CD"), testing::IsEmpty());  // said as a word
    EXPECT_THAT(said("iu", true), testing::ElementsAre("아이유"));
}

TEST(SpelledLetters, AreNotTheWordsOfANameNorPiecesOfOne) {
    for (const auto* name : {"Kim Tae-ri", "A", "Iu Na", "ZoË", "Ed", "", ".", "(", "이지은"}) EXPECT_THAT(said(name), testing::IsEmpty()) << name;
    for (const auto* typed : {"kim tae", "zo\xC3\xAB", "keumsaerok", "a"}) EXPECT_THAT(said(typed, true), testing::IsEmpty()) << typed;
}

TEST(PeopleSearch, FindsAStageNameOfLettersBySayingThemAndTheReverse) {
    const Index index(NameKind::Person, {{1, {"IU"}, 0}, {2, {"BTS"}, 0}, {3, {"비"}, 0}, {4, {"에스이에스"}, 0}, {5, {"지오디"}, 0}, {6, {"이지은"}, 0}, {7, {"DJ 철이"}, 0}});
    struct Row {
        std::string_view query;
        std::int64_t id;
        Match match;
    };
    using enum Match;
    constexpr Row kRows[] = {{"아이유", 1, Sound}, {"아이", 1, Sound},  {"IU", 1, Exact},    {"비티에스", 2, Sound}, {"비티에", 2, Sound},
                             {"비", 3, Exact},     {"S.E.S.", 4, Sound}, {"ses", 4, Sound}, {"god", 5, Sound},      {"디제이철이", 7, Sound}};
    for (const auto& row : kRows) {
        SCOPED_TRACE(row.query);
        const auto hits = index.search(row.query, 5);
        ASSERT_FALSE(hits.empty());
        EXPECT_EQ(index.entry(hits.front()).id, row.id);
        EXPECT_EQ(to_string(hits.front().match), to_string(row.match));
    }
    for (const auto& hit : index.search("아이돌", 5)) EXPECT_EQ(to_string(hit.match), "typo");
}

}  // namespace
}  // namespace bt::names
