// What people put right, kept by content for good.
#pragma once

#include <cstdint>
#include <functional>
#include <vector>

#include "base/result.h"
#include "domain/corrections.h"
#include "store/database.h"

namespace bt::store {

class CorrectionStore {
public:
    /// `now_ms`: milliseconds since 1970, for tests.
    explicit CorrectionStore(Database& database, std::function<std::int64_t()> now_ms = {});

    /// Keeps the correction and shows what it changes; its id is given. Faults: Invalid as domain::check() says, also for a song or a
    /// theme that there is not, and beyond kMostCorrections of one content; NotFound as domain::check_place() says.
    Result<domain::CorrectionId> add(ContentKey content, const domain::Correction& correction);
    /// Takes it back: the machine's word counts again. Faults: NotFound when the content has no such correction.
    Result<void> remove(ContentKey content, domain::CorrectionId id);
    /// Oldest first.
    Result<std::vector<domain::Correction>> of(ContentKey content) const;

    /// More than anybody makes of one episode by hand; a bound for what a script may fill the disk with.
    static constexpr int kMostCorrections = 2'000;

private:
    Database& database_;
    std::function<std::int64_t()> now_ms_;
};

}  // namespace bt::store
