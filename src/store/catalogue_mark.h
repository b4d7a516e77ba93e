// What tells this catalogue from one made anew in its place, whose rows have the same numbers and mean other things.
#pragma once

#include <string>

#include "base/result.h"
#include "store/database.h"

namespace bt::store {

/// Opaque; stays as long as the file, and goes with its backups.
Result<std::string> catalogue_mark(Database& database);

}  // namespace bt::store
