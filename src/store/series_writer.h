// Writes one scanned series; the caller holds the transaction.
#pragma once

#include <cstdint>

#include "base/result.h"
#include "domain/scan.h"
#include "store/catalogue_writer.h"
#include "store/connection.h"

namespace bt::store {

Result<Applied> write_series(Connection& sql, domain::LibraryId library, const domain::ScannedSeries& scanned,
                             const StillThere& still_there, std::int64_t now_ms);

}  // namespace bt::store
