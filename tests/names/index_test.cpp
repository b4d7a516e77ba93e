#include "names/index.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>

#include "names/consonants.h"
#include "names/kana.h"
#include "names/korean_names.h"
#include "names/romanise.h"

namespace bt::names {
namespace {

Index people(std::vector<std::vector<std::string>> names) {
    std::vector<Entry> entries;
    for (auto& each : names) entries.push_back({static_cast<std::int64_t>(entries.size() + 1), std::move(each), 0});
    return Index(NameKind::Person, std::move(entries));
}

struct Case {
    std::string_view query, name;
    Match match;
};

void expect_first(const Index& index, const Case& row) {
    SCOPED_TRACE(row.query);
    const auto hits = index.search(row.query, 5);
    ASSERT_FALSE(hits.empty());
    EXPECT_EQ(index.entry(hits.front()).names.front(), row.name);
    EXPECT_EQ(to_string(hits.front().match), to_string(row.match));
}

const Index& cast() {
    static const auto index = people({{"금새록"}, {"노상현"}, {"박형식"}, {"한소희"}, {"이정은"}, {"임윤아"}, {"김은수"}, {"백진희"}, {"허준호"}, {"류준열"}, {"남궁민"},
                                      {"정해인"}, {"조승우"}, {"우도환"}, {"Mads Mikkelsen"}, {"Penélope Cruz"}, {"宮﨑あおい", "みやざき あおい", "Aoi Miyazaki"}, {"Tony Leung"}});
    return index;
}

TEST(PeopleSearch, FindsAHangulNameByEveryRomanisation) {
    using enum Match;
    constexpr Case kCases[] = {
        {"Keum Sae-rok", "금새록", Sound}, {"Geum Sae-rok", "금새록", Sound}, {"keum saerok", "금새록", Sound}, {"Saerok Keum", "금새록", Sound}, {"Sae-rok Geum", "금새록", Sound},
        {"keumsaerok", "금새록", Sound}, {"saerokkeum", "금새록", Sound}, {"Kŭm Sae-rok", "금새록", Sound}, {"Noh Sang-hyun", "노상현", Sound}, {"Noh Sang Hyun", "노상현", Sound},
        {"Roh Sanghyeon", "노상현", Sound}, {"Park Hyung Shik", "박형식", Sound}, {"Park Hyung-sik", "박형식", Sound}, {"Bak Hyeongsik", "박형식", Sound},
        {"Pak Hyŏngsik", "박형식", Sound}, {"Han So Hee", "한소희", Sound}, {"Han Sohui", "한소희", Sound}, {"Lee Jung-eun", "이정은", Sound}, {"Yi Jeong Eun", "이정은", Sound},
        {"Rhee Jungeun", "이정은", Sound}, {"Lim Yoona", "임윤아", Sound}, {"Im Yoon-ah", "임윤아", Sound}, {"Yim Yuna", "임윤아", Sound}, {"Kim Eun-Soo", "김은수", Sound},
        {"Kim Eunsoo", "김은수", Sound}, {"Paik Jin-hee", "백진희", Sound}, {"Hur Joon-ho", "허준호", Sound}, {"Ryu Jun-yeol", "류준열", Sound}, {"Yoo Joon Yeol", "류준열", Sound},
        {"Namgoong Min", "남궁민", Sound}, {"Chung Hae In", "정해인", Sound}, {"Cho Seung-woo", "조승우", Sound}, {"Woo Do-hwan", "우도환", Sound}, {"U Dohwan", "우도환", Sound},
    };
    for (const auto& row : kCases) expect_first(cast(), row);
}

TEST(PeopleSearch, FindsHangulAsItIsTyped) {
    using enum Match;
    constexpr Case kCases[] = {
        {"금새록", "금새록", Exact}, {"금 새록", "금새록", Exact}, {"새록 금", "금새록", Exact}, {"ㄱㅅㄹ", "금새록", Prefix}, {"금ㅅㄹ", "금새록", Prefix}, {"금새ㄹ", "금새록", Prefix},
        {"금샐", "금새록", Prefix}, {"금새로", "금새록", Prefix}, {"금", "금새록", Prefix}, {"그", "금새록", Prefix}, {"새록", "금새록", Prefix},
        {"\xE1\x84\x80\xE1\x85\xB3\xE1\x86\xB7\xE1\x84\x89\xE1\x85\xA2\xE1\x84\x85\xE1\x85\xA9\xE1\x86\xA8", "금새록", Exact},  // NFD
        {"금세록", "금새록", Sound}, {"굼새록", "금새록", Typo}, {"rmatofhr", "금새록", Exact}, {"ㅏㄷㅕㅡ ㄴㅁㄷ개ㅏ", "금새록", Sound},
    };
    for (const auto& row : kCases) expect_first(cast(), row);
}

TEST(PeopleSearch, ForgivesASlipAndSaysSo) {
    using enum Match;
    constexpr Case kCases[] = {
        {"Keun Sae-rok", "금새록", Typo}, {"Kuem Sae-rkk", "금새록", Typo}, {"Park Hyung Shjk", "박형식", Typo}, {"Nho Sang-xhyun", "노상현", Typo}, {"Kim Enusoo", "김은수", Typo},
        {"Mads Mikelsen", "Mads Mikkelsen", Typo}, {"Penelope Crzu", "Penélope Cruz", Typo},
    };
    for (const auto& row : kCases) expect_first(cast(), row);
}

TEST(PeopleSearch, FindsEverybodyElseByFolding) {
    using enum Match;
    constexpr Case kCases[] = {
        {"mads mikkelsen", "Mads Mikkelsen", Exact}, {"Mikkelsen, Mads", "Mads Mikkelsen", Exact}, {"penelope cruz", "Penélope Cruz", Exact}, {"pene", "Penélope Cruz", Prefix},
        {"mikk", "Mads Mikkelsen", Prefix}, {"宮﨑あおい", "宮﨑あおい", Exact}, {"ミヤザキ アオイ", "宮﨑あおい", Sound}, {"Miyazaki Aoi", "宮﨑あおい", Exact},
        {"Tony Leung", "Tony Leung", Exact},
    };
    for (const auto& row : kCases) expect_first(cast(), row);
}

TEST(PeopleSearch, FindsForeignNamesByTheirHangul) {
    const auto index = people({{"Mads Mikkelsen"}, {"Penélope Cruz"}, {"Brad Pitt"}, {"Tom Hanks"}, {"Keanu Reeves"}, {"김미경"}, {"송혜교"}, {"김고은"}});
    using enum Match;
    constexpr Case kCases[] = {
        {"매즈 미켈슨", "Mads Mikkelsen", Sound}, {"페넬로페 크루즈", "Penélope Cruz", Sound}, {"브래드피트", "Brad Pitt", Sound}, {"톰 행크스", "Tom Hanks", Sound},
        {"키아누 리브스", "Keanu Reeves", Sound}, {"宋慧教", "송혜교", Sound},                 {"金高銀", "김고은", Sound},
    };
    for (const auto& row : kCases) expect_first(index, row);
    EXPECT_TRUE(index.search("톰 크루즈", 5).empty());
}

TEST(PeopleSearch, ANameInBracketsIsANameToo) {
    const auto index = people({{"IU (이지은)"}, {"Kim Tae-ri (김태리)"}, {"이지훈"}});
    using enum Match;
    constexpr Case kCases[] = {{"iu", "IU (이지은)", Exact},       {"이지은", "IU (이지은)", Exact}, {"Lee Ji-eun", "IU (이지은)", Sound},
                               {"김태리", "Kim Tae-ri (김태리)", Exact}, {"IU 이지은", "IU (이지은)", Exact}};
    for (const auto& row : kCases) expect_first(index, row);
    EXPECT_TRUE(people({{"(("}, {")("}, {"()"}}).search("a", 5).empty());
}

TEST(PeopleSearch, GuessesNothingFromInitialConsonantsNorBesideTheNameItself) {
    for (const auto* query : {"ㄱㅅㅁ", "ㅂㅎㄹ", "IU"}) EXPECT_TRUE(cast().search(query, 5).empty()) << query;
    for (const auto& hit : cast().search("한소희", 5)) EXPECT_NE(to_string(hit.match), "typo") << cast().matched(hit);
}

TEST(PeopleSearch, ALetterLeftOutIsLikelierThanAWrongOne) {
    const auto index = people({{"임선아"}, {"김선아"}});
    EXPECT_EQ(index.matched(index.search("Km Sun-a", 2).at(0)), "김선아");
    const auto swapped = people({{"김정미"}, {"김정민"}});
    EXPECT_EQ(swapped.matched(swapped.search("Kim Jung-mni", 2).at(0)), "김정민");
}

TEST(PeopleSearch, OfNamesThatSoundAlikeTheCommonerOneComesFirstUnlessOneIsBetterKnown) {
    const auto search = [](std::uint32_t rare, std::uint32_t common) {
        const Index index(NameKind::Person, {{1, {"김솔희"}, rare}, {2, {"김소희"}, common}});
        return index.entry(index.search("김속희", 2).at(0)).id;
    };
    EXPECT_EQ(search(0, 0), 2);
    EXPECT_EQ(search(200, 0), 1);
}

TEST(PeopleSearch, OneLatinFormFindsAnother) {
    const auto index = people({{"Geum Sae-rok"}, {"Park Hyung-sik"}, {"Noh Sang-hyun"}, {"Lee Jung-eun"}, {"Son Ye-jin"}, {"Emma Stone"}});
    using enum Match;
    constexpr Case kCases[] = {
        {"Keum Saerok", "Geum Sae-rok", Sound}, {"Park Hyung Shik", "Park Hyung-sik", Sound}, {"Roh Sanghyeon", "Noh Sang-hyun", Sound}, {"Yi Jeong-eun", "Lee Jung-eun", Sound},
        {"금새록", "Geum Sae-rok", Sound}, {"Geum Saerok", "Geum Sae-rok", Exact}, {"saerok geum", "Geum Sae-rok", Exact}, {"sae-rok geum", "Geum Sae-rok", Exact},
    };
    for (const auto& row : kCases) {
        SCOPED_TRACE(row.query);
        const auto hits = index.search(row.query, 3);
        ASSERT_FALSE(hits.empty());
        EXPECT_EQ(index.matched(hits.front()), row.name);
        EXPECT_EQ(to_string(hits.front().match), to_string(row.match));
    }
}

TEST(PeopleSearch, ShowsNobodyUnmarkedForANameThatIsNotThere) {
    for (const auto* name : {"Robert De Niro", "Scarlett Johansson", "Tom Hanks", "Cate Blanchett", "Idris Elba", "Xyzzy Qwfp", "Meryl Streep", "Denzel Washington", "Julia Roberts",
                             "Antonio Banderas", "Juliette Binoche", "Ken Watanabe", "Shah Rukh Khan", "Emma Thompson", "Keanu Reeves", "Hugh Grant", "Uma Thurman", "Kim Basinger"}) {
        for (const auto& hit : cast().search(name, 5)) EXPECT_TRUE(hit.match == Match::Sound || hit.match == Match::Typo) << name << ": " << cast().matched(hit);
    }
}

TEST(PeopleSearch, RanksExactBeforePrefixBeforeSoundAndThenByPopularity) {
    const Index index(NameKind::Person, {{1, {"Kim Jun"}, 0}, {2, {"Kim Junho"}, 1}, {3, {"Kim Junho"}, 900}, {4, {"김준"}, 0}});
    const auto hits = index.search("kim jun", 10);
    std::vector<std::int64_t> ids;
    for (const auto& hit : hits) ids.push_back(index.entry(hit).id);
    ASSERT_GE(ids.size(), 4u);
    EXPECT_THAT(std::vector(ids.begin(), ids.begin() + 4), testing::ElementsAre(1, 3, 2, 4));
}

TEST(PeopleSearch, CaseHyphensAndNormalisationDoNotMatter) {
    const auto crowd = invent_names(300, 7);
    std::vector<std::vector<std::string>> names;
    for (const auto& name : crowd) names.push_back({to_utf8(std::u32string(name.begin(), name.end()))});
    const auto index = people(std::move(names));
    const auto ids = [&](std::string_view query) {
        std::vector<std::int64_t> out;
        for (const auto& hit : index.search(query, 10)) out.push_back(index.entry(hit).id);
        return out;
    };
    EXPECT_EQ(ids("Kim Ji-young"), ids("KIM JI-YOUNG"));
    EXPECT_EQ(ids("Kim Ji-young"), ids("  kim  ji-young "));
    EXPECT_EQ(ids("Kim Ji-young"), ids("Kim Ji\xE2\x80\x90young"));  // U+2010
    EXPECT_EQ(ids("Pak Sŏn"), ids("Pak So\xCC\x86n"));
}

std::string in_capitals(std::string text) {
    for (char& c : text) c = c >= 'a' && c <= 'z' ? static_cast<char>(c - 'a' + 'A') : c;
    return text;
}

TEST(PeopleSearch, TheOrderOfWordsHyphensSpacesAndCaseLoseNobody) {
    std::vector<std::vector<std::string>> names;
    for (const auto& name : invent_names(200, 11)) names.push_back({to_utf8(std::u32string(name.begin(), name.end()))});
    const auto all = names;
    const auto index = people(std::move(names));
    for (std::size_t i = 0; i < all.size(); i += 7) {
        const auto& name = all[i].front();
        const auto syllables = to_utf32(name);
        const auto family = romanise(syllables.substr(0, 1), System::Revised), first = romanise(syllables.substr(1, 1), System::Revised),
                   second = romanise(syllables.substr(2, 1), System::Revised);
        for (const auto& query : {name, to_utf8(syllables.substr(1)) + " " + to_utf8(syllables.substr(0, 1)), family + " " + first + second, family + " " + first + "-" + second,
                                  family + " " + first + " " + second, first + second + " " + family, first + "-" + second + " " + family, family + first + second,
                                  in_capitals(family + " " + first + second)}) {
            const auto hits = index.search(query, 50);
            EXPECT_TRUE(std::any_of(hits.begin(), hits.end(), [&](const Hit& hit) { return index.matched(hit) == name; })) << name << " by " << query;
        }
    }
}

TEST(PeopleSearch, EveryBeginningOfTypingFindsTheName) {
    // As a Korean keyboard gives it, letter by letter: ㄱ 그 금 금ㅅ 금새 금샐 금새로 금새록.
    for (const std::string_view typed : {"그", "금", "금ㅅ", "금새", "금샐", "금새로", "금새록"}) {
        const auto hits = cast().search(typed, 10);
        ASSERT_FALSE(hits.empty()) << typed;
        EXPECT_EQ(cast().matched(hits.front()), "금새록") << typed;
    }
    for (const std::string_view typed : {"keu", "keum", "keum s", "keum sa", "keum sae", "keum sae-", "keum sae-r", "keum sae-ro", "keum sae-rok"}) {
        const auto hits = cast().search(typed, 10);
        EXPECT_TRUE(std::any_of(hits.begin(), hits.end(), [](const Hit& hit) { return cast().matched(hit) == "금새록"; })) << typed;
    }
}

TEST(PeopleSearch, AddingPeopleLosesNobody) {
    const auto crowd = invent_names(2'000, 3);
    std::vector<Entry> entries;
    for (std::size_t i = 0; i < crowd.size(); ++i) {
        entries.push_back({static_cast<std::int64_t>(i), {to_utf8(std::u32string(crowd[i].begin(), crowd[i].end()))}, 0});
        const bool is_checkpoint = i == 10 || i == 500 || i + 1 == crowd.size();
        if (!is_checkpoint) continue;
        const Index index(NameKind::Person, entries);
        for (std::size_t known = 0; known <= i; known += 1 + i / 50) {
            const auto hits = index.search(entries[known].names.front(), 50);
            EXPECT_TRUE(std::any_of(hits.begin(), hits.end(), [&](const Hit& hit) { return index.matched(hit) == entries[known].names.front(); })) << entries[known].names.front();
        }
    }
}

TEST(TitleSearch, FindsAnInstalmentHoweverItIsNumbered) {
    const Index index(NameKind::Title, {{1, {"Soundtrack #1"}, 0}, {2, {"Soundtrack #2"}, 0}, {3, {"비밀의 숲 시즌2"}, 0}, {4, {"花樣年華"}, 0}});
    struct Row {
        std::string_view query;
        std::int64_t id;
        Match match;
    };
    using enum Match;
    constexpr Row kRows[] = {
        {"soundtrack season 2", 2, Exact}, {"Soundtrack II", 2, Exact}, {"soundtrack part two", 2, Exact}, {"사운드트랙 시즌 2", 2, Sound}, {"사운드트랙시즌1", 1, Sound},
        {"비밀의 숲 2", 3, Exact},         {"비밀의숲 2기", 3, Exact},  {"화양년화", 4, Sound},            {"화양연화", 4, Typo},
    };
    for (const auto& row : kRows) {
        SCOPED_TRACE(row.query);
        const auto hits = index.search(row.query, 5);
        ASSERT_FALSE(hits.empty());
        EXPECT_EQ(index.entry(hits.front()).id, row.id);
        EXPECT_EQ(to_string(hits.front().match), to_string(row.match));
    }
}

TEST(TitleSearch, FindsTitlesInEveryScript) {
    const Index index(NameKind::Title, {{1, {"Soundtrack #1"}, 0}, {2, {"Soundtrack #2"}, 0}, {3, {"국제시장", "Ode to My Father"}, 0}, {4, {"설국열차", "Snowpiercer"}, 0},
                                        {5, {"도깨비", "Guardian: The Lonely and Great God", "Goblin"}, 0}, {6, {"사랑의 불시착", "Crash Landing on You"}, 0}, {7, {"국립"}, 0}});
    struct Row {
        std::string_view query;
        std::int64_t id;
        Match match;
    };
    using enum Match;
    constexpr Row kRows[] = {
        {"soundtrack 2", 2, Exact}, {"Soundtrack#2", 2, Exact}, {"사운드트랙 2", 2, Sound}, {"사운드트랙 1", 1, Sound}, {"Gukjesijang", 3, Sound}, {"gukje si", 3, Sound},
        {"ode to my", 3, Prefix}, {"Seol-guk-yeol-cha", 4, Sound}, {"seolgugyeolcha", 4, Sound}, {"gungnip", 7, Sound}, {"guknip", 7, Sound}, {"snowpeircer", 4, Sound}, {"snowpircer", 4, Sound}, {"snowpietcer", 4, Typo}, {"dokkaebi", 5, Sound}, {"lonely god", 5, Prefix}, {"ㄷㄲㅂ", 5, Prefix},
        {"사랑의불시착", 6, Exact}, {"crash landing", 6, Prefix},
    };
    for (const auto& row : kRows) {
        SCOPED_TRACE(row.query);
        const auto hits = index.search(row.query, 5);
        ASSERT_FALSE(hits.empty());
        EXPECT_EQ(index.entry(hits.front()).id, row.id);
        EXPECT_EQ(to_string(hits.front().match), to_string(row.match));
    }
}

TEST(Kana, AllRomanisationsOfASoundAreOne) {
    for (const auto* name : {"しょうこ", "ショウコ", "shouko", "Shoko", "syouko", "Shōko", "Shohko"}) {
        const auto words = romaji_words(fold(name));
        ASSERT_EQ(words.size(), 1u) << name;
        EXPECT_EQ(to_utf8(words.front()), "syoko") << name;
    }
    EXPECT_EQ(to_utf8(romaji_words(fold("Ohara")).front()), "ohara");
    EXPECT_TRUE(romaji_words(fold("Park")).empty());
}

TEST(Kana, NamesMeetInEverySystem) {
    // Kana, Hepburn with and without long vowels, Kunrei or Nihon, passports' "oh".
    const std::vector<std::string> kRows[] = {
        {"おおいずみ よう", "Oizumi Yo", "Ōizumi Yō", "Ooizumi You", "Oizumi Yoh"},
        {"みふね としろう", "Mifune Toshiro", "Mifune Tosirô", "Mifune Toshirou"},
        {"くろさわ あきら", "Kurosawa Akira", "クロサワ アキラ"},
        {"ふじい みな", "Fujii Mina", "Huzii Mina"},
        {"つちや たお", "Tsuchiya Tao", "Tutiya Tao"},
        {"ちば しんいち", "Chiba Shin'ichi", "Chiba Shinichi", "Tiba Sin'iti"},
        {"ほんま けんじ", "Honma Kenji", "Homma Kenji", "Honma Kenzi"},
        {"さっとう じゅん", "Satto Jun", "Sattô Zyun"},
        {"にった ゆうすけ", "Nitta Yusuke", "Nitta Yūsuke", "Nitta Yuusuke"},
        {"きょうこ", "Kyoko", "Kyouko", "Kyôko", "Kyohko"},
        {"りゅうへい", "Ryuhei", "Ryūhei", "Ryuuhei"},
        {"はっちょうぼり", "Hatchobori", "Hattyôbori", "Hacchobori"},
        {"いとう しゅんじ", "Ito Shunji", "Itoh Shunji", "Itō Syunzi"},
    };
    for (const auto& row : kRows) {
        const auto expected = to_utf8(join(romaji_words(fold(row.front()))));
        EXPECT_FALSE(expected.empty()) << row.front();
        for (const auto& name : row) EXPECT_EQ(to_utf8(join(romaji_words(fold(name)))), expected) << name;
    }
    // And names that differ do not.
    EXPECT_NE(romaji_words(fold("Sato")), romaji_words(fold("Saito")));
    EXPECT_NE(romaji_words(fold("Ono")), romaji_words(fold("Ohno Jun")));
    EXPECT_NE(romaji_words(fold("Kenji")), romaji_words(fold("Genji")));
}

TEST(Consonants, MeetInLoanWords) {
    EXPECT_EQ(consonants(U"soundtrack2"), consonants(U"사운드트랙2"));
    EXPECT_EQ(consonants(U"kimsehwang"), consonants(U"김세홍"));
}

}  // namespace
}  // namespace bt::names
