#include "names/name_order.h"

#include <algorithm>

#include "base/text.h"
#include "names/sureness.h"

namespace bt::names {

Words last_word_first(Words words) {
    std::rotate(words.begin(), words.end() - 1, words.end());
    return words;
}

std::vector<NameOrder> name_orders(std::string_view text, const Words& words) {
    // A hyphen tells the given name, and so where the family name must be.
    const auto pieces = split(trim(text), ' ');
    const bool given_first = pieces.size() > 1 && fold(pieces.front()).size() > 1;
    const bool given_last = pieces.size() > 1 && fold(pieces.back()).size() > 1;
    const bool is_turned = given_first && !given_last;
    std::vector<NameOrder> out;
    out.push_back({words, is_turned ? kOtherOrder : Cost{0}, is_turned});
    if (words.size() > 1 && !given_last) out.push_back({last_word_first(words), given_first ? Cost{0} : kOtherOrder, false});
    return out;
}

}  // namespace bt::names
