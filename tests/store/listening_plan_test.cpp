#include "store/listening_plan.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <chrono>
#include <cstdint>
#include <string>
#include <vector>

#include "domain/whole.h"
#include "tests/store/heard_library.h"

namespace bt::store {
namespace {

using ::testing::ElementsAre;

class ListeningPlanTest : public HeardLibrary {};

TEST_F(ListeningPlanTest, NamesEachContentOnceAndSkipsWhatIsGone) {
    auto plan = read_listening_plan(*database_);
    ASSERT_TRUE(plan) << plan.error().describe();
    ASSERT_EQ(plan->seasons.size(), 2U);
    EXPECT_THAT(plan->songs, ElementsAre(PlannedFile{kRain, "/library/Rain/OST/01 - Rain"}, PlannedFile{kSea, "/library/Sea/OST/01 - Sea"}));
    const auto& rain = plan->seasons[plan->seasons[0].series == series_ ? 0 : 1];
    ASSERT_EQ(rain.episodes.size(), 3U);
    EXPECT_THAT(rain.soundtrack, ElementsAre(kRain)) << "and not the other series' songs";
    EXPECT_EQ(rain.episodes[0], (PlannedEpisode{content(1), {"/library/Rain/Season 01/Rain S01E1.mkv"}})) << "a file alone is called by its content";
    ASSERT_TRUE(CatalogueWriter(*database_).retire(library_, std::vector<std::string>{"Sea"}));
    plan = read_listening_plan(*database_);
    EXPECT_EQ(plan->seasons.size(), 1U);
    EXPECT_EQ(plan->songs.size(), 1U);
}

TEST_F(ListeningPlanTest, AContentOfSeveralSeasonsIsAnsweredForByTheFullestOfThem) {
    const auto copy = [&](const std::string& folder, const std::vector<std::uint64_t>& contents) {
        auto scanned = sample_series(folder, static_cast<int>(contents.size()), 90);
        for (std::size_t i = 0; i < contents.size(); ++i) episode_at(scanned, i).versions[0].parts[0].content = content(contents[i]);
        return CatalogueWriter(*database_).apply(library_, scanned)->series;
    };
    const auto foreign = [&](domain::SeriesId series) {
        const auto plan = *read_listening_plan(*database_);
        return std::ranges::find(plan.seasons, series, &PlannedSeason::series)->foreign;
    };
    const auto one = copy("One", {2});
    EXPECT_THAT(foreign(one), ElementsAre(content(2)));
    EXPECT_THAT(foreign(series_), ElementsAre());
    EXPECT_EQ(read_listening_plan(*database_)->seasons.back().series, one) << "a season that answers for nothing comes last";
    const auto twin = copy("Twin", {1, 2, 3});
    EXPECT_THAT(foreign(twin), ElementsAre(content(1), content(2), content(3))) << "of equal ones the older answers";
    const auto more = copy("More", {1, 2, 60, 61});
    EXPECT_THAT(foreign(series_), ElementsAre(content(1), content(2)));
    EXPECT_THAT(foreign(more), ElementsAre());
}

TEST_F(ListeningPlanTest, TakesTheVersionThatPlaysFirst) {
    auto scanned = sample_series("Wind", 1, 40);
    auto& versions = episode_at(scanned, 0).versions;
    versions.push_back(versions[0]);
    versions[0].parts[0].summary->is_direct = false;
    versions[1].parts[0] = media_file("Wind/Season 01/better.mkv", 41);
    ASSERT_TRUE(CatalogueWriter(*database_).apply(library_, scanned));
    const auto plan = read_listening_plan(*database_);
    for (const auto& season : plan->seasons) {
        if (season.series != series_ && season.series != other_) { EXPECT_EQ(season.episodes.at(0).content, content(41)); }
    }
    EXPECT_EQ(plan->seasons.size(), 3U);
}

TEST_F(ListeningPlanTest, NamesEveryFileOfASplitEpisodeThatPlaysAndListensToThemAsOne) {
    auto scanned = sample_series("Wind", 1, 40);
    auto& versions = episode_at(scanned, 0).versions;
    for (const std::uint64_t number : {41U, 42U, 43U}) versions[0].parts.push_back(media_file("Wind/Season 01/cd" + std::to_string(number) + ".mkv", number));
    versions[0].parts[2].summary->is_direct = false;
    versions.push_back(versions[0]);
    versions[1].parts = {media_file("Wind/Season 01/other.mkv", 44), media_file("Wind/Season 01/other cd2.mkv", 45)};
    ASSERT_TRUE(CatalogueWriter(*database_).apply(library_, scanned));
    const auto plan = read_listening_plan(*database_);
    const auto wind = std::ranges::find_if(plan->seasons, [&](const PlannedSeason& each) { return each.series != series_ && each.series != other_; });
    ASSERT_NE(wind, plan->seasons.end());
    const auto contents = [](const std::vector<PlannedFile>& files) {
        std::vector<ContentKey> out;
        for (const auto& file : files) out.push_back(file.content);
        return out;
    };
    const auto of = [](const std::string& name) { return "/library/Wind/Season 01/" + name; };
    EXPECT_THAT(wind->episodes, ElementsAre(PlannedEpisode{domain::whole_key(std::vector{content(40), content(41), content(43)}), {of("Wind S01E1.mkv"), of("cd41.mkv"), of("cd43.mkv")}}));
    EXPECT_THAT(contents(wind->films), ElementsAre(content(40), content(41), content(43))) << "in their order, of the version that plays";
}

TEST_F(ListeningPlanTest, OfASplitEpisodeThatDoesNotPlayTheFirstFileAloneIsListenedTo) {
    auto scanned = sample_series("Wind", 1, 40);
    auto& parts = episode_at(scanned, 0).versions[0].parts;
    parts.push_back(media_file("Wind/Season 01/cd2.mkv", 41));
    parts[0].summary->is_direct = false;
    ASSERT_TRUE(CatalogueWriter(*database_).apply(library_, scanned));
    const auto plan = read_listening_plan(*database_);
    const auto wind = std::ranges::find_if(plan->seasons, [&](const PlannedSeason& each) { return each.series != series_ && each.series != other_; });
    ASSERT_NE(wind, plan->seasons.end());
    EXPECT_THAT(wind->episodes, ElementsAre(PlannedEpisode{content(40), {"/library/Wind/Season 01/Wind S01E1.mkv"}}));
}

}  // namespace
}  // namespace bt::store
