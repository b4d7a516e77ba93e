// For what another thread or process will do: it does so at once, and on a machine that has much else to do at once takes longer.
#pragma once

#include <chrono>
#include <thread>

namespace bt::tests {

/// Before something counts as never happening. What runs at the lowest priority beside busy neighbours gets some thousandths of a core.
inline constexpr std::chrono::minutes kNever{10};

/// Waits until it holds; false when it never does.
template <class Condition>
bool eventually(Condition condition) {
    const auto deadline = std::chrono::steady_clock::now() + kNever;
    while (!condition()) {
        if (std::chrono::steady_clock::now() > deadline) return false;
        std::this_thread::sleep_for(std::chrono::milliseconds(5));
    }
    return true;
}

}  // namespace bt::tests
