#include "names/chinese.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>

#include "names/han.h"
#include "names/index.h"

namespace bt::names {
namespace {

bool share_a_key(std::string_view a, std::string_view b) {
    const auto left = chinese_sounds(fold(a)), right = chinese_sounds(fold(b));
    return std::any_of(left.begin(), left.end(), [&](const Words& key) { return std::find(right.begin(), right.end(), key) != right.end(); });
}

TEST(Han, ReadsCharactersInThreeLanguages) {
    EXPECT_EQ(mandarin_reading(U'梁'), "liang");
    EXPECT_EQ(mandarin_reading(U'陈'), "chen");
    EXPECT_EQ(mandarin_reading(U'吕'), "lv");
    EXPECT_EQ(cantonese_reading(U'梁'), "loeng");
    EXPECT_EQ(korean_reading(U'梁'), u'량');
    EXPECT_EQ(korean_reading(U'陈'), u'진');  // by its traditional form
    EXPECT_EQ(mandarin_reading(U'a'), "");
    EXPECT_EQ(korean_reading(U'金'), u'금');
}

struct Pair {
    std::string_view a, b;
};

TEST(Chinese, CharactersMeetTheNamesPeopleWrite) {
    constexpr Pair kPairs[] = {
        {"梁朝偉", "Liang Chaowei"}, {"梁朝偉", "Leung Chiu-wai"}, {"梁朝伟", "Liang Chao-wei"}, {"章子怡", "Zhang Ziyi"}, {"章子怡", "Chang Tzu-i"}, {"張曼玉", "Cheung Man-yuk"},
        {"張曼玉", "Zhang Manyu"}, {"侯孝賢", "Hou Hsiao-hsien"}, {"侯孝賢", "Hou Xiaoxian"}, {"蔡明亮", "Tsai Ming-liang"}, {"楊德昌", "Yang Te-chang"}, {"李小龍", "Lee Siu-lung"},
        {"周潤發", "Chow Yun-fat"}, {"張藝謀", "Zhang Yimou"}, {"陳凱歌", "Chen Kaige"}, {"鞏俐", "Gong Li"}, {"王家衛", "Wong Kar-wai"}, {"王家衛", "Wang Jiawei"}, {"范冰冰", "Fan Bingbing"},
        {"杨幂", "Yang Mi"}, {"胡歌", "Hu Ge"}, {"赵丽颖", "Zhao Liying"}, {"肖战", "Xiao Zhan"}, {"劉德華", "Lau Tak-wah"}, {"劉德華", "Liu Dehua"}, {"郭富城", "Kwok Fu-shing"},
        {"成龍", "Sing Lung"}, {"林青霞", "Lin Ching-hsia"}, {"鄧麗君", "Teng Li-chun"}, {"鄧麗君", "Tang Lai-kwan"}, {"徐克", "Tsui Hak"}, {"Zhang Ziyi", "Chang Tzu-i"}, {"Cai Mingliang", "Tsai Ming-liang"},
    };
    for (const auto& row : kPairs) EXPECT_TRUE(share_a_key(row.a, row.b)) << row.a << " " << row.b;
}

TEST(Chinese, OtherNamesStayApart) {
    constexpr Pair kPairs[] = {
        {"梁朝偉", "Liang Jiahui"}, {"章子怡", "Zhang Ziyin"}, {"王家衛", "Wong Chi-wai"}, {"Zhang Ziyi", "Zhang Yimou"}, {"Liang Chaowei", "Leung Chiu-wai"}, {"Emma Stone", "Emma Thompson"},
        {"金새록", "Jin"}, {"Geum Sae-rok", "Keum Sae-rok"},
    };
    for (const auto& row : kPairs) EXPECT_FALSE(share_a_key(row.a, row.b)) << row.a << " " << row.b;
}

TEST(Chinese, ConvertsPinyinToWadeGiles) {
    constexpr Pair kPairs[] = {{"zhang", "chang"}, {"chang", "chang"}, {"xi", "hsi"}, {"qian", "chien"}, {"zi", "tzu"}, {"si", "ssu"}, {"zhong", "chung"}, {"guo", "kuo"}, {"luo", "lo"},
                               {"jie", "chieh"}, {"xue", "hsueh"}, {"shi", "shih"}, {"ri", "jih"}, {"yan", "yen"}, {"lv", "lu"}, {"xiong", "hsiung"}, {"bei", "pei"}, {"de", "te"}, {"er", "erh"}};
    for (const auto& row : kPairs) EXPECT_EQ(to_wade_giles(row.a), row.b) << row.a;
}

TEST(Chinese, ReadsCharactersAsKoreansDo) {
    using testing::ElementsAre;
    EXPECT_THAT(korean_readings(U"成龍"), ElementsAre(U"성룡"));
    EXPECT_THAT(korean_readings(U"梁朝偉"), ElementsAre(U"량조위", U"양조위"));
    EXPECT_THAT(korean_readings(U"李小龍"), ElementsAre(U"리소룡", U"이소룡"));
    EXPECT_THAT(korean_readings(U"宋慧敎"), ElementsAre(U"송혜교"));
    EXPECT_THAT(korean_readings(U"樣"), ElementsAre(U"양"));  // the reading that is taught, of two
    EXPECT_THAT(korean_readings(U"初恋"), ElementsAre(U"초련"));  // a simplified character as its traditional one
    EXPECT_THAT(korean_readings(U"金高銀"), ElementsAre(U"금고은", U"김고은"));  // 金 is a family, too
    EXPECT_TRUE(korean_readings(U"宋a").empty());
}

TEST(Chinese, PeopleAreFoundAcrossScriptsAndRegions) {
    const Index index(NameKind::Person, {{1, {"梁朝偉"}, 0}, {2, {"章子怡"}, 0}, {3, {"Tony Leung"}, 0}, {4, {"Hou Hsiao-hsien"}, 0}, {5, {"宋慧敎"}, 0}, {6, {"成龍", "Jackie Chan"}, 0},
                                         {7, {"Wong Kar-wai"}, 0}, {8, {"Michelle Yeoh"}, 0}, {9, {"Zhang Yimou"}, 0}, {10, {"周冬雨"}, 0}});
    struct Row {
        std::string_view query;
        std::int64_t id;
    };
    constexpr Row kRows[] = {{"Leung Chiu-wai", 1}, {"liang chaowei", 1}, {"chaowei liang", 1}, {"양조위", 1}, {"Zhang Zi", 2}, {"chang tzu-i", 2}, {"장자이", 2}, {"章子", 2}, {"Tony Liang", 3},
                             {"Hou Xiaoxian", 4}, {"송혜교", 5}, {"Song Hye-kyo", 5}, {"성룡", 6}, {"jackie chan", 6}, {"Wang Kar-wai", 7}, {"Chang Yimou", 9}, {"zhou dongyu", 10}, {"주동우", 10}};
    for (const auto& row : kRows) {
        SCOPED_TRACE(row.query);
        const auto hits = index.search(row.query, 3);
        ASSERT_FALSE(hits.empty());
        EXPECT_EQ(index.entry(hits.front()).id, row.id);
    }
    // What is only sounded is said to be.
    EXPECT_EQ(index.search("liang chaowei", 1).front().match, Match::Sound);
    EXPECT_EQ(index.search("양조위", 1).front().match, Match::Sound);
}

}  // namespace
}  // namespace bt::names
