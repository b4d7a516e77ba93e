// Work that takes only what nobody else wants.
#pragma once

#include <functional>

namespace bt::service {

/// Runs `work` on a thread of its own that gets the processor only when nothing else wants it and the disk last, and waits for it. The
/// caller keeps its own priority: whatever it locks afterwards is not held by a thread that does not get to run.
void run_at_low_priority(const std::function<void()>& work);

}  // namespace bt::service
