// Whom the names in credits mean: applies the rule of names/merging.h to the catalogue, and what somebody decides about it.
#pragma once

#include <functional>
#include <mutex>

#include "base/result.h"
#include "domain/ids.h"
#include "store/database.h"

namespace bt::service {

/// Safe to use from several threads. `database` outlives it.
class PeopleJoiner {
public:
    explicit PeopleJoiner(store::Database& database) : database_(database) {}

    /// Called when somebody decided something, after the catalogue has changed. Set before the first decision.
    void on_change(std::function<void()> tell) { tell_ = std::move(tell); }

    /// Looks at all names again. True when anything changed. Faults: those of the database.
    Result<bool> refresh();
    /// They are one person from now on, whatever a scan finds. Faults: NotFound; Invalid for the same person twice.
    Result<void> join(domain::PersonId person, domain::PersonId other);
    /// The spelling is another person from now on. Faults: NotFound when it is none of the person's; Invalid when it is the only one.
    Result<void> split(domain::PersonId person, std::int64_t spelling);

private:
    Result<bool> refresh_locked();
    Result<void> changed();

    store::Database& database_;
    std::mutex mutex_;  // reading, deciding and writing are one step
    std::function<void()> tell_;
};

}  // namespace bt::service
