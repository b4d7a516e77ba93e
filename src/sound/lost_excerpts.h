// What recaps and previews have lost: seconds beside and between excerpts that were found, in which no landmark of theirs is left.
#pragma once

#include <cstddef>
#include <cstdint>
#include <set>
#include <span>
#include <tuple>
#include <vector>

#include "sound/excerpts.h"
#include "sound/repeats.h"

namespace bt::sound {

class LostExcerpts {
public:
    /// An episode, one that excerpts of it may have been cut from, and the first sample of a window.
    using Looked = std::set<std::tuple<std::size_t, std::size_t, std::int64_t>>;

    explicit LostExcerpts(std::span<const Landmarks* const> episodes) : episodes_(episodes) {}

    /// For the seconds near two excerpts or more among `repeats`, and in none: where their waves lie in the episodes that those were cut from. Each second is
    /// looked for once: asked again with what it found, it looks on from there.
    std::vector<ExcerptPlace> find(std::span<const Repeat> repeats);

private:
    std::span<const Landmarks* const> episodes_;
    Looked looked_;
};

}  // namespace bt::sound
