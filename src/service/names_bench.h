// The figures of `bonustrack names --bench`.
#pragma once

#include <string>

#include "base/result.h"
#include "names/measure.h"

namespace bt::service {

/// Measures finding the names of a table among `crowd` invented ones. Faults: NotFound, Io, Malformed.
Result<names::Measurement> bench_names(const std::string& tsv_path, std::size_t crowd);

/// {"all": {"queries", "r1", "r5", "p50_ms", "p95_ms", "p99_ms"}, "by_source": {...}, "one_typo": {...}, "reversed": {...}, "joined": {...}, ...}.
std::string names_json(const names::Measurement& measured);

}  // namespace bt::service
