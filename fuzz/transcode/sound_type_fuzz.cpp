// Any bytes: whatever a file begins with is sound of some type, or none.
#include "transcode/sound_type.h"

#include <cstdint>
#include <span>

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    const auto type = bt::transcode::sound_type(std::as_bytes(std::span{data, size}));
    if (!type.empty() && !type.starts_with("audio/")) __builtin_trap();
    return 0;
}
