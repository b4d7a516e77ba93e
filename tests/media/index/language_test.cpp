#include "media/index/language.h"
#include "media/index/language_names.h"

#include <gtest/gtest.h>

namespace bt::media {
namespace {

struct LanguageCase {
    std::string_view code, tag;
};

TEST(Language, OfIso639BecomesTheShortestTag) {
    constexpr LanguageCase kCases[] = {
        {"kor", "ko"}, {"eng", "en"}, {"jpn", "ja"}, {"deu", "de"}, {"ger", "de"}, {"fra", "fr"}, {"fre", "fr"},
        {"chi", "zh"}, {"zho", "zh"}, {"aar", "aa"}, {"zul", "zu"},
        {"fil", "fil"}, {"yue", "yue"},                                        // no two letters
        {"KOR", "ko"},
        {"und", "und"}, {"mul", "und"}, {"mis", "und"}, {"zxx", "und"},        // no language to choose
        {"", "und"}, {"ko", "und"}, {"ko1", "und"}, {"kore", "und"}, {"```", "und"},
    };
    for (const auto& row : kCases) EXPECT_EQ(language_from_iso_639_2(row.code), row.tag) << row.code;
}

TEST(Language, OfThreeLettersIsTheTerminologicalCode) {
    constexpr LanguageCase kCases[] = {
        {"ko", "kor"}, {"ko-KR", "kor"}, {"KO", "kor"}, {"kor", "kor"}, {"de", "deu"}, {"zh-Hant", "zho"}, {"sq", "sqi"}, {"cy", "cym"},
        {"fil", "fil"}, {"und", "und"}, {"xx", "und"}, {"", "und"}, {"k1", "und"},
    };
    for (const auto& row : kCases) EXPECT_EQ(language_to_iso_639_2(row.code), row.tag) << row.code;
}

TEST(Language, OfBcp47IsSpelledAsTheRfcSpellsIt) {
    constexpr LanguageCase kCases[] = {
        {"ko", "ko"}, {"kor", "ko"}, {"ko-KR", "ko-KR"}, {"PT-br", "pt-BR"}, {"zh-hant", "zh-Hant"}, {"zh-Hans-cn", "zh-Hans-CN"},
        {"es-419", "es-419"}, {"en-x-us", "en-x-us"}, {"sl-rozaj", "sl-rozaj"},
        {"", "und"}, {"x", "und"}, {"ko_KR", "und"}, {"ko--KR", "und"}, {"ko-", "und"}, {"12", "und"}, {"en-toolongsubtag", "und"},
    };
    for (const auto& row : kCases) EXPECT_EQ(language_from_bcp_47(row.code), row.tag) << row.code;
}

TEST(OwnLanguageName, IsWhatItsSpeakersReadAndElseTheTag) {
    constexpr LanguageCase kCases[] = {
        {"ko", "한국어"}, {"ko-KR", "한국어"}, {"en", "English"}, {"zh", "中文"}, {"zh-Hant", "繁體中文"}, {"zh-Hant-TW", "繁體中文"}, {"zh-TW", "繁體中文"}, {"zh-SG", "中文"},
        {"pt-BR", "Português (Brasil)"}, {"pt-PT", "Português"}, {"kok", "kok"}, {"xx-YY", "xx-YY"}, {"und", ""}, {"", ""},
    };
    for (const auto& row : kCases) EXPECT_EQ(own_language_name(row.code), row.tag) << row.code;
}

}  // namespace
}  // namespace bt::media
