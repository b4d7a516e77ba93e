#include "names/index.h"

#include <algorithm>

#include "names/search.h"

namespace bt::names {

Index::Index(NameKind kind, std::vector<Entry> entries) : kind_(kind), entries_(std::move(entries)), tables_(file_entries(kind_, entries_)) {}

std::size_t Index::bytes() const {
    std::size_t sum = tables_.bytes() + entries_.capacity() * sizeof(Entry);
    for (const auto& entry : entries_) {
        sum += entry.names.capacity() * sizeof(std::string);
        for (const auto& name : entry.names) sum += name.capacity() > 15 ? name.capacity() + 1 : 0;
    }
    return sum;
}

std::vector<Hit> Index::search(std::string_view query, std::size_t limit) const {
    return Search(kind_, entries_, tables_, std::clamp<std::size_t>(limit, 1, kMostHits)).run(query.substr(0, 4 * kMaxFolded));
}

}  // namespace bt::names
