#include "subtitle/read.h"

#include <gtest/gtest.h>
#include <iconv.h>

#include <array>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <iterator>

#include "source_dir.h"
#include "subtitle/encoding.h"
#include "subtitle/write.h"

namespace bt::subtitle {
namespace {

/// "start-end text" of each cue of the first stream, for short expectations.
std::vector<std::string> lines_of(const Result<Document>& document, std::size_t stream = 0) {
    std::vector<std::string> out;
    if (!document) return {document.error().describe()};
    if (document->streams.size() <= stream) return {"no such stream"};
    for (const auto& cue : document->streams[stream].cues) {
        out.push_back(std::to_string(cue.start.count()) + "-" + std::to_string(cue.end.count()) + " " + cue.text +
                      (cue.settings.empty() ? "" : " [" + cue.settings + "]"));
    }
    return out;
}
using Lines = std::vector<std::string>;

std::string recode(std::string_view utf8, const char* to) {
    const iconv_t converter = iconv_open(to, "UTF-8");
    std::string out(utf8.size() * 4, '\0');
    char* in = const_cast<char*>(utf8.data());
    char* into = out.data();
    std::size_t left = utf8.size(), room = out.size();
    EXPECT_NE(iconv(converter, &in, &left, &into, &room), static_cast<std::size_t>(-1)) << to;
    iconv_close(converter);
    out.resize(out.size() - room);
    return out;
}

TEST(Timestamp, IsReadInEveryShapeFilesUse) {
    struct Case { std::string_view text; std::int64_t ms; };
    for (const auto& c : {Case{"00:00:01,500", 1'500}, Case{"1:02:03.4", 3'723'400}, Case{"02:03.45", 123'450}, Case{" 00: 00: 01,5 ", 1'500},
                          Case{"0:00:00.00", 0}, Case{"7", 7'000}, Case{"100:00:00.000", 360'000'000}}) {
        EXPECT_EQ(read_timestamp(c.text), std::chrono::milliseconds(c.ms)) << c.text;
    }
    for (const auto* bad : {"", "a", "1:2:3:4", "00:00:01,5x", "-1:00", ":", "99999999999999999999"}) EXPECT_EQ(read_timestamp(bad), std::nullopt) << bad;
}

TEST(SubRip, ReadsCuesAndKeepsWhatFollowsABadOne) {
    EXPECT_EQ(lines_of(read_subtitle_text("1\n00:00:01,000 --> 00:00:02,000\n비가 온다\n둘째 줄\n\n2\n00:00:0x,000 --> 00:00:04,000\nlost\n\n"
                                          "3\n00:00:05,000 --> 00:00:06,000\n<i>Rain</i> & <b>sea\n")),
              (Lines{"1000-2000 비가 온다\n둘째 줄", "5000-6000 <i>Rain</i> &amp; <b>sea</b>"}));
}

TEST(SubRip, KeepsBlankLinesInsideACueAndNumbersThatAreText) {
    EXPECT_EQ(lines_of(read_subtitle_text("1\n00:00:01,000 --> 00:00:02,000\nfirst\n\nsecond\n\n2\n00:00:03,000 --> 00:00:04,000\n1984\n")),
              (Lines{"1000-2000 first\n\nsecond", "3000-4000 1984"}));
}

TEST(SubRip, DropsEmptyAndBackwardCuesAndSortsTheRest) {
    const auto document = read_subtitle_text("1\n00:00:09,000 --> 00:00:10,000\nlater\n\n2\n00:00:05,000 --> 00:00:04,000\nback\n\n"
                                             "3\n00:00:06,000 --> 00:00:07,000\n\n4\n00:00:01,000 --> 00:00:02,000\nsooner\n");
    EXPECT_EQ(lines_of(document), (Lines{"1000-2000 sooner", "9000-10000 later"}));
    EXPECT_EQ(document->skipped_cues, 2U);
}

TEST(SubRip, TurnsPlacesIntoSettings) {
    EXPECT_EQ(lines_of(read_subtitle_text("00:00:01,000 --> 00:00:02,000 X1:10 X2:20\n{\\an8}Sign\n")), (Lines{"1000-2000 Sign [line:5%]"}));
}

TEST(WebVtt, ReadsIdentifiersSettingsAndStepsOverNotesAndStyles) {
    EXPECT_EQ(lines_of(read_subtitle_text("WEBVTT - title\n\nNOTE a --\nnote\n\nSTYLE\n::cue{}\n\nid 1\n00:01.000 --> 00:02.000 line:0 bad:1 align:start\n"
                                          "<v Noh>Hello <c.red>there</c> <blink>x</blink> a < b &amp; c & d\n\n00:03.000 --> 00:04.000\nnext")),
              (Lines{"1000-2000 <v Noh>Hello <c.red>there</c> x a &lt; b &amp; c &amp; d</v> [line:0 align:start]", "3000-4000 next"}));
}

TEST(WebVtt, AppliesATimestampMap) {
    EXPECT_EQ(lines_of(read_subtitle_text("WEBVTT\nX-TIMESTAMP-MAP=LOCAL:00:00:00.000,MPEGTS:900000\n\n00:01.000 --> 00:02.000\nx\n")),
              (Lines{"11000-12000 x"}));
}

TEST(Ass, ReadsDialogueByItsFormatLine) {
    EXPECT_EQ(lines_of(read_subtitle_text("[Script Info]\nTitle: x\n\n[V4+ Styles]\nFormat: Name\nStyle: Default\n\n[Events]\n"
                                          "Format: Layer, Start, End, Style, Name, MarginL, MarginR, MarginV, Effect, Text\n"
                                          "Dialogue: 0,0:00:01.00,0:00:02.50,Default,,0,0,0,,{\\i1}One{\\i0}, two\\Nthree\\h!\n"
                                          "Comment: 0,0:00:01.00,0:00:02.50,Default,,0,0,0,,no\n"
                                          "Dialogue: 0,0:00:03.00,0:00:04.00,Default,,0,0,0,,{\\an8\\p1}m 0 0 l 10 10{\\p0}Sign\n"
                                          "Dialogue: broken\n")),
              (Lines{"1000-2500 <i>One</i>, two\nthree\xC2\xA0!", "3000-4000 Sign [line:5%]"}));
}

TEST(Sami, ReadsEachClassAsALanguageAndClearsOnNbsp) {
    const auto document = read_subtitle_text(
        "<SAMI><HEAD><STYLE TYPE=\"text/css\"><!--\n.KRCC {Name:한국어; lang:ko-KR; SAMIType:CC;}\n.ENCC {Name:English; lang:en-US;}\n--></STYLE></HEAD><BODY>\n"
        "<SYNC Start=1000><P Class=KRCC>안녕<br>하세요\n<SYNC Start=2000><P Class=KRCC>&nbsp;\n<SYNC Start=1000><P Class=ENCC>Hello &amp; <i>bye\n"
        "<SYNC Start=3000><P Class=ENCC>&nbsp;\n<SYNC Start=x><P Class=ENCC>lost\n</BODY></SAMI>");
    ASSERT_TRUE(document) << document.error().describe();
    ASSERT_EQ(document->streams.size(), 2U);
    EXPECT_EQ(document->streams[0].language, "en");
    EXPECT_EQ(lines_of(document, 0), (Lines{"1000-3000 Hello &amp; <i>bye</i>"}));
    EXPECT_EQ(document->streams[1].name, "한국어");
    EXPECT_EQ(lines_of(document, 1), (Lines{"1000-2000 안녕\n하세요"}));
    EXPECT_EQ(document->skipped_cues, 1U);
}

TEST(Sami, ReadsTextWithoutClosingTagsOrClasses) {
    EXPECT_EQ(lines_of(read_subtitle_text("<sami><body><sync start=100>one<sync start=\"200\">two")), (Lines{"100-200 one", "200-10200 two"}));
}

TEST(Encoding, IsFoundForEveryEncodingKoreanFilesCome) {
    const std::string text = "1\n00:00:01,000 --> 00:00:02,000\n비 오는 종점에서 우리는 다시 만났고, 노래는 끝나지 않았다.\n믿을 수 없어, 똠방각하 펲시콜라\n";
    struct Case { const char* to; const char* mark; std::string_view found; };
    for (const auto& c : {Case{"UTF-8", "", "UTF-8"}, Case{"UTF-8", "\xEF\xBB\xBF", "UTF-8"}, Case{"UTF-16LE", "\xFF\xFE", "UTF-16LE"},
                          Case{"UTF-16BE", "\xFE\xFF", "UTF-16BE"}, Case{"UTF-16LE", "", "UTF-16LE"}, Case{"UTF-16BE", "", "UTF-16BE"},
                          Case{"CP949", "", "CP949"}}) {
        const auto bytes = std::string(c.mark) + recode(text, c.to);
        const auto decoded = decode_text(as_bytes(bytes));
        ASSERT_TRUE(decoded) << c.to;
        EXPECT_EQ(decoded->encoding, c.found);
        EXPECT_EQ(decoded->text, text) << c.to;
    }
}

std::string one_cue(const std::string& words) { return "1\n00:00:00,500 --> 00:00:01,500\n" + words + "\n"; }
std::string ten_lines_of_english() {
    std::string out;
    for (int i = 0; i < 10; ++i) out += std::to_string(i) + "\n00:00:1" + std::to_string(i) + ",000 --> 00:00:1" + std::to_string(i) + ",500\nHello, my friend.\n\n";
    return out;
}

TEST(Encoding, OfAFewKoreanWordsIsToldByTheirBytesOrByTheLanguage) {
    struct Case { std::string text; std::string_view language; };
    const Case kCases[] = {
        {one_cue("안녕하세요."), "ko"}, {one_cue("안녕하세요."), ""}, {one_cue("괜찮아… 가자!"), ""}, {one_cue("뭐라고?"), "und"}, {one_cue("네."), "ko"},
        {one_cue("네."), "ko-KR"}, {one_cue("똠방각하"), "ko"}, {ten_lines_of_english() + one_cue("사랑"), ""}, {ten_lines_of_english() + one_cue("사랑"), "en"},
    };
    for (const auto& row : kCases) {
        SCOPED_TRACE(row.text);
        const auto decoded = decode_text(as_bytes(recode(row.text, "CP949")), row.language);
        ASSERT_TRUE(decoded);
        EXPECT_EQ(decoded->encoding, "CP949");
        EXPECT_EQ(decoded->text, row.text);
    }
}

TEST(Encoding, OfOtherLanguagesIsNotTakenForKorean) {
    struct Case { std::string text; const char* encoding; std::string_view language; };
    const Case kCases[] = {
        {one_cue("Café, déjà vu à l'école."), "WINDOWS-1252", ""}, {one_cue("Café, déjà vu à l'école."), "WINDOWS-1252", "ko"},
        {one_cue("Über den Wölken grüßt ÄÖ."), "WINDOWS-1252", "de"}, {one_cue("CRÉÉ À PARIS"), "WINDOWS-1252", ""},
        {one_cue("ÄÖ!"), "WINDOWS-1252", ""}, {one_cue("こんにちは、元気ですか。"), "CP932", ""},
    };
    for (const auto& row : kCases) {
        SCOPED_TRACE(row.text);
        const auto decoded = decode_text(as_bytes(recode(row.text, row.encoding)), row.language);
        ASSERT_TRUE(decoded);
        EXPECT_EQ(decoded->text, row.text);
    }
}

TEST(Sami, SaysInItsStyleThatItIsKorean) {
    for (const std::string head : {"<STYLE><!-- .KRCC{lang:ko-KR} --></STYLE><BODY>", "<STYLE>.SUBS { Name:Hangul; lang: ko-KR; }</STYLE><BODY>", "<BODY>"}) {
        SCOPED_TRACE(head);
        const auto document = read_subtitles(as_bytes(recode("<SAMI>" + head + "<SYNC Start=100><P Class=KRCC>네.\n", "CP949")));
        EXPECT_EQ(lines_of(document), (Lines{"100-10100 네."}));
    }
}

TEST(Encoding, RefusesBinaryFilesAndSurvivesBytesThatFitNothing) {
    std::string binary(4'096, '\0');
    for (std::size_t i = 0; i < binary.size(); ++i) binary[i] = static_cast<char>(i * 37 % 31);
    EXPECT_FALSE(read_subtitles(as_bytes(binary)));
    EXPECT_FALSE(read_subtitles(as_bytes("")));
    EXPECT_EQ(lines_of(read_subtitles(as_bytes("00:00:01,000 --> 00:00:02,000\na\xFF\xFE" "b\n"))).size(), 1U);
}

TEST(BeginsAsSubtitles, OnACueInAnyEncodingAndOnNothingElse) {
    const std::string srt = "1\r\n00:00:01,000 --> 00:00:02,000\r\n\xEB\xB9\x84\r\n\r\n2\r\n00:00:03,0";
    const struct { std::string head; bool begins; } kHeads[] = {
        {srt, true},
        {"\xEF\xBB\xBF" + srt, true},
        {recode("1\n00:00:01,000 --> 00:00:02,000\n비\n", "CP949"), true},
        {"\xFF\xFE" + recode("1\n00:00:01,000 --> 00:00:02,000\n비\n", "UTF-16LE"), true},
        {"WEBVTT\r\n\r\n00:01.000 --> 00:02.000\r\nrain\r\n", true},
        {"[Script Info]\r\nTitle: rain\r\n", false},  // perhaps nothing but drawings follow
        {"[Script Info]\r\n\r\n[Events]\r\nDialogue: 0,0:00:00.00,0:00:05.00,Default,,0,0,0,,\r\n", false},
        {"[Script Info]\r\n\r\n[Events]\r\nDialogue: 0,0:00:00.00,0:00:05.00,Default,,0,0,0,,rain\r\nDialogue: 0,0:0", true},
        {"<SAMI><BODY><SYNC Start=1000><P Class=KRCC>rain\n<SYNC Start=2000><P Class=KRCC>&nbsp;\n", true},
        {"", false},
        {"kaputt\n", false},
        {"WEBVTT\n\n", false},  // perhaps a long note: the whole file tells
        {"1\nno time --> no time\nrain\n", false},
        {std::string(64, '\0'), false},
    };
    for (const auto& row : kHeads) {
        SCOPED_TRACE(row.head);
        EXPECT_EQ(begins_as_subtitles(as_bytes(row.head)), row.begins);
    }
}

TEST(Write, RoundTripsThroughTheReader) {
    const std::vector<Cue> cues = {{std::chrono::milliseconds(1'000), std::chrono::milliseconds(3'723'004), "<i>a</i>\nb &amp; c", "line:5%"},
                                   {std::chrono::milliseconds(4'000'000), std::chrono::milliseconds(4'000'001), "끝", ""}};
    const auto document = read_subtitle_text(to_webvtt(cues));
    ASSERT_TRUE(document);
    EXPECT_EQ(document->streams[0].cues, cues);
}

TEST(Write, PutsACueIntoEverySegmentItOverlaps) {
    const std::vector<Cue> cues = {{std::chrono::milliseconds(5'000), std::chrono::milliseconds(7'000), "across", ""}};
    const auto count = [&](int from, int until) {
        return lines_of(read_subtitle_text(to_webvtt_segment(cues, std::chrono::milliseconds(from), std::chrono::milliseconds(until)))).size();
    };
    EXPECT_EQ(count(0, 6'000), 1U);
    EXPECT_EQ(count(6'000, 12'000), 1U);
    EXPECT_EQ(count(12'000, 18'000), 0U);
    EXPECT_EQ(count(0, 5'000), 0U);
}

TEST(Corpus, EveryRealSubtitleFileGivesCuesOrAReason) {
    const char* named = std::getenv("BONUSTRACK_CORPUS");
    const auto folder = std::filesystem::path(named != nullptr ? named : BT_SOURCE_DIR "/../shared/corpus") / "subtitles";
    if (!std::filesystem::exists(folder)) GTEST_SKIP() << "no corpus";
    int read = 0, refused = 0;
    for (const auto& entry : std::filesystem::recursive_directory_iterator(folder)) {
        if (!entry.is_regular_file()) continue;
        std::ifstream in(entry.path(), std::ios::binary);
        const std::string bytes{std::istreambuf_iterator<char>(in), {}};
        const auto document = read_subtitles(as_bytes(bytes));
        document ? ++read : ++refused;
        if (!document) {
            EXPECT_FALSE(document.error().message.empty());
            const auto extension = entry.path().extension();
            if (extension == ".srt" || extension == ".vtt" || extension == ".ass" || extension == ".smi") {
                RecordProperty(entry.path().filename().string(), document.error().describe());
                std::printf("refused %s: %s\n", entry.path().filename().c_str(), document.error().describe().c_str());
            }
            continue;
        }
        for (const auto& stream : document->streams) {
            for (std::size_t i = 0; i < stream.cues.size(); ++i) {
                EXPECT_LT(stream.cues[i].start, stream.cues[i].end) << entry.path();
                EXPECT_LE(stream.cues[i == 0 ? 0 : i - 1].start, stream.cues[i].start) << entry.path();
            }
        }
    }
    std::printf("%d read, %d refused\n", read, refused);
    EXPECT_GT(read, 100);
}

}  // namespace
}  // namespace bt::subtitle
