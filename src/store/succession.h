// What people said of a content that has left the library, and the content that may have taken its place: a file whose tags were changed is
// another content, although it sounds the same. Whether it does is not known here. See docs/decisions/0008.
#pragma once

#include <vector>

#include "base/ids.h"
#include "base/result.h"
#include "store/database.h"

namespace bt::store {

/// Two of about the same length: one that has left the library and of which a person spoke, and one that is there and was listened to.
struct Successor {
    ContentKey left, present;
    friend auto operator<=>(const Successor&, const Successor&) = default;
};

class Succession {
public:
    explicit Succession(Database& database) : database_(database) {}

    /// Episodes that were corrected, or in which a theme sounds that was named.
    Result<std::vector<Successor>> possible_episodes() const;
    /// Songs that corrections name.
    Result<std::vector<Successor>> possible_songs() const;

    /// From now on what was said of the one holds for the other; so does the machine's answer, until there is another. Returns how many
    /// corrections went over.
    Result<int> hand_on_episode(const Successor& successor);
    /// Corrections that name the one song name the other. Returns how many.
    Result<int> hand_on_song(const Successor& successor);

private:
    Database& database_;
};

}  // namespace bt::store
