// Small films from the movie builder, opened for playing.
#pragma once

#include <memory>
#include <vector>

#include "delivery/presentation.h"
#include "io/byte_source.h"
#include "tests/media/hex.h"
#include "tests/media/isobmff/movie_builder.h"

namespace bt::delivery::testing {

/// A picture a second in milliseconds, every second one a sync sample; each shown `composition_offset` after it is decoded.
inline bt::testing::MadeTrack picture(int seconds, std::int32_t composition_offset = 0) {
    bt::testing::MadeTrack track{.sample_entry = bt::testing::visual_entry("avc1", 320, 180, bt::testing::box("avcC", bt::testing::hex(
        "0164000cffe1001a6764000cacd941419f9f011000000300100000030300f1429960 01000668ebe3cb22c0 fdf8f800")))};  // made by x264
    for (int i = 0; i < seconds; ++i) track.samples.push_back({.size = 10, .duration = 1'000, .composition_offset = composition_offset, .is_sync = i % 2 == 0});
    return track;
}

/// Frames of AAC, 1024 samples each at 48 kHz.
inline bt::testing::MadeTrack sound(int frames, std::uint32_t track_id = 2) {
    bt::testing::MadeTrack track{.track_id = track_id, .handler = FourCc("soun"), .timescale = 48'000, .writes_stss = false};
    for (int i = 0; i < frames; ++i) track.samples.push_back({.size = 5, .duration = 1'024});
    return track;
}

/// An edit list that begins the track after `delay` and shows `length` of it, in milliseconds: ISO/IEC 14496-12 §8.6.6.
inline Bytes edit_list(std::uint32_t delay, std::uint32_t length) {
    using namespace bt::testing;
    return box("edts", full_box("elst", 0, 0, u32(2), u32(delay), i32(-1), u32(0x10000), u32(length), i32(0), u32(0x10000)));
}

inline std::shared_ptr<const Presentation> present(const std::vector<bt::testing::MadeTrack>& tracks) {
    auto file = media::open_media(std::make_shared<io::MemorySource>(bt::testing::make_movie(tracks)));
    return Presentation::open(std::move(file).value()).value();
}

}  // namespace bt::delivery::testing
