// Finds the video a sidecar file belongs to: the one whose stem its own stem begins with, the longest of several.
#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>
#include <unordered_map>

namespace bt::library {

class StemIndex {
public:
    /// Stems are compared in NFC and without case. The first of two equal stems stays.
    void add(std::string_view video_stem, std::size_t video);

    struct Match {
        std::size_t video = 0;
        std::string behind;  ///< what stands behind the video's stem, in NFC; empty for an equal stem
    };
    /// One lookup for each place in `stem` where a word ends: its length, not the number of videos, is the cost.
    std::optional<Match> find(std::string_view stem) const;

private:
    std::unordered_map<std::string, std::size_t> videos_;
};

}  // namespace bt::library
