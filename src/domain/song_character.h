// What kind of music a song is, as it was heard.
#pragma once

#include <optional>
#include <string>

namespace bt::domain {

struct SongCharacter {
    std::optional<double> tempo;  ///< beats a minute; nothing where no beat stands out
    std::string key;              ///< "F# minor"; empty where no key stands out
    friend bool operator==(const SongCharacter&, const SongCharacter&) = default;
};

}  // namespace bt::domain
