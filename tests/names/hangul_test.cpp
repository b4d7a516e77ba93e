#include "names/hangul.h"

#include <gtest/gtest.h>

#include "names/fold.h"
#include "names/keyboard.h"

namespace bt::names {
namespace {

TEST(Hangul, EverySyllableComesApartAndTogetherAgain) {
    for (char32_t c = kFirstSyllable; c <= kLastSyllable; ++c) ASSERT_EQ(compose(decompose(c)), c);
    EXPECT_EQ(decompose(U'록'), (Syllable{5, 8, 1}));
}

TEST(Hangul, LettersAreComposedAsAKoreanKeyboardDoes) {
    struct Row {
        std::u32string_view typed, text;
    };
    constexpr Row kRows[] = {
        {U"ㄱㅡㅁㅅㅐㄹㅗㄱ", U"금새록"}, {U"ㄱㅏㅂㅅ", U"값"}, {U"ㄱㅏㅂㅅㅣ", U"갑시"}, {U"ㅇㅗㅏ", U"와"}, {U"ㄱㅅㄹ", U"ㄱㅅㄹ"}, {U"ㄱㅡㅁㅅㅐㄹ", U"금샐"}, {U"ㅏㅏ", U"ㅏㅏ"},
    };
    for (const auto& row : kRows) EXPECT_EQ(to_utf8(compose_typed(row.typed)), to_utf8(row.text));
}

TEST(Hangul, TypingASyllableAndComposingItGivesItBack) {
    for (char32_t c = kFirstSyllable; c <= kLastSyllable; c += 7) ASSERT_EQ(compose_typed(typed_letters(std::u32string(1, c))), std::u32string(1, c));
}

TEST(Keyboard, TextInTheWrongModeIsReadAsItsKeys) {
    EXPECT_EQ(to_utf8(as_korean_keys("rmatofhr").value_or(U"")), "금새록");
    EXPECT_EQ(to_utf8(as_korean_keys("Rhc").value_or(U"")), "꽃");
    EXPECT_EQ(to_utf8(as_korean_keys("rmatof").value_or(U"")), "금샐");
    EXPECT_EQ(as_korean_keys("keum"), std::nullopt) << "ㅏㄷㅕㅡ is no block";
    EXPECT_EQ(as_korean_keys("abc1"), std::nullopt);
    EXPECT_EQ(as_latin_keys(U"ㅏㄷㅕㅡ").value_or(""), "keum");
    EXPECT_EQ(as_latin_keys(U"keum"), std::nullopt);
}

TEST(Fold, BringsTextToOneForm) {
    struct Row {
        std::string_view text, folded;
    };
    constexpr Row kRows[] = {
        {"Keum Sae-rok", "keum|sae|rok"}, {"KEUM  SAE_ROK", "keum|sae|rok"}, {"Beyoncé", "beyonce"}, {"Kyŏng-su", "kyong|su"}, {"O'Neill", "oneill"},
        {"Soundtrack #2", "soundtrack|2"}, {"Ｓｏｎｇ", "song"}, {"Straße", "strasse"}, {"Mads Østergård", "mads|ostergard"}, {"금새록", "금새록"},
        {"\xE1\x84\x80\xE1\x85\xB3\xE1\x86\xB7", "금"},  // NFD, as macOS writes it
        {"ガ", "ガ"}, {"a\xFF" "b", "a|b"}, {"...", ""}, {"", ""},
    };
    for (const auto& row : kRows) {
        std::string out;
        for (const auto& word : fold(row.text)) out += (out.empty() ? "" : "|") + to_utf8(word);
        EXPECT_EQ(out, row.folded) << row.text;
    }
}

}  // namespace
}  // namespace bt::names
