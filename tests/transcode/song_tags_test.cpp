#include "transcode/song_tags.h"

#include <gtest/gtest.h>

#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <string_view>
#include <tuple>

#include "tests/temporary_folder.h"

namespace bt::transcode {
namespace {

std::string make_song(const std::string& name, const std::string& options) {
    const auto path = tests::scratch_file(name);
    const auto command = "ffmpeg -v error -y -f lavfi -i sine=duration=2 -metadata title='비가 온다' -metadata artist='The Band' -metadata album='OST Part 1' "
                         "-metadata composer='Kim' -metadata track=3/12 -metadata disc=1 -metadata date=2024-05-01 " + options + " " + path;
    return std::system(command.c_str()) == 0 ? path : std::string();
}

/// A frame of ID3v2.3 (§3.3) in "ISO-8859-1", which is what byte 0 before its text says.
std::string latin1_frame(const std::string& id, const std::string& text) {
    return id + std::string{'\0', '\0', '\0', static_cast<char>(text.size() + 1), '\0', '\0', '\0'} + text;
}

TEST(SongTags, ReadKoreanInLatin1FieldsOfBothKindsOfId3) {
    const std::string rain = "\xBA\xF1\xB0\xA1 \xBF\xC2\xB4\xD9", band = "Mot\xF6rhead";  // "비가 온다" in CP949
    const std::string frames = latin1_frame("TIT2", rain) + latin1_frame("TPE1", band);
    const std::string sound = std::string("\xFF\xFB\x90\x64", 4) + std::string(413, '\0');
    const auto padded = [](std::string text) { text.resize(30); return text; };
    const std::pair<std::string, std::string> kSongs[] = {
        {"id3v2.mp3", std::string("ID3\3\0\0\0\0\0", 9) + static_cast<char>(frames.size()) + frames + sound + sound + sound},
        {"id3v1.mp3", sound + sound + sound + "TAG" + padded(rain) + padded(band) + padded("") + std::string(35, '\0')},
    };
    for (const auto& [name, bytes] : kSongs) {
        SCOPED_TRACE(name);
        const auto path = tests::scratch_file(name);
        std::ofstream(path, std::ios::binary) << bytes;
        const auto tags = read_song_tags(path);
        ASSERT_TRUE(tags) << tags.error().describe();
        EXPECT_EQ(tags->title, "비가 온다");
        EXPECT_EQ(tags->artist, "Motörhead");
    }
}

TEST(SongTags, ThePictureOfASongIsFoundInEveryKindOfFile) {
    const auto picture = tests::scratch_file("cover.png");
    if (std::system(("ffmpeg -v error -y -f lavfi -i color=red:s=32x32 -frames:v 1 " + picture).c_str()) != 0) GTEST_SKIP() << "ffmpeg is not installed";
    for (const char* name : {"pictured.mp3", "pictured.flac", "pictured.m4a"}) {
        SCOPED_TRACE(name);
        const auto path = tests::scratch_file(name);
        ASSERT_EQ(std::system(("ffmpeg -v error -y -f lavfi -i sine=duration=1 -i " + picture + " -map 0 -map 1 -c:v copy -disposition:v:0 attached_pic " + path).c_str()), 0);
        EXPECT_TRUE(read_song_tags(path)->has_picture);
        const auto found = read_song_picture(path);
        ASSERT_TRUE(found) << found.error().describe();
        EXPECT_EQ(found->size(), std::filesystem::file_size(picture));
    }
    const auto bare = make_song("bare.flac", "");
    EXPECT_FALSE(read_song_tags(bare)->has_picture);
    EXPECT_EQ(read_song_picture(bare).error().fault, Fault::NotFound);
}

TEST(SongTags, AreReadAlikeFromEveryKindOfFile) {
    struct Row {
        const char *name, *options;
        bool has_codes;  // ffmpeg's MP4 writer knows no field for them
    };
    const Row rows[] = {
        {"rain.flac", "-metadata ISRC=kr-a40-11-00051 -metadata ISWC=T0345246801 -metadata LABEL='Sea & Co' -metadata MUSICBRAINZ_TRACKID=1234", true},
        {"rain.mp3", "-metadata TSRC=KRA401100051 -metadata ISWC=T0345246801 -metadata publisher='Sea & Co'", true},
        {"rain.opus", "-metadata ISRC=KRA401100051 -metadata ISWC=T-034.524.680-1 -metadata PUBLISHER='Sea & Co'", true},
        {"rain.m4a", "", false},
    };
    for (const auto& row : rows) {
        SCOPED_TRACE(row.name);
        const auto path = make_song(row.name, row.options);
        if (path.empty()) GTEST_SKIP() << "ffmpeg is not installed";
        const auto tags = read_song_tags(path);
        ASSERT_TRUE(tags) << tags.error().describe();
        EXPECT_EQ(tags->title, "비가 온다");
        EXPECT_EQ(tags->artist, "The Band");
        EXPECT_EQ(tags->album, "OST Part 1");
        EXPECT_EQ(tags->composer, "Kim");
        EXPECT_EQ(tags->number, 3);
        EXPECT_EQ(tags->disc, 1);
        EXPECT_EQ(tags->year, 2024);
        EXPECT_NEAR(static_cast<double>(tags->duration.count()), 2'000, 150);
        if (!row.has_codes) continue;
        EXPECT_EQ(tags->isrc, "KRA401100051");
        EXPECT_EQ(tags->iswc, "T-034.524.680-1");
        EXPECT_EQ(tags->publisher, "Sea & Co");
    }
    EXPECT_EQ(read_song_tags(make_song("rain.flac", "-metadata MUSICBRAINZ_TRACKID=1234"))->musicbrainz_recording, "1234");
}

TEST(SongTags, TellWhatKindOfFileItIs) {
    const std::tuple<const char*, const char*, std::string_view> kRows[] = {
        {"kind.flac", "", "audio/flac"},
        {"kind.mp3", "", "audio/mpeg"},
        {"kind.opus", "", "audio/ogg; codecs=\"opus\""},
        {"kind.ogg", "-c:a flac", "audio/ogg; codecs=\"flac\""},
        {"aac.m4a", "-c:a aac", "audio/mp4; codecs=\"mp4a.40.2\""},
        {"alac.m4a", "-c:a alac", "audio/mp4; codecs=\"alac\""},
        {"kind.wav", "", "audio/wav"},
    };
    for (const auto& [name, options, type] : kRows) {
        const auto path = make_song(name, options);
        if (path.empty()) GTEST_SKIP() << "ffmpeg is not installed";
        EXPECT_EQ(read_song_tags(path)->media_type, type) << name;
    }
}

TEST(SongTags, SayWhyThereAreNone) {
    const auto text = tests::scratch_file("story.txt");
    std::ofstream(text) << "once upon a time\n";
    EXPECT_EQ(read_song_tags(text).error().fault, Fault::Unsupported);
    EXPECT_EQ(read_song_tags("/no/such.mp3").error().fault, Fault::NotFound);
}

TEST(SongTags, AreCutWhereTheyAreTooLong) {
    std::string title;
    for (int i = 0; i < 600; ++i) title += "비";
    const auto path = make_song("long.flac", "-metadata title=" + title);
    if (path.empty()) GTEST_SKIP() << "ffmpeg is not installed";
    EXPECT_EQ(read_song_tags(path)->title.size(), 999U) << "between two characters";
}

TEST(Codes, AreGivenInTheirPlainSpellingOrNotAtAll) {
    EXPECT_EQ(plain_isrc("KR-A40-11-00051"), "KRA401100051");
    EXPECT_EQ(plain_isrc("kra401100051; KRA401100052"), "KRA401100051");
    for (const char* text : {"", "KRA40110005", "12A401100051", "KRA4011000X1", "=cmd()"}) EXPECT_EQ(plain_isrc(text), "") << text;
    EXPECT_EQ(plain_iswc("T-034.524.680-1"), "T-034.524.680-1");
    EXPECT_EQ(plain_iswc("t0345246801"), "T-034.524.680-1");
    for (const char* text : {"", "T-034.524.680", "X0345246801", "T03452468X1"}) EXPECT_EQ(plain_iswc(text), "") << text;
}

}  // namespace
}  // namespace bt::transcode
