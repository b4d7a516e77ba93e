// How people write their names, by habit: each row a real way of writing, on names that nobody in particular bears. All stand in one
// catalogue with 3,000 others, so that a way must lead to its name and to no other.
#include <gtest/gtest.h>

#include <algorithm>
#include <vector>

#include "names/index.h"
#include "names/korean_names.h"

namespace bt::names {
namespace {

struct Habit {
    std::string_view name;
    std::vector<std::string_view> forms;
};

const std::vector<Habit>& habits() {
    static const std::vector<Habit> kAll = {
        {"최윤희", {"Choi Yoon-hee", "Choe Yunhui", "Chwe Yun-hi", "Choi Youn Hee", "Tchoi Yun-hee", "Ch'oe Yun-hŭi", "Choy Yoon Hee", "Yoonhee Choi"}},
        {"이정현", {"Lee Jung-hyun", "Yi Jeonghyeon", "Rhee Chung-hyon", "I Jeong-hyeon", "Li Jung Hyun", "Ri Chŏng-hyŏn", "Jung Hyun Lee", "Lee Jeong-hyoun"}},
        {"정현우", {"Jung Hyun-woo", "Jeong Hyeonu", "Chung Hyon-u", "Chŏng Hyŏn-u", "Joung Hyunwoo", "Jeoung Hyeon-woo", "hyunwoojung"}},
        {"우현주", {"Woo Hyun-joo", "U Hyeonju", "Wu Hyun Ju", "Hyunju Woo"}},
        {"신선우", {"Shin Sun-woo", "Sin Seonu", "Shin Seon-woo", "Shin Sunwoo", "Sunwoo Shin"}},
        {"권여진", {"Kwon Yeo-jin", "Gwon Yeojin", "Kweon Yuh Jin", "Yeojin Kwon"}},
        {"여의정", {"Yeo Eui-jung", "Yuh Ui-jeong", "Yeo Euijeong", "Yo Ŭi-jŏng"}},
        {"박은영", {"Park Eun-young", "Bak Eunyeong", "Pak Ŭn-yŏng", "Bahk Eun Young", "Park Eunyoung", "eunyoung park"}},
        {"강수경", {"Kang Soo-kyung", "Gang Sugyeong", "Kang Su-kyong", "Kang Sookyoung"}},
        {"황경화", {"Hwang Kyung-hwa", "Whang Kyung-wha", "Hwang Gyeonghwa", "Kyungwha Whang"}},
        {"전서훈", {"Jeon Seo-hoon", "Chun Suh-hoon", "Jun Seohun", "Chŏn Sŏ-hun", "Cheon Seo Hoon"}},
        {"윤지애", {"Yoon Ji-ae", "Yun Jiae", "Youn Jee-ae", "Yoon Ji-yae"}},
        {"노명훈", {"Noh Myung-hoon", "Roh Myeonghun", "No Myŏng-hun", "Rho Myunghoon", "Noh Myung-whun"}},
        {"임규리", {"Lim Kyu-ri", "Im Gyuri", "Rim Kyu Ree", "Yim Gyu-ri", "Im Kyulee"}},
        {"허준혁", {"Heo Jun-hyeok", "Hur Joon-hyuk", "Huh Junhyuk", "Hŏ Chun-hyŏk", "Her Joon Hyuck"}},
        {"조덕철", {"Cho Duk-chul", "Jo Deokcheol", "Cho Dŏk-ch'ŏl", "Cho Tuck Chul", "Joh Deok-cheol"}},
        {"백승택", {"Baek Seung-taek", "Paik Seung-taik", "Paek Sŭng-t'aek", "Back Seung Taek", "Peak Seungtaek"}},
        {"안석범", {"Ahn Suk-bum", "An Seokbeom", "An Sŏk-pŏm", "Ahn Seok-beom", "Ahn Sok Bom"}},
        {"오국환", {"Oh Kook-hwan", "O Gukhwan", "Oh Kuk-whan", "O Kuk-hwan"}},
        {"서빛나", {"Seo Bitna", "Suh Bit-na", "Seo Bit Na", "Sŏ Pit-na"}},
        {"김샛별", {"Kim Saetbyeol", "Kim Saet-byul", "Gim Saetbyeol", "Kim Set-byul"}},
        {"한설리", {"Han Sulli", "Han Seolli", "Han Seol-ri", "Hahn Sul-li"}},
        {"손철림", {"Son Chollim", "Sohn Chul-rim", "Son Cheollim", "Son Ch'ŏl-lim"}},
        {"구까치", {"Koo Kkachi", "Gu Kkachi", "Koo Gga-chi", "Ku Kka Chi"}},
        {"남궁석", {"Namgung Seok", "Namkoong Suk", "Nam Goong Seok", "Namgoong Suk", "Seok Namgung", "Namkung Sŏk"}},
        {"황보은지", {"Hwangbo Eun-ji", "Hwang Bo Eunji", "Whangbo Eun Jee", "Hwangpo Ŭn-ji"}},
        {"선우재덕", {"Sunwoo Jae-duk", "Seonu Jaedeok", "Sun Woo Jae Deok", "Sŏnu Chae-dŏk"}},
        {"제갈성렬", {"Jegal Sung-yeol", "Je Gal Seongnyeol", "Jekal Sungryul"}},
        {"독고영재", {"Dokgo Young-jae", "Dokko Yeongjae", "Tokko Yŏng-jae"}},
        {"박정률", {"Park Jeong-ryul", "Pak Chŏng-nyul", "Park Jung Ryul", "Bak Jeongnyul"}},
        {"홍남록", {"Hong Nam-rok", "Hong Namnok", "Hong Nam-nok", "Hong Nam Lok"}},
        {"이희승", {"Lee Hee-seung", "Yi Hŭi-sŭng", "Rhee Hi Seung", "Lee Huiseung", "Yi Huysung"}},
        {"주시경", {"Joo Si-kyung", "Chu Si-gyŏng", "Cwu Sikyeng", "Ju Sigyeong", "Choo Shi Kyung"}},
    };
    return kAll;
}

const Index& catalogue() {
    static const Index index = [] {
        std::vector<Entry> entries;
        const auto add = [&](std::string name) {
            const bool is_known = std::any_of(entries.begin(), entries.end(), [&](const Entry& entry) { return entry.names.front() == name; });
            if (!is_known) entries.push_back({static_cast<std::int64_t>(entries.size()), {std::move(name)}, 0});
        };
        for (const auto& habit : habits()) add(std::string(habit.name));
        for (const auto& name : invent_names(3'000, 5)) add(to_utf8(std::u32string(name.begin(), name.end())));
        return Index(NameKind::Person, std::move(entries));
    }();
    return index;
}

TEST(RomanisationHabits, EveryWayOfWritingLeadsToItsName) {
    for (const auto& habit : habits()) {
        for (const auto& form : habit.forms) {
            const auto hits = catalogue().search(form, 5);
            ASSERT_FALSE(hits.empty()) << form;
            EXPECT_EQ(catalogue().matched(hits.front()), habit.name) << form;
        }
    }
}

TEST(RomanisationHabits, InitialsStandForTheSyllablesOfAGivenName) {
    std::vector<Entry> entries;
    for (const auto* name : {"김정현", "김소희", "이영재", "박준서", "정해인", "한소희"}) entries.push_back({static_cast<std::int64_t>(entries.size()), {name}, 0});
    const Index index(NameKind::Person, std::move(entries));
    struct Row {
        std::string_view query, name;
    };
    for (const auto& [query, name] : {Row{"J. H. Kim", "김정현"}, Row{"J.H. Kim", "김정현"}, Row{"JH Kim", "김정현"}, Row{"Kim J. H.", "김정현"}, Row{"S. H. Kim", "김소희"},
                                      Row{"Y. J. Lee", "이영재"}, Row{"YJ Lee", "이영재"}, Row{"J. S. Park", "박준서"}, Row{"H. I. Jung", "정해인"}}) {
        const auto hits = index.search(query, 5);
        ASSERT_FALSE(hits.empty()) << query;
        EXPECT_EQ(index.matched(hits.front()), name) << query;
        EXPECT_TRUE(hits.front().match == Match::Sound || hits.front().match == Match::Prefix) << query << " " << to_string(hits.front().match);
    }
    for (const auto& hit : index.search("R. D. Kim", 5)) EXPECT_EQ(to_string(hit.match), "typo") << index.matched(hit);
}

}  // namespace
}  // namespace bt::names
