#include "service/made_pictures.h"

#include <spdlog/spdlog.h>

namespace bt::service {

Result<std::shared_ptr<const io::File>> kept_or_made(PictureCache& cache, const PictureCache::Key& key, const std::function<Result<Bytes>()>& make) {
    if (auto kept = cache.find(key)) return kept;
    BT_TRY(const auto bytes, make());
    if (const auto kept = cache.keep(key, bytes); !kept) {
        spdlog::warn("picture_not_kept reason=\"{}\"", kept.error().describe());
        return kept.error();
    }
    if (auto kept = cache.find(key)) return kept;
    return Error{.fault = Fault::Busy, .message = "the picture was made and is gone already"};
}

}  // namespace bt::service
