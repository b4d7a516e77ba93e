// Files built byte by byte: what the reader makes of each element, and of each way to be wrong.
#include "media/matroska/open.h"

#include <gmock/gmock.h>

#include <algorithm>
#include <atomic>
#include <thread>

#include "io/byte_source.h"
#include "media/matroska/cluster_walk.h"
#include "media/matroska/metadata.h"
#include "tests/media/matroska/ebml_builder.h"

namespace bt::media::matroska::test {
namespace {

using ::testing::Contains;
using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::IsEmpty;

std::shared_ptr<const io::ByteSource> source_of(Bytes bytes) { return std::make_shared<io::MemorySource>(std::move(bytes)); }
Result<std::shared_ptr<const MediaFile>> open_bytes(Bytes bytes) { return open_matroska(source_of(std::move(bytes))); }

Bytes film(const Bytes& tracks, const Bytes& clusters, const Bytes& more = {}) {
    return ebml_header() + master(id::kSegment, info() + master(id::kTracks, tracks) + more + clusters);
}
/// Two units of three pictures (the second and third of each reordered) and sound between them.
Bytes two_clusters() {
    return cluster(0, simple_block(1, 0, kKeyFrame, zeros(50)) + simple_block(2, 0, kKeyFrame, zeros(5)) + simple_block(1, 80, 0, zeros(30)) +
                          simple_block(1, 40, 0, zeros(20)) + simple_block(2, 21, kKeyFrame, zeros(5))) +
           cluster(120, simple_block(1, 0, kKeyFrame, zeros(51)) + simple_block(2, -77, kKeyFrame, zeros(6)) + simple_block(1, 80, 0, zeros(31)) +
                            simple_block(1, 40, 0, zeros(21)));
}

std::vector<Sample> pictures(const MediaFile& file, std::size_t first, std::size_t end) {
    auto samples = file.samples_from_sync(TrackNumber{0}, first, end);
    EXPECT_TRUE(samples) << samples.error().describe();
    return samples ? *samples : std::vector<Sample>{};
}

TEST(OpenMatroska, SaysOfATrackWithAClockOfItsOwnThatItCannotBeUsed) {
    const auto file = open_bytes(film(video_track() + audio_track(real(id::kTrackTimestampScale, 1.04)), two_clusters()));
    ASSERT_TRUE(file) << file.error().describe();
    EXPECT_THAT((*file)->description().tracks[0].unreadable, IsEmpty());
    EXPECT_THAT((*file)->description().tracks[1].unreadable, HasSubstr("1.04 times"));
}

TEST(OpenMatroska, ReadsPicturesInDecodeOrderWithTimesOfTheirRate) {
    const auto file = open_bytes(film(video_track() + audio_track(), two_clusters()));
    ASSERT_TRUE(file) << file.error().describe();
    const Track& track = (*file)->description().tracks[0];
    EXPECT_EQ(track.codec, Codec::H264);
    EXPECT_EQ(track.timescale.ticks_per_second, 25'000U);
    EXPECT_EQ(track.video->frame_rate, (Rational{25, 1}));
    EXPECT_THAT((*file)->sync_points(TrackNumber{0}), ElementsAre(SyncPoint{0}, SyncPoint{3'000}));
    std::vector<std::int64_t> decode, shown, sizes;
    for (const Sample& sample : pictures(**file, 0, 2)) {
        decode.push_back(sample.decode_time);
        shown.push_back(sample.presentation_time);
        sizes.push_back(static_cast<std::int64_t>(sample.data.size));
        EXPECT_EQ(sample.duration, 1'000U);
    }
    EXPECT_THAT(decode, ElementsAre(0, 1'000, 2'000, 3'000, 4'000, 5'000));
    EXPECT_THAT(shown, ElementsAre(0, 2'000, 1'000, 3'000, 5'000, 4'000));
    EXPECT_THAT(sizes, ElementsAre(50, 30, 20, 51, 31, 21));
    EXPECT_EQ(track.sample_count, 6U);  // without Cues every block was counted
}

/// Counts the frames that are looked at, by the reads behind their payloads.
class CountingSource final : public io::ByteSource {
public:
    explicit CountingSource(Bytes bytes) : bytes_(std::move(bytes)) {}
    std::uint64_t size() const override { return bytes_.size(); }
    Result<std::size_t> read_at(std::uint64_t offset, std::span<std::byte> into) const override {
        ++reads;
        return bytes_.read_at(offset, into);
    }
    mutable int reads = 0;

private:
    io::MemorySource bytes_;
};

/// AAC of 24 kHz: frames of 42.7 ms.
Bytes slow_audio_track() {
    return track_entry(2, 2, "A_AAC", master(id::kCodecPrivate, raw({0x13, 0x10})) + master(id::kAudio, real(id::kSamplingFrequency, 24'000) + number(id::kChannels, 2)));
}

/// Clusters of a second, each a unit of 25 pictures of 6 kB with 25 frames of sound between them.
Bytes clusters_of_a_second(int count) {
    Bytes clusters;
    for (int second = 0; second < count; ++second) {
        Bytes blocks;
        for (int i = 0; i < 25; ++i) {
            blocks = blocks + simple_block(1, i * 40, i == 0 ? kKeyFrame : 0, zeros(6'000)) + simple_block(2, i * 40, kKeyFrame, zeros(100));
        }
        clusters = clusters + cluster(static_cast<std::uint64_t>(second) * 1'000, blocks);
    }
    return clusters;
}

TEST(OpenMatroska, BlocksAreWalkedOnceThoughStretchesEndInsideClusters) {
    const auto source = std::make_shared<CountingSource>(film(video_track() + slow_audio_track(), clusters_of_a_second(12)));
    const auto reads_of = [&](auto what) {
        const int before = source->reads;
        what();
        return source->reads - before;
    };
    const auto file = open_matroska(source);
    ASSERT_TRUE(file) << file.error().describe();
    const auto picture = [&](const MediaFile& from, std::size_t first) { EXPECT_EQ(pictures(from, first, first + 3).size(), 75U); };
    const auto sound = [&](const MediaFile& from, std::int64_t second) {
        const auto samples = from.samples_between(TrackNumber{1}, MediaInstant{second * 1'000, kMilliseconds}, MediaInstant{(second + 3) * 1'000, kMilliseconds});
        ASSERT_TRUE(samples);
        EXPECT_GT(samples->size(), 70U);
    };
    // 75 pictures, the key frame behind, and a few heads of clusters.
    EXPECT_LT(reads_of([&] { picture(**file, 3); }), 75 + 1 + 10);
    EXPECT_LT(reads_of([&] { sound(**file, 3); }), 25 + 20) << "what lies before its beginning, at most";
    EXPECT_LT(reads_of([&] { picture(**file, 6); }), 75 + 10);
    const auto fresh = open_matroska(source);
    ASSERT_TRUE(fresh);
    EXPECT_LT(reads_of([&] { sound(**fresh, 6); }), 100 + 20) << "from the frame before its beginning to the first behind its end";
}

TEST(OpenMatroska, SoundWrittenIntoALaterClusterBelongsToItsOwnTime) {
    const auto file = open_bytes(film(video_track() + audio_track(), two_clusters()));
    ASSERT_TRUE(file);
    const auto early = (*file)->samples_between(TrackNumber{1}, std::nullopt, MediaInstant{40, kMilliseconds});
    const auto late = (*file)->samples_between(TrackNumber{1}, MediaInstant{40, kMilliseconds}, std::nullopt);
    ASSERT_TRUE(early);
    ASSERT_TRUE(late);
    ASSERT_EQ(early->size(), 2U);
    ASSERT_EQ(late->size(), 1U);
    EXPECT_EQ((*early)[1].presentation_time, 1'024);
    EXPECT_EQ((*early)[1].duration, 1'024U);
    EXPECT_EQ((*late)[0].presentation_time, 2'048);  // 120 - 77 = 43 ms
    EXPECT_EQ((*late)[0].data.size, 6U);
}

/// Sound of 9.6 s, a frame of 21.3 ms after the other, in clusters of a second; `frame` lies where `place` has its own.
Bytes sound_out_of_order(int frame, int place) {
    Bytes clusters;
    const auto block = [](int which, int second) { return simple_block(2, which * 64 / 3 - second * 1'000, kKeyFrame, zeros(static_cast<std::size_t>(1 + which))); };
    for (int second = 0; second < 10; ++second) {
        Bytes blocks;
        for (int i = 0; i < 450; ++i) {
            if (i == place && i * 64 / 3 / 1'000 == second) blocks = blocks + block(frame, second);
            if (i != frame && i * 64 / 3 / 1'000 == second) blocks = blocks + block(i, second);
        }
        clusters = clusters + cluster(static_cast<std::uint64_t>(second) * 1'000, blocks);
    }
    return clusters;
}

TEST(OpenMatroska, SoundThatLiesSecondsAwayFromItsTimeIsMissingInNoStretch) {
    struct Case {
        int frame, place;
    };
    // 2.8 s ahead of its time; as far behind it; beside a cut, on either side.
    for (const auto [frame, place] : {Case{281, 150}, Case{150, 281}, Case{188, 186}, Case{186, 189}, Case{280, 187}}) {
        SCOPED_TRACE(testing::Message() << "frame " << frame << " lies at " << place);
        const auto file = open_bytes(film(audio_track(), sound_out_of_order(frame, place)));
        ASSERT_TRUE(file) << file.error().describe();
        std::vector<std::uint64_t> sizes;
        for (std::int64_t second = 0; second < 12; second += 2) {
            const auto from = second == 0 ? std::nullopt : std::optional(MediaInstant{second * 1'000, kMilliseconds});
            const auto samples = (*file)->samples_between(TrackNumber{0}, from, MediaInstant{(second + 2) * 1'000, kMilliseconds});
            ASSERT_TRUE(samples);
            for (const auto& sample : *samples) sizes.push_back(sample.data.size);
        }
        ASSERT_EQ(sizes.size(), 450U);
        for (std::size_t i = 0; i < sizes.size(); ++i) EXPECT_EQ(sizes[i], i + 1);
    }
}

TEST(OpenMatroska, OpenGroupsKeepTheDecodeLineRising) {
    // I0 P2 b1 | I5 b3 b4 P6: the pictures behind I5 are shown before it.
    const Bytes clusters = cluster(0, simple_block(1, 0, kKeyFrame, zeros(9)) + simple_block(1, 80, 0, zeros(9)) + simple_block(1, 40, 0, zeros(9))) +
                           cluster(120, simple_block(1, 80, kKeyFrame, zeros(9)) + simple_block(1, 0, 0, zeros(9)) + simple_block(1, 40, 0, zeros(9)) +
                                            simple_block(1, 120, 0, zeros(9)));
    const auto file = open_bytes(film(video_track(), clusters));
    ASSERT_TRUE(file);
    std::vector<std::int64_t> decode;
    for (std::size_t unit = 0; unit < 2; ++unit)
        for (const Sample& sample : pictures(**file, unit, unit + 1)) decode.push_back(sample.decode_time);
    EXPECT_THAT(decode, ElementsAre(0, 1'000, 2'000, 3'000, 4'000, 5'000, 6'000));
    EXPECT_EQ(pictures(**file, 0, 1).back().duration, 1'000U);
}

TEST(OpenMatroska, SegmentsAndClustersOfUnknownSizeEndWhereTheNextBegins) {
    const Bytes one = number(id::kTimestamp, 0) + simple_block(1, 0, kKeyFrame, zeros(9)) + simple_block(1, 40, 0, zeros(9));
    const Bytes two = number(id::kTimestamp, 80) + simple_block(1, 0, kKeyFrame, zeros(9));
    const Bytes bytes = ebml_header("webm") + endless(id::kSegment, info() + master(id::kTracks, video_track()) + endless(id::kCluster, one) + endless(id::kCluster, two));
    const auto file = open_bytes(bytes);
    ASSERT_TRUE(file) << file.error().describe();
    EXPECT_EQ((*file)->description().format, "webm");
    EXPECT_EQ(pictures(**file, 0, 2).size(), 3U);
    EXPECT_EQ((*file)->description().tracks[0].duration, (MediaDuration{120, kMilliseconds}));
}

TEST(OpenMatroska, BlockGroupsTellKeyFramesByTheirReferencesAndSubtitlesTheirDuration) {
    const Bytes clusters = cluster(0, block_group(1, 0, zeros(9)) + block_group(1, 40, zeros(8), number(id::kReferenceBlock, 40)) +
                                          block_group(3, 10, to_bytes(as_bytes("Annyeong")), number(id::kBlockDuration, 1'500)));
    const auto file = open_bytes(film(video_track() + subtitle_track(), clusters));
    ASSERT_TRUE(file);
    const auto shown = pictures(**file, 0, 1);
    ASSERT_EQ(shown.size(), 2U);
    EXPECT_TRUE(shown[0].is_sync);
    EXPECT_FALSE(shown[1].is_sync);
    const auto lines = (*file)->samples_between(TrackNumber{1}, std::nullopt, std::nullopt);
    ASSERT_TRUE(lines);
    ASSERT_EQ(lines->size(), 1U);
    EXPECT_EQ((*lines)[0].presentation_time, 10);
    EXPECT_EQ((*lines)[0].duration, 1'500U);
    EXPECT_EQ(as_text(*(*file)->source()->read((*lines)[0].data)), "Annyeong");
}

TEST(OpenMatroska, CuesAreUsedWhenTrueAndReplacedByAWalkWhenTheyLie) {
    const Bytes head = info(240) + master(id::kTracks, video_track() + audio_track());
    const auto cue = [](std::uint64_t time, std::uint64_t position) {
        return master(id::kCuePoint, number(id::kCueTime, time) +
                                         master(id::kCueTrackPositions, number(id::kCueTrack, 1) + number(id::kCueClusterPosition, position)));
    };
    const std::size_t cues_size = master(id::kCues, cue(0, 0) + cue(120, 0)).size();
    const std::uint64_t first = head.size() + cues_size;
    const std::uint64_t second = first + master(id::kCluster, {}).size() + [] {
        return number(id::kTimestamp, 0).size() + simple_block(1, 0, 0, zeros(50)).size() + 2 * simple_block(2, 0, 0, zeros(5)).size() +
               simple_block(1, 0, 0, zeros(30)).size() + simple_block(1, 0, 0, zeros(20)).size();
    }();
    const auto with_cues = [&](const Bytes& points) { return ebml_header() + master(id::kSegment, head + master(id::kCues, points) + two_clusters()); };

    const auto good = open_bytes(with_cues(cue(0, first) + cue(120, second)));
    ASSERT_TRUE(good);
    EXPECT_THAT((*good)->description().notes, IsEmpty());
    EXPECT_EQ(pictures(**good, 1, 2).front().data.size, 51U);

    struct Lie {
        std::string_view what, note;
        Bytes points;
    };
    const Lie lies[] = {
        {"a cluster that is none", "no key frame", cue(0, first) + cue(120, second + 1)},
        {"a time that is none", "no key frame", cue(0, first) + cue(121, second)},
        {"a cluster beyond the end", "no cluster", cue(0, 1U << 20) + cue(120, 1U << 21)},
    };
    for (const Lie& lie : lies) {
        SCOPED_TRACE(lie.what);
        const auto file = open_bytes(with_cues(lie.points));
        ASSERT_TRUE(file);
        EXPECT_THAT((*file)->description().notes, Contains(HasSubstr(std::string(lie.note))));
        EXPECT_THAT((*file)->sync_points(TrackNumber{0}), ElementsAre(SyncPoint{0}, SyncPoint{3'000}));
    }
}

TEST(OpenMatroska, ACueThatTurnsOutWrongLaterIsAFaultWithItsPlace) {
    const auto file = open_bytes(film(video_track() + audio_track(), two_clusters()));
    ASSERT_TRUE(file);
    ByteWriter saved;
    (*file)->save_directory(saved);
    // The same directory for a file whose second key frame has lost its flag.
    Bytes other;
    const auto whole = (*file)->source()->read({0, (*file)->source()->size()});
    other = *whole;
    const auto second = pictures(**file, 1, 2).front().data.offset;
    other[second - 1] = std::byte{0};
    const auto restored = restore_matroska(source_of(other), (*file)->description(), ByteReader(saved.view()));
    ASSERT_TRUE(restored);
    const auto samples = (*restored)->samples_from_sync(TrackNumber{0}, 1, 2);
    ASSERT_FALSE(samples);
    EXPECT_EQ(samples.error().fault, Fault::Malformed);
    EXPECT_EQ(samples.error().place, "Segment > Cluster");
    EXPECT_TRUE(samples.error().offset);
}

struct EncodingCase {
    std::string_view what;
    Bytes encodings;
    Packing packing;
    std::string_view prefix;
};
TEST(OpenMatroska, ContentEncodingsSayHowSamplesArePacked) {
    const auto encoding = [](const Bytes& fields) { return master(id::kContentEncoding, fields); };
    const auto compression = [](std::uint64_t algorithm, std::string_view settings = {}) {
        return master(id::kContentCompression, number(id::kContentCompAlgo, algorithm) + text(id::kContentCompSettings, settings));
    };
    const EncodingCase rows[] = {
        {"header stripping", encoding(compression(3, "\1\2")), Packing::HeaderStripped, "\1\2"},
        {"zlib", encoding(compression(0)), Packing::Zlib, ""},
        {"bzlib", encoding(compression(1)), Packing::Other, ""},
        {"encryption", encoding(number(id::kContentEncodingType, 1)), Packing::Encrypted, ""},
        {"of CodecPrivate only", encoding(number(id::kContentEncodingScope, 2) + compression(0)), Packing::Plain, ""},
        {"two of them", encoding(compression(3, "\1")) + encoding(compression(0)), Packing::Other, ""},
    };
    for (const EncodingCase& row : rows) {
        SCOPED_TRACE(row.what);
        const auto file = open_bytes(film(video_track(master(id::kContentEncodings, row.encodings)), two_clusters()));
        ASSERT_TRUE(file);
        const Track& track = (*file)->description().tracks[0];
        EXPECT_EQ(track.packing, row.packing);
        EXPECT_EQ(as_text(track.sample_prefix), row.prefix);
    }
}

TEST(OpenMatroska, DescribesTracksInTheWordsOfTheirElements) {
    const Bytes mastering = master(id::kMasteringMetadata, real(id::kPrimaryRChromaticityX, 0.708) + real(id::kPrimaryGChromaticityY, 0.797) +
                                                               real(id::kWhitePointChromaticityX, 0.3127) + real(id::kLuminanceMax, 1'000) + real(id::kLuminanceMin, 0.0001));
    const Bytes colour = master(id::kColour, number(id::kPrimaries, 9) + number(id::kTransferCharacteristics, 16) + number(id::kMatrixCoefficients, 9) +
                                                 number(id::kRange, 1) + number(id::kMaxCll, 1'000) + number(id::kMaxFall, 400) + mastering);
    const Bytes video = master(id::kVideo, number(id::kPixelWidth, 1'440) + number(id::kPixelHeight, 1'088) + number(id::kPixelCropBottom, 8) +
                                               number(id::kDisplayWidth, 16) + number(id::kDisplayHeight, 9) + number(id::kDisplayUnit, 3) + colour);
    const Bytes dolby = master(id::kBlockAdditionMapping, number(id::kBlockAddIdType, FourCc("dvvC").value) + master(id::kBlockAddIdExtraData, raw({1, 0, 16})));
    const Bytes tracks = track_entry(7, 1, "V_MPEGH/ISO/HEVC", text(id::kName, "Picture") + text(id::kLanguage, "kor") + video + dolby) +
                         audio_track(text(id::kLanguageBcp47, "pt-BR") + text(id::kLanguage, "ger") + number(id::kFlagDefault, 0) + number(id::kFlagVisualImpaired, 1) +
                                     number(id::kCodecDelay, 21'333'333)) +
                         subtitle_track(number(id::kFlagForced, 1) + number(id::kFlagHearingImpaired, 1) + number(id::kFlagCommentary, 1) + number(id::kFlagOriginal, 1));
    const auto file = open_bytes(film(tracks, {}));
    ASSERT_TRUE(file) << file.error().describe();
    const Track& picture = (*file)->description().tracks[0];
    EXPECT_EQ(picture.source_id, 7U);
    EXPECT_EQ(picture.name, "Picture");
    EXPECT_EQ(picture.language, "ko");
    EXPECT_TRUE(picture.is_default);
    EXPECT_EQ(picture.video->width, 1'440U);
    EXPECT_EQ(picture.video->height, 1'080U);
    EXPECT_EQ(picture.video->display_width, 1'920U);
    EXPECT_EQ(picture.video->display_height, 1'080U);
    EXPECT_EQ(to_hex(picture.video->dolby_vision), "010010");
    ASSERT_TRUE(picture.video->colour);
    EXPECT_EQ(picture.video->colour->transfer, 16);
    EXPECT_FALSE(picture.video->colour->full_range);
    EXPECT_EQ(picture.video->colour->content_light_level->max_frame_average, 400);
    EXPECT_EQ(picture.video->colour->mastering_display->primaries_x[2], 35'400);
    EXPECT_EQ(picture.video->colour->mastering_display->primaries_y[0], 39'850);
    EXPECT_EQ(picture.video->colour->mastering_display->white_x, 15'635);
    EXPECT_EQ(picture.video->colour->mastering_display->max_luminance, 10'000'000U);
    EXPECT_EQ(picture.video->colour->mastering_display->min_luminance, 1U);
    const Track& sound = (*file)->description().tracks[1];
    EXPECT_EQ(sound.language, "pt-BR");
    EXPECT_FALSE(sound.is_default);
    EXPECT_TRUE(sound.is_visual_impaired);
    EXPECT_EQ(sound.priming, 1'024);
    EXPECT_EQ(sound.audio->sample_rate, 48'000U);
    EXPECT_EQ(sound.audio->channels, 2U);
    const Track& lines = (*file)->description().tracks[2];
    EXPECT_EQ(lines.language, "en");  // Language's own default
    EXPECT_TRUE(lines.is_forced && lines.is_hearing_impaired && lines.is_commentary && lines.is_original);
}

struct RollCase {
    double roll;
    int clockwise;
};
TEST(OpenMatroska, ARollIsARotationTheOtherWayRound) {
    for (const RollCase& row : {RollCase{0, 0}, RollCase{90, 270}, RollCase{-90, 90}, RollCase{180, 180}, RollCase{-180, 180}, RollCase{270, 90}}) {
        SCOPED_TRACE(row.roll);
        const Bytes projection = master(id::kProjection, number(id::kProjectionType, 0) + real(id::kProjectionPoseRoll, row.roll));
        const auto file = open_bytes(film(track_entry(1, 1, "V_VP9", master(id::kVideo, projection)), {}));
        ASSERT_TRUE(file);
        EXPECT_EQ((*file)->description().tracks[0].video->rotation_degrees, row.clockwise);
    }
}

struct CodecCase {
    std::string_view codec_id;
    std::uint64_t type;
    TrackKind kind;
    Codec codec;
};
TEST(OpenMatroska, KnowsCodecsByTheirIds) {
    const CodecCase rows[] = {
        {"V_AV1", 1, TrackKind::Video, Codec::Av1},
        {"V_MPEG4/ISO/ASP", 1, TrackKind::Video, Codec::Mpeg4Visual},
        {"V_PRORES", 1, TrackKind::Video, Codec::OtherVideo},
        {"A_EAC3", 2, TrackKind::Audio, Codec::Eac3},
        {"A_MPEG/L3", 2, TrackKind::Audio, Codec::Mp3},
        {"A_PCM/INT/LIT", 2, TrackKind::Audio, Codec::Pcm},
        {"A_WAVPACK4", 2, TrackKind::Audio, Codec::OtherAudio},
        {"S_TEXT/UTF8", 17, TrackKind::Subtitle, Codec::SubRip},
        {"S_TEXT/ASS", 17, TrackKind::Subtitle, Codec::Ass},
        {"S_TEXT/USF", 17, TrackKind::Subtitle, Codec::OtherText},
        {"D_WEBVTT/SUBTITLES", 33, TrackKind::Subtitle, Codec::WebVtt},
        {"S_HDMV/PGS", 17, TrackKind::Subtitle, Codec::Pgs},
        {"S_HDMV/TEXTST", 17, TrackKind::Subtitle, Codec::OtherPicture},
        {"B_VOBBTN", 18, TrackKind::Other, Codec::Unknown},
    };
    for (const CodecCase& row : rows) {
        SCOPED_TRACE(row.codec_id);
        const auto file = open_bytes(film(track_entry(1, row.type, row.codec_id), {}));
        ASSERT_TRUE(file);
        EXPECT_EQ((*file)->description().tracks[0].kind, row.kind);
        EXPECT_EQ((*file)->description().tracks[0].codec, row.codec);
    }
}

TEST(OpenMatroska, MakesAConfigurationForAacThatOnlyNamesItsProfile) {
    const Bytes audio = master(id::kAudio, real(id::kSamplingFrequency, 24'000) + real(id::kOutputSamplingFrequency, 48'000) + number(id::kChannels, 2));
    const auto file = open_bytes(film(track_entry(1, 2, "A_AAC/MPEG4/LC/SBR", audio), {}));
    ASSERT_TRUE(file);
    const Track& track = (*file)->description().tracks[0];
    EXPECT_EQ(to_hex(track.codec_private), "131056e598");
    EXPECT_EQ(track.timescale.ticks_per_second, 24'000U);
    EXPECT_EQ(track.audio->sample_rate, 48'000U);
}

TEST(OpenMatroska, ReadsChaptersOfTheDefaultEditionInOrder) {
    const auto atom = [](std::uint64_t start, std::string_view title, const Bytes& more = {}) {
        return master(id::kChapterAtom, number(id::kChapterTimeStart, start) + master(id::kChapterDisplay, text(id::kChapString, title) + text(id::kChapLanguage, "kor")) + more);
    };
    const Bytes chapters = master(id::kChapters, master(id::kEditionEntry, atom(0, "not this one")) +
                                                     master(id::kEditionEntry, number(id::kEditionFlagDefault, 1) + atom(5'000, "Two") +
                                                                                   atom(0, "One", number(id::kChapterTimeEnd, 4'000) + atom(1'000, "One and a half")) +
                                                                                   atom(9'000, "Hidden", number(id::kChapterFlagHidden, 1))));
    const auto file = open_bytes(film(video_track(), two_clusters(), chapters));
    ASSERT_TRUE(file);
    const auto& read = (*file)->description().chapters;
    ASSERT_EQ(read.size(), 3U);
    EXPECT_EQ(read[0].title, "One");
    EXPECT_EQ(read[0].end, (MediaInstant{4'000, kNanoseconds}));
    EXPECT_EQ(read[1].title, "One and a half");
    EXPECT_EQ(read[2].title, "Two");
    EXPECT_EQ(read[2].start, (MediaInstant{5'000, kNanoseconds}));
}

TEST(OpenMatroska, ListsAttachmentsWithoutReadingThemAndTagsWithTheirCounts) {
    const Bytes attachments = master(id::kAttachments, master(id::kAttachedFile, text(id::kFileName, "한글.ttf") + text(id::kFileMediaType, "font/ttf") +
                                                                                     master(id::kFileData, to_bytes(as_bytes("FONT")))));
    const auto tag = [](std::string_view name, std::string_view value) { return master(id::kSimpleTag, text(id::kTagName, name) + text(id::kTagString, value)); };
    const Bytes tags = master(id::kTags, master(id::kTag, tag("TITLE", "Episode 1")) +
                                             master(id::kTag, master(id::kTargets, number(id::kTagTrackUid, 102)) + tag("NUMBER_OF_FRAMES", "3") + tag("NUMBER_OF_BYTES", "16")));
    const auto file = open_bytes(film(video_track() + audio_track(), two_clusters(), attachments + tags));
    ASSERT_TRUE(file);
    const Description& description = (*file)->description();
    ASSERT_EQ(description.attachments.size(), 1U);
    EXPECT_EQ(description.attachments[0].name, "한글.ttf");
    EXPECT_EQ(as_text(*(*file)->source()->read(description.attachments[0].data)), "FONT");
    EXPECT_EQ(description.title, "Episode 1");
    EXPECT_EQ(description.tracks[1].byte_count, 16U);
    EXPECT_EQ((*file)->bytes_before(TrackNumber{1}, std::nullopt), 16U);
}

struct Refused {
    std::string_view what;
    Bytes bytes;
    Fault fault;
    std::string_view place;
};
TEST(OpenMatroska, RefusesWhatItCannotReadAndSaysWhere) {
    const Refused rows[] = {
        {"nothing", {}, Fault::Truncated, "EBML"},
        {"another DocType", ebml_header("exotic") + master(id::kSegment, {}), Fault::Unsupported, "EBML"},
        {"a later EBML", master(id::kEbml, text(id::kDocType, "webm") + number(id::kEbmlReadVersion, 2)), Fault::Unsupported, "EBML"},
        {"long IDs", master(id::kEbml, text(id::kDocType, "webm") + number(id::kEbmlMaxIdLength, 5)), Fault::Unsupported, "EBML"},
        {"no Segment", ebml_header() + master(id::kVoid, zeros(9)), Fault::Truncated, "Segment"},
        {"no Tracks", ebml_header() + master(id::kSegment, info()), Fault::Malformed, "Segment"},
        {"no TrackEntry", ebml_header() + master(id::kSegment, info() + master(id::kTracks, {})), Fault::Malformed, "Segment > Tracks"},
        {"steps of nothing", ebml_header() + master(id::kSegment, master(id::kInfo, number(id::kTimestampScale, 0)) + master(id::kTracks, video_track())),
         Fault::Malformed, "Segment > Info"},
    };
    for (const Refused& row : rows) {
        SCOPED_TRACE(row.what);
        const auto file = open_bytes(row.bytes);
        ASSERT_FALSE(file);
        EXPECT_EQ(file.error().fault, row.fault) << file.error().describe();
        EXPECT_EQ(file.error().place, row.place) << file.error().describe();
    }
}

TEST(OpenMatroska, AFileCutAtAnyLengthPlaysWhatIsThereOrIsRefused) {
    const Bytes whole = film(video_track() + audio_track(), two_clusters());
    std::size_t most = 0;
    for (std::size_t length = 0; length <= whole.size(); ++length) {
        SCOPED_TRACE(length);
        const auto file = open_bytes({whole.begin(), whole.begin() + static_cast<std::ptrdiff_t>(length)});
        if (!file) continue;
        const std::size_t units = (*file)->sync_points(TrackNumber{0}).size();
        const std::size_t count = units == 0 ? 0 : pictures(**file, 0, units).size();
        EXPECT_GE(count, most);  // more bytes never show less
        most = std::max(most, count);
        for (const Sample& sample : units == 0 ? std::vector<Sample>{} : pictures(**file, 0, units)) EXPECT_LE(sample.data.end(), length);
    }
    EXPECT_EQ(most, 6U);
}

TEST(OpenMatroska, AnswersManyThreadsAtOnceAlike) {
    const auto file = open_bytes(film(video_track() + audio_track(), two_clusters()));
    ASSERT_TRUE(file);
    const auto expected = (*file)->samples_between(TrackNumber{1}, std::nullopt, std::nullopt);
    ASSERT_TRUE(expected);
    std::vector<std::thread> threads;
    std::atomic<int> alike = 0;
    for (int i = 0; i < 4; ++i)
        threads.emplace_back([&] {
            for (int round = 0; round < 50; ++round) {
                const auto sound = (*file)->samples_between(TrackNumber{1}, std::nullopt, std::nullopt);
                const auto shown = (*file)->samples_from_sync(TrackNumber{0}, 0, 2);
                if (sound && shown && *sound == *expected && shown->size() == 6) ++alike;
            }
        });
    for (std::thread& thread : threads) thread.join();
    EXPECT_EQ(alike, 4 * 50);
}

TEST(OpenMatroska, OfHundredsOfThousandsOfTinyBlocksReadsABoundedNumber) {
    // 2 MB of the smallest SimpleBlocks (7 bytes) in one cluster: more than a cluster may hold.
    Bytes blocks;
    const Bytes tiny = element_id(id::kSimpleBlock) + raw({0x85}) + block_header(2, 0, kKeyFrame) + raw({0});
    while (blocks.size() < (2U << 20)) blocks.insert(blocks.end(), tiny.begin(), tiny.end());
    const auto file = open_bytes(film(audio_track(), cluster(0, blocks) + two_clusters()));
    ASSERT_TRUE(file);
    EXPECT_LE(*(*file)->description().tracks[0].sample_count, ClusterWalker::kMaxElements + 3);
    EXPECT_THAT((*file)->description().notes, Contains(HasSubstr("damaged")));
    EXPECT_TRUE((*file)->samples_between(TrackNumber{0}, std::nullopt, std::nullopt));
}

TEST(OpenMatroska, DamageBetweenClustersIsPassedOver) {
    const auto file = open_bytes(film(video_track() + audio_track(), two_clusters() + zeros(10'000) + two_clusters()));
    ASSERT_TRUE(file);
    EXPECT_EQ((*file)->description().tracks[0].sample_count, 12U);
}

TEST(LooksLikeMatroska, GoesByTheFirstBytes) {
    EXPECT_TRUE(looks_like_matroska(ebml_header("webm")));
    EXPECT_TRUE(looks_like_matroska(ebml_header("matroska")));
    EXPECT_FALSE(looks_like_matroska(ebml_header("exotic")));
    EXPECT_FALSE(looks_like_matroska(as_bytes("\0\0\0\x18" "ftypmp42")));
    EXPECT_FALSE(looks_like_matroska({}));
}

TEST(ParseDuration, ReadsStatisticsTags) {
    EXPECT_EQ(parse_duration("01:02:03.250000000"), 3'723'250'000'000);
    EXPECT_EQ(parse_duration("00:00:21.5"), 21'500'000'000);
    for (const std::string_view wrong : {"", "12", "1:2", "a:b:c", "00:61:00", "00:00:00.x"}) EXPECT_EQ(parse_duration(wrong), std::nullopt) << wrong;
}

}  // namespace
}  // namespace bt::media::matroska::test
