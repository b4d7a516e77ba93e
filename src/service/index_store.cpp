#include "service/index_store.h"

#include <spdlog/spdlog.h>

#include <filesystem>

#include "io/atomic_file.h"
#include "media/index/stored_index.h"

namespace bt::service {
namespace {

/// Two levels, so that no folder holds more than a few hundred files of a large library.
std::filesystem::path path_of(const std::string& folder, ContentKey key) {
    const auto name = key.text();
    return std::filesystem::path(folder) / name.substr(0, 2) / (name + ".bti");
}

Result<void> keep_index(const std::string& folder, ContentKey key, const media::MediaFile& file) {
    const auto path = path_of(folder, key);
    std::error_code fault;
    std::filesystem::create_directories(path.parent_path(), fault);
    if (fault) return Error{.fault = Fault::Io, .message = "make the folder " + path.parent_path().string() + ": " + fault.message()};
    return io::write_file(path.string(), media::save_index(file, key));
}

}  // namespace

Result<std::shared_ptr<const media::MediaFile>> open_indexed(const std::string& folder, ContentKey key, std::shared_ptr<const io::ByteSource> source) {
    const auto stored = io::File::open(path_of(folder, key).string());
    if (stored) {
        const auto bytes = (*stored)->read({0, (*stored)->size()});
        if (bytes) {
            auto opened = media::open_with_index(source, key, *bytes);
            if (opened) return opened;
        }
    }
    BT_TRY(auto opened, media::open_media(std::move(source)));
    // Missing, damaged or of another version: written anew, so that the next start is fast again. Nothing depends on it.
    if (const auto kept = keep_index(folder, key, *opened); !kept) {
        spdlog::warn("index_not_kept");
        spdlog::debug("index_not_kept reason=\"{}\"", kept.error().describe());  // names the content
    }
    return opened;
}

}  // namespace bt::service
