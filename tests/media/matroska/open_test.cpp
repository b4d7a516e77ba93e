// Files built byte by byte: what the reader makes of Segments, Clusters and Cues, and of each way to be wrong.
#include "media/matroska/open.h"

#include <gmock/gmock.h>

#include <algorithm>
#include <atomic>
#include <thread>

#include "media/matroska/cluster_walk.h"
#include "tests/media/matroska/made_films.h"

namespace bt::media::matroska::test {
namespace {

using ::testing::Contains;
using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::IsEmpty;

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

TEST(OpenMatroska, OfACutFileTracksThatAreNotThereDoNotLastAsTheHeadDeclares) {
    const Bytes tracks = master(id::kTracks, video_track() + audio_track() + subtitle_track());
    const auto file = open_bytes(ebml_header() + endless(id::kSegment, info(88'000) + tracks + two_clusters()));
    ASSERT_TRUE(file) << file.error().describe();
    const auto& description = (*file)->description();
    EXPECT_EQ(description.tracks[2].duration.ticks, 0);
    EXPECT_LT(description.duration, (MediaDuration{1, {1}})) << "two clusters hold a fifth of a second";
    EXPECT_GT(description.duration.ticks, 0);
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

TEST(OpenMatroska, OfLacesOfHundredsOfFramesHoldsABoundedNumber) {
    // 2 MB of blocks of 11 bytes that declare 256 frames without a byte each, and of such with 256 frames of one.
    const Bytes empty = element_id(id::kSimpleBlock) + raw({0x85}) + block_header(2, 0, kKeyFrame | 0x04) + raw({0xFF});
    const Bytes full = element_id(id::kSimpleBlock) + raw({0x41, 0x05}) + block_header(2, 0, kKeyFrame | 0x04) + raw({0xFF}) + zeros(256);
    for (const auto& [block, most] : {std::pair{empty, std::size_t{0}}, {full, ClusterWalker::kMaxFrames + 512}}) {
        Bytes blocks;
        while (blocks.size() < (2U << 20)) blocks.insert(blocks.end(), block.begin(), block.end());
        const auto file = open_bytes(film(audio_track(), cluster(0, blocks) + two_clusters()));
        ASSERT_TRUE(file);
        EXPECT_LE(*(*file)->description().tracks[0].sample_count, most + 6);
        const auto samples = (*file)->samples_between(TrackNumber{0}, std::nullopt, std::nullopt);
        ASSERT_TRUE(samples);
        EXPECT_LE(samples->size(), most + 6);
    }
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

}  // namespace
}  // namespace bt::media::matroska::test
