// Stretches of samples: in which order and at which times they come, and how little is read for them.
#include <gmock/gmock.h>

#include <span>

#include "media/matroska/directory.h"
#include "tests/media/matroska/made_films.h"

namespace bt::media::matroska::test {
namespace {

using ::testing::ElementsAre;

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

TEST(OpenMatroska, FindsTheOneOpenGroupWhereEveryBlockIsLookedAtAndWhereCuesName) {
    // Each cluster I P b; of the open one the picture that lies last comes before the I.
    const auto made = [](bool has_cues, std::optional<int> open) {
        constexpr int kGroups = 12;
        Bytes clusters, points;
        const Bytes head = info(kGroups * 120) + master(id::kTracks, video_track());
        const auto cue = [](int time, std::uint64_t position) {
            return master(id::kCuePoint, number(id::kCueTime, static_cast<std::uint64_t>(time)) +
                                             master(id::kCueTrackPositions, number(id::kCueTrack, 1) + number(id::kCueClusterPosition, position)));
        };
        const auto cues_size = has_cues ? master(id::kCues, {}).size() + kGroups * cue(0, 0).size() : 0;
        for (int group = 0; group < kGroups; ++group) {
            const bool is_open = group == open;
            const int key = is_open ? 40 : 0;
            points = points + cue(group * 120 + key, head.size() + cues_size + clusters.size());
            clusters = clusters + cluster(static_cast<std::uint64_t>(group) * 120,
                                          simple_block(1, key, kKeyFrame, zeros(9)) + simple_block(1, is_open ? 0 : 80, 0, zeros(9)) + simple_block(1, is_open ? 80 : 40, 0, zeros(9)));
        }
        return ebml_header() + master(id::kSegment, head + (has_cues ? master(id::kCues, points) : Bytes{}) + clusters);
    };
    for (const bool has_cues : {false, true}) {
        SCOPED_TRACE(has_cues);
        for (const auto& [open, has_leading] : {std::pair(std::optional<int>(), false), {std::optional(0), false}, {std::optional(4), true}, {std::optional(11), true}}) {
            const auto file = open_bytes(made(has_cues, open));
            ASSERT_TRUE(file) << file.error().describe();
            EXPECT_EQ((*file)->description().notes.empty(), has_cues);
            EXPECT_EQ((*file)->description().tracks[0].video->has_leading_pictures, has_leading) << open.value_or(-1);
        }
    }
}

TEST(OpenMatroska, EstimatesTheBytesOfTracksFromClustersAllOverTheFile) {
    // Forty clusters of a second: a picture of 900 bytes, and ten frames of sound, of 2 bytes in the first half (silence) and of 200 in the second.
    constexpr int kClusters = 40;
    const auto made = [](std::size_t void_bytes) {
        const Bytes head = info(kClusters * 1'000) + master(id::kTracks, track_entry(1, 1, "V_MPEG4/ISO/AVC", master(id::kVideo, number(id::kPixelWidth, 640) + number(id::kPixelHeight, 360))) + audio_track());
        const auto cue = [](int second, std::uint64_t position) {
            return master(id::kCuePoint, number(id::kCueTime, static_cast<std::uint64_t>(second) * 1'000) +
                                             master(id::kCueTrackPositions, number(id::kCueTrack, 1) + number(id::kCueClusterPosition, position)));
        };
        const auto cues_size = master(id::kCues, {}).size() + kClusters * cue(0, 0).size();
        Bytes clusters, points;
        for (int second = 0; second < kClusters; ++second) {
            points = points + cue(second, head.size() + cues_size + clusters.size());
            Bytes blocks = simple_block(1, 0, kKeyFrame, zeros(900));
            for (int frame = 0; frame < 10; ++frame) blocks = blocks + simple_block(2, frame * 100, kKeyFrame, zeros(second < kClusters / 2 ? 2 : 200));
            clusters = clusters + cluster(static_cast<std::uint64_t>(second) * 1'000, blocks);
            if (second == 10 && void_bytes > 0) clusters = clusters + master(id::kVoid, zeros(void_bytes));
        }
        return ebml_header() + master(id::kSegment, head + master(id::kCues, points) + clusters);
    };
    for (const std::size_t void_bytes : {std::size_t{0}, std::size_t{3} << 20}) {
        SCOPED_TRACE(void_bytes);
        const auto file = open_bytes(made(void_bytes));
        ASSERT_TRUE(file) << file.error().describe();
        ASSERT_THAT((*file)->description().notes, ::testing::IsEmpty());
        const auto before = [&](std::uint32_t track, std::int64_t second) { return static_cast<double>((*file)->bytes_before(TrackNumber{track}, MediaInstant{second, {1}})); };
        const auto all = [&](std::uint32_t track) { return static_cast<double>((*file)->bytes_before(TrackNumber{track}, std::nullopt)); };
        EXPECT_NEAR(all(1), 20 * 20 + 20 * 2'000, 3'000);
        EXPECT_LT(before(1, 18), 1'000) << "silence";
        EXPECT_NEAR(all(1) - before(1, 30), 20'000, 1'000);
        // The headers of all blocks, some hundred bytes a cluster, count as picture.
        EXPECT_NEAR(all(0), kClusters * 1'000, 8'000);
        EXPECT_NEAR(before(0, 30) - before(0, 25), 5 * 1'000, 1'000);
        EXPECT_NEAR(before(0, 15) - before(0, 5), 10 * 1'000, 2'000) << "a Void is no picture";
        ByteWriter saved;
        (*file)->save_directory(saved);
        const auto again = restore(ByteReader(saved.view()), (*file)->description(), (*file)->source()->size());
        ASSERT_TRUE(again) << again.error().describe();
        EXPECT_EQ(again->gaps.size(), void_bytes > 0 ? 1U : 0U);
        EXPECT_GT(again->tracks[1].knots.size(), 10U);
    }
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

}  // namespace
}  // namespace bt::media::matroska::test
