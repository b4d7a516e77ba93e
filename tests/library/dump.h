// A scanned library as text: what the golden files hold.
#pragma once

#include <string>

#include "domain/scan.h"

namespace bt::library::test {

/// One line a fact, indented; times, inodes and content keys, which differ from run to run, are left out.
std::string dump(const domain::ScannedSeries& scanned);

}  // namespace bt::library::test
