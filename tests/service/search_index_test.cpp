#include "service/search_index.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <boost/json.hpp>
#include <chrono>

#include "service/api/search_json.h"
#include "store/catalogue_writer.h"
#include "store/scan_state_store.h"
#include "store/sound_store.h"
#include "tests/eventually.h"
#include "tests/service/made_film.h"

namespace bt::service {
namespace {

using tests::TemporaryFolder;

domain::ScannedSeries soundtrack_2() {
    domain::ScannedSeries scanned;
    scanned.folder = "Soundtrack #2 (2023)";
    auto& series = scanned.series;
    series.title.value = "Soundtrack #2";
    series.original_title = "사운드트랙 #2";
    series.year.value = 2023;
    series.people = {{.person = {}, .name = "금새록", .role = "도현서", .type = "actor"}, {.person = {}, .name = "Noh Sang-hyun", .role = "지수호", .type = "actor"}};
    domain::Episode episode;
    episode.season.value = 1;
    episode.number.value = 1;
    episode.title.value = "다시 만난 날";
    domain::MediaFile file;
    file.path = "Soundtrack #2 (2023)/S01E01.mkv";
    episode.versions = {{.parts = {file}}};
    series.seasons = {{.number = 1, .episodes = {episode}}};
    domain::Song song;
    song.path = "Soundtrack #2 (2023)/OST/01 Rain.flac";
    song.title = "Rain in Seoul";
    song.artist = "Paul Kim";
    series.albums = {{.folder = "Soundtrack #2 (2023)/OST", .title = "OST", .songs = {song}}};
    return scanned;
}

class SearchIndexTest : public ::testing::Test {
protected:
    SearchIndexTest() : database_(store::Database::open(folder_.file("test.db")).value()) {}
    void add_series() {
        const auto library = store::ScanStateStore(*database_).library_at("/library").value();
        const auto applied = store::CatalogueWriter(*database_).apply(library, soundtrack_2());
        ASSERT_TRUE(applied) << applied.error().describe();
    }
    SearchResults search(std::string_view query) { return SearchCatalogue::read(*database_).value()->search(query, 5); }

    TemporaryFolder folder_;
    std::shared_ptr<store::Database> database_;
};

TEST_F(SearchIndexTest, FindsEveryKindOfEntryByOtherSpellings) {
    add_series();
    ASSERT_EQ(search("soundtrack 2").titles.size(), 1U);
    EXPECT_EQ(search("soundtrack 2").titles[0].match, names::Match::Exact);
    EXPECT_EQ(search("soundtrack 2").titles[0].year, 2023);
    EXPECT_EQ(search("사운드트랙2").titles[0].matched, "사운드트랙 #2");
    ASSERT_EQ(search("Saerok Keum").people.size(), 1U);
    EXPECT_EQ(search("Saerok Keum").people[0].match, names::Match::Sound);
    EXPECT_EQ(search("노상현").people[0].matched, "Noh Sang-hyun");
    ASSERT_EQ(search("dasi mannan").episodes.size(), 1U);
    EXPECT_EQ(search("dasi mannan").episodes[0].series_title, "Soundtrack #2");
    EXPECT_EQ(search("dasi mannan").episodes[0].number, 1);
    ASSERT_EQ(search("rain in se").songs.size(), 1U);
    EXPECT_EQ(search("paul kim").songs[0].artist, "Paul Kim");
}

TEST_F(SearchIndexTest, FindsAnEpisodeByTheTitleOfItsSeriesAndItsNumber) {
    add_series();
    for (const auto* query : {"soundtrack #2 episode 1", "Soundtrack 2 ep1", "soundtrack 2 s1e1", "soundtrack 2 1x01", "사운드트랙2 1화", "saundeuteuraek 2 1회", "soundtrack s2e1"}) {
        const auto hits = search(query).episodes;
        ASSERT_EQ(hits.size(), 1U) << query;
        EXPECT_EQ(hits[0].names.front(), "다시 만난 날") << query;
        EXPECT_EQ(hits[0].series_title, "Soundtrack #2") << query;
    }
    EXPECT_EQ(search("soundtrack 2 e1").episodes[0].match, names::Match::Exact);
    EXPECT_EQ(search("saundeuteuraek 2 e1").episodes[0].match, names::Match::Sound);
    EXPECT_EQ(search("사운드트랙2 1화").episodes[0].matched, "사운드트랙 #2");
    for (const auto* query : {"soundtrack 2 episode 7", "soundtrack 2 s3e1", "episode 1", "winter sonata episode 1"}) EXPECT_TRUE(search(query).episodes.empty()) << query;
}

TEST_F(SearchIndexTest, FindsAnEpisodeWithoutATitleByItsNumber) {
    auto scanned = soundtrack_2();
    scanned.series.seasons[0].episodes[0].title.value.clear();
    const auto library = store::ScanStateStore(*database_).library_at("/library").value();
    ASSERT_TRUE(store::CatalogueWriter(*database_).apply(library, scanned));
    const auto json = search_json(search("soundtrack 2 episode 1"));
    const auto& episode = json.at("episodes").as_array().at(0).as_object();
    EXPECT_EQ(episode.at("title").as_string(), "");
    EXPECT_EQ(episode.at("matched").as_string(), "Soundtrack #2");
    EXPECT_EQ(episode.at("number").as_int64(), 1);
}

TEST_F(SearchIndexTest, FindsAnArtistOfLettersByTheirNamesInHangul) {
    auto scanned = soundtrack_2();
    scanned.series.albums[0].songs[0].artist = "IU";
    const auto library = store::ScanStateStore(*database_).library_at("/library").value();
    ASSERT_TRUE(store::CatalogueWriter(*database_).apply(library, scanned));
    const auto hits = search("아이유").songs;
    ASSERT_EQ(hits.size(), 1U);
    EXPECT_EQ(hits[0].matched, "IU");
    EXPECT_EQ(hits[0].match, names::Match::Sound);
}

TEST_F(SearchIndexTest, FindsASongByItsTagsAndByItsFileName) {
    auto scanned = soundtrack_2();
    auto& song = scanned.series.albums[0].songs[0];
    song.title = "02";
    song.artist.clear();
    song.content = ContentKey{7, 7};
    const auto library = store::ScanStateStore(*database_).library_at("/library").value();
    ASSERT_TRUE(store::CatalogueWriter(*database_).apply(library, scanned));
    EXPECT_TRUE(search("bam pyeonji").songs.empty());
    domain::SongTags tags;
    tags.title = "밤편지";
    tags.artist = "IU";
    ASSERT_TRUE(store::SoundStore(*database_).note_tags(*song.content, 1, tags));
    const auto hits = search("bam pyeonji").songs;
    ASSERT_EQ(hits.size(), 1U);
    EXPECT_EQ(hits[0].names.front(), "밤편지");
    EXPECT_EQ(hits[0].artist, "IU");
    EXPECT_EQ(search("02").songs.size(), 1U);
    EXPECT_EQ(search("아이유 밤편지").songs.at(0).match, names::Match::Sound);
}

TEST_F(SearchIndexTest, FindsCharactersAndTellsWhoPlaysThem) {
    add_series();
    const auto hits = search("Do Hyun-seo").people;
    ASSERT_EQ(hits.size(), 1U);
    EXPECT_EQ(hits[0].names.front(), "금새록");
    EXPECT_EQ(hits[0].matched, "도현서");
    EXPECT_EQ(hits[0].match, names::Match::Sound);
    ASSERT_TRUE(hits[0].role);
    EXPECT_EQ(hits[0].role->series_title, "Soundtrack #2");
    EXPECT_FALSE(search("금새록").people.at(0).role);
    const auto json = search_json(search("지수호"));
    EXPECT_EQ(json.at("people").as_array().at(0).at("name").as_string(), "Noh Sang-hyun");
    EXPECT_EQ(json.at("people").as_array().at(0).at("matched").as_string(), "지수호");
    EXPECT_EQ(json.at("people").as_array().at(0).at("role").at("series").at("title").as_string(), "Soundtrack #2");
}

TEST_F(SearchIndexTest, AnswersWhileItIsEmptyAndTakesUpChanges) {
    SearchIndex index(*database_);
    EXPECT_TRUE(index.current()->search("금새록", 5).people.empty());
    add_series();
    index.refresh();
    EXPECT_TRUE(tests::eventually([&] { return !index.current()->search("금새록", 5).people.empty(); }));
    EXPECT_EQ(index.current()->search("금새록", 5).people.size(), 1U);
}

TEST_F(SearchIndexTest, TellsTheMatchInTheJson) {
    add_series();
    const auto json = search_json(search("keum saerok"));
    EXPECT_EQ(json.at("people").as_array().size(), 1U);
    const auto& person = json.at("people").as_array().at(0).as_object();
    EXPECT_EQ(person.at("name").as_string(), "금새록");
    EXPECT_EQ(person.at("matched").as_string(), "금새록");
    EXPECT_EQ(person.at("match").as_string(), "sound");
    EXPECT_TRUE(json.at("lines").as_array().empty());
}

}  // namespace
}  // namespace bt::service
