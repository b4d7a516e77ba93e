// The helper's end: takes one request after the other and answers each. Ends with the process that started it, however that one ends.
#pragma once

#include <functional>
#include <optional>
#include <string>

#include "base/bytes.h"
#include "studio/priority.h"

namespace bt::studio {

/// The descriptor under which a helper finds its end of the socket.
inline constexpr int kDeskSocket = 3;

/// Sends a note: something known before the answer is, or a sign of life.
using SendNote = std::function<void(ByteView)>;
/// With what a helper leaves that was given no more memory.
inline constexpr int kLeftWithoutMemory = 12;

/// Does what a request asks for. May die of it: that is what a helper is for. One that throws std::bad_alloc ends the helper: what was done before
/// has taken its part of the memory, and whether there is enough for this request alone a fresh one tells.
using Perform = std::function<Bytes(ByteView request, const SendNote& note)>;

/// What a helper's main() does, called before there are threads. Returns what the process returns.
/// `writable`: the one folder in which it may write (fence.h).
int work_at_desk(Priority priority, const std::string& writable, const Perform& perform);

/// Whether a program was started as a helper, by its arguments.
bool is_helper(int count, const char* const* arguments);
/// The same from a program's arguments: nothing when they are not those of a helper.
std::optional<int> work_if_helper(int count, const char* const* arguments, const Perform& perform);

}  // namespace bt::studio
