#include "service/sound/chapter_names.h"

#include <algorithm>

#include "service/inspection.h"

namespace bt::service {

std::vector<sound::NamedSpan> chapter_names(const std::string& path) {
    std::vector<sound::NamedSpan> named;
    const auto inspection = inspect(path);
    if (!inspection) return named;
    const auto& description = inspection->description;
    const double duration = approximate_seconds(description.duration);
    for (std::size_t i = 0; i < description.chapters.size(); ++i) {
        const auto& chapter = description.chapters[i];
        const double next = i + 1 < description.chapters.size() ? approximate_seconds(description.chapters[i + 1].start) : duration;
        const double start = approximate_seconds(chapter.start);
        named.push_back({chapter.title, {start, std::max(start, chapter.end ? approximate_seconds(*chapter.end) : next)}});
    }
    return named;
}

}  // namespace bt::service
