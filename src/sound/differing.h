// Samples of two runs of waves in which they differ: what every comparison of them comes down to.
#pragma once

#include <cstdint>

namespace bt::sound {

/// Over `words` times 64 samples of `heard`, and of `known` from its `bits`-th sample on; bits < 64. Of `known` one word more is read where bits > 0.
std::int64_t differing(const std::uint64_t* heard, const std::uint64_t* known, unsigned bits, std::int64_t words);

}  // namespace bt::sound
