// From an episode to the content whose sound stands for it.
#pragma once

#include "base/result.h"
#include "domain/ids.h"
#include "store/database.h"
#include "store/episode_reader.h"

namespace bt::service {

struct EpisodeContent {
    store::EpisodeView view;
    ContentKey content;  ///< main_content()
};

/// Faults: NotFound when there is no such episode, or none of its files can be read.
Result<EpisodeContent> content_of_episode(store::Database& database, domain::EpisodeId id);

}  // namespace bt::service
