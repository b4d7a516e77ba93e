// A copy of the database to keep elsewhere.
#pragma once

#include <chrono>
#include <string>

#include "base/result.h"

namespace bt::store {

enum class Existing { Refuse, Replace };

/// A compact copy of the database file `database` as it is now, of whatever schema, while others go on reading and writing it. Only when it is complete,
/// has been checked and lies on the disk does it appear under `path`; until then whatever `existing` lets it replace stays. For its owner alone (0600).
/// Faults: Conflict when a file is there that must stay; Invalid for what is never replaced, the database itself above all; Malformed when the copy is
/// damaged, and so the database; Full, Io, Denied, Busy.
Result<void> back_up(const std::string& database, const std::string& path, Existing existing, std::chrono::milliseconds busy_timeout);

}  // namespace bt::store
