#include "service/open_joined.h"

#include <fmt/format.h>

#include "service/playing.h"

namespace bt::service {

Result<OpenJoined> open_joined(PresentationCache& cache, std::span<const ContentKey> contents) {
    if (contents.size() > delivery::kMostJoinedFiles) {
        return Error{.fault = Fault::NotFound, .message = fmt::format("{} files are not joined, {} are", contents.size(), delivery::kMostJoinedFiles)};
    }
    std::vector<std::shared_ptr<const OpenMedia>> files;
    std::vector<delivery::JoinedFile> parts;
    for (std::size_t i = 0; i < contents.size(); ++i) {
        auto file = cache.open(contents[i]);
        if (!file && contents.size() > 1) {
            auto error = std::move(file).error();
            error.message = fmt::format("file {} of {}: {}", i + 1, contents.size(), error.message);
            return error;
        }
        BT_TRY(auto opened, std::move(file));
        parts.push_back({.presentation = opened->presentation.get(), .base = contents.size() == 1 ? "" : fmt::format("../{}/", media_folder({&contents[i], 1}))});
        files.push_back(std::move(opened));
    }
    BT_TRY(auto joined, delivery::Joined::join(std::move(parts)));
    return OpenJoined{.files = std::move(files), .joined = std::move(joined)};
}

}  // namespace bt::service
