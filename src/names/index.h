// The search index: entries of one kind, found by any spelling of any of their names. Immutable once built, so that any number of
// threads search it while the next one is being built.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "names/hit.h"
#include "names/tables.h"

namespace bt::names {

class Index {
public:
    Index(NameKind kind, std::vector<Entry> entries);

    /// Any bytes. Best first, every entry once, at most `limit` (cut to kMostHits).
    std::vector<Hit> search(std::string_view query, std::size_t limit) const;
    static constexpr std::size_t kMostHits = 100;

    const Entry& entry(const Hit& hit) const { return entries_[hit.entry]; }
    const std::string& matched(const Hit& hit) const { return entries_[hit.entry].names[hit.name]; }
    const std::vector<Entry>& entries() const { return entries_; }
    /// Memory in use, the entries' texts included.
    std::size_t bytes() const;

private:
    NameKind kind_;
    std::vector<Entry> entries_;
    Tables tables_;
};

}  // namespace bt::names
