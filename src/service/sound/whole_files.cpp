#include "service/sound/whole_files.h"

#include <fmt/format.h>

#include <algorithm>

#include "delivery/joined.h"
#include "io/byte_source.h"
#include "media/index/media_file.h"

namespace bt::service {
namespace {

/// Where its lists begin and how long they are. A file of which nothing can be carried is in no list, and as long as it says.
Result<WholeFile> measure(const std::string& path) {
    BT_TRY(const auto file, io::File::open(path));
    BT_TRY(const auto media, media::open_media(file));
    WholeFile measured{.path = path, .length = approximate_seconds(media->description().duration)};
    if (const auto presentation = delivery::Presentation::open(media)) {
        // Sound alone may begin before zero, where nothing is heard of it.
        measured.from = std::max(0.0, approximate_seconds((*presentation)->plan().start(0)));
        measured.length = approximate_seconds(delivery::Joined(**presentation).length(0));
    }
    return measured;
}

}  // namespace

std::optional<sound::Span> WholeFile::own_part(const sound::Span& whole) const {
    const double begin = std::max(whole.start, start), until = std::min(whole.end, end());
    if (begin >= until) return std::nullopt;
    return sound::Span{begin - start + from, until - start + from};
}

Result<std::vector<WholeFile>> whole_files(std::span<const std::string> paths) {
    std::vector<WholeFile> files;
    if (paths.size() == 1) {
        files.push_back({.path = paths.front()});
        return files;
    }
    double start = 0;
    for (const auto& path : paths) {
        auto measured = measure(path);
        if (!measured) return std::move(measured).error().within(fmt::format("file {} of {}", files.size() + 1, paths.size()));
        measured->start = start;
        start = measured->end();
        files.push_back(std::move(*measured));
    }
    return files;
}

}  // namespace bt::service
