// What goes between a process and its helper: messages through a socket, each its size, its kind and its bytes.
//
//     u32 size of the payload | u8 kind | payload
#pragma once

#include <cstdint>
#include <optional>
#include <vector>

#include "base/bytes.h"
#include "base/result.h"

namespace bt::studio {

enum class MessageKind : std::uint8_t {
    Request = 1,  ///< to the helper, which then sends (Note)* Answer
    Note = 2,     ///< something that is known before the answer is; a sign of life
    Answer = 3,
    Ready = 4,    ///< once, before all others
};

struct Message {
    MessageKind kind = MessageKind::Request;
    Bytes payload;
    friend bool operator==(const Message&, const Message&) = default;
};

/// Of a payload. The largest are landmarks of a sound track, 4 MB an hour, and requests that name every song of a library.
inline constexpr std::uint32_t kLargestPayload = 128U << 20;
inline constexpr std::size_t kMessageHead = 5;

/// What goes before a payload of `size` bytes.
Bytes message_head(MessageKind kind, std::size_t size);

/// What is said of a file whose decoder answers what no decoder answers.
Error senseless();

/// Puts messages together from bytes as they come, however they are cut.
class MessageReader {
public:
    /// `largest`: what a payload may have.
    explicit MessageReader(std::uint32_t largest = kLargestPayload) : largest_(largest) {}
    /// Takes bytes off the front of `bytes`, all or up to the end of a message, which it then returns.
    /// Faults: Malformed for a kind there is not, TooLarge for more than `largest`: nothing that follows can be read.
    Result<std::optional<Message>> take(ByteView& bytes);

private:
    std::uint32_t largest_;
    Bytes head_;
    std::uint32_t size_ = 0;
    Message message_;
};

}  // namespace bt::studio
