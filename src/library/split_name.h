// Episodes that come in several files.
#pragma once

#include <optional>
#include <string>
#include <string_view>

namespace bt::library {

/// "Rain - part2", "Rain.cd1", "Rain (Part 1)", "Rain_pt b": a piece of a split episode.
struct SplitName {
    std::string base;  ///< the stem without the part
    int part = 1;      ///< a to d count as 1 to 4
    friend bool operator==(const SplitName&, const SplitName&) = default;
};
std::optional<SplitName> read_split(std::string_view name_stem);

}  // namespace bt::library
