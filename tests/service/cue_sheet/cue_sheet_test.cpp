#include "service/cue_sheet/cue_sheet.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <boost/json.hpp>

namespace bt::service {
namespace {

using domain::PartType;
using std::chrono::milliseconds;
using std::chrono::seconds;
using ::testing::HasSubstr;

domain::Stretch between(int start, int end) { return {milliseconds{start}, milliseconds{end}}; }
domain::Cue cue(int start, int end, std::optional<double> level = -12) {
    return {.music = ContentKey{1, 1}, .stretch = between(start, end), .offset = seconds{12}, .rate = 1, .level = level, .confidence = 0.97};
}
domain::Part part(PartType type, int start, int end) { return {.type = type, .stretch = between(start, end), .confidence = 0.9}; }

CueSheetEpisode rainy_episode() {
    CueSheetEpisode episode{.production = "Soundtrack #1", .season = 1, .number = 2, .title = "The bus, \"late\"", .duration = seconds{3'120}};
    episode.lines = {{.cue = cue(71'200, 118'900), .music = {.title = "Rain", .artist = "The Band", .album = "OST", .composer = "Kim; Lee", .publisher = "Sea & Co", .isrc = "KRA401100051", .iswc = "T-034.524.680-1"}}};
    episode.parts = {part(PartType::Recap, 0, 62'100), part(PartType::Credits, 2'900'000, 3'000'000), part(PartType::Epilogue, 3'000'000, 3'100'000)};
    return episode;
}
std::string written(const CueSheetEpisode& episode, CueSheetFormat format, FrameRate rate = {}) { return *write_cue_sheet(std::span(&episode, 1), format, rate); }

TEST(Usage, IsDecidedByThePartsItLiesInAndByLevel) {
    const domain::Part parts[] = {part(PartType::Intro, 60'000, 120'000), part(PartType::Recap, 0, 60'000), part(PartType::Credits, 900'000, 1'000'000)};
    struct Row {
        domain::Cue cue;
        Usage usage;
    };
    const Row rows[] = {
        {cue(62'000, 118'000, -3), Usage::Theme},   {cue(895'000, 1'000'000, 20), Usage::Theme},      {cue(800'000, 910'000, 20), Usage::Feature},
        {cue(10'000, 50'000, -6), Usage::Background}, {cue(300'000, 360'000, 7.9), Usage::Background}, {cue(300'000, 360'000, 8), Usage::Feature},
        {cue(300'000, 360'000, std::nullopt), Usage::Background},
    };
    for (const auto& row : rows) EXPECT_EQ(to_string(usage_of(row.cue, parts)), to_string(row.usage)) << row.cue.stretch.start.count();
}

TEST(CsvCueSheet, HoldsALineACueAsRfc4180WritesIt) {
    EXPECT_EQ(written(rainy_episode(), CueSheetFormat::Csv),
              "production,season,episode,episode_title,cue,title,composer,lyricist,artist,publisher,isrc,iswc,album,in,out,duration,usage,source,confidence\r\n"
              "Soundtrack #1,1,2,\"The bus, \"\"late\"\"\",1,Rain,Kim; Lee,,The Band,Sea & Co,KRA401100051,T-034.524.680-1,OST,"
              "00:01:11.200,00:01:58.900,00:00:47.700,background,machine,0.97\r\n");
}

TEST(CueSheet, NamesEveryEpisodeOfAFile) {
    auto episode = rainy_episode();
    episode.last_number = 3;
    EXPECT_EQ(code_of(episode), "S01E02-E03");
    EXPECT_THAT(written(episode, CueSheetFormat::Csv), HasSubstr("\r\nSoundtrack #1,1,E02-E03,"));
    EXPECT_THAT(written(episode, CueSheetFormat::Json), HasSubstr("\"episode\":2,\"last_episode\":3,"));
    EXPECT_THAT(written(rainy_episode(), CueSheetFormat::Json), HasSubstr("\"episode\":2,\"last_episode\":null,"));
    EXPECT_THAT(written(episode, CueSheetFormat::Edl), HasSubstr("TITLE: Soundtrack #1 S01E02-E03\n"));
    episode.number = std::nullopt;
    EXPECT_EQ(code_of(episode), "S01");
}

TEST(CsvCueSheet, LetsNoTitleBecomeAFormula) {
    for (const char* title : {"=HYPERLINK(\"http://x\")", "+1", "-2", "@SUM(A1)", "  =1+1", "\t=1", "＝1"}) {
        auto episode = rainy_episode();
        episode.lines[0].music.title = title;
        EXPECT_THAT(written(episode, CueSheetFormat::Csv), HasSubstr(",1,\"'")) << title;
    }
    auto episode = rainy_episode();
    episode.lines[0].music.title = "a\r\nb";
    EXPECT_THAT(written(episode, CueSheetFormat::Csv), HasSubstr(",1,\"a  b\",")) << "no field spans lines";
}

TEST(JsonCueSheet, SaysTheSameInSeconds) {
    const auto json = boost::json::parse(written(rainy_episode(), CueSheetFormat::Json)).as_object();
    const auto& episode = json.at("episodes").as_array().at(0).as_object();
    EXPECT_EQ(episode.at("production").as_string(), "Soundtrack #1");
    const auto& line = episode.at("cues").as_array().at(0).as_object();
    EXPECT_EQ(line.at("in").to_number<double>(), 71.2);
    EXPECT_EQ(line.at("duration").to_number<double>(), 47.7);
    EXPECT_EQ(line.at("isrc").as_string(), "KRA401100051");
    EXPECT_EQ(episode.at("parts").as_array().size(), 3U);
}

TEST(Edl, IsCmx3600WithTheWholeTitleInAComment) {
    EXPECT_EQ(written(rainy_episode(), CueSheetFormat::Edl),
              "TITLE: Soundtrack #1 S01E02\nFCM: NON-DROP FRAME\n\n"
              "001  RAIN     AA    C        00:00:12:00 00:00:59:18 00:01:11:05 00:01:58:23\n"
              "* FROM CLIP NAME: Rain\n* COMMENT: ARTIST The Band\n* COMMENT: USAGE background\n");
}

TEST(Edl, TellsAChangedSpeedAndPlainReels) {
    auto episode = rainy_episode();
    episode.lines[0].cue.rate = 1.02;
    episode.lines[0].music.title = "비가 온다\nTITLE: forged";
    const auto edl = written(episode, CueSheetFormat::Edl);
    EXPECT_THAT(edl, HasSubstr("001  BIGAONDA AA    C"));
    EXPECT_THAT(edl, HasSubstr("\nM2   BIGAONDA       025.5                00:00:12:00\n"));
    EXPECT_THAT(edl, HasSubstr("* FROM CLIP NAME: 비가 온다 TITLE: forged\n"));
}

TEST(Edl, OfASeasonIsOneListWithTheEpisodesBehindEachOther) {
    std::vector<CueSheetEpisode> season{rainy_episode(), rainy_episode()};
    season[1].number = 3;
    season[1].last_number = 4;
    EXPECT_EQ(*write_cue_sheet(season, CueSheetFormat::Edl),
              "TITLE: Soundtrack #1 S01\nFCM: NON-DROP FRAME\n\n"
              "001  E02RAIN  AA    C        00:00:12:00 00:00:59:18 00:01:11:05 00:01:58:23\n"
              "* FROM CLIP NAME: Rain\n* COMMENT: ARTIST The Band\n* COMMENT: USAGE background\n* COMMENT: EPISODE S01E02\n"
              "002  E03RAIN  AA    C        00:00:12:00 00:00:59:18 00:53:11:05 00:53:58:23\n"  // 52 minutes later: so long is the first
              "* FROM CLIP NAME: Rain\n* COMMENT: ARTIST The Band\n* COMMENT: USAGE background\n* COMMENT: EPISODE S01E03-E04\n");
    season[1].season = 2;
    EXPECT_THAT(*write_cue_sheet(season, CueSheetFormat::Edl), HasSubstr("TITLE: Soundtrack #1\n"));
    EXPECT_THAT(*write_cue_sheet(season, CueSheetFormat::Edl), HasSubstr("002  S2E03RAI AA"));
}

TEST(Edl, OfMoreThanADayIsRefusedForTimecodeWouldBeginAgain) {
    const std::vector<CueSheetEpisode> season(28, rainy_episode());  // of 52 minutes: 24 hours and 16 minutes
    EXPECT_THAT(write_cue_sheet(season, CueSheetFormat::Edl).error().message, HasSubstr("longer than the 24 hours"));
    EXPECT_TRUE(write_cue_sheet(std::span(season).first(27), CueSheetFormat::Edl));
}

TEST(Edl, CountsThePicturesOfTheFrameRate) {
    auto episode = rainy_episode();
    episode.lines[0].cue = cue(3'600'000, 3'601'000);
    // An hour at 24000/1001 is 86,314 pictures: 59 minutes, 56 seconds and 10 pictures of 24.
    EXPECT_THAT(written(episode, CueSheetFormat::Edl, *read_frame_rate("23.976")), HasSubstr("00:59:56:10 00:59:57:10"));
    EXPECT_THAT(written(episode, CueSheetFormat::Edl, *read_frame_rate("30")), HasSubstr("01:00:00:00 01:00:01:00"));
    for (const char* text : {"", "0", "-1", "25.5", "1/0", "10000", "24000/1002", "x", "25/"}) EXPECT_FALSE(read_frame_rate(text)) << text;
}

TEST(Chapters, CoverTheWholeEpisodeAndCallTheRestStory) {
    EXPECT_EQ(written(rainy_episode(), CueSheetFormat::FfMetadata),
              ";FFMETADATA1\n"
              "[CHAPTER]\nTIMEBASE=1/1000\nSTART=0\nEND=62100\ntitle=Recap\n"
              "[CHAPTER]\nTIMEBASE=1/1000\nSTART=62100\nEND=2900000\ntitle=Story\n"
              "[CHAPTER]\nTIMEBASE=1/1000\nSTART=2900000\nEND=3000000\ntitle=Credits\n"
              "[CHAPTER]\nTIMEBASE=1/1000\nSTART=3000000\nEND=3100000\ntitle=Epilogue\n"
              "[CHAPTER]\nTIMEBASE=1/1000\nSTART=3100000\nEND=3120000\ntitle=Story\n");
}

TEST(Chapters, SwallowSeamsBetweenParts) {
    CueSheetEpisode episode{.duration = milliseconds{100'500}};
    episode.parts = {part(PartType::Intro, 400, 60'000), part(PartType::Credits, 60'300, 100'000)};
    EXPECT_EQ(written(episode, CueSheetFormat::FfMetadata),
              ";FFMETADATA1\n[CHAPTER]\nTIMEBASE=1/1000\nSTART=0\nEND=60300\ntitle=Intro\n[CHAPTER]\nTIMEBASE=1/1000\nSTART=60300\nEND=100500\ntitle=Credits\n");
}

TEST(Chapters, AreWrittenAsMkvmergeReadsThem) {
    CueSheetEpisode episode{.duration = seconds{3'723}};
    EXPECT_THAT(written(episode, CueSheetFormat::MkvChapters), HasSubstr("<ChapterTimeStart>00:00:00.000000000</ChapterTimeStart>\n      <ChapterTimeEnd>01:02:03.000000000</ChapterTimeEnd>\n"
                                                                         "      <ChapterDisplay>\n        <ChapterString>Story</ChapterString>"));
}

TEST(KodiEdl, SkipsPartsButNeverStory) {
    EXPECT_EQ(written(rainy_episode(), CueSheetFormat::KodiEdl), "0.000\t62.100\t3\n2900.000\t3000.000\t3\n3000.000\t3000.000\t2\n");
}

TEST(CueSheet, OfASeasonHoldsEveryEpisodeAndChaptersAreOfOne) {
    std::vector<CueSheetEpisode> season{rainy_episode(), rainy_episode()};
    season[1].number = 3;
    EXPECT_THAT(*write_cue_sheet(season, CueSheetFormat::Csv), HasSubstr("\r\nSoundtrack #1,1,3,"));
    EXPECT_EQ(write_cue_sheet(season, CueSheetFormat::KodiEdl).error().fault, Fault::Invalid);
    EXPECT_EQ(read_cue_sheet_format("mkvchapters"), CueSheetFormat::MkvChapters);
    EXPECT_EQ(read_cue_sheet_format("pdf"), std::nullopt);
}

}  // namespace
}  // namespace bt::service
