// What a helper does: everything of the program that calls codec libraries while the server runs.
#pragma once

#include <optional>

namespace bt::service {

/// For main(), before anything else: works as a helper until nobody is there any more, when the arguments are a helper's. What the process
/// returns; nothing for a program that was started by somebody.
std::optional<int> decode_if_helper(int count, const char* const* arguments);

}  // namespace bt::service
