// What the indexes hold and what searching them gives.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "names/spelling.h"

namespace bt::names {

/// Whether names begin with a family name.
enum class NameKind : std::uint8_t { Person, Title };

struct Entry {
    std::int64_t id = 0;
    std::vector<std::string> names;  ///< every spelling and alias; the first is the one to show
    std::uint32_t popularity = 0;    ///< breaks ties: in how many series, how often watched
};

/// How sure a hit is, the surest first.
enum class Match : std::uint8_t {
    Exact,   ///< one of the names as it is written, but for case, accents, hyphens, spaces and the order of words
    Prefix,  ///< one of the names begins so, or a word of it
    Sound,   ///< sounds like it: another romanisation
    Typo,    ///< with a slip of the finger, or a very unusual spelling
};
std::string_view to_string(Match match);

struct Hit {
    std::uint32_t entry = 0;  ///< place in the index
    std::uint16_t name = 0;   ///< which of its names was found
    Match match = Match::Exact;
    Cost cost = 0;
};

}  // namespace bt::names
