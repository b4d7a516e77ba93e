// Albums that people tie to a series by hand.
#include "store/album_ties.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "store/catalogue_writer.h"
#include "store/listening_plan.h"
#include "store/scan_state_store.h"
#include "store/series_reader.h"
#include "store/song_reader.h"
#include "tests/store/sample_series.h"
#include "tests/temporary_folder.h"

namespace bt::store {
namespace {

using domain::AlbumId;
using domain::SeriesId;
using ::testing::ElementsAre;
using ::testing::IsEmpty;

/// "Rain" with an album of its own (song 501) and, in another library, "Sea" with another (song 502).
class AlbumTiesTest : public ::testing::Test {
protected:
    /// A series of one episode; `albums` are folders, each with the song of its number.
    SeriesId apply(domain::LibraryId library, const std::string& folder, const std::vector<std::pair<std::string, std::uint64_t>>& albums) {
        return apply_film(library, folder, first_content_ += 100, albums);
    }
    SeriesId apply_film(domain::LibraryId library, const std::string& folder, std::uint64_t film, const std::vector<std::pair<std::string, std::uint64_t>>& albums) {
        auto scanned = sample_series(folder, 1, film);
        for (const auto& [path, number] : albums) {
            domain::Album album;
            album.folder = path;
            album.title = path;
            domain::Song song;
            song.path = path + "/01.flac";
            song.title = "song of " + path;
            song.content = content(number);
            album.songs = {song};
            scanned.series.albums.push_back(album);
        }
        const auto applied = CatalogueWriter(*database_, [&](domain::LibraryId, const std::string& path) { return path != gone_; }).apply(library, scanned);
        EXPECT_TRUE(applied) << applied.error().describe();
        return applied->series;
    }
    AlbumId album(const std::string& folder) const {
        const auto page = ties_.page({}).value();
        for (const auto& row : page.rows) {
            if (row.folder == folder) return row.id;
        }
        ADD_FAILURE() << folder << " is not listed";
        return {};
    }
    std::vector<std::string> albums_of(SeriesId series) const {
        std::vector<std::string> folders;
        const auto view = SeriesReader(*database_).by_id(series).value();
        for (const auto& each : view.series.albums) {
            EXPECT_EQ(each.songs.size(), 1U);
            folders.push_back(each.folder);
        }
        return folders;
    }
    std::vector<std::string> songs_of(SeriesId series) const {
        std::vector<std::string> titles;
        const auto page = SongReader(*database_).of_series(series, {}).value();
        EXPECT_EQ(page.total, std::ssize(page.rows));
        for (const auto& row : page.rows) titles.push_back(row.song.title);
        return titles;
    }
    std::vector<ContentKey> listened_for(SeriesId series) const {
        const auto plan = read_listening_plan(*database_).value();
        for (const auto& season : plan.seasons) {
            if (season.series == series) return season.soundtrack;
        }
        return {};
    }
    Fault fault_of_tie(AlbumId album, SeriesId series) {
        const auto tied = ties_.tie(album, series);
        EXPECT_FALSE(tied);
        return tied ? Fault::Io : tied.error().fault;
    }

    tests::TemporaryFolder folder_;
    std::shared_ptr<Database> database_ = Database::open(folder_.file("db")).value();
    AlbumTies ties_{*database_};
    domain::LibraryId library_ = ScanStateStore(*database_).library_at("/library").value();
    domain::LibraryId apart_ = ScanStateStore(*database_).library_at("/apart").value();
    std::uint64_t first_content_ = 0;
    std::string gone_;  ///< the folder of a series that is not there any more
    SeriesId rain_ = apply(library_, "Rain", {{"Rain/OST", 501}});
    SeriesId sea_ = apply(apart_, "Sea", {{"Sea/OST", 502}});
};

TEST_F(AlbumTiesTest, ATiedAlbumIsShownPlayedAndListenedForAsTheSeriesOwn) {
    ASSERT_TRUE(ties_.tie(album("Sea/OST"), rain_));
    EXPECT_THAT(albums_of(rain_), ElementsAre("Rain/OST", "Sea/OST"));
    EXPECT_THAT(songs_of(rain_), ElementsAre("song of Rain/OST", "song of Sea/OST"));
    EXPECT_THAT(listened_for(rain_), ElementsAre(content(501), content(502)));
    EXPECT_THAT(songs_of(sea_), ElementsAre("song of Sea/OST")) << "and the other series has what it had";

    ASSERT_TRUE(ties_.untie(album("Sea/OST"), rain_));
    EXPECT_THAT(albums_of(rain_), ElementsAre("Rain/OST"));
    EXPECT_THAT(songs_of(rain_), ElementsAre("song of Rain/OST"));
    EXPECT_THAT(listened_for(rain_), ElementsAre(content(501)));
}

TEST_F(AlbumTiesTest, ATieOutlivesRescansAndRestsWhileTheAlbumOrTheSeriesIsAway) {
    const auto away = album("Sea/OST");
    ASSERT_TRUE(ties_.tie(away, rain_));
    apply(library_, "Rain", {{"Rain/OST", 501}, {"Rain/OST 2", 503}});
    EXPECT_THAT(albums_of(rain_), ElementsAre("Rain/OST", "Rain/OST 2", "Sea/OST"));

    apply(apart_, "Sea", {});
    EXPECT_THAT(albums_of(rain_), ElementsAre("Rain/OST", "Rain/OST 2"));
    EXPECT_THAT(listened_for(rain_), ElementsAre(content(501), content(503)));
    apply(apart_, "Sea", {{"Sea/OST", 502}});
    EXPECT_THAT(albums_of(rain_), ElementsAre("Rain/OST", "Rain/OST 2", "Sea/OST"));

    const std::vector<std::string> folder{"Rain"};
    ASSERT_TRUE(CatalogueWriter(*database_).retire(library_, folder));
    EXPECT_THAT(ties_.by_id(away)->tied, IsEmpty());
    apply(library_, "Rain", {{"Rain/OST", 501}});
    EXPECT_THAT(ties_.by_id(away)->tied, ElementsAre(AlbumOwner{rain_, "Rain"}));
}

TEST_F(AlbumTiesTest, ATieGoesAlongWhenTheAlbumsSeriesIsRenamedOrItsLibraryMoves) {
    const auto snow = apply_film(apart_, "Snow", 7'000, {{"Snow/OST", 507}, {"Music/Snow", 508}});
    ASSERT_TRUE(ties_.tie(album("Snow/OST"), rain_));
    ASSERT_TRUE(ties_.tie(album("Music/Snow"), rain_));
    gone_ = "Snow";
    EXPECT_EQ(apply_film(apart_, "Snow (2024)", 7'000, {{"Snow (2024)/OST", 507}, {"Music/Snow", 508}}), snow);
    EXPECT_THAT(albums_of(rain_), ElementsAre("Rain/OST", "Snow (2024)/OST", "Music/Snow"));

    ASSERT_TRUE(CatalogueWriter(*database_).retire_absent(apart_, {}));
    EXPECT_THAT(albums_of(rain_), ElementsAre("Rain/OST"));
    const auto elsewhere = ScanStateStore(*database_).library_at("/elsewhere").value();
    EXPECT_EQ(apply_film(elsewhere, "Snow (2024)", 7'000, {{"Snow (2024)/OST", 507}, {"Music/Snow", 508}}), snow);
    EXPECT_THAT(albums_of(rain_), ElementsAre("Rain/OST", "Snow (2024)/OST", "Music/Snow"));
    EXPECT_THAT(ties_.by_id(album("Snow (2024)/OST"))->tied, ElementsAre(AlbumOwner{rain_, "Rain"}));
}

TEST_F(AlbumTiesTest, ATieGoesAlongWhenTheAlbumsFolderIsRenamed) {
    apply_film(apart_, "Snow", 7'000, {{"Snow/OST", 507}, {"Snow/Score", 508}});
    ASSERT_TRUE(ties_.tie(album("Snow/OST"), rain_));
    apply_film(apart_, "Snow", 7'000, {{"Snow/Score", 508}, {"Snow/Soundtrack", 507}});
    EXPECT_THAT(albums_of(rain_), ElementsAre("Rain/OST", "Snow/Soundtrack"));
    apply_film(apart_, "Snow", 7'000, {{"Snow/Score", 508}, {"Snow/Other songs", 509}});
    EXPECT_THAT(albums_of(rain_), ElementsAre("Rain/OST")) << "another album";
    apply_film(apart_, "Snow", 7'000, {{"Snow/Score", 508}, {"Snow/Soundtrack", 507}});
    EXPECT_THAT(albums_of(rain_), ElementsAre("Rain/OST", "Snow/Soundtrack")) << "and back";
}

TEST_F(AlbumTiesTest, ATieStaysWhereAnotherSeriesHasTheAlbumStill) {
    const auto snow = apply_film(apart_, "Snow", 7'000, {{"Music/Shared", 507}});
    apply(apart_, "Wind", {{"Music/Shared", 507}});
    ASSERT_TRUE(ties_.tie(album("Music/Shared"), rain_));
    apply_film(apart_, "Snow", 7'000, {{"Snow/OST", 507}});
    EXPECT_THAT(albums_of(rain_), ElementsAre("Rain/OST", "Music/Shared"));
    EXPECT_THAT(albums_of(snow), ElementsAre("Snow/OST"));
}

TEST_F(AlbumTiesTest, WhatRestsCanBeUntied) {
    const auto away = album("Sea/OST");
    ASSERT_TRUE(ties_.tie(away, rain_));
    apply(apart_, "Sea", {});
    EXPECT_TRUE(ties_.untie(away, rain_));
    apply(apart_, "Sea", {{"Sea/OST", 502}});
    EXPECT_THAT(albums_of(rain_), ElementsAre("Rain/OST"));
}

TEST_F(AlbumTiesTest, ARescanOfATiedSeriesThatFindsNothingNewChangesNothing) {
    ASSERT_TRUE(ties_.tie(album("Sea/OST"), rain_));
    auto scanned = sample_series("Wind", 1, 900);
    const auto wind = CatalogueWriter(*database_).apply(library_, scanned).value().series;
    ASSERT_TRUE(ties_.tie(album("Sea/OST"), wind));
    EXPECT_FALSE(CatalogueWriter(*database_).apply(library_, scanned).value().is_changed);
}

TEST_F(AlbumTiesTest, AnAlbumThatSeveralSeriesHaveIsListedOnceAndShownOnceInEach) {
    const auto wind = apply(library_, "Wind", {{"Music/Shared", 504}});
    const auto snow = apply(library_, "Snow", {{"Music/Shared", 504}});
    const auto shared = ties_.by_id(album("Music/Shared")).value();
    EXPECT_THAT(shared.series, ElementsAre(AlbumOwner{snow, "Snow"}, AlbumOwner{wind, "Wind"}));
    EXPECT_EQ(shared.songs, 1);
    ASSERT_TRUE(ties_.tie(shared.id, rain_));
    EXPECT_THAT(albums_of(rain_), ElementsAre("Rain/OST", "Music/Shared"));

    // Its NFO names the album now, too.
    apply(library_, "Rain", {{"Rain/OST", 501}, {"Music/Shared", 504}});
    EXPECT_THAT(albums_of(rain_), ElementsAre("Rain/OST", "Music/Shared"));
    EXPECT_THAT(ties_.by_id(shared.id)->tied, IsEmpty());
    EXPECT_EQ(songs_of(rain_).size(), 2U);
}

TEST_F(AlbumTiesTest, AFolderOfTheSameNameInAnotherLibraryIsAnotherAlbum) {
    const auto other = apply(apart_, "Rain", {{"Rain/OST", 505}});
    EXPECT_EQ(ties_.page({})->total, 3);
    const auto own = SeriesReader(*database_).by_id(rain_)->series.albums.at(0).id;
    ASSERT_TRUE(ties_.tie(own, other));
    EXPECT_THAT(listened_for(other), ElementsAre(content(501), content(505)));
    EXPECT_THAT(albums_of(other), ElementsAre("Rain/OST", "Rain/OST"));
}

TEST_F(AlbumTiesTest, OnlyWhatIsThereAndNotYetTogetherIsTied) {
    EXPECT_EQ(fault_of_tie(AlbumId{99}, rain_), Fault::NotFound);
    EXPECT_EQ(fault_of_tie(album("Sea/OST"), SeriesId{99}), Fault::NotFound);
    EXPECT_EQ(fault_of_tie(album("Sea/OST"), sea_), Fault::Conflict);
    ASSERT_TRUE(ties_.tie(album("Sea/OST"), rain_));
    EXPECT_EQ(fault_of_tie(album("Sea/OST"), rain_), Fault::Conflict);
    EXPECT_EQ(ties_.untie(album("Rain/OST"), sea_).error().fault, Fault::NotFound);
    EXPECT_EQ(ties_.by_id(AlbumId{99}).error().fault, Fault::NotFound);
}

TEST_F(AlbumTiesTest, TheListGoesByTheTitlesOfTheSeriesAPageAtATime) {
    apply(library_, "Autumn", {{"Autumn/OST 1", 506}, {"Autumn/OST 2", 507}});
    std::vector<std::string> folders;
    PageRequest request{.limit = 1};
    do {
        const auto page = ties_.page(request).value();
        EXPECT_EQ(page.total, 4);
        for (const auto& row : page.rows) folders.push_back(row.folder);
        request.after = page.next;
    } while (!request.after.empty());
    EXPECT_THAT(folders, ElementsAre("Autumn/OST 1", "Autumn/OST 2", "Rain/OST", "Sea/OST"));
    EXPECT_EQ(ties_.page({.after = "00"}).error().fault, Fault::Invalid);
}

}  // namespace
}  // namespace bt::store
