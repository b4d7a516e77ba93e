// The segments that are sent in every variant: stretches of one large file as an MP4 interleaves them, video wanted, audio not.
//
//     | video 17,500 | audio 800 | video 17,500 | audio 800 | ...     120 of them behind a head of 3,000 bytes
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "base/bytes.h"

namespace bt::bench {

inline constexpr std::size_t kSegments = 100;
inline constexpr std::size_t kRanges = 120;
inline constexpr std::size_t kFrame = 17'500;
inline constexpr std::size_t kGap = 800;
inline constexpr std::size_t kHead = 3'000;
inline constexpr std::uint64_t kSpan = kRanges * (kFrame + kGap);

inline std::vector<ByteRange> ranges_of(std::size_t segment) {
    std::vector<ByteRange> ranges;
    for (std::size_t i = 0; i < kRanges; ++i) ranges.push_back({segment * kSpan + i * (kFrame + kGap), kFrame});
    return ranges;
}

inline std::string head_of(std::size_t) { return std::string(kHead, 'h'); }

}  // namespace bt::bench
