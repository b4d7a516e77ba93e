#include "media/isobmff/open.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <cmath>
#include <random>

#include "tests/media/isobmff/movie_builder.h"

namespace bt::media {
namespace {

using namespace bt::testing;
using ::testing::ElementsAre;
using ::testing::HasSubstr;

std::shared_ptr<const io::ByteSource> in_memory(Bytes bytes) { return std::make_shared<const io::MemorySource>(std::move(bytes)); }

std::shared_ptr<const MediaFile> open_or_fail(Bytes bytes) {
    auto opened = open_isobmff(in_memory(std::move(bytes)));
    EXPECT_TRUE(opened) << opened.error().describe();
    return opened ? opened.value() : nullptr;
}

constexpr TrackNumber kFirst{0}, kSecond{1};

/// Six frames, I P B B | I P, of 40 ms.
MadeTrack small_video() {
    return {.track_id = 1, .timescale = 25,
            .samples = {{90, 1, 1, true}, {30, 1, 3, false}, {10, 1, 0, false}, {11, 1, 0, false}, {80, 1, 1, true}, {20, 1, 1, false}},
            .chunks = {2, 2, 2}};
}
/// Ten frames of AAC.
MadeTrack small_sound() {
    MadeTrack track{.track_id = 2, .handler = "soun", .timescale = 48'000, .chunks = {4, 4}, .writes_stss = false};
    for (std::uint32_t i = 0; i < 10; ++i) track.samples.push_back({.size = 100 + i, .duration = 1024});
    return track;
}
/// The same trak with an edit list: segment_duration in milliseconds, media_time.
MadeTrack with_edits(MadeTrack track, const std::vector<std::pair<std::uint32_t, std::int32_t>>& edits) {
    Bytes entries;
    for (const auto& [duration, time] : edits) entries = join(entries, u32(duration), i32(time), u16(1), u16(0));
    track.more = join(track.more, box("edts", full_box("elst", 0, 0, u32(static_cast<std::uint32_t>(edits.size())), entries)));
    return track;
}

TEST(IsoBmff, GivesEverySampleOfEveryTrack) {
    const std::vector tracks{small_video(), small_sound()};
    const auto file = open_or_fail(make_movie(tracks));
    ASSERT_EQ(file->description().tracks.size(), 2U);
    EXPECT_EQ(file->samples_from_sync(kFirst, 0, 2).value(), expected_samples(tracks, 0));
    EXPECT_EQ(file->samples_between(kSecond, {}, {}).value(), expected_samples(tracks, 1));
    EXPECT_THAT(file->description().notes, ElementsAre());
}

TEST(IsoBmff, ReadsCompactSampleSizes) {
    for (const unsigned bits : {4U, 8U, 16U}) {
        SCOPED_TRACE(bits);
        MadeTrack track{.handler = "soun", .timescale = 48'000, .chunks = {3}, .writes_stss = false, .size_bits = bits};
        for (const std::uint32_t size : {1U, 15U, 7U, 2U, 9U}) track.samples.push_back({.size = bits == 16 ? 256 * size : size, .duration = 1024});
        const std::vector tracks{track};
        EXPECT_EQ(open_or_fail(make_movie(tracks))->samples_between(kFirst, {}, {}).value(), expected_samples(tracks, 0));
    }
}

TEST(IsoBmff, SaysWhereTheSampleDescriptionChanges) {
    auto track = small_video();
    track.later_entry = visual_entry("avc1", 640, 360, box("avcC", u32(0x01640028)));
    const std::vector tracks{track};
    const auto file = open_or_fail(make_movie(tracks));
    EXPECT_EQ(file->samples_from_sync(kFirst, 0, 2).value(), expected_samples(tracks, 0)) << "none is lost";
    EXPECT_THAT(file->description().notes,
                ElementsAre(HasSubstr("from sample 2 on another sample description (2) is used; the samples are kept, but players are told of the first only")));

    track.later_entry = avc1_entry();
    EXPECT_THAT(open_or_fail(make_movie({track}))->description().notes, ElementsAre()) << "the same once more changes nothing";
}

TEST(IsoBmff, StartsOnlyAtSyncSamples) {
    const std::vector tracks{small_video()};
    const auto file = open_or_fail(make_movie(tracks));
    EXPECT_THAT(file->sync_points(kFirst), ElementsAre(SyncPoint{1}, SyncPoint{5}));
    const auto all = expected_samples(tracks, 0);
    EXPECT_EQ(file->samples_from_sync(kFirst, 0, 1).value(), std::vector<Sample>(all.begin(), all.begin() + 4));
    EXPECT_EQ(file->samples_from_sync(kFirst, 1, 2).value(), std::vector<Sample>(all.begin() + 4, all.end()));
    EXPECT_EQ(file->first_sample(kFirst).value(), all.front());
    EXPECT_EQ(file->bytes_before(kFirst, MediaInstant{5, Timescale{25}}), 141U);
    EXPECT_EQ(file->bytes_before(kFirst, std::nullopt), 241U);
    for (const auto& [first, end] : {std::pair{2U, 2U}, {0U, 3U}, {1U, 0U}}) {
        EXPECT_EQ(file->samples_from_sync(kFirst, first, end).error().fault, Fault::NotFound);
    }
    EXPECT_EQ(file->samples_from_sync(TrackNumber{7}, 0, 1).error().fault, Fault::NotFound);
}

TEST(IsoBmff, KnowsTheRateOfPicturesWhoseTimesWereRounded) {
    struct Case {
        const char* name;
        std::uint32_t timescale, step;  ///< times are whole steps of so many ticks
        double rate;
        std::optional<Rational> told;
        int pictures = 300;
    };
    for (const auto& each : std::vector<Case>{
             {"23.976 from milliseconds", 16'000, 16, 24'000 / 1'001.0, Rational{24'000, 1'001}},
             {"29.97 from milliseconds", 1'000, 1, 30'000 / 1'001.0, Rational{30'000, 1'001}},
             {"59.94 from milliseconds", 90'000, 90, 60'000 / 1'001.0, Rational{60'000, 1'001}, 600},
             {"24 from milliseconds", 12'288, 12, 24.0, Rational{24, 1}},
             {"23.976 in ticks of 100 ns", 10'000'000, 1, 24'000 / 1'001.0, Rational{24'000, 1'001}},
             {"too few pictures to tell", 1'000, 1, 24'000 / 1'001.0, std::nullopt, 60},
             {"rounded to hundredths", 1'000, 10, 24.0, std::nullopt},
             {"no rate there is", 1'000, 1, 27.37, std::nullopt}}) {
        MadeTrack track{.timescale = each.timescale};
        const auto time = [&](int i) { return std::lround(i / each.rate * each.timescale / each.step) * each.step; };
        for (int i = 0; i < each.pictures; ++i) track.samples.push_back({.size = 1, .duration = static_cast<std::uint32_t>(time(i + 1) - time(i)), .is_sync = i == 0});
        EXPECT_EQ(open_or_fail(make_movie({track}))->description().tracks[0].video->frame_rate, each.told) << each.name;
    }
}

TEST(IsoBmff, TellsWhatATrackIs) {
    const auto file = open_or_fail(make_movie({small_video(), small_sound()}));
    const auto& video = file->description().tracks[0];
    EXPECT_EQ(video.codec, Codec::H264);
    EXPECT_EQ(video.codec_id, "avc1");
    EXPECT_EQ(to_hex(video.codec_private), "0164001e");
    EXPECT_EQ(video.video->width, 640U);
    EXPECT_EQ(video.video->frame_rate, (Rational{25, 1}));
    EXPECT_EQ(video.name, "") << "the handler's name is boilerplate";
    EXPECT_EQ(video.sample_count, 6U);
    EXPECT_EQ(video.byte_count, 241U);
    EXPECT_EQ(video.start, (MediaInstant{1, Timescale{25}})) << "the first presentation";
    EXPECT_EQ(video.duration, (MediaDuration{6, Timescale{25}}));
    const auto& sound = file->description().tracks[1];
    EXPECT_EQ(sound.codec, Codec::Aac);
    EXPECT_EQ(sound.audio, (AudioFormat{.sample_rate = 48'000, .channels = 2}));
    EXPECT_EQ(sound.source_id, 2U);
    EXPECT_EQ(sound.duration, (MediaDuration{10'240, Timescale{48'000}}));
    EXPECT_EQ(file->description().format, "mp4 (isom)");
}

struct EditCase {
    std::string_view what;
    std::vector<std::pair<std::uint32_t, std::int32_t>> edits;
    std::int64_t shift, priming;
    std::size_t notes;
};

TEST(IsoBmff, FollowsTheFirstEditAndLeadingEmptyOnes) {
    const EditCase kCases[] = {
        {"none", {}, 0, 0, 0},
        {"a trimmed beginning", {{200, 1024}}, 1024, 1024, 0},
        {"a delay of half a second", {{500, -1}, {200, 0}}, -24'000, 0, 0},
        {"a delay and a trim", {{500, -1}, {200, 1024}}, -22'976, 1024, 0},
        {"only a delay", {{500, -1}}, -24'000, 0, 0},
        {"a cut, which is not followed", {{100, 0}, {100, 9600}}, 0, 0, 1},
    };
    for (const auto& row : kCases) {
        SCOPED_TRACE(row.what);
        const std::vector tracks{with_edits(small_sound(), row.edits)};
        const auto file = open_or_fail(make_movie(tracks));
        EXPECT_EQ(file->samples_between(kFirst, {}, {}).value(), expected_samples(tracks, 0, row.shift));
        const auto& track = file->description().tracks[0];
        EXPECT_EQ(track.first_decode_time, -row.shift);
        EXPECT_EQ(track.priming, row.priming);
        EXPECT_EQ(track.start.ticks, std::max<std::int64_t>(0, -row.shift));
        EXPECT_EQ(file->description().notes.size(), row.notes);
    }
}

TEST(IsoBmff, WindowsThatTouchShareNoSampleAndMissNone) {
    const std::vector tracks{with_edits(small_sound(), {{200, 512}})};
    const auto file = open_or_fail(make_movie(tracks));
    std::vector<Sample> joined;
    std::optional<MediaInstant> from;
    for (const std::int64_t ms : {0, 1, 10, 11, 54, 90}) {
        const MediaInstant until{ms, kMilliseconds};
        const auto window = file->samples_between(kFirst, from, until).value();
        joined.insert(joined.end(), window.begin(), window.end());
        from = until;
    }
    const auto rest = file->samples_between(kFirst, from, {}).value();
    joined.insert(joined.end(), rest.begin(), rest.end());
    EXPECT_EQ(joined, expected_samples(tracks, 0, 512));
    EXPECT_TRUE(file->samples_between(kFirst, MediaInstant{5, kMilliseconds}, MediaInstant{5, kMilliseconds}).value().empty());
}

/// Any track at all: sizes, durations, reordering, groups of pictures and chunks drawn from `seed`.
MadeTrack random_track(std::uint32_t seed, FourCc handler) {
    std::mt19937 random(seed);
    const auto below = [&](std::uint32_t limit) { return std::uniform_int_distribution<std::uint32_t>(0, limit - 1)(random); };
    MadeTrack track{.track_id = seed + 1, .handler = handler, .timescale = 1000, .writes_stss = below(4) != 0, .writes_co64 = below(2) != 0};
    const auto count = below(700);
    const auto steady = below(2) != 0;
    const auto reorders = below(3);
    for (std::uint32_t i = 0; i < count; ++i) {
        track.samples.push_back({.size = below(50), .duration = steady ? 40 : below(80),
                                 .composition_offset = reorders == 0 ? 0 : static_cast<std::int32_t>(below(200)) - (reorders == 1 ? 0 : 100),
                                 .is_sync = i == 0 || below(20) == 0});
    }
    for (std::uint32_t i = 0; i < count; ++i) track.chunks.push_back(below(12));
    return track;
}

TEST(IsoBmff, StretchesOfAnyMovieJoinToAllItsSamples) {
    for (std::uint32_t seed = 0; seed < 40; ++seed) {
        SCOPED_TRACE(seed);
        const std::vector tracks{random_track(seed, "vide"), random_track(seed + 1000, seed % 2 == 0 ? "soun" : "sbtl")};
        const auto file = open_or_fail(make_movie(tracks));
        const auto points = file->sync_points(kFirst).size();
        std::vector<Sample> joined;
        for (std::size_t i = 0; i < points; ++i) {
            const auto group = file->samples_from_sync(kFirst, i, i + 1).value();
            joined.insert(joined.end(), group.begin(), group.end());
        }
        auto expected = expected_samples(tracks, 0);
        // Sync samples that are presented before an earlier one are not offered.
        auto latest = std::numeric_limits<std::int64_t>::min();
        for (auto& sample : expected) {
            sample.is_sync = sample.is_sync && sample.presentation_time > latest;
            if (sample.is_sync) latest = sample.presentation_time;
        }
        EXPECT_EQ(joined, expected);

        std::mt19937 random(seed);
        std::vector<Sample> windows;
        std::optional<MediaInstant> from;
        for (std::int64_t at = -500; at < 60'000; at += std::uniform_int_distribution<std::int64_t>(1, 5'000)(random)) {
            const MediaInstant until{at, kMilliseconds};
            const auto window = file->samples_between(kSecond, from, until).value();
            for (const auto& sample : window) {
                EXPECT_TRUE((!from || sample.presentation_time >= from->ticks) && sample.presentation_time < at);
            }
            windows.insert(windows.end(), window.begin(), window.end());
            from = until;
        }
        const auto rest = file->samples_between(kSecond, from, {}).value();
        windows.insert(windows.end(), rest.begin(), rest.end());
        auto all = expected_samples(tracks, 1);
        for (auto& sample : all) sample.is_sync = true;
        const auto by_place = [](const Sample& a, const Sample& b) {
            return std::tie(a.decode_time, a.data.offset, a.data.size) < std::tie(b.decode_time, b.data.offset, b.data.size);
        };
        std::stable_sort(windows.begin(), windows.end(), by_place);
        for (auto& sample : windows) sample.is_sync = true;
        std::stable_sort(all.begin(), all.end(), by_place);
        EXPECT_EQ(windows, all);
    }
}

TEST(IsoBmff, ARestoredDirectoryAnswersAsTheFreshOne) {
    for (std::uint32_t seed = 0; seed < 10; ++seed) {
        SCOPED_TRACE(seed);
        const auto source = in_memory(make_movie({random_track(seed, "vide"), random_track(seed + 1000, "soun")}));
        const auto fresh = open_isobmff(source).value();
        ByteWriter saved;
        fresh->save_directory(saved);
        const auto restored = restore_isobmff(source, fresh->description(), ByteReader(saved.view()));
        ASSERT_TRUE(restored) << restored.error().describe();
        ByteWriter again;
        restored.value()->save_directory(again);
        EXPECT_EQ(to_hex(saved.view()), to_hex(again.view()));
        const auto points = fresh->sync_points(kFirst).size();
        EXPECT_EQ(fresh->samples_from_sync(kFirst, 0, points).ok(), points > 0);
        if (points > 0) {
            EXPECT_EQ(fresh->samples_from_sync(kFirst, points - 1, points).value(),
                      restored.value()->samples_from_sync(kFirst, points - 1, points).value());
        }
        const MediaInstant from{3'000, kMilliseconds}, until{9'000, kMilliseconds};
        EXPECT_EQ(fresh->samples_between(kSecond, from, until).value(), restored.value()->samples_between(kSecond, from, until).value());
        EXPECT_EQ(fresh->bytes_before(kSecond, until), restored.value()->bytes_before(kSecond, until));
    }
}

TEST(IsoBmff, ASavedDirectoryIsRefusedWhenItIsDamagedOrOfAnotherFile) {
    const auto source = in_memory(make_movie({small_video(), small_sound()}));
    const auto fresh = open_isobmff(source).value();
    ByteWriter saved;
    fresh->save_directory(saved);
    for (std::size_t length = 0; length < saved.size(); ++length) {
        EXPECT_FALSE(restore_isobmff(source, fresh->description(), ByteReader(saved.view().first(length)))) << length;
    }
    const auto other = in_memory(make_movie({small_video()}));
    EXPECT_EQ(restore_isobmff(other, fresh->description(), ByteReader(saved.view())).error().fault, Fault::Conflict);
    Description fewer = fresh->description();
    fewer.tracks.pop_back();
    EXPECT_EQ(restore_isobmff(source, fewer, ByteReader(saved.view())).error().fault, Fault::Malformed);
}

TEST(IsoBmff, SurvivesBeingCutAtEveryLength) {
    const Bytes whole = make_movie({small_video(), small_sound()});
    for (std::size_t length = 0; length < whole.size(); ++length) {
        const auto opened = open_isobmff(in_memory(Bytes(whole.begin(), whole.begin() + static_cast<std::ptrdiff_t>(length))));
        if (!opened) continue;
        for (const auto& track : opened.value()->description().tracks) {
            const auto samples = opened.value()->samples_between(track.number, {}, {});
            ASSERT_TRUE(samples) << samples.error().describe();
            for (const auto& sample : samples.value()) EXPECT_LE(sample.data.end(), length);
        }
    }
}

TEST(IsoBmff, LeavesOutSamplesBeyondTheEndOfTheFile) {
    // The moov first, so that the media data can be cut.
    const std::vector tracks{small_video()};
    const Bytes movie = make_movie(tracks);
    const auto mdat = ftyp().size(), moov = mdat + 8 + 241;
    const auto at = [&](std::size_t offset) { return movie.begin() + static_cast<std::ptrdiff_t>(offset); };
    Bytes cut = join(Bytes(at(0), at(mdat)), Bytes(at(moov), movie.end()), Bytes(at(mdat), at(moov)));
    // Offsets are the old ones: they now lie in the moov, and the last ones past the shortened file.
    cut.resize(ftyp().size() + 8 + 141);
    const auto opened = open_isobmff(in_memory(cut));
    EXPECT_FALSE(opened) << "the moov itself is cut";

    Bytes short_data = movie;
    const auto stco = std::search(short_data.begin(), short_data.end(), as_bytes("stco").begin(), as_bytes("stco").end());
    ASSERT_NE(stco, short_data.end());
    const Bytes beyond = u32(static_cast<std::uint32_t>(movie.size() - 5));
    std::copy(beyond.begin(), beyond.end(), stco + 4 + 8 + 8);  // the third chunk: its 80 bytes do not fit
    const auto file = open_or_fail(short_data);
    const auto all = expected_samples(tracks, 0);
    EXPECT_THAT(file->sync_points(kFirst), ElementsAre(SyncPoint{1})) << "the second one is not in the file";
    EXPECT_EQ(file->samples_from_sync(kFirst, 0, 1).value(), std::vector<Sample>(all.begin(), all.begin() + 4));
    EXPECT_THAT(file->description().notes, ElementsAre("track 1: the file ends 2 samples early"));
}

TEST(IsoBmff, NamesThePlaceOfWhatIsWrong) {
    struct Wrong {
        std::string_view table;     ///< whose entry_count is made too large
        std::string_view told;
    };
    constexpr Wrong kCases[] = {
        {"stts", "moov > trak 1 > mdia > minf > stbl > stts: 255 entries declared, room for 1"},
        {"stsc", "moov > trak 1 > mdia > minf > stbl > stsc: 255 entries declared, room for 1"},
        {"stco", "moov > trak 1 > mdia > minf > stbl > stco: 255 entries declared, room for 3"},
        {"stss", "moov > trak 1 > mdia > minf > stbl > stss: 255 entries declared, room for 2"},
    };
    for (const auto& row : kCases) {
        Bytes movie = make_movie({small_video()});
        const auto found = std::search(movie.begin(), movie.end(), as_bytes(row.table).begin(), as_bytes(row.table).end());
        ASSERT_NE(found, movie.end());
        *(found + 11) = std::byte{255};
        EXPECT_THAT(open_isobmff(in_memory(movie)).error().describe(), HasSubstr(row.told));
    }
}

TEST(IsoBmff, LeavesOutABrokenTrackWhenOthersAreFine) {
    MadeTrack broken = small_sound();
    broken.timescale = 0;
    const auto file = open_or_fail(make_movie({small_video(), broken}));
    ASSERT_EQ(file->description().tracks.size(), 1U);
    EXPECT_THAT(file->description().notes, ElementsAre("track 2 is left out: moov > trak 2: the timescale is 0"));
}

TEST(IsoBmff, RefusesWhatItCannotPlayAndSaysWhy) {
    struct Refused {
        Bytes file;
        Fault fault;
        std::string_view told;
    };
    const Refused kCases[] = {
        {{}, Fault::Malformed, "there is no moov"},
        {join(ftyp(), box("mdat", zeros(10))), Fault::Malformed, "never finished"},
        {join(box("styp", text("msdh")), box("moof"), box("mdat")), Fault::Malformed, "media segment without its header"},
        {join(ftyp(), box("moov", mvhd())), Fault::Malformed, "there are no tracks"},
        {join(ftyp(), box("moov", box("cmov", zeros(20)))), Fault::Unsupported, "compressed"},
    };
    for (const auto& row : kCases) {
        const auto opened = open_isobmff(in_memory(row.file));
        ASSERT_FALSE(opened);
        EXPECT_EQ(opened.error().fault, row.fault);
        EXPECT_THAT(opened.error().describe(), HasSubstr(row.told));
    }
}

TEST(IsoBmff, KnowsItsFilesByTheirFirstBox) {
    EXPECT_TRUE(looks_like_isobmff(ftyp()));
    EXPECT_TRUE(looks_like_isobmff(box("moov")));
    EXPECT_TRUE(looks_like_isobmff(with_large_size(box("mdat", zeros(4)))));
    for (const auto* other : {"", "\x1A\x45\xDF\xA3 matroska", "RIFF....AVI ", "\0\0\0\3ftyp"}) EXPECT_FALSE(looks_like_isobmff(as_bytes(other)));
}

TEST(IsoBmff, ReadsBoxesOfEverySizeForm) {
    const std::vector tracks{small_video()};
    Bytes movie = make_movie(tracks);
    const auto moov = ftyp().size() + 8 + 241;
    const Bytes head(movie.begin(), movie.begin() + static_cast<std::ptrdiff_t>(moov));
    const Bytes tail(movie.begin() + static_cast<std::ptrdiff_t>(moov), movie.end());
    Bytes open_ended = tail;
    std::fill_n(open_ended.begin(), 4, std::byte{0});
    for (const auto& file : {join(head, with_large_size(tail)), join(head, open_ended), join(head, box("uuid", zeros(16)), box("abcd", zeros(3)), tail)}) {
        const auto opened = open_or_fail(file);
        ASSERT_NE(opened, nullptr);
        EXPECT_EQ(opened->samples_from_sync(kFirst, 0, 2).value(), expected_samples(tracks, 0));
    }
}

}  // namespace
}  // namespace bt::media
