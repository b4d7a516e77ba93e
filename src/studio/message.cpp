#include "studio/message.h"

#include <fmt/format.h>

#include <algorithm>

namespace bt::studio {
namespace {

/// Reserved at once on the word of a message's head: virtual memory, which costs nothing before bytes come.
constexpr std::uint32_t kReserved = 16U << 20;

ByteView take_front(ByteView& bytes, std::size_t most) {
    const auto front = bytes.first(std::min(bytes.size(), most));
    bytes = bytes.subspan(front.size());
    return front;
}

}  // namespace

Bytes message_head(MessageKind kind, std::size_t size) {
    ByteWriter head;
    head.u32(static_cast<std::uint32_t>(size)).u8(static_cast<std::uint8_t>(kind));
    return std::move(head).take();
}

Error senseless() { return {.fault = Fault::Malformed, .message = "the decoder gave an answer without sense for this file"}; }

Result<std::optional<Message>> MessageReader::take(ByteView& bytes) {
    if (head_.size() < kMessageHead) {
        const auto more = take_front(bytes, kMessageHead - head_.size());
        head_.insert(head_.end(), more.begin(), more.end());
        if (head_.size() < kMessageHead) return std::optional<Message>();
        ByteReader in(head_);
        size_ = *in.u32();
        const auto kind = *in.u8();
        if (kind < static_cast<std::uint8_t>(MessageKind::Request) || kind > static_cast<std::uint8_t>(MessageKind::Ready)) {
            return Error{.fault = Fault::Malformed, .message = fmt::format("a message of kind {}", kind)};
        }
        if (size_ > largest_) return Error{.fault = Fault::TooLarge, .message = fmt::format("a message of {} bytes", size_)};
        message_.kind = static_cast<MessageKind>(kind);
        message_.payload.reserve(std::min(size_, kReserved));
    }
    const auto more = take_front(bytes, size_ - message_.payload.size());
    message_.payload.insert(message_.payload.end(), more.begin(), more.end());
    if (message_.payload.size() < size_) return std::optional<Message>();
    head_.clear();
    return std::optional(std::exchange(message_, {}));
}

}  // namespace bt::studio
