// Sheets of what the catalogue holds: music that sounds once stands once, however many episodes or versions have it.
#include "service/cue_sheet/from_store.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "store/catalogue_writer.h"
#include "store/scan_state_store.h"
#include "store/series_reader.h"
#include "store/sound_store.h"
#include "tests/store/sample_series.h"
#include "tests/temporary_folder.h"

namespace bt::service {
namespace {

using std::chrono::seconds;
using ::testing::ElementsAre;

/// Four episodes: E01 and E02 in one file, E03 in two versions; in each file one piece of music.
class StoredSheets : public ::testing::Test {
protected:
    void SetUp() override {
        auto scanned = store::sample_series("Rain", 4, 1);
        auto &first = store::episode_at(scanned, 0).versions.front(), &second = store::episode_at(scanned, 1).versions.front();
        first.last_episode = 2;
        second = first;
        auto& versions = store::episode_at(scanned, 2).versions;
        versions.push_back(versions.front());
        versions.back().parts = {store::media_file("Rain/Season 01/Rain S01E03 - 720p.mkv", 30)};
        const auto library = store::ScanStateStore(*database_).library_at("/library").value();
        series_ = store::CatalogueWriter(*database_).apply(library, scanned).value().series;
        std::vector<store::HeardEpisode> heard;
        for (const std::uint64_t number : {1U, 3U, 4U, 30U}) {
            const auto content = store::content(number);
            ASSERT_TRUE(store::SoundStore(*database_).note_listened(content, 1, {.duration = seconds{3'600}}));
            heard.push_back({.content = content, .sound = {.cues = {{.music = "Music " + std::to_string(number), .stretch = {seconds{60}, seconds{90}}, .confidence = 0.9}}}, .themes = {}});
        }
        ASSERT_TRUE(store::SoundStore(*database_).save_season({.series = series_, .season = 1, .digest = "1", .episodes = heard}));
        const auto stored = store::SeriesReader(*database_).by_id(series_).value();
        for (const auto& each : stored.series.seasons.at(0).episodes) episodes_.push_back(each.id);
    }

    static std::vector<std::string> codes_of(const Result<std::vector<CueSheetEpisode>>& sheets) {
        EXPECT_TRUE(sheets) << sheets.error().describe();
        std::vector<std::string> codes;
        for (const auto& sheet : *sheets) codes.push_back(code_of(sheet));
        return codes;
    }

    tests::TemporaryFolder folder_;
    std::shared_ptr<store::Database> database_ = store::Database::open(folder_.file("db")).value();
    domain::SeriesId series_;
    std::vector<domain::EpisodeId> episodes_;
};

TEST_F(StoredSheets, OfASeasonTellTheMusicOfAFileOnce) {
    EXPECT_THAT(codes_of(cue_sheet_of_season(*database_, series_, 1)), ElementsAre("S01E01-E02", "S01E03", "S01E04"));
}

TEST_F(StoredSheets, OfEachEpisodeInAFileAreTheSame) {
    for (const auto id : {episodes_[0], episodes_[1]}) {
        const auto sheet = cue_sheet_of_episode(*database_, id);
        ASSERT_TRUE(sheet) << sheet.error().describe();
        EXPECT_EQ(code_of(*sheet), "S01E01-E02");
        EXPECT_EQ(sheet->title, "Episode 1 / Episode 2");
        EXPECT_EQ(sheet->lines.size(), 1U);
    }
}

TEST_F(StoredSheets, SayATitleThatBothEpisodesOfAFileHaveOnce) {
    auto scanned = store::sample_series("Bus", 2, 41);
    auto &first = store::episode_at(scanned, 0), &second = store::episode_at(scanned, 1);
    first.versions.front().last_episode = 2;
    second.versions = first.versions;
    for (auto* episode : {&first, &second}) episode->title.value = "The Last Bus";
    const auto library = store::ScanStateStore(*database_).library_at("/library").value();
    const auto series = store::CatalogueWriter(*database_).apply(library, scanned).value().series;
    const auto content = store::content(41);
    ASSERT_TRUE(store::SoundStore(*database_).note_listened(content, 1, {.duration = seconds{3'600}}));
    ASSERT_TRUE(store::SoundStore(*database_).save_season({.series = series, .season = 1, .digest = "1", .episodes = {{.content = content, .sound = {}, .themes = {}}}}));
    const auto sheets = cue_sheet_of_season(*database_, series, 1);
    ASSERT_TRUE(sheets) << sheets.error().describe();
    ASSERT_EQ(sheets->size(), 1U);
    EXPECT_EQ(sheets->front().title, "The Last Bus");
}

TEST_F(StoredSheets, OfSeveralEpisodesHoldEachOnce) {
    EXPECT_THAT(codes_of(cue_sheets_of_episodes(*database_, {episodes_[2], episodes_[2], episodes_[1], episodes_[0]})), ElementsAre("S01E03", "S01E01-E02"));
    EXPECT_EQ(cue_sheets_of_episodes(*database_, {domain::EpisodeId{999}}).error().fault, Fault::NotFound);
}

}  // namespace
}  // namespace bt::service
