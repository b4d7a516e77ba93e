// Films that follow each other, opened for playing as one.
#pragma once

#include <memory>
#include <span>
#include <vector>

#include "base/ids.h"
#include "base/result.h"
#include "delivery/joined.h"
#include "service/presentation_cache.h"

namespace bt::service {

struct OpenJoined {
    std::vector<std::shared_ptr<const OpenMedia>> files;  ///< keep what `joined` is made of
    delivery::Joined joined;
};

/// `contents` are one at least; one is that film alone. Opens them with `cache`: nothing is kept beside, joining is a few comparisons.
/// Faults: NotFound for more than delivery::kMostJoinedFiles; those of PresentationCache::open, which say the file; those of Joined::join.
Result<OpenJoined> open_joined(PresentationCache& cache, std::span<const ContentKey> contents);

}  // namespace bt::service
