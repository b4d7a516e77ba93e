// Whether a database file is whole.
#pragma once

#include "base/result.h"
#include "store/connection.h"

namespace bt::store {

/// Reads every page. Faults: Malformed, naming the first damage.
Result<void> check_pages(Connection& sql);

/// Reads every page, every index and every reference. Takes seconds on a large database. Faults: Malformed, naming the first damage.
Result<void> check_whole(Connection& sql);

}  // namespace bt::store
