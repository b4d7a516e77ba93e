#include "names/episode_number.h"

#include <gtest/gtest.h>

namespace bt::names {
namespace {

struct Asked {
    std::string_view query, title;
    std::optional<int> season;
    int number;
};

TEST(EpisodeNumber, IsReadHoweverItIsWritten) {
    const Asked kRows[] = {
        {"goblin episode 2", "goblin", {}, 2},      {"Goblin Ep. 2", "goblin", {}, 2},        {"goblin ep2", "goblin", {}, 2},         {"goblin e02", "goblin", {}, 2},
        {"goblin s1e2", "goblin", 1, 2},            {"Goblin S01E02", "goblin", 1, 2},        {"goblin s01ep02", "goblin", 1, 2},      {"goblin 1x02", "goblin", 1, 2},
        {"goblin season 1 episode 2", "goblin", 1, 2}, {"goblin s1 e2", "goblin", 1, 2},      {"도깨비 2화", "도깨비", {}, 2},         {"도깨비2화", "도깨비", {}, 2},
        {"도깨비 제2화", "도깨비", {}, 2},          {"도깨비 제 2 회", "도깨비", {}, 2},      {"도깨비 2 화", "도깨비", {}, 2},        {"도깨비 시즌1 2화", "도깨비", 1, 2},
        {"도깨비 시즌 1 에피소드 2", "도깨비", 1, 2}, {"도깨비 1기 2화", "도깨비", 1, 2},     {"鬼怪 第2集", "鬼怪", {}, 2},           {"鬼怪第2話", "鬼怪", {}, 2},
        {"reply 1988 episode 16", "reply 1988", {}, 16}, {"24 e5", "24", {}, 5},              {"D.P. ep 3", "d p", {}, 3},             {"two weeks episode 10", "two weeks", {}, 10},
        {"soundtrack #2 episode 1", "soundtrack 2", {}, 1}, {"sound track season 2 ep 1", "sound track", 2, 1},
    };
    for (const auto& row : kRows) {
        SCOPED_TRACE(row.query);
        const auto asked = episode_asked(row.query);
        ASSERT_TRUE(asked);
        EXPECT_EQ(asked->title, row.title);
        EXPECT_EQ(asked->season, row.season);
        EXPECT_EQ(asked->number, row.number);
    }
}

TEST(EpisodeNumber, IsNotReadWhereNoneIsMeant) {
    for (const auto* query : {"goblin", "goblin 2", "soundtrack 2", "episode 2", "2화", "s1e2", "1x02", "episode", "", "reply 1988", "season 2", "goblin season 2", "e", "se7en", "goblin ep",
                              "goblin ep 123456789", "\xFF\xFE", "백화", "영화 2"}) {
        EXPECT_FALSE(episode_asked(query)) << query;
    }
}

}  // namespace
}  // namespace bt::names
