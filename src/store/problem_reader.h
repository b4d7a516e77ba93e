// What scans could not use, and why; and what was found of no use later, by listening to songs and looking at pictures.
#pragma once

#include <optional>
#include <string>

#include "base/result.h"
#include "domain/scan.h"
#include "store/database.h"
#include "store/page.h"

namespace bt::store {

struct StoredProblem {
    domain::LibraryId library;
    std::string library_path;
    std::optional<domain::SeriesId> series;  ///< nothing: of the library itself
    domain::ScanProblem problem;
    friend bool operator==(const StoredProblem&, const StoredProblem&) = default;
};

class ProblemReader {
public:
    explicit ProblemReader(Database& database) : database_(database) {}

    /// What scans found, oldest first, then songs that cannot be heard, then pictures that are none; of one library or of all. Faults: Invalid for a cursor of another list.
    Result<Page<StoredProblem>> page(const PageRequest& request, std::optional<domain::LibraryId> library = {}) const;

private:
    Database& database_;
};

}  // namespace bt::store
