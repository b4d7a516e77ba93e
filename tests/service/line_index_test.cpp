#include "service/line_index.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <chrono>
#include <filesystem>

#include "library/fingerprint.h"
#include "store/catalogue_writer.h"
#include "store/file_reader.h"
#include "store/scan_state_store.h"
#include "tests/eventually.h"
#include "tests/service/made_film.h"

namespace bt::service {
namespace {

using tests::TemporaryFolder;
using testing::write_text;
using ::testing::ElementsAre;
using ::testing::IsEmpty;

constexpr std::string_view kKorean = "1\n00:00:01,500 --> 00:00:03,000\n<i>다시 만난 날,</i>\n비가 왔다\n\n2\n00:01:10,000 --> 00:01:12,000\n보고 싶었어\n\n";
constexpr std::string_view kSami =
    "<SAMI><HEAD><STYLE TYPE=\"text/css\"><!--\n.KRCC {Name:Korean; lang:ko-KR;}\n.ENCC {Name:English; lang:en-US;}\n--></STYLE></HEAD><BODY>\n"
    "<SYNC Start=2000><P Class=KRCC>안녕하세요\n<SYNC Start=2000><P Class=ENCC>Good morning, Seoul\n<SYNC Start=4000><P Class=KRCC>&nbsp;\n<SYNC Start=4000><P Class=ENCC>&nbsp;\n</BODY></SAMI>";

class LineIndexTest : public ::testing::Test {
protected:
    LineIndexTest() : database_(store::Database::open(folder_.file("test.db")).value()) {}

    domain::ExternalTrack track(const std::string& name, std::string_view text, const std::string& language) {
        write_text(folder_.file(name), text);
        domain::ExternalTrack out;
        out.path = name;
        out.format = name.substr(name.rfind('.') + 1);
        out.language = language;
        out.content = library::read_content_key(*io::File::open(folder_.file(name)).value()).value();
        return out;
    }
    void add_series(std::vector<domain::ExternalTrack> tracks) {
        domain::ScannedSeries scanned;
        scanned.folder = "Rain";
        scanned.series.title.value = "Rain";
        domain::Episode episode;
        episode.season.value = 1;
        episode.number.value = 2;
        domain::MediaFile file;
        file.path = "Rain/S01E02.mkv";
        domain::MediaVersion version;
        version.parts = {file};
        version.tracks = std::move(tracks);
        episode.versions = {version};
        scanned.series.seasons = {{.number = 1, .episodes = {episode}}};
        const auto library = store::ScanStateStore(*database_).library_at(folder_.file("")).value();
        ASSERT_TRUE(store::CatalogueWriter(*database_).apply(library, scanned));
    }
    std::vector<std::string> texts(std::string_view query) {
        std::vector<std::string> out;
        const auto hits = search_lines(*database_, query, 10).value();
        for (const auto& hit : hits) out.push_back(hit.line.text);
        return out;
    }
    /// Waits for a background thread, for as long as a slow machine may take.
    std::vector<std::string> texts_soon(std::string_view query) {
        (void)tests::eventually([&] { return !texts(query).empty(); });
        return texts(query);
    }

    TemporaryFolder folder_;
    std::shared_ptr<store::Database> database_;
    PresentationCache::Locate nowhere_ = [](ContentKey) -> Result<LocatedMedia> { return Error{.fault = Fault::NotFound, .message = "no film"}; };
};

TEST_F(LineIndexTest, ReadsSubtitleFilesAndFindsTheirLines) {
    add_series({track("rain.ko.srt", kKorean, "ko")});
    LineIndex index(*database_, folder_.file("index"), nowhere_);
    EXPECT_THAT(texts_soon("비가 왔"), ElementsAre("다시 만난 날, 비가 왔다"));
    const auto hit = search_lines(*database_, "보고싶", 10).value().at(0);
    EXPECT_EQ(hit.line.time, std::chrono::seconds(70));
    EXPECT_EQ(hit.line.series_title, "Rain");
    EXPECT_EQ(hit.line.number, 2);
    EXPECT_EQ(hit.line.language, "ko");
    EXPECT_EQ(hit.matched, "보고 싶");
    EXPECT_EQ(hit.match, names::Match::Prefix);
    EXPECT_EQ(search_lines(*database_, "보고 싶었어", 10).value().at(0).match, names::Match::Exact);
    EXPECT_THAT(texts("없는 말이다"), IsEmpty());
}

TEST_F(LineIndexTest, ReadsEveryLanguageOfAFile) {
    add_series({track("rain.smi", kSami, "und")});
    LineIndex index(*database_, folder_.file("index"), nowhere_);
    EXPECT_THAT(texts_soon("안녕하세"), ElementsAre("안녕하세요"));
    EXPECT_EQ(search_lines(*database_, "morning seoul", 1).value().at(0).line.language, "en");
    EXPECT_EQ(search_lines(*database_, "안녕", 1).value().at(0).line.language, "ko");
}

TEST_F(LineIndexTest, TakesUpWhatIsNewAndLetsGoOfWhatIsNot) {
    add_series({track("rain.ko.srt", kKorean, "ko")});
    LineIndex index(*database_, folder_.file("index"), nowhere_);
    ASSERT_FALSE(texts_soon("보고 싶었어").empty());
    add_series({track("rain.en.srt", "1\n00:00:05,000 --> 00:00:06,000\nI missed you\n", "en")});
    index.refresh();
    EXPECT_THAT(texts_soon("missed you"), ElementsAre("I missed you"));
    EXPECT_THAT(texts("보고 싶었어"), IsEmpty());
}

TEST_F(LineIndexTest, AFileThatIsNotThereOrMakesNoSenseHoldsUpNothing) {
    auto gone = track("gone.srt", kKorean, "ko");
    std::filesystem::remove(folder_.file("gone.srt"));
    add_series({gone, track("noise.srt", std::string(5'000, '\x01'), "ko"), track("rain.en.srt", "1\n00:00:05,000 --> 00:00:06,000\nI missed you\n", "en")});
    LineIndex index(*database_, folder_.file("index"), nowhere_);
    EXPECT_THAT(texts_soon("missed you"), ElementsAre("I missed you"));
}

TEST_F(LineIndexTest, ReadsTextTracksInsideFilms) {
    if (!bt::testing::has_ffmpeg()) GTEST_SKIP() << "needs ffmpeg";
    write_text(folder_.file("in.srt"), kKorean);
    const auto film = folder_.file("S01E02.mkv");
    const auto made = bt::testing::run("ffmpeg -v error -y -f lavfi -i sine=duration=80 -i '" + folder_.file("in.srt") +
                                          "' -map 0:a -map 1:s -c:a flac -c:s srt -metadata:s:s:0 language=kor '" + film + "'");
    ASSERT_TRUE(made.ok) << made.output;
    domain::ScannedSeries scanned;
    scanned.folder = "Rain";
    scanned.series.title.value = "Rain";
    domain::Episode episode;
    episode.season.value = 1;
    episode.number.value = 2;
    domain::MediaFile file;
    file.path = "S01E02.mkv";
    file.stamp.size = std::filesystem::file_size(film);
    file.content = library::read_content_key(*io::File::open(film).value()).value();
    file.summary = domain::MediaSummary{.streams = {{.kind = domain::StreamKind::Subtitle, .codec = "SubRip"}}};
    episode.versions = {{.parts = {file}}};
    scanned.series.seasons = {{.number = 1, .episodes = {episode}}};
    const auto library = store::ScanStateStore(*database_).library_at(folder_.file("")).value();
    ASSERT_TRUE(store::CatalogueWriter(*database_).apply(library, scanned));
    LineIndex index(*database_, folder_.file("index"), [&](ContentKey) -> Result<LocatedMedia> {
        // Never scanned: told as it is now.
        return LocatedMedia{film, {.size = std::filesystem::file_size(film), .modified_ns = io::File::open(film).value()->modified_ns()}, {}};
    });
    EXPECT_THAT(texts_soon("비가 왔"), ElementsAre("다시 만난 날, 비가 왔다"));
    EXPECT_EQ(search_lines(*database_, "비가 왔", 1).value().at(0).line.time, std::chrono::milliseconds(1'500));
    EXPECT_EQ(search_lines(*database_, "비가 왔", 1).value().at(0).line.language, "ko");
}

TEST(Lines, AreKeptPlainAndWithoutRepetition) {
    using std::chrono::milliseconds;
    const auto lines = lines_of({{milliseconds(0), milliseconds(1), "<i>Rain</i> &amp;\nsea", ""}, {milliseconds(1), milliseconds(2), "Rain &amp; sea", ""},
                                 {milliseconds(2), milliseconds(3), "<ruby>漢<rt>かん</rt></ruby>字", ""}, {milliseconds(3), milliseconds(4), "<v Eun-soo> </v>", ""}});
    ASSERT_EQ(lines.size(), 2U);
    EXPECT_EQ(lines[0].text, "Rain & sea");
    EXPECT_EQ(lines[1].text, "漢字");
}

}  // namespace
}  // namespace bt::service
