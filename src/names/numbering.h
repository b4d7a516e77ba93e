// Which instalment is meant, however it is written: "Soundtrack #2", "Soundtrack Season 2", "Soundtrack II", "사운드트랙 시즌2".
#pragma once

#include "names/fold.h"

namespace bt::names {

/// The words with a bare number where a season, part or volume is counted; the same words when none is.
Words plainly_numbered(const Words& folded);

}  // namespace bt::names
