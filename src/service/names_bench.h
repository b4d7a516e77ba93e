// The figures of `bonustrack names --bench` as JSON.
#pragma once

#include <string>

#include "base/result.h"

namespace bt::service {

/// Measures finding the names of a table (see names/measure.h) among `crowd` invented ones and gives
/// {"all": {"queries", "r1", "r5", "p50_ms", "p95_ms", "p99_ms"}, "by_source": {...}, "one_typo": {...}, "reversed": {...}, "joined": {...}, ...}.
/// Faults: NotFound, Io, Malformed.
Result<std::string> bench_names(const std::string& tsv_path, std::size_t crowd);

}  // namespace bt::service
