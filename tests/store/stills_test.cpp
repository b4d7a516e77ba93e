#include "store/stills.h"

#include <gmock/gmock.h>

#include <algorithm>
#include <string>
#include <vector>

#include "store/artwork_reader.h"
#include "store/catalogue_writer.h"
#include "store/episode_reader.h"
#include "store/scan_state_store.h"
#include "store/series_reader.h"
#include "tests/store/sample_series.h"
#include "tests/temporary_folder.h"

namespace bt::store {
namespace {

using domain::ArtworkKind;
using std::chrono::seconds;
using ::testing::ElementsAre;
using ::testing::IsEmpty;

domain::Artwork picture(ArtworkKind kind, const std::string& path) { return {.kind = kind, .path = path, .url = {}, .order = 0, .stamp = {.size = 9, .modified_ns = 9, .inode = 9}}; }

domain::ChosenStill still_of(std::uint64_t film, seconds at) {
    return {.at = at,
            .whole = {.content = content(film), .width = 1'920, .height = 1'080, .hue = 40, .thumbhash = "whole"},
            .upright = {.content = content(film), .width = 720, .height = 1'080, .hue = 40, .thumbhash = "upright"}};
}

class Stills : public ::testing::Test {
protected:
    domain::SeriesId apply(const domain::ScannedSeries& scanned) {
        ++now;
        return writer.apply(library, scanned).value().series;
    }
    std::vector<std::uint64_t> wanted() {
        std::vector<std::uint64_t> numbers;
        const auto films = read_films_without_still(*database).value();
        for (const auto& film : films) numbers.push_back(film.content.low);
        return numbers;
    }
    SeriesSummary card_of(domain::SeriesId series) {
        const auto page = SeriesReader(*database).page(SeriesOrder::Title, {.limit = 50}).value();
        return *std::ranges::find(page.rows, series, &SeriesSummary::id);
    }
    void keep(std::uint64_t film, seconds at) { ASSERT_TRUE(keep_stills(*database, std::vector{LookedThrough{content(film), still_of(film, at)}})); }

    tests::TemporaryFolder folder;
    std::shared_ptr<Database> database = Database::open(folder.file("db")).value();
    domain::LibraryId library = ScanStateStore(*database).library_at("/series").value();
    std::int64_t now = 1'000;
    CatalogueWriter writer{*database, {}, [this] { return now; }};
};

TEST_F(Stills, AreWantedOfTheFirstEpisodesBeforeAllOthersAndOfTheNewestSeriesFirst) {
    apply(sample_series("Old", 2, 10));
    apply(sample_series("New", 2, 20));
    EXPECT_THAT(wanted(), ElementsAre(20, 10, 21, 11));
}

TEST_F(Stills, AreNotWantedWhereEverythingHasItsPicture) {
    auto scanned = sample_series("Rain", 2, 10);
    scanned.series.artwork = {picture(ArtworkKind::Poster, "Rain/poster.jpg")};
    episode_at(scanned, 0).artwork = {picture(ArtworkKind::Thumb, "Rain/e1-thumb.jpg")};
    apply(scanned);
    EXPECT_THAT(wanted(), ElementsAre(11));
    scanned.series.artwork.clear();
    scanned.signature = domain::FolderSignature{77};
    apply(scanned);
    EXPECT_THAT(wanted(), ElementsAre(10, 11)) << "the series needs one";
}

TEST_F(Stills, StandInForAFileThatWasLookedAtAndIsNoPicture) {
    auto scanned = sample_series("Rain", 1, 10);
    scanned.series.artwork = {picture(ArtworkKind::Poster, "Rain/poster.jpg")};
    episode_at(scanned, 0).artwork = {picture(ArtworkKind::Thumb, "Rain/e1-thumb.jpg")};
    const auto id = apply(scanned);
    EXPECT_THAT(wanted(), IsEmpty());
    const auto waiting = ArtworkReader(*database).without_facts({}, 10).value();
    for (const auto& each : waiting) {
        const domain::ArtworkFacts none{.content = content(99), .hue = {}, .thumbhash = {}, .is_picture = false};
        ASSERT_TRUE(writer.describe_artwork(std::vector{DescribedArtwork{each.artwork.id, each.artwork.stamp, none}}));
    }
    EXPECT_THAT(wanted(), ElementsAre(10));
    keep(10, seconds(80));
    EXPECT_TRUE(card_of(id).poster->still);
}

TEST_F(Stills, AreWantedOnceWhetherThereIsOneOrNot) {
    apply(sample_series("Rain", 2, 10));
    keep(10, seconds(80));
    ASSERT_TRUE(keep_stills(*database, std::vector{LookedThrough{content(11), std::nullopt}}));
    EXPECT_THAT(wanted(), IsEmpty());
}

TEST_F(Stills, StandInForTheThumbOfTheirEpisodeAndForTheSeries) {
    const auto id = apply(sample_series("Rain", 2, 10));
    keep(11, seconds(80));
    const auto view = SeriesReader(*database).by_id(id).value();
    const auto& episodes = view.series.seasons.at(0).episodes;
    EXPECT_THAT(episodes.at(0).artwork, IsEmpty());
    ASSERT_EQ(episodes.at(1).artwork.size(), 1U);
    const auto& thumb = episodes.at(1).artwork.at(0);
    EXPECT_EQ(thumb.kind, ArtworkKind::Thumb);
    EXPECT_EQ(thumb.still, (domain::Still{.episode = episodes.at(1).id, .at = seconds(80), .is_upright = false}));
    EXPECT_EQ(thumb.facts, still_of(11, seconds(80)).whole);

    ASSERT_EQ(view.series.artwork.size(), 2U) << "of the first episode that has one";
    EXPECT_EQ(view.series.artwork.at(0).kind, ArtworkKind::Poster);
    EXPECT_TRUE(view.series.artwork.at(0).still->is_upright);
    EXPECT_EQ(view.series.artwork.at(0).facts, still_of(11, seconds(80)).upright);
    EXPECT_EQ(view.series.artwork.at(1).kind, ArtworkKind::Backdrop);

    const auto card = card_of(id);
    EXPECT_EQ(card.poster, view.series.artwork.at(0));
    EXPECT_EQ(card.backdrop, view.series.artwork.at(1));
    const auto episode = EpisodeReader(*database).by_id(episodes.at(1).id).value();
    EXPECT_EQ(episode.episode.artwork, episodes.at(1).artwork);
    EXPECT_EQ(episode.series_artwork, view.series.artwork);
}

TEST_F(Stills, NeverStandBesideAPictureThatSomebodyGave) {
    auto scanned = sample_series("Rain", 1, 10);
    scanned.series.artwork = {picture(ArtworkKind::Poster, "Rain/poster.jpg"), picture(ArtworkKind::Landscape, "Rain/landscape.jpg")};
    episode_at(scanned, 0).artwork = {picture(ArtworkKind::Thumb, "Rain/e1-thumb.jpg")};
    const auto id = apply(scanned);
    keep(10, seconds(80));
    const auto view = SeriesReader(*database).by_id(id).value();
    for (const auto& each : view.series.artwork) EXPECT_FALSE(each.still);
    EXPECT_EQ(view.series.artwork.size(), 2U);
    EXPECT_EQ(view.series.seasons.at(0).episodes.at(0).artwork.size(), 1U);
    EXPECT_EQ(card_of(id).poster->path, "Rain/poster.jpg");
}

TEST_F(Stills, OfSpecialsDoNotStandForTheSeries) {
    auto scanned = sample_series("Rain", 1, 10);
    domain::Season specials;
    specials.number = 0;
    specials.episodes.push_back(episode(0, 1, media_file("Rain/Specials/Rain S00E01.mkv", 5)));
    scanned.series.seasons.insert(scanned.series.seasons.begin(), specials);
    const auto id = apply(scanned);
    keep(5, seconds(3));
    EXPECT_FALSE(card_of(id).poster);
    EXPECT_THAT(SeriesReader(*database).by_id(id).value().series.artwork, IsEmpty());
}

TEST_F(Stills, AreNoPartOfWhatAScanCompares) {
    const auto scanned = sample_series("Rain", 1, 10);
    apply(scanned);
    keep(10, seconds(80));
    EXPECT_FALSE(writer.apply(library, scanned).value().is_changed);
}

}  // namespace
}  // namespace bt::store
