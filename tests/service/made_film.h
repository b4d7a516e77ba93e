// A film of sound alone that our readers play: written without an encoder, different for each number of frames.
#pragma once

#include "tests/media/ffmpeg.h"
#include "tests/media/isobmff/movie_builder.h"

namespace bt::service::testing {

using tests::TemporaryFolder;

inline Bytes made_film(int frames = 500) {
    bt::testing::MadeTrack track{.handler = FourCc("soun"), .timescale = 48'000, .writes_stss = false};
    for (int i = 0; i < frames; ++i) track.samples.push_back({.size = 5, .duration = 1'024});
    return bt::testing::make_movie({track});
}
inline void write_film(const std::string& path, int frames = 500) { bt::testing::write_file(path, made_film(frames)); }
inline void write_text(const std::string& path, std::string_view text) { bt::testing::write_file(path, as_bytes(text)); }

}  // namespace bt::service::testing
