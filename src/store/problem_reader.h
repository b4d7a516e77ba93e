// What scans could not use, and why.
#pragma once

#include <optional>

#include "base/result.h"
#include "domain/scan.h"
#include "store/database.h"
#include "store/page.h"

namespace bt::store {

struct StoredProblem {
    domain::LibraryId library;
    std::optional<domain::SeriesId> series;  ///< nothing: of the library itself
    domain::ScanProblem problem;
    friend bool operator==(const StoredProblem&, const StoredProblem&) = default;
};

class ProblemReader {
public:
    explicit ProblemReader(Database& database) : database_(database) {}

    /// Oldest first; of one library or of all. Faults: Invalid for a cursor of another list.
    Result<Page<StoredProblem>> page(const PageRequest& request, std::optional<domain::LibraryId> library = {}) const;

private:
    Database& database_;
};

}  // namespace bt::store
