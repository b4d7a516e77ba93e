#include <gtest/gtest.h>

#include <random>
#include <string>

#include "base/text.h"
#include "store/sort_key.h"
#include "store/stored_text.h"

namespace bt::store {
namespace {

TEST(SortKey, OrdersTitlesAsPeopleExpect) {
    const std::string_view ascending[] = {"#Alive", "Élite", "The Glory", "Ｈome", "Season 2", "season 10", "가", "가나", "각", "나"};
    for (std::size_t i = 0; i + 1 < std::size(ascending); ++i) {
        EXPECT_LT(title_sort_key(ascending[i]), title_sort_key(ascending[i + 1])) << ascending[i] << " before " << ascending[i + 1];
    }
}

TEST(SortKey, IgnoresCaseAccentsWidthFormAndArticles) {
    struct Same { std::string_view a, b; };
    constexpr Same kSame[] = {{"The Glory", "glory"}, {"Café", "CAFE"}, {"ＡＢＣ", "abc"}, {"A Korean Odyssey", "korean odyssey"},
                              {"도깨비", "\xE1\x84\x83\xE1\x85\xA9\xE1\x84\x81\xE1\x85\xA2\xE1\x84\x87\xE1\x85\xB5"},  // NFC and NFD
                              {"Straße", "STRASSE"}, {"'Round Midnight", "round midnight"}, {"S007", "s7"}};
    for (const auto& row : kSame) EXPECT_EQ(title_sort_key(row.a), title_sort_key(row.b)) << row.a;
}

TEST(SortKey, KeepsArticlesOfNamesAndTitlesThatAreNothingElse) {
    EXPECT_NE(name_sort_key("The Glory"), name_sort_key("Glory"));
    EXPECT_EQ(title_sort_key("The"), "the");
    EXPECT_EQ(title_sort_key("A"), "a");
    EXPECT_EQ(title_sort_key("!!!"), "!!!");
    EXPECT_EQ(title_sort_key(""), "");
}

TEST(SortKey, StaysShortAndWellFormedForAnyInput) {
    std::mt19937 random(1);
    for (int round = 0; round < 2'000; ++round) {
        std::string text(random() % 600, '\0');
        for (auto& c : text) c = static_cast<char>(random());
        const auto key = title_sort_key(text);
        ASSERT_LE(key.size(), kSortKeyBytes);
        ASSERT_TRUE(is_utf8(key));
    }
    EXPECT_LE(title_sort_key(std::string(1U << 20, '7')).size(), kSortKeyBytes);
}

TEST(StoredPath, ComesBackByteForByteAndIsUtf8) {
    std::mt19937 random(2);
    static const std::string kPieces[] = {"a", "가", "\xFF", "\xC0", "\xF4\x8F\xBC\x81", "\xF4\x8F", "\xBF", std::string(1, '\0'), "/", "\xED\xA0\x80"};
    for (int round = 0; round < 20'000; ++round) {
        std::string path;
        for (auto pieces = random() % 8; pieces > 0; --pieces) path += kPieces[random() % std::size(kPieces)];
        const auto stored = to_stored_path(path);
        ASSERT_EQ(from_stored_path(stored), path);
        ASSERT_TRUE(is_utf8(stored));
        ASSERT_EQ(stored.find('\0'), std::string::npos);
    }
    EXPECT_EQ(to_stored_path("도깨비/도깨비.E16.END.mp4"), "도깨비/도깨비.E16.END.mp4");
}

TEST(StoredText, IsWellFormedWithoutNul) {
    EXPECT_EQ(to_stored_text("a\xFF" "b"), "a\xEF\xBF\xBD" "b");
    EXPECT_EQ(to_stored_text(std::string("a\0b", 3)), "a\xEF\xBF\xBD" "b");
}

}  // namespace
}  // namespace bt::store
