#include "store/line_store.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "store/catalogue_writer.h"
#include "store/scan_state_store.h"
#include "tests/store/sample_series.h"
#include "tests/temporary_folder.h"

namespace bt::store {
namespace {

using std::chrono::milliseconds;
using testing::ElementsAre;
using testing::IsEmpty;

/// Words as they are, in lower case already.
TermRule words(int version = 1) {
    return {.version = version, .terms_of = [](std::string_view text) { return std::string(text); }};
}

class LineStoreTest : public ::testing::Test {
protected:
    LineStoreTest() : database(Database::open(folder.file("test.db")).value()), lines(*database, words()) {}

    /// A series of two episodes; the first has a subtitle file beside it (content 100), the second a track inside (content 2).
    domain::ScannedSeries rain() const {
        auto scanned = sample_series("Rain", 2, 1);
        domain::ExternalTrack track;
        track.path = "Rain/Season 01/Rain S01E1.ko.srt";
        track.format = "srt";
        track.language = "ko";
        track.content = content(100);
        episode_at(scanned, 0).versions[0].tracks = {track};
        episode_at(scanned, 1).versions[0].parts[0].summary->streams.push_back({.kind = domain::StreamKind::Subtitle, .codec = "SubRip"});
        return scanned;
    }
    void apply(const domain::ScannedSeries& scanned, std::int64_t now_ms = 0) {
        const auto library = ScanStateStore(*database).library_at("/library").value();
        ASSERT_TRUE(CatalogueWriter(*database, {}, [now_ms] { return now_ms; }).apply(library, scanned));
    }
    std::vector<std::string> found(const std::vector<std::string>& terms, bool is_open = false) {
        std::vector<std::string> texts;
        const auto hits = lines.find({{terms, is_open}}, 10).value();
        for (const auto& line : hits) texts.push_back(line.text);
        return texts;
    }

    tests::TemporaryFolder folder;
    std::shared_ptr<Database> database;
    LineStore lines;
};

TEST_F(LineStoreTest, NamesWhatHasNotBeenRead) {
    apply(rain());
    const auto unread = lines.unread("", 10).value();
    ASSERT_EQ(unread.size(), 3U);
    EXPECT_EQ(unread[0].content, content(1));
    EXPECT_FALSE(unread[0].has_text_tracks);
    EXPECT_EQ(unread[1].content, content(2));
    EXPECT_TRUE(unread[1].has_text_tracks);
    EXPECT_EQ(unread[2].content, content(100));
    EXPECT_TRUE(unread[2].is_beside);
    EXPECT_EQ(lines.unread(content(2).text(), 10).value().size(), 1U);
    const std::vector<ContentKey> without{content(1)};
    ASSERT_TRUE(lines.pass_over(without));
    ASSERT_TRUE(lines.save(content(100), {{.language = "", .lines = {{milliseconds(500), "hello rain"}}}}));
    EXPECT_EQ(lines.unread("", 10).value().size(), 1U);
}

TEST_F(LineStoreTest, FindsLinesWithWhereTheyAreSaid) {
    apply(rain());
    ASSERT_TRUE(lines.save(content(2), {{.language = "en", .lines = {{milliseconds(9'000), "the rain again"}}}}));
    ASSERT_TRUE(lines.save(content(100), {{.language = "", .lines = {{milliseconds(1'500), "hello rain"}, {milliseconds(4'000), "hello sun"}}}}));
    const auto hits = lines.find({{{"rain"}}}, 10).value();
    ASSERT_EQ(hits.size(), 2U);
    EXPECT_EQ(hits[0].text, "hello rain");
    EXPECT_EQ(hits[0].time, milliseconds(1'500));
    EXPECT_EQ(hits[0].series_title, "Rain");
    EXPECT_EQ(hits[0].season, 1);
    EXPECT_EQ(hits[0].number, 1);
    EXPECT_EQ(hits[0].language, "ko");  // told by the name beside the film
    EXPECT_EQ(hits[1].number, 2);
    EXPECT_EQ(hits[1].language, "en");
    EXPECT_THAT(found({"hello", "sun"}), ElementsAre("hello sun"));
    EXPECT_THAT(found({"sun", "hello"}), IsEmpty());
    EXPECT_THAT(found({"hello", "su"}), IsEmpty());
    EXPECT_THAT(found({"hello", "su"}, true), ElementsAre("hello sun"));
    EXPECT_EQ(lines.find({{{"rain"}}, {{"again"}}}, 10).value().size(), 1U);
    EXPECT_EQ(lines.find({{{"rain"}}}, 1).value().size(), 1U);
}

TEST_F(LineStoreTest, TellTheTimeOfALineInTheWholeOfASplitEpisode) {
    auto scanned = rain();
    auto& version = episode_at(scanned, 0).versions[0];
    const auto length = round_to_milliseconds(version.parts[0].summary->duration);
    version.parts[0].summary->is_direct = true;
    auto second = version.parts[0];
    second.path = "Rain/Season 01/Rain S01E1 cd2.mkv";
    second.content = content(7);
    version.parts.push_back(second);
    version.tracks.push_back(version.tracks[0]);
    version.tracks[1].path = "Rain/Season 01/Rain S01E1 cd2.ko.srt";
    version.tracks[1].content = content(101);
    version.tracks[1].file = 1;
    apply(scanned);
    ASSERT_GT(length.count(), 0);
    // Beside the first file, inside it, beside the second, inside it.
    for (const std::uint64_t source : {100U, 1U, 101U, 7U}) {
        ASSERT_TRUE(lines.save(content(source), {{.language = "en", .lines = {{milliseconds(1'500), "said in " + std::to_string(source)}}}}));
        const auto hits = lines.find({{{std::to_string(source)}}}, 10).value();
        ASSERT_EQ(hits.size(), 1U) << source;
        EXPECT_EQ(hits[0].time, milliseconds(1'500) + (source == 101 || source == 7 ? length : milliseconds(0))) << source;
    }
}

TEST_F(LineStoreTest, SavingAgainReplaces) {
    apply(rain());
    ASSERT_TRUE(lines.save(content(2), {{.language = "en", .lines = {{milliseconds(0), "old words"}}}}));
    ASSERT_TRUE(lines.save(content(2), {{.language = "en", .lines = {{milliseconds(0), "new words"}}}}));
    EXPECT_THAT(found({"old"}), IsEmpty());
    EXPECT_THAT(found({"words"}), ElementsAre("new words"));
    EXPECT_EQ(lines.count().value(), 1);
}

TEST_F(LineStoreTest, TheSameWordsAtOneMomentComeOnce) {
    apply(rain());
    ASSERT_TRUE(lines.save(content(2), {{.language = "en", .lines = {{milliseconds(1'000), "rain"}, {milliseconds(90'000), "rain"}}},
                                        {.language = "en", .lines = {{milliseconds(1'200), "rain"}}}}));
    EXPECT_THAT(found({"rain"}), ElementsAre("rain", "rain"));
}

TEST_F(LineStoreTest, LinesOfWhatLeftTheLibraryAreNotFoundAndComeBackWithIt) {
    apply(rain());
    ASSERT_TRUE(lines.save(content(2), {{.language = "en", .lines = {{milliseconds(0), "rain"}}}}));
    const auto library = ScanStateStore(*database).library_at("/library").value();
    ASSERT_TRUE(CatalogueWriter(*database, {}, [] { return 5'000; }).retire(library, std::vector<std::string>{"Rain"}));
    EXPECT_THAT(found({"rain"}), IsEmpty());
    EXPECT_FALSE(lines.tidy(4'000).value());  // gone only after then
    EXPECT_EQ(lines.count().value(), 1);
    apply(rain());
    EXPECT_THAT(found({"rain"}), ElementsAre("rain"));
}

TEST_F(LineStoreTest, TidyForgetsWhatHasLongBeenGone) {
    apply(rain());
    ASSERT_TRUE(lines.save(content(2), {{.language = "en", .lines = {{milliseconds(0), "rain"}}}}));
    ASSERT_TRUE(lines.save(content(555), {{.language = "en", .lines = {{milliseconds(0), "from nowhere"}}}}));
    EXPECT_FALSE(lines.tidy(9'000).value());
    EXPECT_EQ(lines.count().value(), 1);
    EXPECT_THAT(found({"nowhere"}), IsEmpty());
    EXPECT_THAT(found({"rain"}), ElementsAre("rain"));
}

TEST_F(LineStoreTest, ANewRuleMakesEverythingUnread) {
    apply(rain());
    ASSERT_TRUE(lines.save(content(2), {{.language = "en", .lines = {{milliseconds(0), "rain"}}}}));
    LineStore other(*database, words(2));
    EXPECT_EQ(other.unread("", 10).value().size(), 3U);
    EXPECT_THAT(other.find({{{"rain"}}}, 5).value(), IsEmpty());
    EXPECT_FALSE(other.tidy(0).value());
    EXPECT_EQ(other.count().value(), 0);
    ASSERT_TRUE(other.save(content(2), {{.language = "en", .lines = {{milliseconds(0), "rain"}}}}));
    EXPECT_EQ(other.find({{{"rain"}}}, 5).value().size(), 1U);
}

}  // namespace
}  // namespace bt::store
