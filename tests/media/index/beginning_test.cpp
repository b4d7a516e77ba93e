#include "media/index/beginning.h"

#include <gtest/gtest.h>

#include "media/codec/configuration.h"
#include "media/index/stored_index.h"
#include "tests/media/hex.h"
#include "tests/media/isobmff/movie_builder.h"

namespace bt::media {
namespace {

using bt::testing::MadeTrack;
using bt::testing::make_movie;

std::shared_ptr<const MediaFile> opened(const std::vector<MadeTrack>& tracks) {
    return open_media(std::make_shared<io::MemorySource>(make_movie(tracks))).value();
}

TEST(Beginning, TellsHowFarPicturesAreReordered) {
    MadeTrack film;
    for (const int offset : {0, -80, 40, -120, 0}) film.samples.push_back({.duration = 40, .composition_offset = offset, .is_sync = film.samples.empty()});
    EXPECT_EQ(opened({film})->description().tracks[0].reordering, 120);
    for (auto& sample : film.samples) sample.composition_offset += 120;
    EXPECT_EQ(opened({film})->description().tracks[0].reordering, 0);
}

TEST(LeadingPictures, AreFoundThoughAllGroupsButOneAreClosed) {
    // Decoded I P b: shown I b P, each 40 later than it is decoded; of the open group the b before its I.
    const auto film = [](std::size_t groups, std::size_t open) {
        MadeTrack track;
        for (std::size_t group = 0; group < groups; ++group) {
            const bool is_open = group == open;
            track.samples.push_back({.duration = 40, .composition_offset = is_open ? 80 : 40});
            track.samples.push_back({.duration = 40, .composition_offset = is_open ? 0 : 80, .is_sync = false});
            track.samples.push_back({.duration = 40, .composition_offset = is_open ? 40 : 0, .is_sync = false});
        }
        return track;
    };
    const auto has_leading = [&](std::size_t open) { return opened({film(50, open)})->description().tracks[0].video->has_leading_pictures; };
    EXPECT_TRUE(has_leading(7));
    EXPECT_TRUE(has_leading(49));
    EXPECT_FALSE(has_leading(50)) << "none is open";
    EXPECT_FALSE(has_leading(0)) << "before the first sync sample nothing lies that they could need";
}

TEST(Beginning, KeepsTheFirstFrameOfSoundButNotOfAPictureThatIsDescribed) {
    MadeTrack film, voice{.track_id = 2, .handler = FourCc("soun"), .timescale = 48'000};
    film.samples.assign(3, {.size = 100});
    voice.samples.assign(3, {.size = 70, .duration = 1'024});
    const auto tracks = opened({film, voice})->description().tracks;
    EXPECT_EQ(tracks[0].opening.size(), 0U);
    EXPECT_EQ(tracks[1].opening.size(), 70U);
}

TEST(Beginning, SaysWhyATrackCannotBeRead) {
    MadeTrack empty, voice{.track_id = 2, .handler = FourCc("soun"), .timescale = 48'000};
    voice.samples.assign(3, {.size = 70, .duration = 1'024});
    const auto tracks = opened({empty, voice})->description().tracks;
    EXPECT_NE(tracks[0].unreadable.find("no samples"), std::string::npos) << tracks[0].unreadable;
    EXPECT_EQ(tracks[1].unreadable, "");
}

TEST(Beginning, IsKeptInTheStoredIndex) {
    MadeTrack film, voice{.track_id = 2, .handler = FourCc("soun"), .timescale = 48'000};
    for (const int offset : {0, -80, 40, -120, 0}) film.samples.push_back({.size = 9, .duration = 40, .composition_offset = offset, .is_sync = film.samples.empty()});
    voice.samples.assign(3, {.size = 70, .duration = 1'024});
    const auto file = opened({film, voice});
    const ContentKey key{1, 2};
    const auto again = open_with_index(file->source(), key, save_index(*file, key));
    ASSERT_TRUE(again) << again.error().describe();
    EXPECT_EQ((*again)->description(), file->description());
}

TEST(Opening, IsWhatComesBeforeThePicture) {
    using bt::testing::hex;
    struct Case { const char* what; Codec codec; std::string codec_private, sample, opening; };
    const Case cases[] = {
        {"parameter sets by start codes", Codec::H264, "", "00000001 6764 00000001 68ee 00000001 6588", "00000001 6764 00000001 68ee 00000001 65"},
        {"parameter sets by length", Codec::H264, "0164000cff", "00000002 6764 00000002 6588", "00000002 6764"},
        {"nothing but a picture, by length", Codec::H264, "0164000cff", "00000002 6588", ""},
        {"a parameter set of HEVC", Codec::Hevc, "", "00000001 4001 0c 00000001 2601 af", "00000001 4001 0c 00000001 26"},
        {"no units at all", Codec::H264, "0164000cff", "ffffffff 01", "ffffffff 01"},
    };
    for (const auto& c : cases) {
        SCOPED_TRACE(c.what);
        const Track track{.kind = TrackKind::Video, .codec = c.codec, .codec_private = hex(c.codec_private)};
        EXPECT_EQ(codec::opening_of(track, hex(c.sample)), hex(c.opening));
    }
}

TEST(Opening, IsBoundedForSoundAndPicturesWithoutUnits) {
    const Bytes sample(1U << 20);
    EXPECT_EQ(codec::opening_of({.kind = TrackKind::Audio, .codec = Codec::Aac}, sample).size(), 64U << 10);
    EXPECT_EQ(codec::opening_of({.kind = TrackKind::Video, .codec = Codec::Vp9}, sample).size(), 4U << 10);
}

}  // namespace
}  // namespace bt::media
