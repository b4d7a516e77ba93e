#include "domain/whole.h"

#include <xxhash.h>

namespace bt::domain {

bool plays(const MediaFile& file) { return file.content && file.summary && file.summary->is_direct; }

std::vector<std::size_t> played_parts(const MediaVersion& version) {
    std::vector<std::size_t> parts;
    if (version.parts.empty() || !plays(version.parts.front())) return parts;
    for (std::size_t i = 0; i < version.parts.size(); ++i) {
        if (plays(version.parts[i])) parts.push_back(i);
    }
    if (parts.size() > kMostFilesOfAWhole) parts.clear();
    return parts;
}

ContentKey whole_key(std::span<const ContentKey> contents) {
    if (contents.size() == 1) return contents.front();
    // Kept in databases and in names of files: never to be changed. It is the name in media URLs that is hashed.
    std::string name;
    for (const auto& content : contents) name += (name.empty() ? "" : ".") + content.text();
    const auto hash = XXH3_128bits(name.data(), name.size());
    return {.high = hash.high64, .low = hash.low64};
}

std::optional<ContentKey> whole_key(const MediaVersion& version) {
    std::vector<ContentKey> contents;
    for (const auto part : played_parts(version)) contents.push_back(*version.parts[part].content);
    if (!contents.empty()) return whole_key(contents);
    return version.parts.empty() ? std::nullopt : version.parts.front().content;
}

}  // namespace bt::domain
