#include "store/catalogue_writer.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <string>
#include <vector>

#include "store/connection.h"
#include "store/episode_reader.h"
#include "store/problem_reader.h"
#include "store/scan_state_store.h"
#include "store/series_reader.h"
#include "tests/store/expect_equal.h"
#include "tests/store/sample_series.h"
#include "tests/temporary_folder.h"

namespace bt::store {
namespace {

using domain::LibraryId;
using domain::ScannedSeries;
using domain::SeriesId;

class CatalogueWriterTest : public ::testing::Test {
protected:
    Applied apply(const ScannedSeries& scanned) { return apply(library, scanned); }
    Applied apply(LibraryId where, const ScannedSeries& scanned) {
        const auto applied = writer.apply(where, scanned);
        EXPECT_TRUE(applied) << applied.error().describe();
        EXPECT_TRUE(database->check());
        return applied.value();
    }
    domain::Series stored(SeriesId id) { return SeriesReader(*database).by_id(id).value().series; }
    std::vector<std::int64_t> episode_ids(SeriesId id) {
        std::vector<std::int64_t> ids;
        for (const auto& season : stored(id).seasons) {
            for (const auto& episode : season.episodes) ids.push_back(episode.id.value);
        }
        return ids;
    }

    tests::TemporaryFolder folder;
    std::shared_ptr<Database> database = Database::open(folder.file("db")).value();
    LibraryId library = ScanStateStore(*database).library_at("/series").value();
    std::vector<std::string> gone;  ///< paths that are no longer there
    CatalogueWriter writer{*database, [this](LibraryId, const std::string& path) { return std::ranges::find(gone, path) == gone.end(); }};
};

TEST_F(CatalogueWriterTest, GivesBackWhatWasAppliedWithIds) {
    const auto scanned = sample_series("Soundtrack #1", 4, 100);
    const auto applied = apply(scanned);
    EXPECT_TRUE(applied.is_new);
    EXPECT_TRUE(applied.is_changed);
    const auto series = stored(applied.series);
    expect_equal(without_ids(series), scanned.series);
    EXPECT_EQ(series.id, applied.series);
    for (const auto& episode : series.seasons[0].episodes) {
        EXPECT_GT(episode.id.value, 0);
        EXPECT_GT(episode.versions[0].parts[0].id.value, 0);
    }
}

TEST_F(CatalogueWriterTest, GivesBackEveryFieldOfArbitrarySeries) {
    for (std::uint32_t seed = 0; seed < 150; ++seed) {
        SCOPED_TRACE(seed);
        const auto scanned = ArbitrarySeries(seed).scanned("series " + std::to_string(seed));
        const auto applied = writer.apply(library, scanned);
        ASSERT_TRUE(applied) << applied.error().describe();
        expect_equal(without_ids(stored(applied->series)), scanned.series);
        ASSERT_FALSE(HasFailure());
        ASSERT_FALSE(writer.apply(library, scanned).value().is_changed);
    }
    EXPECT_TRUE(database->check());
}

TEST_F(CatalogueWriterTest, EndsInTheSameStateFromWhateverWasThereBefore) {
    for (std::uint32_t seed = 0; seed < 60; ++seed) {
        SCOPED_TRACE(seed);
        const auto first = ArbitrarySeries(seed).scanned("the folder");
        const auto second = ArbitrarySeries(seed + 1'000).scanned("the folder");
        const auto id = writer.apply(library, first).value().series;
        const auto again = writer.apply(library, second);
        ASSERT_TRUE(again) << again.error().describe();
        ASSERT_EQ(again->series, id);
        expect_equal(without_ids(stored(id)), second.series);
        const auto back = writer.apply(library, first);
        ASSERT_TRUE(back) << back.error().describe();
        expect_equal(without_ids(stored(id)), first.series);
        ASSERT_FALSE(HasFailure());
    }
    EXPECT_TRUE(database->check());
}

TEST_F(CatalogueWriterTest, DoesNotDependOnTheOrderOfSeries) {
    std::vector<ScannedSeries> all;
    for (std::uint32_t seed = 0; seed < 12; ++seed) all.push_back(ArbitrarySeries(seed).scanned("series " + std::to_string(seed)));
    const auto titles = [&](std::vector<ScannedSeries> order) {
        const tests::TemporaryFolder other;
        const auto db = Database::open(other.file("db")).value();
        const auto root = ScanStateStore(*db).library_at("/series").value();
        for (const auto& scanned : order) {
            const auto applied = CatalogueWriter(*db).apply(root, scanned);
            EXPECT_TRUE(applied) << applied.error().describe();
        }
        std::vector<domain::Series> found;
        const auto page = SeriesReader(*db).page(SeriesOrder::Title, {.limit = 100});
        EXPECT_TRUE(page) << page.error().describe();
        for (const auto& summary : page->rows) {
            found.push_back(without_ids(SeriesReader(*db).by_id(summary.id).value().series));
        }
        std::ranges::sort(found, {}, [](const domain::Series& s) { return std::pair(s.title.value, s.seasons.size() * 100 + s.people.size()); });
        return found;
    };
    auto reversed = all;
    std::ranges::reverse(reversed);
    EXPECT_THAT(titles(all), ::testing::UnorderedElementsAreArray(titles(reversed)));
}

TEST_F(CatalogueWriterTest, TellsAChangeFromASignatureAlone) {
    auto scanned = sample_series("A", 2, 1);
    apply(scanned);
    scanned.signature = domain::FolderSignature{77};
    EXPECT_FALSE(apply(scanned).is_changed);
    EXPECT_EQ(ScanStateStore(*database).known_folders(library).value()[0].signature.value, 77U);
    scanned.series.plot = "changed";
    EXPECT_TRUE(apply(scanned).is_changed);
}

TEST_F(CatalogueWriterTest, RefusesASeriesWithTwoSeasonsOfOneNumberAndKeepsTheOldState) {
    auto scanned = sample_series("A", 2, 1);
    const auto id = apply(scanned).series;
    auto twice = scanned;
    twice.series.title.value = "changed";
    twice.series.seasons.push_back(twice.series.seasons[0]);
    EXPECT_EQ(writer.apply(library, twice).error().describe(), "A: the series has two seasons 1");
    expect_equal(without_ids(stored(id)), scanned.series);
}

TEST_F(CatalogueWriterTest, TellsNamesakesApartWhateverOthersAreCalled) {
    auto scanned = sample_series("A", 1, 1);
    scanned.series.people = {{.name = "Kim", .ids = {{"tmdb", "1"}}}, {.name = "Kim ()"}, {.name = "Kim"}, {.name = "Kim () 2"}};
    const auto id = apply(scanned).series;
    std::vector<std::string> names;
    for (const auto& credit : stored(id).people) names.push_back(credit.name);
    EXPECT_EQ(names, (std::vector<std::string>{"Kim", "Kim ()", "Kim", "Kim () 2"}));
}

// --- identity

TEST_F(CatalogueWriterTest, KeepsIdsWhenTheFolderIsRenamed) {
    const auto id = apply(sample_series("Soundtrack", 3, 1)).series;
    const auto episodes = episode_ids(id);
    gone = {"Soundtrack"};
    const auto renamed = apply(sample_series("Soundtrack #1 (2022)", 3, 1));
    EXPECT_EQ(renamed.series, id);
    EXPECT_FALSE(renamed.is_new);
    EXPECT_EQ(episode_ids(id), episodes);
    EXPECT_EQ(stored(id).title.value, "Soundtrack #1 (2022)");
}

TEST_F(CatalogueWriterTest, KeepsIdsWhenTheFolderMovesToAnotherLibrary) {
    const auto other = ScanStateStore(*database).library_at("/more").value();
    const auto id = apply(sample_series("A", 3, 1)).series;
    const auto episodes = episode_ids(id);
    gone = {"A"};
    EXPECT_EQ(apply(other, sample_series("A", 3, 1)).series, id);
    EXPECT_EQ(episode_ids(id), episodes);
    EXPECT_THAT(ScanStateStore(*database).known_folders(library).value(), ::testing::IsEmpty());
}

TEST_F(CatalogueWriterTest, GivesACopyIdsOfItsOwn) {
    const auto id = apply(sample_series("A", 3, 1)).series;
    const auto episodes = episode_ids(id);
    const auto copy = apply(sample_series("Copy of A", 3, 1));
    EXPECT_TRUE(copy.is_new);
    EXPECT_NE(copy.series, id);
    EXPECT_EQ(episode_ids(id), episodes);
    EXPECT_EQ(stored(id).seasons[0].episodes.size(), 3U);
}

TEST_F(CatalogueWriterTest, KeepsIdsOverAnAbsence) {
    const auto scanned = sample_series("A", 3, 1);
    const auto id = apply(scanned).series;
    const auto episodes = episode_ids(id);
    EXPECT_EQ(writer.retire_absent(library, {}).value(), 1);
    EXPECT_EQ(SeriesReader(*database).by_id(id).error().fault, Fault::NotFound);
    EXPECT_EQ(EpisodeReader(*database).by_id(domain::EpisodeId{episodes[0]}).error().fault, Fault::NotFound);
    const auto back = apply(scanned);
    EXPECT_EQ(back.series, id);
    EXPECT_TRUE(back.is_changed);
    EXPECT_FALSE(back.is_new);
    EXPECT_EQ(episode_ids(id), episodes);
}

TEST_F(CatalogueWriterTest, RetiresOnlyWhatIsAbsentAndOnlyInThatLibrary) {
    const auto other = ScanStateStore(*database).library_at("/more").value();
    apply(sample_series("A", 1, 1));
    apply(sample_series("B", 1, 10));
    apply(other, sample_series("C", 1, 20));
    EXPECT_EQ(writer.retire_absent(library, std::vector<std::string>{"A"}).value(), 1);
    EXPECT_EQ(writer.retire_absent(library, std::vector<std::string>{"A"}).value(), 0);
    EXPECT_EQ(SeriesReader(*database).page(SeriesOrder::Title, {}).value().total, 2);
}

TEST_F(CatalogueWriterTest, RetiresTheNamedFoldersAndPassesOverTheOldNameOfARenamedOne) {
    const auto id = apply(sample_series("A", 1, 1)).series;
    apply(sample_series("B", 1, 10));
    gone = {"A"};
    EXPECT_EQ(apply(sample_series("A renamed", 1, 1)).series, id);
    EXPECT_EQ(writer.retire(library, std::vector<std::string>{"A", "B", "never there"}).value(), 1);
    const auto page = SeriesReader(*database).page(SeriesOrder::Title, {}).value();
    ASSERT_EQ(page.total, 1);
    EXPECT_EQ(page.rows[0].id, id);
}

TEST_F(CatalogueWriterTest, FindsASeriesAgainByProviderIdWhenFolderAndFilesAreNew) {
    auto old = sample_series("A", 2, 1);
    old.series.ids = {{"tmdb", "93405"}};
    const auto id = apply(old).series;
    gone = {"A"};
    auto better = sample_series("A (2021) 2160p", 2, 1'000);
    better.series.ids = {{"tmdb", "93405"}};
    const auto episodes = episode_ids(id);
    EXPECT_EQ(apply(better).series, id);
    EXPECT_EQ(episode_ids(id), episodes);  // by their numbers
}

TEST_F(CatalogueWriterTest, KeepsEpisodesByNumberWhenTheirFilesAreReplaced) {
    const auto id = apply(sample_series("A", 3, 1)).series;
    const auto episodes = episode_ids(id);
    auto better = sample_series("A", 3, 500);
    for (auto& episode : better.series.seasons[0].episodes) episode.versions[0].parts[0].path += ".2160p.mkv";
    apply(better);
    EXPECT_EQ(episode_ids(id), episodes);
}

TEST_F(CatalogueWriterTest, LetsEpisodesFollowTheirFilesWhenNumbersShift) {
    const auto id = apply(sample_series("A", 3, 1)).series;
    const auto episodes = episode_ids(id);
    auto shifted = sample_series("A", 3, 1);
    for (int i = 0; i < 3; ++i) {  // S01E01 is now S01E02, and so on
        auto& episode = episode_at(shifted, static_cast<std::size_t>(i));
        episode.number.value = i + 2;
        episode.versions[0].parts[0].path = "A/Season 01/A S01E" + std::to_string(i + 2) + ".mkv";
    }
    auto first = episode(1, 1, media_file("A/Season 01/A S01E1.mkv", 900));
    shifted.series.seasons[0].episodes.insert(shifted.series.seasons[0].episodes.begin(), first);
    apply(shifted);
    const auto now = episode_ids(id);
    ASSERT_EQ(now.size(), 4U);
    EXPECT_EQ(std::vector(now.begin() + 1, now.end()), episodes);
    EXPECT_EQ(std::ranges::count(episodes, now[0]), 0);
}

TEST_F(CatalogueWriterTest, KeepsFilesApartWhenTheySwapNames) {
    auto scanned = sample_series("A", 2, 1);
    const auto id = apply(scanned).series;
    const auto before = stored(id).seasons[0].episodes;
    std::swap(episode_at(scanned, 0).versions[0].parts[0].path, episode_at(scanned, 1).versions[0].parts[0].path);
    std::swap(episode_at(scanned, 0).versions, episode_at(scanned, 1).versions);
    apply(scanned);
    const auto after = stored(id).seasons[0].episodes;
    EXPECT_EQ(after[0].versions[0].parts[0].content, content(2));
    EXPECT_EQ(after[0].versions[0].parts[0].id, before[1].versions[0].parts[0].id);
    EXPECT_EQ(after[1].versions[0].parts[0].id, before[0].versions[0].parts[0].id);
    EXPECT_EQ(after[0].id, before[1].id) << "what was watched is the content, whatever its number is now";
}

TEST_F(CatalogueWriterTest, KeepsAFilesIdWhenItIsRenamedOrItsContentReplaced) {
    auto scanned = sample_series("A", 1, 1);
    const auto id = apply(scanned).series;
    const auto file = [&] { return stored(id).seasons[0].episodes[0].versions[0].parts[0].id; };
    const auto before = file();
    episode_at(scanned, 0).versions[0].parts[0].path = "A/renamed.mkv";
    apply(scanned);
    EXPECT_EQ(file(), before);
    episode_at(scanned, 0).versions[0].parts[0].content = content(99);
    apply(scanned);
    EXPECT_EQ(file(), before);
}

TEST_F(CatalogueWriterTest, BringsAnEpisodeBackWithItsIdAfterItsFileWasAway) {
    const auto whole = sample_series("A", 3, 1);
    const auto id = apply(whole).series;
    const auto episodes = episode_ids(id);
    apply(sample_series("A", 2, 1));
    EXPECT_EQ(episode_ids(id).size(), 2U);
    apply(whole);
    EXPECT_EQ(episode_ids(id), episodes);
}

TEST_F(CatalogueWriterTest, TakesAnEpisodeAlongWhenItsFileMovesToAnotherSeries) {
    auto from = sample_series("Soundtrack", 3, 1);
    const auto old_id = apply(from).series;
    const auto moved = episode_ids(old_id)[2];
    auto to = sample_series("Soundtrack #2", 0, 50);
    auto file = media_file("Soundtrack #2/Season 01/Soundtrack #2 S01E01.mkv", 3);
    to.series.seasons[0].episodes.push_back(episode(1, 1, file));
    gone = {episode_at(from, 2).versions[0].parts[0].path};
    const auto new_id = apply(to).series;
    EXPECT_NE(new_id, old_id);
    EXPECT_EQ(episode_ids(new_id), (std::vector{moved}));
    EXPECT_EQ(episode_ids(old_id).size(), 2U);
    const auto page = SeriesReader(*database).page(SeriesOrder::Title, {}).value();
    EXPECT_EQ(page.rows[0].episode_count, 2);
    EXPECT_EQ(page.rows[1].episode_count, 1);
}

TEST_F(CatalogueWriterTest, KeepsBothEpisodesOfADoubleFile) {
    auto scanned = sample_series("A", 2, 1);
    episode_at(scanned, 1).versions = episode_at(scanned, 0).versions;
    const auto id = apply(scanned).series;
    const auto episodes = episode_ids(id);
    ASSERT_NE(episodes[0], episodes[1]);
    for (auto& one : scanned.series.seasons[0].episodes) one.versions[0].parts[0].path = "A/renamed.mkv";
    apply(scanned);
    EXPECT_EQ(episode_ids(id), episodes);
}

TEST_F(CatalogueWriterTest, KeepsIdsOfPicturesAndTheirFactsUntilTheyChange) {
    auto scanned = sample_series("A", 1, 1);
    scanned.series.artwork = {{.kind = domain::ArtworkKind::Poster, .path = "A/poster.jpg", .stamp = {.size = 5, .modified_ns = 6, .inode = 7}}};
    const auto id = apply(scanned).series;
    const auto picture = [&] { return stored(id).artwork[0]; };
    const auto before = picture().id;
    const domain::ArtworkFacts facts{.content = content(5), .width = 600, .height = 900, .hue = 262, .thumbhash = "HBkS"};
    ASSERT_TRUE(writer.describe_artwork(std::vector<DescribedArtwork>{{before, scanned.series.artwork[0].stamp, facts}}));
    scanned.series.plot = "changed";
    apply(scanned);
    EXPECT_EQ(picture().id, before);
    EXPECT_EQ(picture().facts, facts);
    scanned.series.artwork[0].stamp.size = 6;
    apply(scanned);
    EXPECT_EQ(picture().id, before);
    EXPECT_EQ(picture().facts, std::nullopt);
}

TEST_F(CatalogueWriterTest, KeepsIdsOfSongsWhenTheyAreRenamed) {
    auto scanned = sample_series("A", 1, 1);
    scanned.series.albums = {{.folder = "A/OST", .title = "OST", .songs = {{.path = "A/OST/01.flac", .content = content(70)},
                                                                            {.path = "A/OST/02.flac", .content = content(71)}}}};
    const auto id = apply(scanned).series;
    const auto before = stored(id).albums[0];
    std::swap(scanned.series.albums[0].songs[0].path, scanned.series.albums[0].songs[1].path);
    apply(scanned);
    const auto after = stored(id).albums[0];
    EXPECT_EQ(after.id, before.id);
    EXPECT_EQ(after.songs[0].id, before.songs[0].id);
    EXPECT_EQ(after.songs[1].id, before.songs[1].id);
    auto without = scanned;
    without.series.albums.clear();
    apply(without);
    apply(scanned);
    EXPECT_EQ(stored(id).albums[0].songs[0].id, before.songs[0].id);
}

TEST_F(CatalogueWriterTest, NeverReusesAnId) {
    const auto first = apply(sample_series("A", 2, 1));
    const auto episodes = episode_ids(first.series);
    ASSERT_TRUE(database->write("forget it all", [](Connection& sql) -> Result<void> {
        sql.script("UPDATE files SET series_id = NULL; DELETE FROM versions; DELETE FROM episodes; DELETE FROM series");
        return {};
    }));
    const auto second = apply(sample_series("B", 2, 50));
    EXPECT_GT(second.series, first.series);
    EXPECT_GT(episode_ids(second.series)[0], episodes[1]);
}

TEST_F(CatalogueWriterTest, ListsWhatCouldNotBeReadWithTheReason) {
    auto scanned = sample_series("A", 1, 1);
    auto& file = episode_at(scanned, 0).versions[0].parts[0];
    file.content.reset();
    file.summary.reset();
    file.unreadable = "moov > trak 2: ends early";
    scanned.problems = {{file.path, file.unreadable}};
    const auto id = apply(scanned).series;
    ASSERT_TRUE(writer.note_problems(library, std::vector<domain::ScanProblem>{{"locked folder \xFF", "permission missing"}}));
    EXPECT_EQ(stored(id).seasons[0].episodes[0].versions[0].parts[0].unreadable, "moov > trak 2: ends early");
    const auto page = ProblemReader(*database).page({}).value();
    ASSERT_EQ(page.total, 2);
    EXPECT_EQ(page.rows[0], (StoredProblem{library, "/series", id, scanned.problems[0]}));
    EXPECT_EQ(page.rows[1], (StoredProblem{library, "/series", std::nullopt, {"locked folder \xFF", "permission missing"}}));
    scanned.problems.clear();
    EXPECT_TRUE(apply(scanned).is_changed);
    EXPECT_EQ(ProblemReader(*database).page({}, library).value().total, 1);
}

}  // namespace
}  // namespace bt::store
