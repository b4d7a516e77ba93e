// In which order a name in Latin letters may be meant: "Keum Sae-rok", "Sae-rok Keum".
#pragma once

#include <string_view>
#include <vector>

#include "names/fold.h"
#include "names/spelling.h"

namespace bt::names {

struct NameOrder {
    Words words;                  ///< the family name first
    Cost cost = 0;
    bool is_improbable = false;   ///< the hyphen of a given name stands where the family name would be
};

/// The likeliest orders of `text`, whose words are `words`: as it is written, and with its last word first. Never empty.
std::vector<NameOrder> name_orders(std::string_view text, const Words& words);
Words last_word_first(Words words);

}  // namespace bt::names
