// The Range header field: RFC 9110 §14.
#pragma once

#include <cstdint>
#include <string_view>

#include "base/bytes.h"

namespace bt::http {

struct RangeDecision {
    enum class Kind {
        Whole,          ///< no usable Range: the full 200
        Part,           ///< one range: 206
        Unsatisfiable,  ///< a valid Range that lies behind the end: 416
    };
    Kind kind = Kind::Whole;
    ByteRange range = {};  ///< Part only: inside the representation, never empty
    friend bool operator==(const RangeDecision&, const RangeDecision&) = default;
};

/// What a Range field asks of a representation of `size` bytes. A field that is malformed, has another unit or is overlong is
/// ignored (§14.2). Several ranges are answered by the whole, which §14.2 leaves to the server: no player needs
/// multipart/byteranges, and overlapping ones are a known way to make servers work; 416 when none of them is satisfiable.
RangeDecision decide_range(std::string_view field, std::uint64_t size);

}  // namespace bt::http
