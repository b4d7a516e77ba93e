// The people named in series and episodes.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "base/result.h"
#include "domain/ids.h"
#include "store/database.h"
#include "store/page.h"

namespace bt::store {

struct PersonSummary {
    domain::PersonId id;
    std::string name;
    std::int64_t series = 0;  ///< in how many they have a part
    friend bool operator==(const PersonSummary&, const PersonSummary&) = default;
};

/// A part in one series, its episodes counted together.
struct PersonCredit {
    domain::SeriesId series;
    std::string title;
    std::string role, type;
    std::int64_t episodes = 0;  ///< that name the person; 0 when only the series does
    friend bool operator==(const PersonCredit&, const PersonCredit&) = default;
};

struct PersonView {
    domain::PersonId id;
    std::string name;
    std::vector<PersonCredit> credits;  ///< by series title, at most kPageLimit
};

class PeopleReader {
public:
    explicit PeopleReader(Database& database) : database_(database) {}

    /// By name. Those whose series are all gone are not listed. Faults: Invalid for a cursor of another list.
    Result<Page<PersonSummary>> page(const PageRequest& request) const;
    /// Everybody a page would list, in one pass and no order: for search, which keeps them all in memory.
    Result<std::vector<PersonSummary>> everybody() const;
    /// Faults: NotFound.
    Result<PersonView> by_id(domain::PersonId id) const;

private:
    Database& database_;
};

}  // namespace bt::store
