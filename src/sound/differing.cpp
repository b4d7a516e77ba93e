#include "sound/differing.h"

#include <bit>

#include "sound/wide_vectors.h"

namespace bt::sound {

BT_COUNTS_BITS std::int64_t differing(const std::uint64_t* heard, const std::uint64_t* known, unsigned bits, std::int64_t words) {
    std::int64_t sum = 0;
    if (bits == 0) {
        for (std::int64_t i = 0; i < words; ++i) sum += std::popcount(heard[i] ^ known[i]);
    } else {
        for (std::int64_t i = 0; i < words; ++i) sum += std::popcount(heard[i] ^ (known[i] >> bits | known[i + 1] << (64 - bits)));
    }
    return sum;
}

}  // namespace bt::sound
