// Stored landmarks: never more of them than there are bytes, and what is read is written back the same.
#include "sound/packed_landmarks.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    const auto landmarks = bt::sound::decode_landmarks(std::as_bytes(std::span{data, size}));
    if (!landmarks) return 0;
    if (landmarks->layers[0].size() + landmarks->layers[1].size() > size) __builtin_trap();
    const auto again = bt::sound::decode_landmarks(bt::sound::encode_landmarks(*landmarks));
    if (!again || *again != *landmarks) __builtin_trap();
    return 0;
}
