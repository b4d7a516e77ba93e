#include "delivery/presentation.h"

#include <fmt/format.h>
#include <gtest/gtest.h>

#include "delivery/dash/mpd_of.h"
#include "delivery/hls/playlists_of.h"
#include "delivery/resources.h"
#include "delivery/segments.h"
#include "tests/delivery/made_media.h"

namespace bt::delivery {
namespace {

using testing::edit_list;
using testing::picture;
using testing::present;
using testing::sound;

/// A film on a disk that may fail for a while.
class Disk final : public io::ByteSource {
public:
    explicit Disk(Bytes film) : film_(std::move(film)) {}
    std::uint64_t size() const override { return film_.size(); }
    Result<std::size_t> read_at(std::uint64_t offset, std::span<std::byte> into) const override {
        if (fails) return Error{.fault = Fault::Io, .message = "it does not answer"};
        return film_.read_at(offset, into);
    }
    bool fails = false;

private:
    io::MemorySource film_;
};

const MediaRendition& sound_of(const Presentation& presentation) { return presentation.media().back(); }

/// Sound from 8 s on for 6.016 s.
bt::testing::MadeTrack late_sound() {
    auto late = sound(282);
    late.more = edit_list(8'000, 6'016);
    return late;
}

/// The same in a codec of which we make no silence.
bt::testing::MadeTrack late_ac3() {
    auto late = late_sound();
    late.sample_entry = bt::testing::sound_entry("ac-3", 6, 48'000, bt::testing::box("dac3", bt::testing::hex("103de0")));
    return late;
}

TEST(Presentation, KeepsLateSoundWhereItBelongsInTheList) {
    const auto made = present({picture(20), late_ac3()});
    EXPECT_EQ(hls::to_m3u8(hls::media_playlist_of(*made, sound_of(*made))),
              "#EXTM3U\n#EXT-X-VERSION:8\n#EXT-X-TARGETDURATION:8\n#EXT-X-PLAYLIST-TYPE:VOD\n#EXT-X-INDEPENDENT-SEGMENTS\n"
              "#EXT-X-MAP:URI=\"init.mp4\"\n"
              "#EXT-X-GAP\n#EXTINF:8.000,\n1.m4s\n"  // to the first sound, though the segment is cut at 6 s
              "#EXTINF:4.000,\n2.m4s\n"
              "#EXTINF:6.000,\n3.m4s\n"  // to 18 s, though the last sound is at 14.016 s
              "#EXT-X-GAP\n#EXTINF:2.000,\n4.m4s\n#EXT-X-ENDLIST\n");
}

TEST(Presentation, TellsWhereLateSoundBeginsInTheManifest) {
    const auto xml = dash::to_xml(dash::mpd_of(*present({picture(20), late_ac3()})));
    EXPECT_NE(xml.find("startNumber=\"2\""), std::string::npos) << xml;
    EXPECT_NE(xml.find("<S t=\"384000\" "), std::string::npos) << xml;
}

TEST(Presentation, SendsSilenceBeforeLateSoundWhereItKnowsTheCodec) {
    const auto made = present({picture(20), late_sound()});
    const auto& late = sound_of(*made);
    const auto playlist = hls::to_m3u8(hls::media_playlist_of(*made, late));
    EXPECT_EQ(playlist.find("#EXT-X-GAP"), playlist.rfind("#EXT-X-GAP")) << "none but behind the last sound\n" << playlist;
    EXPECT_NE(playlist.find("#EXTINF:6.016,\n1.m4s\n#EXTINF:5.994667,\n2.m4s\n"), std::string::npos) << playlist;
    EXPECT_NE(dash::to_xml(dash::mpd_of(*made)).find("<S t=\"0\" d=\"288768\""), std::string::npos);
    const auto payload = [&](std::uint32_t number) {
        const auto segment = media_segment(*made, late, SegmentNumber{number}).value();
        return segment.size() - segment.pieces.front().size();
    };
    // Frames of 1024 samples, 7 bytes of silence and 5 of sound: 282 until the cut at 6 s, then 93 until 8 s and 188 until 12 s.
    EXPECT_EQ(payload(1), 282U * 7);
    EXPECT_EQ(payload(2), 93U * 7 + 188U * 5);
    EXPECT_EQ(payload(3), 94U * 5);
}

TEST(Presentation, CutsSoundThatBeginsAfterThePicturesEnd) {
    auto after = sound(47);
    after.more = edit_list(30'000, 1'000);
    const auto made = present({picture(20), after});
    for (const auto& rendition : made->media()) {
        for (auto i = rendition.first_segment; i < rendition.end_segment; ++i) EXPECT_LT(rendition.starts[i], rendition.starts[i + 1]) << rendition.id;
    }
}

/// An edit list that shows the track from `media_time` on: ISO/IEC 14496-12 §8.6.6.
Bytes trimmed(std::int32_t media_time, std::uint32_t length) {
    using namespace bt::testing;
    return box("edts", full_box("elst", 0, 0, u32(1), u32(length), i32(media_time), u32(0x10000)));
}

TEST(Presentation, ListsFromZeroWhatBeginsBeforeIt) {
    auto film = picture(20);
    film.more = trimmed(500, 19'500);
    const auto made = present({film});
    EXPECT_EQ(hls::to_m3u8(hls::media_playlist_of(*made, *made->video())),
              "#EXTM3U\n#EXT-X-VERSION:7\n#EXT-X-TARGETDURATION:6\n#EXT-X-PLAYLIST-TYPE:VOD\n#EXT-X-INDEPENDENT-SEGMENTS\n#EXT-X-MAP:URI=\"init.mp4\"\n"
              "#EXTINF:5.500,\n1.m4s\n#EXTINF:6.000,\n2.m4s\n#EXTINF:6.000,\n3.m4s\n#EXTINF:2.000,\n4.m4s\n#EXT-X-ENDLIST\n");
    const auto pictures = hls::i_frame_playlist_of(*made, *made->video());
    EXPECT_EQ(round_to_milliseconds(pictures.segments.front().duration).count(), 1'500);
}

TEST(Presentation, SendsNothingOfWhatAnEditListHidesButTheGroupThatZeroLiesIn) {
    auto film = picture(40);
    film.more = trimmed(20'500, 19'500);
    auto voice = sound(1'875);  // 40 s
    voice.more = trimmed(48'000 * 205 / 10, 19'500);
    const auto made = present({film, voice});
    EXPECT_EQ(hls::i_frame_playlist_of(*made, *made->video()).segments.front().uri, "i11.m4s");
    // Of the picture 20 to 26 s, ten bytes a second; of the sound a second and what is heard until the first cut at 5.5 s.
    const auto payload = [&](const MediaRendition& rendition) {
        const auto segment = media_segment(*made, rendition, SegmentNumber{1}).value();
        return segment.size() - segment.pieces.front().size();
    };
    EXPECT_EQ(payload(*made->video()), 60U);
    EXPECT_EQ(payload(sound_of(*made)), 5U * (6'500 * 48 / 1'024));
    EXPECT_LT(made->bandwidth(*made->video()).peak, 3'000U) << "what is not sent does not count";
}

TEST(Presentation, CutsSoundThatGoesOnBehindThePicture) {
    const auto made = present({picture(10), sound(1'407)});  // 30.016 s
    const auto sounds = hls::media_playlist_of(*made, sound_of(*made));
    const auto pictures = hls::media_playlist_of(*made, *made->video());
    EXPECT_EQ(pictures.segments.size(), 2U);
    EXPECT_EQ(sounds.segments.size(), 6U);  // 6, 10, 16, 22, 28, 30.016
    for (const auto& segment : sounds.segments) EXPECT_LT(round_to_milliseconds(segment.duration).count(), 6'050) << segment.uri;
    EXPECT_FALSE(media_segment(*made, *made->video(), SegmentNumber{3}));
    EXPECT_TRUE(media_segment(*made, sound_of(*made), SegmentNumber{6}));
}

/// Twenty seconds of picture and sound with `frames` of AAC in a file beside it, as its name tells of it.
std::shared_ptr<const Presentation> with_sound_beside(int frames) {
    const auto open = [](const std::vector<bt::testing::MadeTrack>& tracks) {
        return media::open_media(std::make_shared<io::MemorySource>(bt::testing::make_movie(tracks))).value();
    };
    const ExternalSound beside{.id = "3f09c1d2e4b7", .file = "rain.ko.mka", .language = "ko", .name = "해설", .media = open({sound(frames)})};
    return Presentation::open(open({picture(20), sound(938)}), {}, {}, {beside}).value();
}

TEST(Presentation, OffersSoundInAFileBesideTheFilmUnderTheNameOfItsContent) {
    const auto made = with_sound_beside(938);
    ASSERT_EQ(made->media().size(), 3U);
    const auto& beside = made->media().back();
    EXPECT_EQ(beside.id, "x3f09c1d2e4b7a0");
    EXPECT_EQ(beside.track->language, "ko");
    EXPECT_EQ(beside.track->name, "해설");
    EXPECT_FALSE(beside.track->is_default) << "it is its own file's default, not the film's";
    const auto playlist = hls::to_m3u8(hls::multivariant_playlist_of(*made));
    EXPECT_NE(playlist.find("NAME=\"해설\",LANGUAGE=\"ko\""), std::string::npos) << playlist;
    EXPECT_NE(dash::to_xml(dash::mpd_of(*made)).find("x3f09c1d2e4b7a0/$Number$.m4s"), std::string::npos);
    for (std::uint32_t number = 1; number <= 4; ++number) {
        const auto inside = media_segment(*made, made->media()[1], SegmentNumber{number}).value();
        const auto outside = media_segment(*made, beside, SegmentNumber{number}).value();
        EXPECT_EQ(outside.size(), inside.size());
        EXPECT_EQ(*outside.pieces.front().memory, *inside.pieces.front().memory) << "cut alike, at the same times";
        for (const auto& piece : outside.pieces) EXPECT_TRUE(piece.memory) << "ranges are of the film's own file";
    }
}

TEST(Presentation, SendsNothingOfSoundBesideTheFilmBehindTheFilmsEnd) {
    const auto made = with_sound_beside(3'000);
    EXPECT_EQ(made->plan().count(), 4U) << "cut as without it";
    EXPECT_EQ(approximate_seconds(made->duration()), approximate_seconds(present({picture(20), sound(938)})->duration()));
    const auto& beside = made->media().back();
    EXPECT_EQ(beside.end_segment, 4U);
    const auto bytes = [&](const MediaRendition& rendition) { return media_segment(*made, rendition, SegmentNumber{4}).value().size(); };
    EXPECT_LE(bytes(beside), bytes(made->media()[1]) + 100);
    EXPECT_FALSE(media_segment(*made, beside, SegmentNumber{5}));
}

TEST(Presentation, EndsSoundBesideTheFilmWhereItEnds) {
    const auto made = with_sound_beside(282);  // 6.016 s
    const auto& beside = made->media().back();
    EXPECT_EQ(beside.end_segment, 1U);
    EXPECT_FALSE(media_segment(*made, beside, SegmentNumber{2}));
    EXPECT_NE(hls::to_m3u8(hls::media_playlist_of(*made, beside)).find("#EXT-X-GAP"), std::string::npos);
}

TEST(Presentation, HasOneTargetDurationInAllItsMediaPlaylists) {
    const auto made = present({picture(20), sound(470)});
    const auto target = [](const hls::MediaPlaylist& playlist) {
        const auto text = hls::to_m3u8(playlist);
        return text.substr(text.find("TARGETDURATION:"), 18);
    };
    EXPECT_EQ(target(hls::media_playlist_of(*made, *made->video())), target(hls::media_playlist_of(*made, sound_of(*made))));
    EXPECT_EQ(target(hls::media_playlist_of(*made, *made->video())), target(hls::text_playlist_of(*made, {.id = {}, .name = {}, .files = {nullptr}})));
}

TEST(Presentation, DoesNotCallSegmentsIndependentWhosePicturesMayNeedTheOneBefore) {
    bt::testing::MadeTrack open = picture(0);
    // In file order I1 P2 I4 b3 P5 I7 b6 ...: b3 is shown before the sync sample it lies behind.
    open.samples = {{.size = 10, .duration = 1'000, .composition_offset = 1'000}, {.size = 10, .duration = 1'000, .composition_offset = 1'000, .is_sync = false}};
    for (int group = 0; group < 6; ++group) {
        open.samples.push_back({.size = 10, .duration = 1'000, .composition_offset = 2'000});
        open.samples.push_back({.size = 10, .duration = 1'000, .composition_offset = 0, .is_sync = false});
        open.samples.push_back({.size = 10, .duration = 1'000, .composition_offset = 1'000, .is_sync = false});
    }
    for (const bool is_open : {true, false}) {
        const auto made = present({is_open ? open : picture(20), sound(900)});
        const auto says = [&](const std::string& text) { return text.find("#EXT-X-INDEPENDENT-SEGMENTS") != std::string::npos; };
        EXPECT_EQ(says(hls::to_m3u8(hls::media_playlist_of(*made, *made->video()))), !is_open);
        EXPECT_EQ(says(hls::to_m3u8(hls::multivariant_playlist_of(*made))), !is_open);
        EXPECT_TRUE(says(hls::to_m3u8(hls::media_playlist_of(*made, sound_of(*made)))));
        EXPECT_TRUE(says(hls::to_m3u8(hls::i_frame_playlist_of(*made, *made->video()))));
        const auto mpd = dash::mpd_of(*made);
        EXPECT_EQ(mpd.periods[0].adaptation_sets[0].starts_with_sap, !is_open);
        EXPECT_TRUE(mpd.periods[0].adaptation_sets[1].starts_with_sap);
        EXPECT_EQ(dash::to_xml(mpd).find("cmaf") != std::string::npos, !is_open);
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
    parametric.sample_entry = sound_entry("mp4a", 2, 48'000, aac_esds(0x40, bt::testing::hex("eb098800")));
    const auto made = present({parametric, sound(100, 2)});
    const auto playlist = hls::multivariant_playlist_of(*made);
    ASSERT_EQ(playlist.variants.size(), 1U);
    EXPECT_EQ(playlist.variants[0].codecs, "mp4a.40.29,mp4a.40.2");
}

TEST(Presentation, AnnouncesPicturesAsTheyAreShown) {
    struct Case { const char* what; std::uint32_t across, down; bool is_on_its_side; std::string resolution, size; };
    const Case cases[] = {
        {"square pixels", 1, 1, false, "320x180", "width=\"320\" height=\"180\" frameRate"},
        {"wide pixels", 3, 2, false, "480x180", "width=\"320\" height=\"180\" sar=\"3:2\""},
        {"turned", 1, 1, true, "180x320", "width=\"180\" height=\"320\" frameRate"},
        {"turned, of wide pixels", 3, 2, true, "180x480", "width=\"180\" height=\"320\" sar=\"2:3\""},
    };
    for (const auto& row : cases) {
        SCOPED_TRACE(row.what);
        using namespace bt::testing;
        auto film = picture(8);
        const auto avcc = box("avcC", bt::testing::hex("0164000cffe1001a6764000cacd941419f9f011000000300100000030300f1429960 01000668ebe3cb22c0 fdf8f800"));
        film.sample_entry = visual_entry("avc1", 320, 180, row.across == row.down ? avcc : join(avcc, box("pasp", u32(row.across), u32(row.down))));
        film.is_on_its_side = row.is_on_its_side;
        const auto made = present({film});
        const auto playlist = hls::to_m3u8(hls::multivariant_playlist_of(*made));
        EXPECT_NE(playlist.find("RESOLUTION=" + row.resolution), std::string::npos) << playlist;
        const auto xml = dash::to_xml(dash::mpd_of(*made));
        EXPECT_NE(xml.find(row.size), std::string::npos) << xml;
    }
}

/// RFC 8216bis §4.1 from the segments themselves: bits a second of the fastest run of half to one and a half target durations, and of all.
Bandwidth measured(const Presentation& made, const MediaRendition& rendition, double target) {
    std::vector<double> seconds, bits;
    double all_bits = 0, all_seconds = 0, peak = 0;
    for (const auto& listed : made.listed_segments(rendition)) {
        std::uint64_t bytes = 0;
        if (!listed.is_gap) {
            const auto segment = resource_at(made, fmt::format("{}/{}.m4s", rendition.id, seconds.size() + 1)).value();
            for (const auto& piece : segment.pieces) bytes += piece.memory ? piece.memory->size() : piece.range.size;
        }
        seconds.push_back(approximate_seconds(listed.duration));
        bits.push_back(8.0 * static_cast<double>(bytes));
        all_seconds += seconds.back();
        all_bits += bits.back();
    }
    for (std::size_t i = 0; i < bits.size(); ++i) {
        double run_seconds = 0, run_bits = 0;
        for (std::size_t j = i; j < bits.size() && run_seconds + seconds[j] <= 1.5 * target; ++j) {
            run_seconds += seconds[j];
            run_bits += bits[j];
            if (run_seconds >= 0.5 * target) peak = std::max(peak, run_bits / run_seconds);
        }
    }
    return {.peak = static_cast<std::uint64_t>(peak), .average = static_cast<std::uint64_t>(all_bits / all_seconds)};
}

TEST(Bandwidth, IsThatOfTheSegmentsAsTheyAreListed) {
    auto heavy_end = picture(20), late = sound(400), loud = sound(900);
    for (std::size_t i = 0; i < late.samples.size(); ++i) late.samples[i].size = static_cast<std::uint32_t>(90 + i % 20);
    for (std::size_t i = 18; i < 20; ++i) heavy_end.samples[i].size = 10'000;  // a last segment of two seconds: no run of its own
    late.more = edit_list(14'000, 8'000);
    for (std::size_t i = 300; i < 900; ++i) loud.samples[i].size = 500;  // for longer than from one place of the directory to the next
    struct Case { const char* what; std::vector<bt::testing::MadeTrack> tracks; };
    const Case cases[] = {
        {"a heavy last segment", {heavy_end}}, {"silent sound", {picture(20), sound(900)}}, {"sound that is late and ends early", {picture(40), late}}, {"loud and quiet sound", {picture(20), loud}},
    };
    for (const auto& row : cases) {
        SCOPED_TRACE(row.what);
        const auto made = present(row.tracks);
        for (const auto& rendition : made->media()) {
            SCOPED_TRACE(rendition.id);
            const auto is = measured(*made, rendition, 6), told = made->bandwidth(rendition);
            EXPECT_NEAR(static_cast<double>(told.average), static_cast<double>(is.average), 0.03 * static_cast<double>(is.average) + 200);
            EXPECT_NEAR(static_cast<double>(told.peak), static_cast<double>(is.peak), 0.1 * static_cast<double>(is.peak) + 200);
            EXPECT_GE(static_cast<double>(told.peak), 0.97 * static_cast<double>(is.peak));
        }
    }
}

TEST(Mpd, TellsTheFilmFromItsCommentaryInSoundAndText) {
    auto commentary = sound(100, 2);
    commentary.more = bt::testing::box("udta", bt::testing::box("name", bt::testing::text("Commentary")));
    auto file = media::open_media(std::make_shared<io::MemorySource>(bt::testing::make_movie({picture(4), commentary, sound(100, 3)})));
    const auto film = Presentation::open(std::move(file).value(), {{.id = "1", .language = "en", .name = "Commentary"}}).value();
    const auto mpd = dash::mpd_of(*film);
    std::string roles;
    for (const auto& set : mpd.periods[0].adaptation_sets) {
        roles += "| ";
        for (const auto& role : set.roles) roles += role.value + " ";
    }
    EXPECT_EQ(roles, "| main | commentary | main | subtitle commentary ");
}

TEST(Mpd, TellsTheLayoutOfEightChannelsNotTheirNumber) {
    using namespace bt::testing;
    auto film = sound(100);
    film.sample_entry = sound_entry("mp4a", 8, 48'000, aac_esds(0x40, bt::testing::hex("11b8")));
    const auto xml = dash::to_xml(dash::mpd_of(*present({film})));
    EXPECT_NE(xml.find("schemeIdUri=\"urn:mpeg:mpegB:cicp:ChannelConfiguration\" value=\"12\""), std::string::npos) << xml;
}

TEST(Presentation, TellsOfNoSubtitlesThatTheyAreEmptyWhileTheDiskFails) {
    bt::testing::MadeTrack text{.track_id = 2, .handler = FourCc("sbtl")};
    for (int i = 0; i < 4; ++i) text.samples.push_back({.size = 2, .duration = 2'000});
    const auto disk = std::make_shared<Disk>(bt::testing::make_movie({picture(20), text}));
    const auto film = Presentation::open(media::open_media(disk).value()).value();
    ASSERT_EQ(film->texts().size(), 1U);
    disk->fails = true;
    EXPECT_EQ(text_segment(*film, film->texts()[0], SegmentNumber{1}).error().fault, Fault::Io);
    EXPECT_EQ(whole_text(*film, film->texts()[0]).error().fault, Fault::Io);
    disk->fails = false;
    EXPECT_TRUE(whole_text(*film, film->texts()[0]));
}

TEST(Presentation, PutsNoSegmentTogetherThatIsLargerThanAnyFilms) {
    // Pictures in Annex B are converted in memory; a film with one key frame is one segment.
    auto pictures = picture(6);
    pictures.sample_entry = bt::testing::visual_entry("avc3", 320, 180, bt::testing::box("avcC", bt::testing::hex("0164000cffe000")));  // the sets stand in the first picture
    for (auto& sample : pictures.samples) sample = {.size = 14U << 20, .duration = 1'000, .is_sync = false};
    pictures.samples.front() = {.size = 100, .duration = 1'000};
    auto film = bt::testing::make_movie({pictures});
    for (const auto& sample : bt::testing::expected_samples({pictures}, 0)) {
        const auto begin = bt::testing::hex(sample.is_sync ? "00000001 6764000cacd941419f9f011000000300100000030300f1429960 00000001 68ebe3cb22c0 00000001 6588" : "00000001 6188");
        const auto at = std::copy(begin.begin(), begin.end(), film.begin() + static_cast<std::ptrdiff_t>(sample.data.offset));
        std::fill(at, film.begin() + static_cast<std::ptrdiff_t>(sample.data.end()), std::byte{0xFF});  // zeros at its end are no part of a unit
    }
    const auto opened = Presentation::open(media::open_media(std::make_shared<io::MemorySource>(std::move(film))).value());
    ASSERT_TRUE(opened) << opened.error().describe();
    ASSERT_EQ((*opened)->media().size(), 1U);
    ASSERT_EQ((*opened)->media().front().configuration.payload, media::codec::PayloadForm::AnnexBToLengthPrefixed);
    const auto segment = media_segment(**opened, (*opened)->media().front(), SegmentNumber{1});
    ASSERT_FALSE(segment);
    EXPECT_EQ(segment.error().fault, Fault::TooLarge);
}

TEST(Presentation, SurvivesFramesLongerThanTimeItself) {
    auto absurd = sound(0);
    absurd.timescale = 0xFFFF'FFFF;
    absurd.sample_entry = bt::testing::sound_entry("mp4a", 2, 48'000, bt::testing::aac_esds(0x40, bt::testing::hex("1780000090")));  // at 1 Hz
    absurd.samples.assign(2'200'000, {.size = 0, .duration = 1});
    const auto file = media::open_media(std::make_shared<io::MemorySource>(bt::testing::make_movie({picture(4), absurd})));
    ASSERT_TRUE(file) << file.error().describe();
    EXPECT_TRUE(Presentation::open(*file));
}

TEST(Presentation, NamesWhatItHasAgainstEachTrackItLeavesOut) {
    auto second = picture(20);
    second.track_id = 3;
    auto old_sound = sound(282, 4);
    old_sound.sample_entry = bt::testing::sound_entry("dtsc", 6, 48'000, {});
    auto locked = sound(282, 5);
    locked.sample_entry = bt::testing::sound_entry("enca", 2, 48'000, {});
    const auto made = present({picture(20), sound(282), second, old_sound, locked});
    std::vector<std::string_view> codes;
    for (const auto& each : made->left_out()) {
        codes.push_back(to_string(each.refusal));
        EXPECT_FALSE(each.reason.empty());
    }
    EXPECT_EQ(codes, (std::vector<std::string_view>{"spare", "conversion", "encrypted"}));
}

}  // namespace
}  // namespace bt::delivery
