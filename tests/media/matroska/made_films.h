// Small Matroska films built byte by byte, and what the reader makes of them.
#pragma once

#include <gtest/gtest.h>

#include <memory>
#include <vector>

#include "io/byte_source.h"
#include "media/matroska/open.h"
#include "tests/media/matroska/ebml_builder.h"

namespace bt::media::matroska::test {

inline std::shared_ptr<const io::ByteSource> source_of(Bytes bytes) { return std::make_shared<io::MemorySource>(std::move(bytes)); }
inline Result<std::shared_ptr<const MediaFile>> open_bytes(Bytes bytes) { return open_matroska(source_of(std::move(bytes))); }

inline Bytes film(const Bytes& tracks, const Bytes& clusters, const Bytes& more = {}) {
    return ebml_header() + master(id::kSegment, info() + master(id::kTracks, tracks) + more + clusters);
}

/// Two units of three pictures (the second and third of each reordered) and sound between them.
inline Bytes two_clusters() {
    return cluster(0, simple_block(1, 0, kKeyFrame, zeros(50)) + simple_block(2, 0, kKeyFrame, zeros(5)) + simple_block(1, 80, 0, zeros(30)) +
                          simple_block(1, 40, 0, zeros(20)) + simple_block(2, 21, kKeyFrame, zeros(5))) +
           cluster(120, simple_block(1, 0, kKeyFrame, zeros(51)) + simple_block(2, -77, kKeyFrame, zeros(6)) + simple_block(1, 80, 0, zeros(31)) +
                            simple_block(1, 40, 0, zeros(21)));
}

/// What is decoded from one sync point to another, of the first track.
inline std::vector<Sample> pictures(const MediaFile& file, std::size_t first, std::size_t end) {
    auto samples = file.samples_from_sync(TrackNumber{0}, first, end);
    EXPECT_TRUE(samples) << samples.error().describe();
    return samples ? *samples : std::vector<Sample>{};
}

}  // namespace bt::media::matroska::test
