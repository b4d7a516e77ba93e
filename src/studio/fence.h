// What a helper cannot do, whatever a file has made of its decoder: write outside one folder, open a socket, start a program, touch another
// process. It can read, and answer through the socket it has.
#pragma once

#include <string>

namespace bt::studio {

/// Shuts the calling process in for good, before it has threads. `writable`: the folder in which it may write, made if it is missing; none when empty.
/// What the system refuses is left out, and the rest holds.
void fence_in(const std::string& writable);

/// Whether this system can keep a process from writing (Landlock, Linux 5.13 and later).
bool can_forbid_writing();

}  // namespace bt::studio
