// The time of day as the catalogue keeps it.
#pragma once

#include <chrono>
#include <cstdint>

namespace bt {

/// Milliseconds since 1970, as the system's clock has it.
inline std::int64_t wall_clock_milliseconds() {
    return std::chrono::duration_cast<std::chrono::milliseconds>(std::chrono::system_clock::now().time_since_epoch()).count();
}

}  // namespace bt
