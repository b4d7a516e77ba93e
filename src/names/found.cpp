#include "names/found.h"

#include <algorithm>
#include <bit>
#include <tuple>

#include "names/fold.h"
#include "names/korean_names.h"
#include "names/scripts.h"

namespace bt::names {
namespace {

/// Better known entries are worth a small doubt, at most as much as one unusual letter; and of names that sound alike the one that more
/// people bear is likelier.
int doubt(NameKind kind, const Entry& entry, const Hit& hit) {
    const int known = std::min(10, 2 * static_cast<int>(std::bit_width(entry.popularity)));
    if (kind != NameKind::Person || hit.match < Match::Sound) return -known;
    return rarity_of(units_of(join(fold(entry.names[hit.name])))) / 10 - known;
}

}  // namespace

void Found::take(Hit hit) {
    const auto [place, is_new] = hits_.try_emplace(hit.entry, hit);
    if (!is_new && order(hit) < order(place->second)) place->second = hit;
    best_ = std::min(best_, order(hit));
}

std::vector<Hit> Found::ranked(NameKind kind, const std::vector<Entry>& entries, std::size_t limit) const {
    std::vector<Hit> hits;
    hits.reserve(hits_.size());
    const bool is_spelled_so = best_ < sound(0);
    for (const auto& [entry, hit] : hits_) {
        if (!is_spelled_so || order(hit) < sound(kLikely)) hits.push_back(hit);
    }
    const auto rank = [&](const Hit& hit) {
        const auto& entry = entries[hit.entry];
        return std::tuple(hit.match, static_cast<int>(hit.cost) + doubt(kind, entry, hit), ~entry.popularity, entry.id);
    };
    const auto kept = std::min(limit, hits.size());
    std::partial_sort(hits.begin(), hits.begin() + static_cast<std::ptrdiff_t>(kept), hits.end(), [&](const Hit& a, const Hit& b) { return rank(a) < rank(b); });
    hits.resize(kept);
    return hits;
}

}  // namespace bt::names
