// Names that stand alone in a list people choose from.
#pragma once

#include <fmt/format.h>

#include <string>

namespace bt::delivery {

/// "한국어", else "한국어 (2)" and so on, the first that is not taken: a NAME must be alone in its group (RFC 8216bis §4.4.6.1.1).
template <class IsTaken>
std::string unused_name(const std::string& wanted, IsTaken is_taken) {
    auto name = wanted;
    for (int n = 2; is_taken(name); ++n) name = fmt::format("{} ({})", wanted, n);
    return name;
}

}  // namespace bt::delivery
