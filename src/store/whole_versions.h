// What a version is called as a whole, kept beside it for everything that is heard (domain/whole.h).
#pragma once

#include <cstdint>

#include "domain/series.h"
#include "store/connection.h"

namespace bt::store {

/// Whether versions of the series have no such name although they could: a migration leaves them to the next scan.
bool has_unnamed_wholes(Connection& sql, std::int64_t series);
/// Writes it to the version's row.
void name_whole(Connection& sql, std::int64_t version, const domain::MediaVersion& of);
/// When the rows of all its versions are written: what was said of the first files of a split episode, while they were all there was of it, holds for
/// the whole, whose beginning they are, at the same times.
void hand_on_to_wholes(Connection& sql, const domain::Series& series);

}  // namespace bt::store
