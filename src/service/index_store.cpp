#include "service/index_store.h"

#include <spdlog/spdlog.h>

#include "media/index/stored_index.h"
#include "service/content_folder.h"

namespace bt::service {
namespace {

constexpr std::string_view kEnding = ".bti";

}  // namespace

Result<std::shared_ptr<const media::MediaFile>> open_indexed(const std::string& folder, ContentKey key, std::shared_ptr<const io::ByteSource> source) {
    const auto stored = io::File::open(ContentFolder(folder).path_of(key, kEnding));
    if (stored) {
        const auto bytes = (*stored)->read({0, (*stored)->size()});
        if (bytes) {
            auto opened = media::open_with_index(source, key, *bytes);
            if (opened) return opened;
        }
    }
    BT_TRY(auto opened, media::open_media(std::move(source)));
    // Missing, damaged or of another version: written anew, so that the next start is fast again. Nothing depends on it.
    if (const auto kept = ContentFolder(folder).keep(key, kEnding, media::save_index(*opened, key)); !kept) {
        spdlog::warn("index_not_kept");
        spdlog::debug("index_not_kept reason=\"{}\"", kept.error().describe());  // names the content
    }
    return opened;
}

}  // namespace bt::service
