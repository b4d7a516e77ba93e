#include "library/stem_index.h"

#include "library/text.h"

namespace bt::library {
namespace {

bool may_end_stem(char next) { return is_separator(next) || next == '[' || next == '(' || next == ','; }

}  // namespace

void StemIndex::add(std::string_view video_stem, std::size_t video) { videos_.emplace(lower_in_place(nfc(video_stem)), video); }

std::optional<StemIndex::Match> StemIndex::find(std::string_view stem) const {
    const std::string own = nfc(stem);
    const std::string lower = lower_in_place(own);
    for (std::size_t end = lower.size(); end > 0; --end) {
        if (end < lower.size() && !may_end_stem(lower[end])) continue;
        const auto found = videos_.find(lower.substr(0, end));
        if (found != videos_.end()) return Match{found->second, own.substr(end)};
    }
    return std::nullopt;
}

}  // namespace bt::library
