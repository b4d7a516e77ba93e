// Lacing: several frames in one block. RFC 9559 §10.3.
#pragma once

#include <cstdint>
#include <vector>

#include "base/bytes.h"
#include "base/result.h"

namespace bt::media::matroska {

enum class Lacing : std::uint8_t { None = 0, Xiph = 1, FixedSize = 2, Ebml = 3 };  ///< as in the flags of a block

/// How a laced block divides: `sizes[i]` bytes each, the first beginning `header_size` after the block's own header.
struct Lace {
    std::size_t header_size = 0;
    std::vector<std::uint32_t> sizes;
};

/// Reads what follows the block's header. `bytes` may be only the beginning of it; `total` is how many bytes the block has
/// there. Faults: Truncated when `bytes` ends inside the lace's own header (read more and try again, up to `total`);
/// Malformed when the sizes do not add up to `total`.
Result<Lace> read_lace(Lacing lacing, ByteView bytes, std::uint32_t total);

}  // namespace bt::media::matroska
