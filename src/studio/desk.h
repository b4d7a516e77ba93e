// The helper's end: takes one request after the other and answers each. Ends with the process that started it, however that one ends.
#pragma once

#include <functional>
#include <optional>

#include "base/bytes.h"
#include "studio/priority.h"

namespace bt::studio {

/// The descriptor under which a helper finds its end of the socket.
inline constexpr int kDeskSocket = 3;

/// Sends a note: something known before the answer is, or a sign of life.
using SendNote = std::function<void(ByteView)>;
/// Does what a request asks for. May die of it: that is what a helper is for.
using Perform = std::function<Bytes(ByteView request, const SendNote& note)>;

/// What a helper's main() does, called before there are threads. Returns what the process returns.
int work_at_desk(Priority priority, const Perform& perform);

/// The same from a program's arguments: nothing when they are not those of a helper.
std::optional<int> work_if_helper(int count, const char* const* arguments, const Perform& perform);

}  // namespace bt::studio
