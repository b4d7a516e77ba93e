#include "media/isobmff/fragments.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "media/isobmff/open.h"
#include "tests/media/isobmff/movie_builder.h"

namespace bt::media {
namespace {

using namespace bt::testing;
using ::testing::Contains;
using ::testing::ElementsAre;
using ::testing::HasSubstr;

constexpr TrackNumber kVideo{0}, kSound{1};
constexpr unsigned kDefaultBaseIsMoof = 0x020000;
constexpr std::uint32_t kSync = 0x02000000, kNotSync = 0x01010000;

/// ftyp and a moov whose tracks (video 1, sound 2) have no samples of their own.
Bytes header() {
    const MadeTrack video{.track_id = 1, .timescale = 25, .samples = {}, .writes_stss = false};
    const MadeTrack sound{.track_id = 2, .handler = "soun", .timescale = 48'000, .samples = {}, .writes_stss = false};
    const auto trex = [](std::uint32_t id, std::uint32_t duration, std::uint32_t size, std::uint32_t flags) {
        return full_box("trex", 0, 0, u32(id), u32(1), u32(duration), u32(size), u32(flags));
    };
    return join(ftyp(), box("moov", mvhd(), trak_of(video, {}), trak_of(sound, {}),
                            box("mvex", trex(1, 1, 0, kNotSync), trex(2, 1024, 7, kSync))));
}

/// A video traf: `sizes`, the first a sync sample, data after `data_offset` from the base.
Bytes video_traf(std::optional<std::uint64_t> decode_time, const std::vector<std::uint32_t>& sizes, std::int32_t data_offset) {
    Bytes entries;
    for (const auto size : sizes) entries = join(entries, u32(size));
    return box("traf", full_box("tfhd", 0, kDefaultBaseIsMoof, u32(1)), decode_time ? full_box("tfdt", 1, 0, u64(*decode_time)) : Bytes(),
               full_box("trun", 0, 0x205, u32(static_cast<std::uint32_t>(sizes.size())), i32(data_offset), u32(kSync), entries));
}

/// moof and mdat; `traf_of(data_offset)` makes the trafs, whose length does not depend on it.
template <class TrafOf>
Bytes fragment(TrafOf traf_of, std::size_t data_size) {
    const auto moof_of = [&](std::int32_t data_offset) { return box("moof", full_box("mfhd", 0, 0, u32(1)), traf_of(data_offset)); };
    const auto size = moof_of(0).size();
    return join(moof_of(static_cast<std::int32_t>(size + 8)), box("mdat", zeros(data_size)));
}
Bytes video_fragment(std::optional<std::uint64_t> decode_time, const std::vector<std::uint32_t>& sizes) {
    std::size_t total = 0;
    for (const auto size : sizes) total += size;
    return fragment([&](std::int32_t at) { return video_traf(decode_time, sizes, at); }, total);
}

std::shared_ptr<const MediaFile> open_fragments(const Bytes& bytes) {
    auto opened = open_isobmff(std::make_shared<const io::MemorySource>(bytes));
    EXPECT_TRUE(opened) << opened.error().describe();
    return opened ? opened.value() : nullptr;
}

std::vector<std::int64_t> decode_times(const std::vector<Sample>& samples) {
    std::vector<std::int64_t> times;
    for (const auto& sample : samples) times.push_back(sample.decode_time);
    return times;
}

TEST(Fragments, AreReadLikeOneMovie) {
    const Bytes first = video_fragment(0, {50, 10}), second = video_fragment(2, {40, 20, 5});
    const auto head = header().size();
    const auto file = open_fragments(join(header(), first, second));
    const auto samples = file->samples_from_sync(kVideo, 0, 2).value();
    const auto data1 = head + first.size() - 60, data2 = head + first.size() + second.size() - 65;
    EXPECT_THAT(samples, ElementsAre(Sample{{data1, 50}, 0, 0, 1, true}, Sample{{data1 + 50, 10}, 1, 1, 1, false},
                                     Sample{{data2, 40}, 2, 2, 1, true}, Sample{{data2 + 40, 20}, 3, 3, 1, false},
                                     Sample{{data2 + 60, 5}, 4, 4, 1, false}));
    EXPECT_THAT(file->sync_points(kVideo), ElementsAre(SyncPoint{0}, SyncPoint{2}));
    EXPECT_EQ(file->samples_from_sync(kVideo, 1, 2).value(), std::vector<Sample>(samples.begin() + 2, samples.end()));
    EXPECT_EQ(file->bytes_before(kVideo, MediaInstant{2, Timescale{25}}), 60U);
    EXPECT_EQ(file->description().format, "fragmented mp4 (isom)");
    EXPECT_EQ(file->description().tracks[0].sample_count, 5U);
}

TEST(Fragments, UseTheDefaultsOfTheTrack) {
    // No field in the run: trex says 1024 ticks and 7 bytes each.
    const auto traf = [](std::int32_t at) {
        return box("traf", full_box("tfhd", 0, kDefaultBaseIsMoof, u32(2)), full_box("tfdt", 0, 0, u32(4096)), full_box("trun", 0, 1, u32(3), i32(at)));
    };
    const auto file = open_fragments(join(header(), fragment(traf, 21)));
    const auto samples = file->samples_between(kSound, {}, {}).value();
    EXPECT_EQ(decode_times(samples), (std::vector<std::int64_t>{4096, 5120, 6144}));
    EXPECT_EQ(samples[2].data.size, 7U);
    EXPECT_EQ(file->description().tracks[1].start.ticks, 4096);
    EXPECT_EQ(file->samples_between(kSound, MediaInstant{5120, {48'000}}, MediaInstant{6144, {48'000}}).value().size(), 1U);
}

TEST(Fragments, WithoutATimeFollowOn) {
    const auto file = open_fragments(join(header(), video_fragment({}, {5, 5}), video_fragment({}, {5})));
    EXPECT_EQ(decode_times(file->samples_from_sync(kVideo, 0, 2).value()), (std::vector<std::int64_t>{0, 1, 2}));
}

TEST(Fragments, LeaveGapsInTimeWhereTheFileDoes) {
    const auto file = open_fragments(join(header(), video_fragment(0, {5, 5}), video_fragment(10, {5})));
    const auto samples = file->samples_from_sync(kVideo, 0, 2).value();
    EXPECT_EQ(decode_times(samples), (std::vector<std::int64_t>{0, 1, 10}));
    EXPECT_EQ(samples[1].duration, 9U) << "until the next sample";
    EXPECT_EQ(file->samples_from_sync(kVideo, 0, 1).value(), std::vector<Sample>(samples.begin(), samples.begin() + 2));
}

TEST(Fragments, NeverGoBackInTime) {
    const auto file = open_fragments(join(header(), video_fragment(20, {5, 5}), video_fragment(0, {5})));
    EXPECT_EQ(decode_times(file->samples_from_sync(kVideo, 0, 2).value()), (std::vector<std::int64_t>{20, 21, 22}));
    EXPECT_THAT(file->description().notes, ElementsAre(HasSubstr("goes back in time"), "track 2 has no samples"));
}

TEST(Fragments, FindDataInEachOfTheWaysTheStandardHas) {
    // Two trafs without base: the second one's data follows the first one's.
    const auto relative = [](std::int32_t at) {
        return join(box("traf", full_box("tfhd", 0, 0, u32(2)), full_box("trun", 0, 1, u32(2), i32(at))),
                    box("traf", full_box("tfhd", 0, 0, u32(1)), full_box("trun", 0, 0x204, u32(1), u32(kSync), u32(30))));
    };
    const Bytes piece = fragment(relative, 44);
    const auto file = open_fragments(join(header(), piece));
    EXPECT_EQ(file->samples_from_sync(kVideo, 0, 1).value().front().data, (ByteRange{header().size() + piece.size() - 30, 30}));

    const auto absolute = [](std::int32_t) {
        return box("traf", full_box("tfhd", 0, 1, u32(2), u64(3)), full_box("trun", 0, 1, u32(1), i32(-2)), full_box("trun", 0, 0, u32(1)));
    };
    const auto other = open_fragments(join(header(), fragment(absolute, 0)));
    const auto samples = other->samples_between(kSound, {}, {}).value();
    EXPECT_EQ(samples[0].data, (ByteRange{1, 7}));
    EXPECT_EQ(samples[1].data, (ByteRange{8, 7})) << "a run without an offset follows the one before";
}

TEST(Fragments, MayFollowSamplesInTheMoov) {
    MadeTrack video{.track_id = 1, .timescale = 25, .samples = {{9, 1, 0, true}, {3, 1, 0, false}}};
    const Bytes trex = box("mvex", full_box("trex", 0, 0, u32(1), u32(1), u32(1), u32(0), u32(kNotSync)));
    const auto file = open_fragments(join(make_movie({video}, trex), video_fragment(5, {4, 4})));
    const auto samples = file->samples_from_sync(kVideo, 0, 2).value();
    EXPECT_EQ(decode_times(samples), (std::vector<std::int64_t>{0, 1, 5, 6}));
    EXPECT_EQ(samples[1].duration, 4U);
    EXPECT_EQ(file->samples_between(kVideo, MediaInstant{1, {25}}, MediaInstant{6, {25}}).value().size(), 2U);
}

TEST(Fragments, CutAtEveryLengthKeepWhatIsThere) {
    const Bytes whole = join(header(), video_fragment(0, {50, 10}), video_fragment(2, {40, 20}));
    std::size_t last = 0;
    for (std::size_t length = header().size(); length <= whole.size(); ++length) {
        const auto file = open_fragments(Bytes(whole.begin(), whole.begin() + static_cast<std::ptrdiff_t>(length)));
        ASSERT_NE(file, nullptr) << length;
        const auto points = file->sync_points(kVideo).size();
        const auto samples = points == 0 ? std::vector<Sample>{} : file->samples_from_sync(kVideo, 0, points).value();
        for (const auto& sample : samples) EXPECT_LE(sample.data.end(), length);
        EXPECT_GE(samples.size(), last) << length;
        last = samples.size();
        ByteWriter saved;
        file->save_directory(saved);
        EXPECT_TRUE(restore_isobmff(file->source(), file->description(), ByteReader(saved.view()))) << length;
    }
    EXPECT_EQ(last, 4U);
}

TEST(Fragments, OfATrackThatIsNotThereArePassedOverWithTheirData) {
    struct Case {
        const char* which;
        Bytes run;  // of 34 bytes
    };
    for (const auto& each : {Case{"sizes", full_box("trun", 0, 0x201, u32(2), i32(0), u32(4), u32(30))},
                                     Case{"sizes among others", full_box("trun", 0, 0xF01, u32(2), i32(0), u32(1), u32(4), u32(0), u32(9), u32(1), u32(30), u32(0), u32(9))},
                                     Case{"others", full_box("trun", 0, 0x101, u32(2), i32(0), u32(1), u32(1))}, Case{"no field", full_box("trun", 0, 1, u32(2), i32(0))}}) {
        const auto both = [&](std::int32_t at) {
            Bytes other = each.run;
            const Bytes place = i32(at);
            std::copy(place.begin(), place.end(), other.begin() + 16);
            return join(box("traf", full_box("tfhd", 0, 0x10, u32(9), u32(17)), other),
                        box("traf", full_box("tfhd", 0, 0, u32(1)), full_box("trun", 0, 0x204, u32(1), u32(kSync), u32(5))));
        };
        const Bytes piece = fragment(both, 39);
        const auto file = open_fragments(join(header(), piece));
        EXPECT_EQ(file->samples_from_sync(kVideo, 0, 1).value().front().data, (ByteRange{header().size() + piece.size() - 5, 5})) << each.which;
    }
}

TEST(Fragments, DeclareNoMoreSamplesWithoutAFieldThanTheFileHasBytes) {
    // Each of them would be walked, and costs no byte: of two thousand such runs, by a track that is there and one that is not.
    for (const std::uint32_t track : {2U, 9U}) {
        Bytes bytes = header();
        const auto many = [&](std::int32_t at) {
            return box("traf", full_box("tfhd", 0, kDefaultBaseIsMoof | 0x10, u32(track), u32(0)), full_box("trun", 0, 1, u32(100'000), i32(at)));
        };
        const Bytes piece = fragment(many, 0);
        Bytes all;
        for (int i = 0; i < 2'000; ++i) all = join(std::move(all), piece);
        const auto file = open_fragments(join(bytes, all, video_fragment(0, {5})));
        EXPECT_EQ(decode_times(file->samples_from_sync(kVideo, 0, 1).value()), (std::vector<std::int64_t>{0}));
        EXPECT_LE(file->description().tracks[1].sample_count.value_or(0), file->source()->size());
        EXPECT_THAT(file->description().notes, Contains(HasSubstr("100000 samples declared, room for"))) << track;
    }
}

TEST(Fragments, ThatMakeNoSenseAreLeftOut) {
    const auto too_many = [](std::int32_t at) {
        return box("traf", full_box("tfhd", 0, kDefaultBaseIsMoof, u32(1)), full_box("trun", 0, 0x201, u32(1'000'000), i32(at), u32(5)));
    };
    const auto file = open_fragments(join(header(), fragment(too_many, 5), video_fragment(2, {5})));
    EXPECT_EQ(decode_times(file->samples_from_sync(kVideo, 0, 1).value()), (std::vector<std::int64_t>{2}));
    EXPECT_THAT(file->description().notes.front(), HasSubstr("moof > traf 1 > trun: 1000000 samples declared, room for 1"));
}

}  // namespace
}  // namespace bt::media
