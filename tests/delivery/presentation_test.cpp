#include "delivery/presentation.h"

#include <gtest/gtest.h>

#include "delivery/dash/mpd_of.h"
#include "delivery/hls/playlists_of.h"
#include "delivery/segments.h"
#include "tests/delivery/made_media.h"

namespace bt::delivery {
namespace {

using testing::edit_list;
using testing::picture;
using testing::present;
using testing::sound;

const MediaRendition& sound_of(const Presentation& presentation) { return presentation.media().back(); }

TEST(Presentation, KeepsLateSoundWhereItBelongsInTheList) {
    auto late = sound(282);  // 6.016 s
    late.more = edit_list(8'000, 6'016);
    const auto made = present({picture(20), late});
    EXPECT_EQ(hls::to_m3u8(hls::media_playlist_of(*made, sound_of(*made))),
              "#EXTM3U\n#EXT-X-VERSION:8\n#EXT-X-TARGETDURATION:8\n#EXT-X-PLAYLIST-TYPE:VOD\n#EXT-X-INDEPENDENT-SEGMENTS\n"
              "#EXT-X-MAP:URI=\"init.mp4\"\n"
              "#EXT-X-GAP\n#EXTINF:8.000,\n1.m4s\n"  // to the first sound, though the segment is cut at 6 s
              "#EXTINF:4.010667,\n2.m4s\n"
              "#EXTINF:5.989333,\n3.m4s\n"  // to 18 s, though the last sound is at 14.016 s
              "#EXT-X-GAP\n#EXTINF:2.000,\n4.m4s\n#EXT-X-ENDLIST\n");
}

TEST(Presentation, TellsWhereLateSoundBeginsInTheManifest) {
    auto late = sound(282);
    late.more = edit_list(8'000, 6'016);
    const auto made = present({picture(20), late});
    const auto xml = dash::to_xml(dash::mpd_of(*made));
    EXPECT_NE(xml.find("startNumber=\"2\""), std::string::npos) << xml;
    EXPECT_NE(xml.find("<S t=\"384000\" "), std::string::npos) << xml;
}

TEST(Presentation, CutsSoundThatBeginsAfterThePicturesEnd) {
    auto after = sound(47);
    after.more = edit_list(30'000, 1'000);
    const auto made = present({picture(20), after});
    for (const auto& rendition : made->media()) {
        for (auto i = rendition.first_segment; i < rendition.end_segment; ++i) EXPECT_LT(rendition.starts[i], rendition.starts[i + 1]) << rendition.id;
    }
}

TEST(Presentation, GivesASinglePictureThatIsShownBeforeItIsDecoded) {
    const auto made = present({picture(4, -500)});
    const auto shown = i_frame(*made, *made->video(), SegmentNumber{1});
    ASSERT_TRUE(shown) << shown.error().describe();
    EXPECT_GT(shown->size(), 10U);
}

TEST(MultivariantPlaylist, NamesACodecWhoseNameBeginsAnother) {
    using namespace bt::testing;
    auto parametric = sound(100, 1);  // HE-AAC v2: mp4a.40.29
    parametric.sample_entry = sound_entry("mp4a", 2, 48'000, aac_esds(0x40, media::testing::hex("eb098800")));
    const auto made = present({parametric, sound(100, 2)});
    const auto playlist = hls::multivariant_playlist_of(*made);
    ASSERT_EQ(playlist.variants.size(), 1U);
    EXPECT_EQ(playlist.variants[0].codecs, "mp4a.40.29,mp4a.40.2");
}

TEST(Mpd, TellsTheLayoutOfEightChannelsNotTheirNumber) {
    using namespace bt::testing;
    auto film = sound(100);
    film.sample_entry = sound_entry("mp4a", 8, 48'000, aac_esds(0x40, media::testing::hex("11b8")));
    const auto xml = dash::to_xml(dash::mpd_of(*present({film})));
    EXPECT_NE(xml.find("schemeIdUri=\"urn:mpeg:mpegB:cicp:ChannelConfiguration\" value=\"12\""), std::string::npos) << xml;
}

}  // namespace
}  // namespace bt::delivery
