// sample_flags of the two kinds of sample we tell apart, ISO/IEC 14496-12:2015 §8.8.3.1. Private to cmaf/.
#pragma once

#include <cstdint>

namespace bt::media::cmaf {

inline constexpr std::uint32_t kSyncFlags = 0x0200'0000;     // sample_depends_on 2: on no other
inline constexpr std::uint32_t kNonSyncFlags = 0x0101'0000;  // sample_depends_on 1, sample_is_non_sync_sample

}  // namespace bt::media::cmaf
