#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <array>
#include <set>

#include "store/artwork_reader.h"
#include "store/catalogue_writer.h"
#include "store/episode_reader.h"
#include "store/extra_reader.h"
#include "store/file_reader.h"
#include "store/people_reader.h"
#include "store/problem_reader.h"
#include "store/scan_state_store.h"
#include "store/series_reader.h"
#include "store/sound_store.h"
#include "tests/store/expect_equal.h"
#include "tests/store/sample_series.h"
#include "tests/temporary_folder.h"

namespace bt::store {
namespace {

using domain::SeriesId;
using ::testing::ElementsAre;
using ::testing::IsEmpty;

class ReadersTest : public ::testing::Test {
protected:
    SeriesId apply(const domain::ScannedSeries& scanned) {
        ++now;
        const auto applied = writer.apply(library, scanned);
        EXPECT_TRUE(applied) << applied.error().describe();
        return applied->series;
    }
    /// A series called `title`, alone in its folder.
    domain::ScannedSeries titled(const std::string& title, int episodes = 1) {
        ++count;
        auto scanned = sample_series("folder " + std::to_string(count), episodes, static_cast<std::uint64_t>(count) * 100);
        scanned.series.title.value = title;
        return scanned;
    }
    std::vector<std::string> titles(SeriesOrder order, const SeriesFilter& filter = {}, int limit = 50) {
        std::vector<std::string> found;
        PageRequest request{.limit = limit};
        do {
            const auto page = SeriesReader(*database).page(order, request, filter);
            EXPECT_TRUE(page) << page.error().describe();
            EXPECT_LE(page->rows.size(), static_cast<std::size_t>(limit));
            for (const auto& row : page->rows) found.push_back(row.title);
            request.after = page->next;
        } while (!request.after.empty());
        return found;
    }

    tests::TemporaryFolder folder;
    std::shared_ptr<Database> database = Database::open(folder.file("db")).value();
    domain::LibraryId library = ScanStateStore(*database).library_at("/series").value();
    std::int64_t now = 1'000;
    int count = 0;
    CatalogueWriter writer{*database, {}, [this] { return now; }};
};

TEST_F(ReadersTest, SortSeriesAsPeopleExpectOnPagesOfAnySize) {
    for (const char* title : {"Soundtrack #10", "The Glory", "도깨비", "Élite", "soundtrack #2", "가을동화", "#Alive", "A Korean Odyssey", "Ｇoblin", "나의 아저씨"}) {
        apply(titled(title));
    }
    const std::vector<std::string> sorted{"#Alive", "Élite", "The Glory", "Ｇoblin", "A Korean Odyssey", "soundtrack #2", "Soundtrack #10",
                                          "가을동화", "나의 아저씨", "도깨비"};
    for (const int limit : {1, 2, 3, 7, 10, 50}) EXPECT_EQ(titles(SeriesOrder::Title, {}, limit), sorted) << limit;
}

TEST_F(ReadersTest, SortSeriesByAddedAndByYear) {
    auto old = titled("old");
    old.series.year.value = 1'999;
    auto young = titled("young");
    young.series.year.value = 2'024;
    auto unknown = titled("unknown");
    apply(young);
    apply(old);
    apply(unknown);
    for (const int limit : {1, 2, 50}) {
        EXPECT_THAT(titles(SeriesOrder::Added, {}, limit), ElementsAre("unknown", "old", "young"));
        EXPECT_THAT(titles(SeriesOrder::Year, {}, limit), ElementsAre("young", "old", "unknown"));
    }
}

TEST_F(ReadersTest, WhatAnotherServerAlreadyHadIsNotAddedLast) {
    using namespace std::chrono_literals;
    now = 1'700'000'000'000;
    apply(titled("new"));
    auto old = titled("had before");
    old.series.added = std::chrono::sys_seconds(1'600'000'000s);
    episode_at(old, 0).added = old.series.added;
    apply(old);
    auto odd = titled("from the future");
    odd.series.added = std::chrono::sys_seconds(1'900'000'000s);
    apply(odd);
    EXPECT_THAT(titles(SeriesOrder::Added, {}, 50), ElementsAre("from the future", "new", "had before"));
    std::int64_t first = 0, last = 0;
    ASSERT_TRUE(database->read("look", [&](Connection& sql) -> Result<void> {
        sql.run("SELECT min(added_at), max(added_at) FROM episodes", into(first), into(last));
        return {};
    }));
    EXPECT_EQ(first, 1'600'000'000'000);
    EXPECT_EQ(last, now) << "never later than now";
}

TEST_F(ReadersTest, NeitherRepeatNorSkipSeriesThatComeMeanwhile) {
    for (int i = 10; i < 40; i += 2) apply(titled("Series " + std::to_string(i)));
    const SeriesReader reader(*database);
    const auto first = reader.page(SeriesOrder::Title, {.limit = 5}).value();
    apply(titled("Series 11"));
    const auto second = reader.page(SeriesOrder::Title, {.after = first.next, .limit = 5}).value();
    EXPECT_EQ(first.rows.back().title, "Series 18");
    EXPECT_EQ(second.rows.front().title, "Series 20");
    EXPECT_EQ(second.total, 16);
}

TEST_F(ReadersTest, TellAnExtraWithItsSeriesAsLongAsBothAreThere) {
    auto scanned = titled("Soundtrack");
    domain::Extra trailer{.id = {}, .kind = domain::ExtraKind::Trailer, .title = "Teaser", .file = {}};
    trailer.file.path = scanned.folder + "/trailers/Teaser.mp4";
    scanned.series.extras = {trailer};
    const auto series = apply(scanned);
    const auto id = SeriesReader(*database).by_id(series).value().series.extras.at(0).id;
    const auto view = read_extra(*database, id).value();
    EXPECT_EQ(view.extra.kind, domain::ExtraKind::Trailer);
    EXPECT_EQ(view.extra.title, "Teaser");
    EXPECT_EQ(view.extra.file.path, trailer.file.path);
    EXPECT_EQ(view.series, series);
    EXPECT_EQ(view.series_title, "Soundtrack");
    scanned.series.extras.clear();
    apply(scanned);
    EXPECT_EQ(read_extra(*database, id).error().fault, Fault::NotFound);
}

TEST_F(ReadersTest, RefuseCursorsThatAreNotTheirs) {
    for (int i = 0; i < 3; ++i) apply(titled("S"));
    const SeriesReader reader(*database);
    const auto next = reader.page(SeriesOrder::Title, {.limit = 1}).value().next;
    ASSERT_FALSE(next.empty());
    EXPECT_EQ(reader.page(SeriesOrder::Year, {.after = next}).error().fault, Fault::Invalid);
    EXPECT_EQ(PeopleReader(*database).page({.after = next}).error().fault, Fault::Invalid);
    for (const std::string& bad : {std::string("x"), std::string("00"), std::string("zz"), next + "0", next.substr(0, 6), std::string(5'000, 'a'),
                                   std::string("%27"), std::string("7365726965732d7469746c6520202020")}) {
        EXPECT_EQ(reader.page(SeriesOrder::Title, {.after = bad}).error().fault, Fault::Invalid) << bad.substr(0, 20);
    }
}

TEST_F(ReadersTest, CutLimitsThatMakeNoSense) {
    for (int i = 0; i < 3; ++i) apply(titled("S"));
    EXPECT_EQ(SeriesReader(*database).page(SeriesOrder::Title, {.limit = -5}).value().rows.size(), 1U);
    EXPECT_EQ(SeriesReader(*database).page(SeriesOrder::Title, {.limit = 1'000'000}).value().rows.size(), 3U);
}

TEST_F(ReadersTest, FilterSeriesByLabelsYearAnthologyAndPerson) {
    auto first = titled("first");
    first.series.genres = {"Romance", "Music"};
    first.series.studios = {"Disney+"};
    first.series.year.value = 2'022;
    first.series.instalment = domain::Instalment{"Soundtrack", 1};
    first.series.people = {{.person = {}, .name = "박형식", .role = "Lee Sun-woo", .type = "actor"}};
    auto second = titled("second");
    second.series.genres = {"Romance"};
    second.series.year.value = 2'023;
    second.series.instalment = domain::Instalment{"Soundtrack", 2};
    second.series.seasons[0].episodes[0].people = {{.person = {}, .name = "금새록", .role = "Do Hyun-seo", .type = "actor"}};
    const auto id = apply(first);
    const auto second_id = apply(second);
    apply(titled("third"));
    const auto person = [&](SeriesId series) {
        const auto view = SeriesReader(*database).by_id(series).value().series;
        return view.people.empty() ? view.seasons[0].episodes[0].people[0].person : view.people[0].person;
    };
    EXPECT_THAT(titles(SeriesOrder::Title, {.genre = "Romance"}, 1), ElementsAre("first", "second"));
    EXPECT_THAT(titles(SeriesOrder::Title, {.genre = "Music"}), ElementsAre("first"));
    EXPECT_THAT(titles(SeriesOrder::Added, {.year = 2'023, .genre = "Romance"}), ElementsAre("second"));
    EXPECT_THAT(titles(SeriesOrder::Title, {.studio = "Disney+", .tag = "none"}), IsEmpty());
    EXPECT_THAT(titles(SeriesOrder::Title, {.anthology = "Soundtrack"}), ElementsAre("first", "second"));
    EXPECT_THAT(titles(SeriesOrder::Title, {.person = person(id)}), ElementsAre("first"));
    EXPECT_THAT(titles(SeriesOrder::Title, {.person = person(second_id)}), ElementsAre("second"));
    EXPECT_THAT(titles(SeriesOrder::Title, {.library = domain::LibraryId{77}}), IsEmpty());
    EXPECT_THAT(titles(SeriesOrder::Title, {.genre = "'; DROP TABLE series; --"}), IsEmpty());
    EXPECT_EQ(SeriesReader(*database).page(SeriesOrder::Title, {}, {.genre = "Romance"}).value().total, 2);
    EXPECT_THAT(SeriesReader(*database).labels(LabelKind::Genre).value(), ElementsAre(LabelCount{"Romance", 2}, LabelCount{"Music", 1}));
}

TEST_F(ReadersTest, ShowTheFirstPosterOfTheSeriesItself) {
    auto scanned = titled("A", 2);
    scanned.series.artwork = {{.kind = domain::ArtworkKind::Backdrop, .path = "fanart.jpg"}, {.kind = domain::ArtworkKind::Poster, .path = "second.jpg", .order = 1},
                              {.kind = domain::ArtworkKind::Poster, .path = "first.jpg", .order = 0}};
    scanned.series.seasons[0].artwork = {{.kind = domain::ArtworkKind::Poster, .path = "season.jpg"}};
    apply(scanned);
    const auto row = SeriesReader(*database).page(SeriesOrder::Title, {}).value().rows.at(0);
    ASSERT_TRUE(row.poster);
    EXPECT_EQ(row.poster->path, "first.jpg");
    EXPECT_EQ(row.episode_count, 2);
    const auto picture = ArtworkReader(*database).by_id(row.poster->id).value();
    EXPECT_EQ(picture.artwork, *row.poster);
    EXPECT_EQ(picture.library_path, "/series");
    const auto unseen = [&](domain::ArtworkId after = {}) { return ArtworkReader(*database).without_facts(after, 10).value().size(); };
    EXPECT_EQ(unseen(), 4U);
    EXPECT_EQ(unseen(row.backdrop->id), 3U) << "the backdrop is the first";
    const domain::ArtworkFacts facts{.content = content(9), .width = 2, .height = 3, .hue = 120, .thumbhash = "HBkS"};
    auto replaced = row.poster->stamp;
    ++replaced.modified_ns;
    ASSERT_TRUE(writer.describe_artwork(std::vector<DescribedArtwork>{{row.poster->id, replaced, facts}, {domain::ArtworkId{999}, {}, facts}}));
    EXPECT_EQ(unseen(), 4U) << "another file was looked at";
    ASSERT_TRUE(writer.describe_artwork(std::vector<DescribedArtwork>{{row.poster->id, row.poster->stamp, facts}}));
    EXPECT_EQ(unseen(), 3U);
    EXPECT_EQ(ArtworkReader(*database).by_id(row.poster->id)->artwork.facts, facts);
    scanned.series.tagline = "changed";
    apply(scanned);
    EXPECT_EQ(SeriesReader(*database).page(SeriesOrder::Title, {}).value().rows.at(0).poster->facts, facts) << "kept while the picture is the same";
    EXPECT_EQ(ArtworkReader(*database).by_id(domain::ArtworkId{999}).error().fault, Fault::NotFound);
}

TEST_F(ReadersTest, GiveAnEpisodeTheSameAsItsSeriesDoesWithItsNeighbours) {
    for (std::uint32_t seed = 0; seed < 40; ++seed) {
        const auto id = apply(ArbitrarySeries(seed).scanned("series " + std::to_string(seed)));
        const auto series = SeriesReader(*database).by_id(id).value().series;
        std::optional<domain::EpisodeId> previous;
        for (const auto& season : series.seasons) {
            for (const auto& episode : season.episodes) {
                const auto view = EpisodeReader(*database).by_id(episode.id).value();
                expect_equal(view.episode, episode);
                EXPECT_EQ(view.series, id);
                EXPECT_EQ(view.season, season.id);
                EXPECT_EQ(view.previous, previous);
                if (previous) {
                    EXPECT_EQ(EpisodeReader(*database).by_id(*previous)->next, episode.id);
                }
                previous = episode.id;
            }
        }
        if (previous) {
            EXPECT_EQ(EpisodeReader(*database).by_id(*previous)->next, std::nullopt);
        }
    }
    EXPECT_EQ(EpisodeReader(*database).by_id(domain::EpisodeId{1'000'000}).error().fault, Fault::NotFound);
}

TEST_F(ReadersTest, FindAFileByItsContentWhereverItLiesNow) {
    const FileReader reader(*database);
    auto scanned = titled("A", 1);
    auto& file = scanned.series.seasons[0].episodes[0].versions[0].parts[0];
    file.path = "broken \xFF name.mkv";
    const auto key = *file.content;
    apply(scanned);
    const auto found = reader.by_content(key).value();
    ASSERT_EQ(found.places.size(), 1U);
    EXPECT_EQ(found.places[0].path, "broken \xFF name.mkv");
    EXPECT_EQ(found.places[0].library_path, "/series");
    EXPECT_EQ(found.places[0].stamp, file.stamp);
    file.path = "renamed.mkv";
    apply(scanned);
    EXPECT_EQ(reader.by_content(key).value().places.at(0).path, "renamed.mkv");
    ASSERT_TRUE(writer.retire_absent(library, {}));
    EXPECT_EQ(reader.by_content(key).error().fault, Fault::NotFound);
}

TEST_F(ReadersTest, FindTheEpisodeOfACopyByItsPlace) {
    auto scanned = titled("A", 2);
    auto again = titled("B", 1);
    auto& copy = again.series.seasons[0].episodes[0].versions[0].parts[0];
    copy.content = scanned.series.seasons[0].episodes[1].versions[0].parts[0].content;
    copy.path = "B/B S01E01.mkv";
    apply(scanned);
    apply(again);
    const EpisodeReader reader(*database);
    const auto title_at = [&](const std::string& place) { return reader.by_id(reader.by_content(*copy.content, place).value())->series_title; };
    EXPECT_EQ(title_at("/series/B/B S01E01.mkv"), "B");
    EXPECT_EQ(title_at("/series/" + scanned.series.seasons[0].episodes[1].versions[0].parts[0].path), "A");
    for (const char* unknown : {"", "/elsewhere/B S01E01.mkv", "B/B S01E01.mkv"}) EXPECT_EQ(title_at(unknown), "B") << "the first by number: " << unknown;
}

TEST_F(ReadersTest, FindTheTracksBesideEveryCopyOfAContent) {
    auto scanned = titled("A", 1);
    scanned.series.seasons[0].episodes[0].versions[0].tracks = {{.path = "a.ko.srt", .format = "srt", .language = "ko", .title = "", .content = content(50)}};
    const auto key = *scanned.series.seasons[0].episodes[0].versions[0].parts[0].content;
    apply(scanned);
    const auto elsewhere = ScanStateStore(*database).library_at("/other").value();
    scanned.series.seasons[0].episodes[0].versions[0].tracks[0].path = "a.srt";
    ASSERT_TRUE(writer.apply(elsewhere, scanned));
    const auto found = FileReader(*database).by_content(key).value();
    EXPECT_EQ(found.places.size(), 2U);
    std::set<std::string> beside;
    for (const auto& each : found.beside) beside.insert(each.library_path + "/" + each.track.path);
    EXPECT_THAT(beside, ElementsAre("/other/a.srt", "/series/a.ko.srt"));
}

TEST_F(ReadersTest, FindTheTracksBesideEachFileOfASplitEpisode) {
    auto scanned = titled("A", 1);
    auto& version = scanned.series.seasons[0].episodes[0].versions[0];
    version.parts.push_back(version.parts[0]);
    version.parts[1].path = "a cd2.mkv";
    version.parts[1].content = content(51);
    version.tracks = {{.path = "a cd1.srt", .format = "srt", .title = "", .content = content(60), .file = 0},
                      {.path = "a cd2.srt", .format = "srt", .title = "", .content = content(61), .file = 1}};
    const auto first = *version.parts[0].content;
    apply(scanned);
    for (const auto& [key, path] : {std::pair(first, "a cd1.srt"), std::pair(content(51), "a cd2.srt")}) {
        const auto found = FileReader(*database).by_content(key).value();
        ASSERT_EQ(found.beside.size(), 1U) << path;
        EXPECT_EQ(found.beside[0].track.path, path);
    }
}

TEST_F(ReadersTest, FindExternalTracksAndSongs) {
    auto scanned = titled("A", 1);
    const domain::ExternalTrack track{.path = "a.ko.srt", .format = "srt", .language = "ko", .title = "", .is_forced = true, .stamp = {.size = 7}, .content = content(50)};
    scanned.series.seasons[0].episodes[0].versions[0].tracks = {track};
    scanned.series.albums = {{.folder = "OST", .title = "OST", .songs = {{.path = "OST/01.flac", .content = content(51), .number = 1, .title = "Rain",
                                                                         .artist = "", .duration = {441, Timescale{44'100}}}}}};
    const auto id = apply(scanned);
    EXPECT_EQ(FileReader(*database).external_track(content(50)).value().track, track);
    EXPECT_EQ(FileReader(*database).external_track(content(52)).error().fault, Fault::NotFound);
    const auto song = SeriesReader(*database).by_id(id).value().series.albums[0].songs[0];
    EXPECT_EQ(FileReader(*database).song(song.id).value().song, song);
    EXPECT_EQ(FileReader(*database).song(domain::SongId{999}).error().fault, Fault::NotFound);
}

TEST_F(ReadersTest, ListPeopleByNameWithTheirPartsWhileTheirSeriesAreThere) {
    auto first = titled("first", 2);
    first.series.people = {{.person = {}, .name = "한소희", .role = "Lee Eun-soo", .type = "actor"}, {.person = {}, .name = "Émile", .role = "", .type = "director"}};
    for (auto& episode : first.series.seasons[0].episodes) episode.people = {{.person = {}, .name = "Guest", .role = "Neighbour", .type = "actor"}};
    auto second = titled("second");
    second.series.people = {{.person = {}, .name = "한소희", .role = "Yu Na-bi", .type = "actor"}};
    apply(first);
    apply(second);
    std::vector<std::string> names;
    PageRequest request{.limit = 1};
    do {
        const auto page = PeopleReader(*database).page(request).value();
        EXPECT_EQ(page.total, 3);
        for (const auto& row : page.rows) names.push_back(row.name + " " + std::to_string(row.series));
        request.after = page.next;
    } while (!request.after.empty());
    EXPECT_THAT(names, ElementsAre("Émile 1", "Guest 1", "한소희 2"));
    const auto people = PeopleReader(*database).page({}).value().rows;
    const auto guest = PeopleReader(*database).by_id(people[1].id).value();
    ASSERT_EQ(guest.credits.size(), 1U);
    EXPECT_EQ(guest.credits[0].episodes, 2);
    EXPECT_EQ(guest.credits[0].title, "first");
    EXPECT_EQ(PeopleReader(*database).by_id(people[2].id).value().credits[1].role, "Yu Na-bi");
    ASSERT_TRUE(writer.retire_absent(library, {}));
    EXPECT_EQ(PeopleReader(*database).page({}).value().total, 0);
    EXPECT_THAT(PeopleReader(*database).by_id(people[1].id).value().credits, IsEmpty());
}

TEST_F(ReadersTest, PageProblems) {
    std::vector<domain::ScanProblem> problems;
    for (int i = 0; i < 7; ++i) problems.push_back({"path " + std::to_string(i), "why"});
    ASSERT_TRUE(writer.note_problems(library, problems));
    std::vector<std::string> found;
    PageRequest request{.limit = 3};
    do {
        const auto page = ProblemReader(*database).page(request).value();
        for (const auto& row : page.rows) found.push_back(row.problem.path);
        request.after = page.next;
    } while (!request.after.empty());
    EXPECT_EQ(found.size(), 7U);
    EXPECT_EQ(std::set(found.begin(), found.end()).size(), 7U);
}

TEST_F(ReadersTest, ListSongsThatCannotBeHeardAndPicturesThatAreNoneAmongTheProblems) {
    auto scanned = sample_series("A", 1, 1);
    scanned.problems = {{"A/OST/named.flac", "it does not begin as sound of any kind does"}};
    domain::Album album{.folder = "A/OST", .title = "OST"};
    for (int i = 0; i < 3; ++i) {
        constexpr std::array kNames{"fine.flac", "named.flac", "unheard.flac"};
        album.songs.push_back({.path = std::string("A/OST/") + kNames.at(static_cast<std::size_t>(i)), .stamp = {.size = 1}, .content = content(70 + static_cast<std::uint64_t>(i))});
    }
    scanned.series.albums = {album};
    scanned.series.artwork = {{.kind = domain::ArtworkKind::Poster, .path = "A/fine.jpg", .order = 1}, {.kind = domain::ArtworkKind::Poster, .path = "A/none.jpg", .order = 0},
                              {.kind = domain::ArtworkKind::Logo, .path = "A/logo.svg"}, {.kind = domain::ArtworkKind::Banner, .path = "A/unseen.jpg"}};
    apply(scanned);
    SoundStore sounds(*database);
    ASSERT_TRUE(sounds.note_learned(content(70), {.version = 1}));
    for (const auto number : {71U, 72U}) ASSERT_TRUE(sounds.note_learned(content(number), {.version = 1, .failure = "it holds no sound"}));
    std::vector<DescribedArtwork> described;
    const auto unseen = ArtworkReader(*database).without_facts({}, 10).value();
    for (const auto& each : unseen) {
        const auto& path = each.artwork.path;
        if (path == "A/unseen.jpg") continue;
        const std::uint32_t width = path == "A/fine.jpg" ? 600 : 0;
        described.push_back({each.artwork.id, each.artwork.stamp, {.content = content(80), .width = width, .height = width, .is_picture = path != "A/none.jpg"}});
    }
    ASSERT_TRUE(writer.describe_artwork(described));
    std::vector<std::string> told;
    PageRequest request{.limit = 1};
    do {
        const auto page = ProblemReader(*database).page(request).value();
        EXPECT_EQ(page.total, 3);
        for (const auto& row : page.rows) told.push_back(row.problem.path + ": " + row.problem.message);
        request.after = page.next;
    } while (!request.after.empty());
    EXPECT_THAT(told, ElementsAre("A/OST/named.flac: it does not begin as sound of any kind does", "A/OST/unheard.flac: it holds no sound",
                                  "A/none.jpg: it cannot be decoded as a picture"));
    EXPECT_EQ(SeriesReader(*database).page(SeriesOrder::Title, {}).value().rows.at(0).poster->path, "A/fine.jpg") << "the first that is one";
    ASSERT_TRUE(writer.retire_absent(library, {}));
    EXPECT_EQ(ProblemReader(*database).page({}).value().total, 0) << "they go with their series";
}

TEST_F(ReadersTest, TellAScanWhatTheLastOneLeft) {
    ScanStateStore store(*database);
    auto scanned = sample_series("B \xFF", 2, 1);
    scanned.signature = domain::FolderSignature{UINT64_MAX};
    const auto id = apply(scanned);
    apply(sample_series("A", 1, 50));
    EXPECT_THAT(store.known_folders(library).value(), ElementsAre(domain::KnownFolder{"A", domain::FolderSignature{50}},
                                                                  domain::KnownFolder{"B \xFF", domain::FolderSignature{UINT64_MAX}}));
    auto files = store.known_files(library, "B \xFF").value();
    ASSERT_EQ(files.size(), 2U);
    EXPECT_EQ(files[0], SeriesReader(*database).by_id(id).value().series.seasons[0].episodes[0].versions[0].parts[0]);
    EXPECT_EQ(store.library_at("/series").value(), library);
    EXPECT_THAT(store.libraries().value(), ElementsAre(StoredLibrary{library, "/series"}));
}

TEST_F(ReadersTest, RememberThePrintOfWhateverBoreAKeyFirst) {
    auto scanned = sample_series("Rain", 1, 100);
    const ContentKey key{7, 8};
    const domain::ContentPrint first{0xFFFF'0000'FFFF'0000}, second{2};
    EXPECT_FALSE(ScanStateStore(*database).print_of(key).value());
    scanned.prints = {{key, first}};
    ASSERT_TRUE(writer.apply(library, scanned));
    EXPECT_EQ(ScanStateStore(*database).print_of(key).value(), first);
    scanned.prints = {{key, second}};
    ASSERT_TRUE(writer.apply(library, scanned));
    EXPECT_EQ(ScanStateStore(*database).print_of(key).value(), first);
}

}  // namespace
}  // namespace bt::store
