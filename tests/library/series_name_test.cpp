#include "library/series_name.h"

#include <gtest/gtest.h>

#include "library/text.h"

namespace bt::library {
namespace {

struct SeriesCase {
    const char* folder;
    SeriesName name;
};

TEST(SeriesName, TakesTitleYearAndIdsApart) {
    const SeriesCase kCases[] = {
        {"Goblin", {"Goblin", {}, {}, {}}},
        {"Goblin (2016)", {"Goblin", 2016, {}, {}}},
        {"Goblin (2016) [tmdbid-67915]", {"Goblin", 2016, {{"tmdb", "67915"}}, {}}},
        {"Goblin (2016) {tmdb-67915}", {"Goblin", 2016, {{"tmdb", "67915"}}, {}}},
        {"Goblin [tvdbid=42] (imdbid-tt5994346)", {"Goblin", {}, {{"imdb", "tt5994346"}, {"tvdb", "42"}}, {}}},
        {"도깨비 (2016)", {"도깨비", 2016, {}, {}}},
        {"[tvN] 도깨비", {"도깨비", {}, {}, {}}},
        {"Reply 1988", {"Reply 1988", {}, {}, {}}},
        {"Reply 1988 (2015)", {"Reply 1988", 2015, {}, {}}},
        {"1987", {"1987", {}, {}, {}}},
        {"Soundtrack #1", {"Soundtrack #1", {}, {}, {}}},
        {"Rain.in.Seoul.S02.1080p.WEB-DL-GRP", {"Rain in Seoul", {}, {}, 2}},
        {"Rain.in.Seoul.2021.1080p", {"Rain in Seoul", 2021, {}, {}}},
        {"Mr. Rain", {"Mr. Rain", {}, {}, {}}},
        {"슬기로운 우산생활 시즌2", {"슬기로운 우산생활 시즌2", {}, {}, {}}},
        {"Show [1080p]", {"Show", {}, {}, {}}},
        {"Show [BluRay] (2010)", {"Show", 2010, {}, {}}},
        {"The Show {tvdb=5} [1080p]", {"The Show", {}, {{"tvdb", "5"}}, {}}},
        {"Show (2010) (1080p WEB-DL)", {"Show", 2010, {}, {}}},
        {"Show [1080p WEB", {"Show", {}, {}, {}}},
        {"Show 1920x1080", {"Show", {}, {}, {}}},
        {"D.P", {"D.P", {}, {}, {}}},
        {"D.P. (2021)", {"D.P.", 2021, {}, {}}},
        {"Agents.of.S.H.I.E.L.D.2013", {"Agents of S.H.I.E.L.D", 2013, {}, {}}},
        {"Mr.Sunshine", {"Mr Sunshine", {}, {}, {}}},
        {"[]", {"[]", {}, {}, {}}},
        {"Rain [tmdbid-]", {"Rain", {}, {}, {}}},
    };
    for (const auto& row : kCases) {
        SCOPED_TRACE(row.folder);
        const auto name = read_series_name(row.folder);
        EXPECT_EQ(name.title, row.name.title);
        EXPECT_EQ(name.year, row.name.year);
        EXPECT_EQ(name.ids, row.name.ids);
        EXPECT_EQ(name.season, row.name.season);
    }
}

struct SeasonCase {
    const char* folder;
    int season;  ///< -1: none
};

TEST(SeasonFolder, IsReadInManyLanguages) {
    constexpr SeasonCase kCases[] = {
        {"Season 1", 1}, {"Season 01", 1}, {"season_2", 2}, {"S01", 1}, {"s3", 3}, {"1", 1}, {"02", 2}, {"1st Season", 1}, {"2nd season", 2},
        {"시즌 2", 2}, {"시즌2", 2}, {"제2시즌", 2}, {"2기", 2}, {"シーズン 3", 3}, {"Staffel 2", 2}, {"2. Staffel", 2}, {"Saison 4", 4},
        {"Temporada 5", 5}, {"第2季", 2}, {"Сезон 2", 2}, {"Season 0", 0}, {"Season 00", 0}, {"S00", 0}, {"Specials", 0}, {"스페셜", 0},
        {"Goblin Season 2", 2}, {"Goblin S02", 2}, {"Goblin - Season 02", 2}, {"Season 1 (2021)", 1}, {"Season 1 - The Door", 1},
        {"Season 2 [tvdbid-3]", 2},
        {"Extras", -1}, {"extras", -1}, {"Goblin", -1}, {"Seasons", -1}, {"OST", -1}, {"S01E02", -1}, {"Subs", -1}, {"CD1", -1},
        {"1박 2일", -1}, {"", -1}, {"Summer 12345", -1},
    };
    for (const auto& row : kCases) {
        SCOPED_TRACE(row.folder);
        EXPECT_EQ(read_season_folder(row.folder, "Goblin", SeasonForm::Whole).value_or(-1), row.season);
    }
    EXPECT_EQ(read_season_folder("Rain.S02.1080p.WEB", "Goblin", SeasonForm::Whole), std::nullopt);
    EXPECT_EQ(read_season_folder("Rain.S02.1080p.WEB", "Goblin", SeasonForm::Anywhere), 2);
}

TEST(Instalment, IsATitleWithANumberBehindAHash) {
    EXPECT_EQ(read_instalment("Soundtrack #2"), (domain::Instalment{"Soundtrack", 2, domain::Source::FileName}));
    EXPECT_EQ(read_instalment("사운드트랙 #1"), (domain::Instalment{"사운드트랙", 1, domain::Source::FileName}));
    for (const char* title : {"Soundtrack 2", "#Alive", "#1", "Apartment#1", "Area #0", "Rain #123", "We #2gether"}) {
        SCOPED_TRACE(title);
        EXPECT_EQ(read_instalment(title), std::nullopt);
    }
}

TEST(SkipTitle, ComparesLettersAndDigitsAndStopsAtTheWord) {
    EXPECT_EQ(skip_title("Rain.In_Seoul - 01", "Rain in Seoul!"), 13U);
    EXPECT_EQ(skip_title("Rainbow 01", "Rain"), 0U);
    EXPECT_EQ(skip_title("2401", "24"), 0U);
    EXPECT_EQ(skip_title("도깨비1화", "도깨비"), std::string("도깨비").size());
    EXPECT_EQ(skip_title("Rain", ""), 0U);
}

}  // namespace
}  // namespace bt::library
