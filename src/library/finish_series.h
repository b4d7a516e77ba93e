// What can be decided about a planned series only when its files have been looked into.
#pragma once

#include "domain/scan.h"

namespace bt::library {

/// Drops what turned out to be no video, orders and labels versions, fills titles from container tags, names what cannot be read.
void finish_series(domain::ScannedSeries& scanned);

}  // namespace bt::library
