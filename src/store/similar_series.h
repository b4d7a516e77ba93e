// Series that are like another one.
//
// The measure: what two series share counts as much as it tells. A person or label that n of N series have counts ln(N / n), so that an
// actor of two series weighs far more than "Drama"; the sum over all they share orders the list. Looked at are the series' twelve rarest
// genres and tags and its first forty people; of what more than five hundred series have, the five hundred newest. Other
// instalments of its anthology are left out: they are shown as what they are.
#pragma once

#include <string>
#include <vector>

#include "base/result.h"
#include "store/connection.h"
#include "store/series_reader.h"

namespace bt::store {

/// The most alike first, at most `limit`. Faults: NotFound.
Result<std::vector<SimilarSeries>> find_similar(Connection& sql, domain::SeriesId series, int limit);

}  // namespace bt::store
