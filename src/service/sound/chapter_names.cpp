#include "service/sound/chapter_names.h"

#include <algorithm>

#include "io/byte_source.h"
#include "media/index/media_file.h"

namespace bt::service {

std::vector<sound::NamedSpan> chapter_names(const std::string& path, double duration) {
    std::vector<sound::NamedSpan> named;
    const auto file = io::File::open(path);
    if (!file) return named;
    const auto media = media::open_media(*file);
    if (!media) return named;
    const auto& chapters = (*media)->description().chapters;
    for (std::size_t i = 0; i < chapters.size(); ++i) {
        const double start = approximate_seconds(chapters[i].start);
        const double end = chapters[i].end ? approximate_seconds(*chapters[i].end) : i + 1 < chapters.size() ? approximate_seconds(chapters[i + 1].start) : duration;
        named.push_back({chapters[i].title, {start, std::max(start, end)}});
    }
    return named;
}

}  // namespace bt::service
