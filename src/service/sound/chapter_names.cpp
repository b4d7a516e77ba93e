#include "service/sound/chapter_names.h"

#include <algorithm>

#include "io/byte_source.h"
#include "media/index/media_file.h"

namespace bt::service {
namespace {

void add_chapters(const WholeFile& of, double duration, std::vector<sound::NamedSpan>& named) {
    const auto file = io::File::open(of.path);
    if (!file) return;
    const auto media = media::open_media(*file);
    if (!media) return;
    const auto& chapters = (*media)->description().chapters;
    const double whole_end = std::min(of.end(), duration);
    for (std::size_t i = 0; i < chapters.size(); ++i) {
        const double start = of.to_whole(approximate_seconds(chapters[i].start));
        const double end = chapters[i].end ? of.to_whole(approximate_seconds(*chapters[i].end))
                           : i + 1 < chapters.size() ? of.to_whole(approximate_seconds(chapters[i + 1].start)) : whole_end;
        // Of files that follow each other none tells anything of the next.
        if (start >= of.end()) break;
        named.push_back({chapters[i].title, {start, std::clamp(end, start, std::max(start, of.end()))}});
    }
}

}  // namespace

std::vector<sound::NamedSpan> chapter_names(const std::vector<WholeFile>& files, double duration) {
    std::vector<sound::NamedSpan> named;
    for (const auto& file : files) add_chapters(file, duration, named);
    return named;
}

}  // namespace bt::service
