#include "names/romanise.h"

#include <gtest/gtest.h>

#include "names/fold.h"

namespace bt::names {
namespace {

TEST(Romanise, WordsAreWrittenAsTheyAreSpoken) {
    struct Row {
        std::u32string_view hangul, spoken;
        std::string_view revised;
    };
    // The examples of the Revised Romanisation's own text (2000-8, §3.1.1) and titles.
    constexpr Row kRows[] = {
        {U"백마", U"뱅마", "baengma"}, {U"종로", U"종노", "jongno"}, {U"왕십리", U"왕심니", "wangsimni"}, {U"별내", U"별래", "byeollae"}, {U"신라", U"실라", "silla"},
        {U"해돋이", U"해도지", "haedoji"}, {U"같이", U"가치", "gachi"}, {U"좋고", U"조코", "joko"}, {U"놓다", U"노타", "nota"}, {U"잡혀", U"자펴", "japyeo"},
        {U"국립", U"궁닙", "gungnip"}, {U"박열", U"바결", "bagyeol"}, {U"명량", U"명냥", "myeongnyang"}, {U"설국열차", U"설구결차", "seolgugyeolcha"},
        {U"값이", U"갑시", "gapsi"}, {U"닭", U"닥", "dak"}, {U"많아", U"마나", "mana"}, {U"강아지", U"강아지", "gangaji"},
    };
    for (const auto& row : kRows) {
        EXPECT_EQ(to_utf8(pronounced(row.hangul)), to_utf8(row.spoken));
        EXPECT_EQ(romanise(row.hangul, System::Revised), row.revised);
    }
}

TEST(Romanise, TheOlderSystemsHaveTheirOwnLetters) {
    EXPECT_EQ(romanise(U"부산", System::McCuneReischauer), "pusan");
    EXPECT_EQ(romanise(U"대구", System::McCuneReischauer), "taegu");
    EXPECT_EQ(romanise(U"평양", System::McCuneReischauer), "p'yŏngyang");
    EXPECT_EQ(romanise(U"서울", System::McCuneReischauer), "sŏul");
    EXPECT_EQ(romanise(U"한글", System::Yale), "hankul");
    EXPECT_EQ(romanise(U"서울", System::Yale), "sewul");
}

}  // namespace
}  // namespace bt::names
