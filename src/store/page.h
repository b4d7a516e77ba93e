// Pages of a list. A page ends at a cursor, which names the place after its last row by the row's own values: the next page is
// found through the index wherever it begins, and rows that come or go meanwhile are neither repeated nor skipped.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

namespace bt::store {

/// Opaque to callers, safe in a URL; empty for the first page.
using Cursor = std::string;

struct PageRequest {
    Cursor after = {};
    int limit = 50;  ///< cut to 1...kPageLimit
};
inline constexpr int kPageLimit = 500;

template <class Row>
struct Page {
    std::vector<Row> rows;
    Cursor next = {};         ///< empty on the last page
    std::int64_t total = 0;   ///< rows on all pages together
};

}  // namespace bt::store
