#include "service/sound/episode_content.h"

#include "service/playing.h"

namespace bt::service {

Result<EpisodeContent> content_of_episode(store::Database& database, domain::EpisodeId id) {
    BT_TRY(auto view, store::EpisodeReader(database).by_id(id));
    const auto content = main_content(view.episode);
    if (!content) return Error{.fault = Fault::NotFound, .message = "the episode has no file that can be read"};
    return EpisodeContent{std::move(view), *content};
}

}  // namespace bt::service
