#include "library/episode_name.h"

#include <gtest/gtest.h>
#include <utf8proc.h>

#include <cstdlib>

namespace bt::library {
namespace {

constexpr int kNothing = -1;
struct PathCase {
    const char* path;
    const char* series;
    int season, first, last;
    const char* title = "";
};

const PathCase kPaths[] = {
    // S01E02 and its spellings
    {"Goblin (2016)/Season 01/Goblin S01E03.mkv", "Goblin", 1, 3, 3},
    {"Goblin (2016)/Season 01/s01.e02.mkv", "Goblin", 1, 2, 2},
    {"Goblin (2016)/Season 01/Goblin s01_e02.mkv", "Goblin", 1, 2, 2},
    {"Goblin (2016)/Season 01/Goblin S01 - E02.mkv", "Goblin", 1, 2, 2},
    {"Goblin (2016)/Season 01/Goblin S01xE02.mkv", "Goblin", 1, 2, 2},
    {"Goblin/Goblin S1E2 - A Lone Door.mkv", "Goblin", 1, 2, 2, "A Lone Door"},
    {"Goblin/Goblin.S01E02.A.Lone.Door.1080p.WEB-DL.x264-GRP.mkv", "Goblin", 1, 2, 2, "A Lone Door"},
    {"News/News S2023E104.mkv", "News", 2023, 104, 104},
    {"Goblin/Season 1/Goblin Season 1 Episode 16.mkv", "Goblin", 1, 16, 16},
    {"도깨비/도깨비S01E04.mkv", "도깨비", 1, 4, 4},
    // 1x02, never a picture size
    {"Goblin/Goblin 1x02.mkv", "Goblin", 1, 2, 2},
    {"Goblin/Goblin - 1x02 - Rain.mkv", "Goblin", 1, 2, 2, "Rain"},
    {"Goblin/Goblin 1920x1080 E05.mkv", "Goblin", kNothing, 5, 5},
    {"Goblin/Goblin 05 1920x1080.mkv", "Goblin", kNothing, 5, 5},
    {"Alpha/Alpha 3x01 1920x1080.mp4", "Alpha", 3, 1, 1},
    {"News/News S1927E01.mkv", "News", kNothing, 1, 1},
    {"News/News S2501E02.mkv", "News", kNothing, 2, 2},
    {"News/News S1928E02.mkv", "News", 1928, 2, 2},
    {"Goblin/Goblin 640x480 E05.mkv", "Goblin", kNothing, 5, 5},
    // the number alone; the folder has the season
    {"Goblin/Season 2/EP01.mkv", "Goblin", 2, 1, 1},
    {"Goblin/Season 2/E01.mkv", "Goblin", 2, 1, 1},
    {"Goblin/Season 2/Episode 16.mkv", "Goblin", 2, 16, 16},
    {"Goblin/Season 2/01 A Lone Door.mkv", "Goblin", 2, 1, 1, "A Lone Door"},
    {"Goblin/Season 2/01.mkv", "Goblin", 2, 1, 1},
    {"도깨비/도깨비.E16.END.mp4", "도깨비", kNothing, 16, 16},
    // Korean web releases: six digits are the air date
    {"Rain in Seoul/Rain.in.Seoul.E01.231206.1080p.WEB-DL.mkv", "Rain in Seoul", kNothing, 1, 1},
    {"비 오는 서울/제1화.mp4", "비 오는 서울", kNothing, 1, 1},
    {"비 오는 서울/비 오는 서울 1화.mp4", "비 오는 서울", kNothing, 1, 1},
    {"비 오는 서울/비 오는 서울 12회.mp4", "비 오는 서울", kNothing, 12, 12},
    {"비 오는 서울/비 오는 서울 제 3 회 첫눈.mp4", "비 오는 서울", kNothing, 3, 3, "첫눈"},
    {"비 오는 서울/시즌 2/비 오는 서울 시즌 2 3화.mp4", "비 오는 서울", 2, 3, 3},
    {"비 오는 서울/시즌2/3화 우산.mp4", "비 오는 서울", 2, 3, 3, "우산"},
    {"비 오는 서울/2기/3화.mp4", "비 오는 서울", 2, 3, 3},
    {"비 오는 서울/비 오는 서울 1-2화.mp4", "비 오는 서울", kNothing, 1, 2},
    {"비 오는 서울/비 오는 서울 11부.mp4", "비 오는 서울", kNothing, 11, 11},
    {"비 오는 서울/비 오는 서울 11부 첫눈.mp4", "비 오는 서울", kNothing, 11, 11, "첫눈"},
    {"비 오는 서울/비 오는 서울 1부 12회.mp4", "비 오는 서울", kNothing, 12, 12},
    {"비 오는 서울/비 오는 서울 1-2부.mp4", "비 오는 서울", kNothing, 1, 2},
    {"비 오는 서울/비 오는 서울 1부-2부.mp4", "비 오는 서울", kNothing, 1, 2},
    {"비 오는 서울/비 오는 서울 2부작 E03.mp4", "비 오는 서울", kNothing, 3, 3},
    {"비 오는 서울/비 오는 서울 1화-2화.mp4", "비 오는 서울", kNothing, 1, 2},
    {"비 오는 서울/비 오는 서울 1화~3화.mp4", "비 오는 서울", kNothing, 1, 3},
    {"雨の街/シーズン 1/雨の街 第2話.mkv", "雨の街", 1, 2, 2},
    // absolute numbers
    {"Title/Title - 101.mkv", "Title", kNothing, 101, 101},
    {"Title/[Group] Title - 01 [1080p].mkv", "Title", kNothing, 1, 1},
    {"Title/[Group][Title][21].mkv", "Title", kNothing, 21, 21},
    {"Title/[Group] Title - 07v2 (1080p) [A1B2C3D4].mkv", "Title", kNothing, 7, 7},
    {"Title/[Group] Title S2 - 05 [1080p].mkv", "Title", 2, 5, 5},
    {"Title/Season 2/Title - 27.mkv", "Title", 2, 27, 27},
    // a lone number
    {"Goblin/Goblin.102.mkv", "Goblin", 1, 2, 2},
    {"Goblin/Season 1/Goblin.102.mkv", "Goblin", 1, 102, 102},
    {"Goblin/Goblin 05.mkv", "Goblin", kNothing, 5, 5},
    {"Goblin/Goblin.2016.05.1080p.mkv", "Goblin", kNothing, 5, 5},
    // a piece of an episode
    {"Show/Show S18E01a.mp4", "Show", 18, 1, 1},
    {"Show/Show S18E01b.mp4", "Show", 18, 1, 1},
    // abbreviations keep their dots
    {"D.P/D.P.S01E02.M.I.A.1080p.mkv", "D.P", 1, 2, 2, "M.I.A"},
    // several episodes in one file
    {"Goblin/Goblin S01E01-E02.mkv", "Goblin", 1, 1, 2},
    {"Goblin/Goblin S01E01E02.mkv", "Goblin", 1, 1, 2},
    {"Goblin/Goblin S01E01E02E03.mkv", "Goblin", 1, 1, 3},
    {"Goblin/Goblin S01E01-02.mkv", "Goblin", 1, 1, 2},
    {"Goblin/Goblin S01E01-S01E02.mkv", "Goblin", 1, 1, 2},
    {"Goblin/Goblin 1x01-1x02.mkv", "Goblin", 1, 1, 2},
    {"Goblin/Goblin 1x01-02.mkv", "Goblin", 1, 1, 2},
    {"Goblin/Goblin S01E01 - E02.mkv", "Goblin", 1, 1, 2},
    {"Goblin/Goblin S01E01-1080p.mkv", "Goblin", 1, 1, 1},
    {"Goblin/Goblin S01E01-720p.mkv", "Goblin", 1, 1, 1},
    {"Goblin/Goblin S01E05-264.mkv", "Goblin", 1, 5, 5, "264"},
    {"Goblin/Goblin S01E01 - 12 Doors.mkv", "Goblin", 1, 1, 1, "12 Doors"},
    // numbers that belong to the title
    {"Reply 1988/Reply 1988 E05.mkv", "Reply 1988", kNothing, 5, 5},
    {"응답하라 1988/응답하라.1988.E05.151113.720p.mkv", "응답하라 1988", kNothing, 5, 5},
    {"24/24 S01E02.mkv", "24", 1, 2, 2},
    {"24/2401.mkv", "24", kNothing, kNothing, kNothing, "2401"},
    {"Soundtrack #1/Soundtrack #1 - 02.mkv", "Soundtrack #1", kNothing, 2, 2},
    {"Soundtrack #1/Soundtrack.#1.E03.220401.mkv", "Soundtrack #1", kNothing, 3, 3},
    {"9-1-1/9-1-1 S02E03.mkv", "9-1-1", 2, 3, 3},
    // no number
    {"Goblin (2016)/Goblin (2016).mkv", "Goblin", kNothing, kNothing, kNothing},
    {"Goblin (2016)/Goblin.2016.1080p.WEB-DL.H.264.mkv", "Goblin", kNothing, kNothing, kNothing},
    // a release folder in place of a series folder
    {"Rain.in.Seoul.S02.1080p.WEB-DL/Rain.in.Seoul.E03.mkv", "Rain in Seoul", 2, 3, 3},
    // the file's season beside its number beats the folder's
    {"Goblin/Season 1/Goblin S00E02.mkv", "Goblin", 0, 2, 2},
    {"Goblin/Specials/Goblin E02.mkv", "Goblin", 0, 2, 2},
};

TEST(EpisodeName, ReadsSeriesSeasonAndEpisodeFromThePath) {
    for (const auto& row : kPaths) {
        SCOPED_TRACE(row.path);
        const auto name = read_episode_path(row.path);
        EXPECT_EQ(name.series, row.series);
        EXPECT_EQ(name.season.value_or(kNothing), row.season);
        EXPECT_EQ(name.first.value_or(kNothing), row.first);
        EXPECT_EQ(name.last.value_or(kNothing), row.last);
        EXPECT_EQ(name.title, row.title);
    }
}

TEST(EpisodeName, ReadsDecomposedNamesAsComposedOnes) {
    for (const auto& row : kPaths) {
        SCOPED_TRACE(row.path);
        auto* decomposed = utf8proc_NFD(reinterpret_cast<const utf8proc_uint8_t*>(row.path));
        EXPECT_EQ(read_episode_path(reinterpret_cast<const char*>(decomposed)), read_episode_path(row.path));
        std::free(decomposed);
    }
}

struct DateCase {
    const char* stem;
    int year;
    unsigned month, day;
    int episode;
};
TEST(EpisodeName, ReadsTheAirDate) {
    constexpr DateCase kDates[] = {
        {"Show 2023-12-06", 2023, 12, 6, kNothing},   {"Show.2023.12.06.Title", 2023, 12, 6, kNothing},
        {"Show 2023_12_06", 2023, 12, 6, kNothing},   {"Show 2023 12 06", 2023, 12, 6, kNothing},
        {"Show 06.12.2023", 2023, 12, 6, kNothing},   {"Show.E07.231206.1080p", 2023, 12, 6, 7},
        {"Show.231206.720p", 2023, 12, 6, kNothing},  {"Show 20231206", 2023, 12, 6, kNothing},
        {"Show S01E03 2023-12-06", 2023, 12, 6, 3},
    };
    for (const auto& row : kDates) {
        SCOPED_TRACE(row.stem);
        const auto name = read_episode_name(row.stem, {.series = "Show", .season = {}});
        ASSERT_TRUE(name.aired);
        EXPECT_EQ(*name.aired, domain::Date(std::chrono::year(row.year), std::chrono::month(row.month), std::chrono::day(row.day)));
        EXPECT_EQ(name.first.value_or(kNothing), row.episode);
    }
    EXPECT_FALSE(read_episode_name("Show E01.239906", {.series = "Show", .season = {}}).aired) << "there is no 99th month";
}

TEST(EpisodeName, TakesIdTagsFromTheFile) {
    const auto name = read_episode_name("Goblin S01E01 [tvdbid-42] {tmdb=7}", {.series = "Goblin", .season = {}});
    EXPECT_EQ(name.ids, (domain::ProviderIds{{"tmdb", "7"}, {"tvdb", "42"}}));
    EXPECT_EQ(name.first, 1);
}

TEST(EpisodeName, SaysHowTheNumberWasWritten) {
    const auto form = [](const char* stem) { return read_episode_name(stem, {.series = "Rain", .season = {}}).form; };
    EXPECT_EQ(form("Rain S01E02"), NumberForm::SeasonAndEpisode);
    EXPECT_EQ(form("Rain E02"), NumberForm::EpisodeOnly);
    EXPECT_EQ(form("Rain - 02"), NumberForm::Absolute);
    EXPECT_EQ(form("Rain 2020-01-02"), NumberForm::Date);
    EXPECT_EQ(form("Rain 02"), NumberForm::Guess);
    EXPECT_EQ(form("Rain"), NumberForm::None);
}

}  // namespace
}  // namespace bt::library
