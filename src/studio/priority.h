// How much of the machine a helper may take, by who waits for it.
#pragma once

#include <cstdint>
#include <optional>
#include <string_view>

namespace bt::studio {

enum class Priority : std::uint8_t {
    Waited,      ///< somebody waits for the answer: behind those who play (nice 5), before everything else
    Background,  ///< nobody waits: gets the processor only when nothing else wants it, and the disk last
};
/// "waited", "background".
std::string_view to_string(Priority priority);
std::optional<Priority> read_priority(std::string_view name);

/// Gives it to the calling process. Parts of it may be refused, in a container for one; the rest still helps.
void take_priority(Priority priority);

}  // namespace bt::studio
