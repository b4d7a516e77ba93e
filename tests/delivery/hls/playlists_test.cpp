#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "delivery/hls/media_playlist.h"
#include "delivery/hls/multivariant_playlist.h"

namespace bt::delivery::hls {
namespace {

TEST(MediaPlaylist, ListsSegmentsInOrderAndEndsAVodList) {
    const MediaPlaylist playlist{.map_uri = "init.mp4", .segments = {{{540'540, {90'000}}, "1.m4s"}, {{90'000, {90'000}}, "2.m4s"}}};
    EXPECT_EQ(to_m3u8(playlist),
              "#EXTM3U\n#EXT-X-VERSION:7\n#EXT-X-TARGETDURATION:6\n#EXT-X-PLAYLIST-TYPE:VOD\n#EXT-X-INDEPENDENT-SEGMENTS\n"
              "#EXT-X-MAP:URI=\"init.mp4\"\n#EXTINF:6.006,\n1.m4s\n#EXTINF:1.000,\n2.m4s\n#EXT-X-ENDLIST\n");
}

TEST(MediaPlaylist, WritesDurationsToTheMicrosecond) {
    const MediaPlaylist playlist{.segments = {{{1'001, {24'000}}, "1.m4s"}, {{6, {1}}, "2.m4s"}, {{1, {3}}, "3.m4s"}}};
    EXPECT_THAT(to_m3u8(playlist), ::testing::HasSubstr("#EXTINF:0.041708,\n1.m4s\n#EXTINF:6.000,\n2.m4s\n#EXTINF:0.333333,\n3.m4s\n"));
}

TEST(MediaPlaylist, AnnouncesATargetThatEachDurationAsWrittenRoundsTo) {
    const MediaPlaylist playlist{.segments = {{{64'999'999, {10'000'000}}, "1.m4s"}}};
    const auto text = to_m3u8(playlist);
    EXPECT_NE(text.find("#EXTINF:6.500,"), std::string::npos) << text;
    EXPECT_NE(text.find("#EXT-X-TARGETDURATION:7\n"), std::string::npos) << text;
}

TEST(MultivariantPlaylist, NamesEveryRenditionAndVariant) {
    const MultivariantPlaylist playlist{
        .renditions = {{.group_id = "aac", .name = "한국어", .language = "ko", .is_default = true, .channels = "2", .uri = "a1/playlist.m3u8"},
                       {.type = Rendition::Type::Subtitles, .group_id = "subtitles", .name = "English \"SDH\"", .language = "en",
                        .characteristics = "public.accessibility.describes-spoken-dialog", .uri = "s2/playlist.m3u8"}},
        .variants = {{.bandwidth = 3'200'000, .average_bandwidth = 2'500'000, .codecs = "avc1.64001f,mp4a.40.2", .width = 1280,
                      .height = 720, .frame_rate = media::Rational{24'000, 1'001}, .video_range = "SDR", .audio_group = "aac",
                      .subtitles_group = "subtitles", .uri = "v0/playlist.m3u8"}},
        .i_frame_variants = {{.bandwidth = 300'000, .codecs = "avc1.64001f", .width = 1280, .height = 720, .video_range = "SDR", .uri = "v0/iframes.m3u8"}}};
    EXPECT_EQ(to_m3u8(playlist),
              "#EXTM3U\n#EXT-X-VERSION:7\n#EXT-X-INDEPENDENT-SEGMENTS\n"
              "#EXT-X-MEDIA:TYPE=AUDIO,GROUP-ID=\"aac\",NAME=\"한국어\",LANGUAGE=\"ko\",DEFAULT=YES,AUTOSELECT=YES,CHANNELS=\"2\",URI=\"a1/playlist.m3u8\"\n"
              "#EXT-X-MEDIA:TYPE=SUBTITLES,GROUP-ID=\"subtitles\",NAME=\"English ”SDH”\",LANGUAGE=\"en\",DEFAULT=NO,AUTOSELECT=YES,FORCED=NO,"
              "CHARACTERISTICS=\"public.accessibility.describes-spoken-dialog\",URI=\"s2/playlist.m3u8\"\n"
              "#EXT-X-STREAM-INF:BANDWIDTH=3200000,AVERAGE-BANDWIDTH=2500000,CODECS=\"avc1.64001f,mp4a.40.2\",RESOLUTION=1280x720,VIDEO-RANGE=SDR,"
              "FRAME-RATE=23.976,AUDIO=\"aac\",SUBTITLES=\"subtitles\",CLOSED-CAPTIONS=NONE\nv0/playlist.m3u8\n"
              "#EXT-X-I-FRAME-STREAM-INF:BANDWIDTH=300000,CODECS=\"avc1.64001f\",RESOLUTION=1280x720,VIDEO-RANGE=SDR,URI=\"v0/iframes.m3u8\"\n");
}

}  // namespace
}  // namespace bt::delivery::hls
