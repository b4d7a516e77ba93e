// What a cursor holds: the order it belongs to and the sort values of the last row.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

#include "base/result.h"
#include "store/page.h"

namespace bt::store {

struct Place {
    std::string key;           ///< of the last row, in the order's own form
    std::int64_t id = 0;       ///< tells rows of equal key apart
    bool is_start = true;
};

/// `order` names the list and its order: a cursor of one is refused by another.
Cursor write_cursor(std::string_view order, const Place& place);
/// The start for an empty cursor. Faults: Invalid for anything that write_cursor did not make for this order.
Result<Place> read_cursor(std::string_view order, const Cursor& cursor);

/// Rows asked for, within 1 and kPageLimit.
int rows_of(const PageRequest& request);

}  // namespace bt::store
