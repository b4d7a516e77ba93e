// What comes through a helper's socket, cut anywhere: never more in a message than came, and the same messages however they are cut.
#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <vector>

#include "studio/message.h"

namespace {

std::vector<bt::studio::Message> read(bt::ByteView bytes, std::size_t piece) {
    bt::studio::MessageReader reader;
    std::vector<bt::studio::Message> messages;
    while (!bytes.empty()) {
        auto some = bytes.first(std::min(piece, bytes.size()));
        bytes = bytes.subspan(some.size());
        while (!some.empty()) {
            auto message = reader.take(some);
            if (!message) return messages;
            if (*message) messages.push_back(std::move(**message));
        }
    }
    return messages;
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    const auto bytes = std::as_bytes(std::span{data, size});
    const auto messages = read(bytes, size + 1);
    std::size_t all = 0;
    for (const auto& each : messages) all += bt::studio::kMessageHead + each.payload.size();
    if (all > size) __builtin_trap();
    if (size < 4'096 && messages != read(bytes, 1 + size % 7)) __builtin_trap();
    return 0;
}
